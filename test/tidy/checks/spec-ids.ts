import type { Check, Finding, Repo } from '../repo.ts'
import { lineAt } from '../source.ts'

const rule = /^- ([A-Z]{1,4}\d+[a-z]?) /gm
const cited = /['"`][^'"`\n]*?\[((?:[A-Z]{1,4}\d+[a-z]?)(?:, ?[A-Z]{1,4}\d+[a-z]?)*)\]/g

/** Packages without rules of their own: types, names and declarations. */
const withoutSpec = ['kernel', 'events', 'api']

function find(repo: Repo): Finding[] {
  const names = [
    ...new Set(repo.files.flatMap((path) => /^packages\/([^/]+)\/src\/(?!index\.ts)/.exec(path)?.[1] ?? [])),
  ]
  return names.filter((name) => !withoutSpec.includes(name)).flatMap((name) => inPackage(name, repo))
}

function inPackage(name: string, repo: Repo): Finding[] {
  const spec = `packages/${name}/SPEC.md`
  if (!repo.files.includes(spec)) return [{ path: spec, say: 'is missing: number the rules of the package' }]
  const rules = places(repo.text(spec), rule)
  const tests = repo.files
    .filter((path) => path.startsWith(`packages/${name}/`) && path.endsWith('.test.ts'))
    .flatMap((path) => places(repo.text(path), cited).map((each) => ({ path, ...each })))
  const twice = rules.filter((each, index) => rules.findIndex((other) => other.id === each.id) < index)
  return [
    ...twice.map(({ id, line }) => ({ path: spec, line, say: `${id} stands twice` })),
    ...rules
      .filter(({ id }) => !tests.some((test) => test.id === id))
      .map(({ id, line }) => ({ path: spec, line, say: `${id} has no test: begin a title with [${id}]` })),
    ...tests
      .filter(({ id }) => !rules.some((each) => each.id === id))
      .map(({ path, id, line }) => ({ path, line, say: `[${id}] is no rule of ${spec}` })),
  ]
}

function places(text: string, pattern: RegExp): { id: string; line: number }[] {
  return [...text.matchAll(pattern)].flatMap((match) =>
    match[1]!.split(/, ?/).map((id) => ({ id, line: lineAt(text, match.index) })),
  )
}

export const specIds: Check = {
  name: 'SPEC ids',
  find,
  bad: {
    'packages/loan/SPEC.md': '# Loan\n\n- L1 One.\n- L2 Two.\n- L3 Three.\n- L3 Again.\n',
    'packages/loan/src/a.ts': '',
    'packages/loan/src/a.test.ts': "test('[L1, L3] one', () => {})\ntest('[L9] nine', () => {})\n",
    'packages/watch/src/a.ts': '',
  },
  finds: [
    'packages/loan/SPEC.md:6',
    'packages/loan/SPEC.md:4',
    'packages/loan/src/a.test.ts:2',
    'packages/watch/SPEC.md',
  ],
}
