import { describe, expect, test } from 'vitest'
import { banned } from './checks/banned.ts'
import { capabilityIds } from './checks/capability-ids.ts'
import { deadFiles } from './checks/dead-files.ts'
import { errorCodes } from './checks/error-codes.ts'
import { foreignWords } from './checks/foreign-words.ts'
import { han } from './checks/han.ts'
import { imports } from './checks/imports.ts'
import { leftovers } from './checks/leftovers.ts'
import { licences } from './checks/licences.ts'
import { links } from './checks/links.ts'
import { modules } from './checks/modules.ts'
import { shape } from './checks/shape.ts'
import { specIds } from './checks/spec-ids.ts'
import { testTitles } from './checks/test-titles.ts'
import { place, readRepo, show, virtualRepo } from './repo.ts'

const checks = [
  imports,
  banned,
  leftovers,
  shape,
  modules,
  deadFiles,
  specIds,
  testTitles,
  errorCodes,
  capabilityIds,
  links,
  han,
  foreignWords,
  licences,
]
const repo = readRepo()

describe('the repository is tidy', () => {
  test.each(checks)('$name', (check) => {
    expect(check.find(repo).map(show)).toEqual([])
  })
})

describe('a check finds what is bad', () => {
  test.each(checks)('$name', (check) => {
    expect(check.find(virtualRepo(check.bad)).map(place)).toEqual(check.finds)
  })
})
