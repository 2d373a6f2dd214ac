import type { Check, Finding, Repo } from '../repo.ts'
import { blank, isCode, places } from '../source.ts'

const readable = /\.(ts|tsx|mjs|js|css|html|sql|md|json|ya?ml)$/
const focused = /\b(?:test|it|describe|suite)\.only\b|\.only\(/
const switchedOff = /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|fails)\b/
const silenced = /(?:@ts-(?:ignore|nocheck|expect-error)|(?:biome-ignore|oxlint-disable|eslint-disable)[\w/-]*)([^\n]*)/

function find(repo: Repo): Finding[] {
  return repo.files
    .filter((path) => readable.test(path) && path !== 'package-lock.json')
    .flatMap((path) => inFile(path, repo))
}

function inFile(path: string, repo: Repo): Finding[] {
  const text = repo.text(path)
  const found = [
    ...places(path, text, /\b(?:FIXME|XXX)\b/, '$0 left behind: mend it, or make it a TODO with a number'),
    ...places(path, text, /\bTODO\b(?!\(#\d+\))/, 'a TODO names where it is tracked: TODO(#12)'),
    ...places(path, text, /^(?:<{7}|>{7}) /m, 'a merge was not finished'),
  ]
  if (!isCode(path)) return found
  const code = blank(text, { strings: true })
  return [
    ...found,
    ...places(path, code, focused, '$0 keeps every other test from running: remove it'),
    ...withoutReason(path, text, code),
    ...places(path, text, silenced, 'a silenced check says why after a colon').filter(
      (each) => !/:\s+\S|--\s+\S|expect-error\s+\S/.test(text.split('\n')[each.line! - 1] ?? ''),
    ),
  ]
}

/** A test that does not run says why, in a comment on its line or on the line above. */
function withoutReason(path: string, text: string, code: string): Finding[] {
  const lines = text.split('\n')
  return places(path, code, switchedOff, '$0 without a reason: let it run, or say why in a comment above').filter(
    ({ line }) => ![lines[line! - 1], lines[line! - 2]].some((each) => each?.includes('//')),
  )
}

export const leftovers: Check = {
  name: 'leftovers',
  find,
  bad: {
    'server/src/a.ts': [
      '// FIXME later',
      '// TODO tidy',
      '// TODO(#7) known',
      '// @ts-ignore',
      'export const a = 1',
    ].join('\n'),
    'server/src/a.test.ts': [
      "test.only.each([1])('a', () => {})",
      "test.skipIf(slow)('b', () => {})",
      '// the simulated bank has no such account',
      "test.skipIf(slow)('c', () => {})",
      "test.each([1])('d')",
    ].join('\n'),
    'docs/a.md': 'XXX write this',
    'docs/b.md': '<<<<<<< HEAD',
  },
  finds: [
    'server/src/a.ts:1',
    'server/src/a.ts:2',
    'server/src/a.ts:4',
    'server/src/a.test.ts:1',
    'server/src/a.test.ts:2',
    'docs/a.md:1',
    'docs/b.md:1',
  ],
}
