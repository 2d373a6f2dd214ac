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

/**
 * A code that a reader may see has its texts. A package's own code is such a code, or the layer above turns it into one
 * (the compiler insists), or it is meant for callers and the package says when it comes: `@refuses` or SPEC.md.
 */
function find(repo: Repo): Finding[] {
  const sources = codeFiles(repo).filter((path) => /^(packages|server|cli|console|h5)\//.test(path) && !isTest(path))
  const catalogue = sources
    .filter((path) => path.startsWith(catalogueFolder))
    .flatMap((path) => codesIn(path, repo, entry))
  if (catalogue.length === 0) return []
  const others = sources.filter((path) => !path.startsWith(catalogueFolder))
  const known = new Set(catalogue.map(({ code }) => code))
  const named = namedIn(others, repo)
  const translated = namedIn(
    others.filter((path) => !path.startsWith('packages/')),
    repo,
  )
  const missing = others
    .flatMap((path) => codesIn(path, repo, raised))
    .filter(
      ({ code, path }) =>
        !known.has(code) && !(path.startsWith('packages/') && (translated.has(code) || isExplained(code, path, repo))),
    )
  return [
    ...firstOfEach(missing).map(({ code, path, line }) => ({
      path,
      line,
      say: `${code} has no texts in ${catalogueFolder}; if it is for callers only, explain it by @refuses or in SPEC.md`,
    })),
    ...catalogue
      .filter(({ code }) => !named.has(code))
      .map(({ code, path, line }) => ({ path, line, say: `${code} is never raised: raise it or remove it` })),
  ]
}

function isExplained(code: string, path: string, repo: Repo): boolean {
  const folder = path.split('/').slice(0, 2).join('/')
  const spec = `${folder}/SPEC.md`
  if (repo.files.includes(spec) && repo.text(spec).includes(code)) return true
  const sources = repo.files.filter((each) => each.startsWith(`${folder}/src/`))
  return sources.some((each) =>
    repo
      .text(each)
      .split('@refuses')
      .slice(1)
      .some((after) => after.split(/\n \* @|\*\//)[0]!.includes(code)),
  )
}

function namedIn(paths: readonly string[], repo: Repo): Set<string> {
  return new Set(paths.flatMap((path) => repo.text(path).match(/[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*/g) ?? []))
}

function firstOfEach(codes: readonly Code[]): Code[] {
  return codes.filter(({ code }, index) => codes.findIndex((other) => other.code === code) === index)
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
      "refuse({ code: 'loan.used' })\nrefuse({ code: 'loan.unknown' })\ntype R = Refusal<'loan.typed'>\ntype T = Refusal<'loan.turned'>\n/** @refuses loan.told */ refuse({ code: 'loan.told' })",
    'server/src/modules/servicing/refusals.ts':
      "if (code === 'loan.turned') throw new RefusalError({ code: 'loan.absent' })",
  },
  finds: [
    'packages/loan/src/a.ts:2',
    'packages/loan/src/a.ts:3',
    'server/src/modules/servicing/refusals.ts:1',
    'packages/api/src/refusals/catalogue.ts:3',
  ],
}
