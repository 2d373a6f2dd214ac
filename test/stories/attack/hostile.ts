import { type Dice, pathsOf, type Whole, withAt } from './inputs.ts'

/** A value written into the JSON of a request as it stands, where JavaScript has none for it. */
export class Raw {
  readonly json: string
  constructor(json: string) {
    this.json = json
  }
}

const deep = (depth: number) => new Raw(`${'['.repeat(depth)}${']'.repeat(depth)}`)

/** What somebody who means harm, or a program that is broken, puts where a value belongs. */
export const HOSTILE: readonly unknown[] = [
  null,
  '',
  ' ',
  true,
  [],
  {},
  0,
  -1,
  1.5,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  Number.MAX_SAFE_INTEGER,
  1e21,
  new Raw('1e400'),
  new Raw('-0'),
  '0',
  '-1',
  '1',
  '999999999999999999',
  '-999999999999999999',
  '9999999999999999',
  '99999999999999999999999999',
  'NaN',
  'Infinity',
  '1e400',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '2023-02-29',
  '2026-13-01',
  '1900-01-01',
  '9999-12',
  '0000-01',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00Z',
  '2026-11-22T25:61:61Z',
  'x'.repeat(10_000),
  '汉'.repeat(64),
  '\u0000',
  'a\u0000b',
  '\u0001\u001b[31m\u007f',
  '\r\nset-cookie: a=b',
  '\u202etxet\u202c',
  '👩‍👩‍👧‍👦',
  new Raw('"\\ud800"'),
  new Raw('"a\\udc00b"'),
  "' or 1=1 --",
  "'; drop table customer; --",
  '%27%20or%201=1',
  '$1',
  '\\',
  '%',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{7*7}}',
  '=cmd|"/c calc"!A1',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  new Raw('{"__proto__":{"isAdmin":true}}'),
  new Raw('{"constructor":{"prototype":{"isAdmin":true}}}'),
  new Raw('{"a":1,"a":2}'),
  new Raw('{"\\u0000":1}'),
  new Raw('{"\\ud800":1}'),
  ['x', 'x', 'x'],
  [null],
  Array.from({ length: 2_000 }, (_, at) => at),
  deep(60),
  deep(50_000),
]

/** JSON with raw values as they stand. */
export function jsonOf(value: unknown): string {
  if (value instanceof Raw) return value.json
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${jsonOf(item)}`).join(',')}}`
}

/** Takes an input that fits and puts one hostile value somewhere into it, or a field that nobody knows. */
export function hostileInput(fits: Whole, dice: Dice): { readonly input: Whole; readonly what: string } {
  const paths = pathsOf(fits).filter((path) => path.length > 1 || path[0] === 'body')
  const path = paths.length === 0 || dice.below(12) === 0 ? ['query', 'nobodyKnows'] : dice.of(paths)
  const value = dice.of(HOSTILE)
  return { input: withAt(fits, path, value) as Whole, what: `${path.join('.')} = ${jsonOf(value).slice(0, 60)}` }
}
