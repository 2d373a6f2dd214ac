import type { Check, Finding, Repo } from '../repo.ts'
import { blank, codeFiles, isTest, lineAt } from '../source.ts'

const catalogueFolder = 'packages/api/src/refusals/'
const entry = /^\s*'([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)':/gm
const raised =
  /(?:\bcode: |\bRefusal<|\bRefusalError\(|\brefuse\(|\brefusal\()(?:\s*\|?\s*)'([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)'/g

interface Code {
  readonly code: string
  readonly path: string
  readonly line: number
}

function find(repo: Repo): Finding[] {
  const sources = codeFiles(repo).filter((path) => /^(packages|server|cli)\//.test(path) && !isTest(path))
  const catalogue = sources
    .filter((path) => path.startsWith(catalogueFolder))
    .flatMap((path) => codesIn(path, repo, entry))
  if (catalogue.length === 0) return []
  const others = sources.filter((path) => !path.startsWith(catalogueFolder))
  const known = new Set(catalogue.map(({ code }) => code))
  const mentioned = new Set(others.flatMap((path) => repo.text(path).match(/[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*/g) ?? []))
  return [
    ...others
      .flatMap((path) => codesIn(path, repo, raised))
      .filter(({ code }) => !known.has(code))
      .map(({ code, path, line }) => ({ path, line, say: `${code} is not in ${catalogueFolder}: give it its texts` })),
    ...catalogue
      .filter(({ code }) => !mentioned.has(code))
      .map(({ code, path, line }) => ({ path, line, say: `${code} is never raised: raise it or remove it` })),
  ]
}

function codesIn(path: string, repo: Repo, pattern: RegExp): Code[] {
  const text = blank(repo.text(path), { strings: false })
  return [...text.matchAll(pattern)].map((match) => ({
    code: match[1]!,
    path,
    line: lineAt(text, match.index + match[0].length),
  }))
}

export const errorCodes: Check = {
  name: 'error codes',
  find,
  bad: {
    'packages/api/src/refusals/catalogue.ts': "export const c = {\n  'loan.used': 1,\n  'loan.unused': 1,\n}",
    'packages/loan/src/a.ts':
      "refuse({ code: 'loan.used' })\nrefuse({ code: 'loan.unknown' })\ntype R = Refusal<'loan.typed'>",
  },
  finds: ['packages/loan/src/a.ts:2', 'packages/loan/src/a.ts:3', 'packages/api/src/refusals/catalogue.ts:3'],
}
