import { whyForbidden } from '../../../tools/lint/boundaries.ts'
import type { Check, Finding, Repo } from '../repo.ts'
import { blank, codeFiles, lineAt } from '../source.ts'

/** As formatted code has them: statements start at the line's beginning, calls anywhere. */
const importOf = /^(?:(?:import|export|\}).*?\bfrom |import )'([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm

/** The same boundaries as the lint rule, read line by line: it also sees files that the linter leaves out. */
function find(repo: Repo): Finding[] {
  return codeFiles(repo).flatMap((path) => {
    const text = blank(repo.text(path), { strings: false })
    return [...text.matchAll(importOf)].flatMap((match) => {
      const specifier = match[1] ?? match[2]!
      const say = whyForbidden(path, specifier)
      return say ? [{ path, line: lineAt(text, match.index), say: `'${specifier}': ${say}` }] : []
    })
  })
}

export const imports: Check = {
  name: 'module boundaries',
  find,
  bad: {
    'packages/loan/src/a.ts':
      "import { readFile } from 'node:fs'\nimport '@puhui/money'\nexport * from '@puhui/server'",
    'cli/src/a.ts': "const server = await import('../../server/src/main.ts')",
  },
  finds: ['packages/loan/src/a.ts:1', 'packages/loan/src/a.ts:3', 'cli/src/a.ts:1'],
}
