import { journalActions, systemActors } from '@puhui/api'
import { expect, test } from 'vitest'
import { readRepo } from './repo.ts'

const repo = readRepo()
const code = repo.files
  .filter((path) => path.startsWith('server/src/') && /(?<!\.test)\.ts$/.test(path))
  .filter((path) => path !== 'server/src/platform/testing.ts')
  .map((path) => repo.text(path).replaceAll(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, ''))

/** What the first group of a pattern matches anywhere in the server, each once. */
function literals(pattern: RegExp): string[] {
  return [...new Set(code.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]!)))].sort()
}

test('every action that the server records has a name', () => {
  const lines = literals(/\baction: (?!sql\b)([^\n]*)/g)
  const recorded = lines.flatMap((line) => [...line.matchAll(/'(\w+\.\w+)'/g)].map((match) => match[1]!))
  expect(recorded.length).toBeGreaterThan(50)
  expect(recorded.filter((action) => !(action in journalActions))).toEqual([])
  expect(lines.filter((line) => line.startsWith('`'))).toEqual([])
})

test('everything that acts without a person has a name', () => {
  const jobs = literals(/\bname: '(\w+\.\w+)'/g)
  const actors = literals(/\bsystemActor\('(\w+)'\)/g)
  expect(jobs.length).toBeGreaterThan(3)
  expect([...jobs, ...actors].filter((id) => !(id in systemActors))).toEqual([])
})
