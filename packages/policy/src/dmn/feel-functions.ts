import { epochOf } from '@puhui/calendar'
import {
  isTemporal,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  type Temporal,
  temporalText,
} from './feel-temporal.ts'
import { compared, equal, type FeelFunction, type FeelValue, isContext, isList } from './feel-value.ts'

type Body = (...args: readonly FeelValue[]) => FeelValue | undefined

const DAY_MS = 86_400_000

/** The functions of FEEL that are there. Those that take a pattern are left out: their cost has no bound. */
export const FUNCTIONS: ReadonlyMap<string, FeelFunction> = new Map([
  given('not', 'negand', (x) => (typeof x === 'boolean' ? !x : null)),
  given('number', 'from,grouping separator,decimal separator', number),
  given('string', 'from', (x) => (x === null ? null : textOf(x))),
  given('date', 'from', dateOf),
  given('time', 'from', (x) =>
    typeof x === 'string' ? parseTime(x) : isTemporal(x ?? null) && x !== null ? clockOf(x) : null,
  ),
  given('date and time', 'date,time', dateAndTime),
  given('duration', 'from', (x) => text(x, parseDuration)),
  given('years and months duration', 'from,to', monthsBetween),
  given('string length', 'string', (x) => text(x, (s) => [...s].length)),
  given('upper case', 'string', (x) => text(x, (s) => s.toUpperCase())),
  given('lower case', 'string', (x) => text(x, (s) => s.toLowerCase())),
  given('contains', 'string,match', (x, y) => texts(x, y, (s, part) => s.includes(part))),
  given('starts with', 'string,match', (x, y) => texts(x, y, (s, part) => s.startsWith(part))),
  given('ends with', 'string,match', (x, y) => texts(x, y, (s, part) => s.endsWith(part))),
  given('substring before', 'string,match', (x, y) =>
    texts(x, y, (s, part) => s.slice(0, Math.max(0, s.indexOf(part)))),
  ),
  given('substring after', 'string,match', (x, y) =>
    texts(x, y, (s, part) => (s.includes(part) ? s.slice(s.indexOf(part) + part.length) : '')),
  ),
  given('substring', 'string,start position,length', substring),
  given('decimal', 'n,scale', (x, scale) => numbers([x, scale], ([n, places]) => rounded(n!, places!, halfEven))),
  given('floor', 'n,scale', (x, scale) => numbers([x, scale ?? 0], ([n, places]) => rounded(n!, places!, Math.floor))),
  given('ceiling', 'n,scale', (x, scale) => numbers([x, scale ?? 0], ([n, places]) => rounded(n!, places!, Math.ceil))),
  given('round up', 'n,scale', (x, scale) =>
    numbers([x, scale ?? 0], ([n, places]) => rounded(n!, places!, (v) => Math.sign(v) * Math.ceil(Math.abs(v)))),
  ),
  given('round down', 'n,scale', (x, scale) =>
    numbers([x, scale ?? 0], ([n, places]) => rounded(n!, places!, Math.trunc)),
  ),
  given('round half up', 'n,scale', (x, scale) =>
    numbers([x, scale ?? 0], ([n, places]) => rounded(n!, places!, (v) => Math.sign(v) * Math.round(Math.abs(v)))),
  ),
  given('abs', 'n', (x) => numbers([x], ([n]) => Math.abs(n!))),
  given('modulo', 'dividend,divisor', (x, y) => numbers([x, y], ([a, b]) => a! - b! * Math.floor(a! / b!))),
  given('sqrt', 'number', (x) => numbers([x], ([n]) => Math.sqrt(n!))),
  given('log', 'number', (x) => numbers([x], ([n]) => Math.log(n!))),
  given('exp', 'number', (x) => numbers([x], ([n]) => Math.exp(n!))),
  given('odd', 'number', (x) => (typeof x === 'number' ? Math.abs(x % 2) === 1 : null)),
  given('even', 'number', (x) => (typeof x === 'number' ? x % 2 === 0 : null)),
  spread('count', (list) => list.length),
  spread('min', (list) => extreme(list, -1)),
  spread('max', (list) => extreme(list, 1)),
  spread('sum', (list) => (list.length === 0 ? null : numbers(list, sum))),
  spread('product', (list) => (list.length === 0 ? null : numbers(list, (all) => all.reduce((a, b) => a * b, 1)))),
  spread('mean', (list) => (list.length === 0 ? null : numbers(list, (all) => sum(all) / all.length))),
  spread('median', (list) => (list.length === 0 ? null : numbers(list, median))),
  spread('all', (list) => (list.includes(false) ? false : list.every((item) => item === true) ? true : null)),
  spread('any', (list) => (list.includes(true) ? true : list.every((item) => item === false) ? false : null)),
  given('list contains', 'list,element', (list, item) =>
    lists(list, (all) => all.some((each) => equal(each, item ?? null) === true)),
  ),
  given('append', 'list,item', (list, ...items) => lists(list, (all) => [...all, ...items])),
  given('concatenate', 'list', (...all) => all.flatMap((list) => (isList(list) ? list : [list]))),
  given('sublist', 'list,start position,length', (list, start, length) =>
    lists(list, (all) => cut(all, start, length)),
  ),
  given('insert before', 'list,position,newItem', (list, at, item) =>
    lists(list, (all) => (typeof at === 'number' ? all.toSpliced(at > 0 ? at - 1 : at, 0, item ?? null) : null)),
  ),
  given('remove', 'list,position', (list, at) =>
    lists(list, (all) => (typeof at === 'number' ? all.toSpliced(at > 0 ? at - 1 : at, 1) : null)),
  ),
  given('reverse', 'list', (list) => lists(list, (all) => all.toReversed())),
  given('index of', 'list,match', (list, item) =>
    lists(list, (all) => all.flatMap((each, i) => (equal(each, item ?? null) === true ? [i + 1] : []))),
  ),
  given('union', 'list', (...all) => distinct(all.flatMap((list) => (isList(list) ? list : [list])))),
  given('distinct values', 'list', (list) => lists(list, distinct)),
  given('flatten', 'list', (list) => lists(list, (all) => flattened(all))),
  given('get value', 'm,key', (m, key) =>
    isContext(m ?? null) && typeof key === 'string' ? (m as ReadonlyMap<string, FeelValue>).get(key) : null,
  ),
])

/** The names among them that hold a space, for the reader of texts. */
export const FUNCTION_NAMES: readonly string[] = [...FUNCTIONS].flatMap(([name, { parameters }]) => [
  name,
  ...parameters,
])

function given(name: string, parameters: string, body: Body): [string, FeelFunction] {
  return [name, { kind: 'function', parameters: parameters.split(','), call: (args) => sound(body(...args)) }]
}

/** A function of one list, or of its items one by one. */
function spread(name: string, body: (list: readonly FeelValue[]) => FeelValue): [string, FeelFunction] {
  const call = (args: readonly FeelValue[]) => {
    const [first] = args
    return args.length === 0 ? null : sound(body(args.length === 1 && isList(first!) ? first : args))
  }
  return [name, { kind: 'function', parameters: ['list'], call }]
}

function sound(value: FeelValue | undefined): FeelValue {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value
}

function numbers(values: readonly (FeelValue | undefined)[], body: (all: readonly number[]) => number): number | null {
  return values.every((value) => typeof value === 'number') ? body(values) : null
}

function text<T extends FeelValue>(x: FeelValue | undefined, body: (s: string) => T): T | null {
  return typeof x === 'string' ? body(x) : null
}

function texts<T extends FeelValue>(
  x: FeelValue | undefined,
  y: FeelValue | undefined,
  body: (s: string, part: string) => T,
): T | null {
  return typeof x === 'string' && typeof y === 'string' ? body(x, y) : null
}

function lists(x: FeelValue | undefined, body: (all: readonly FeelValue[]) => FeelValue): FeelValue {
  return x === undefined || x === null ? null : body(isList(x) ? x : [x])
}

function flattened(all: readonly FeelValue[]): readonly FeelValue[] {
  return all.flatMap((item) => (isList(item) ? flattened(item) : [item]))
}

function sum(all: readonly number[]): number {
  return all.reduce((a, b) => a + b, 0)
}

function median(all: readonly number[]): number {
  const sorted = all.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!
}

function extreme(list: readonly FeelValue[], sign: 1 | -1): FeelValue {
  let best = list[0] ?? null
  for (const item of list) {
    const difference = compared(item, best)
    if (difference === null) return null
    if (difference * sign > 0) best = item
  }
  return best
}

function distinct(list: readonly FeelValue[]): FeelValue {
  return list.filter((item, i) => list.findIndex((other) => equal(item, other) === true) === i)
}

/** Scales by moving the point of the written number, so that 1.005 rounds as it is written. */
function rounded(n: number, places: number, round: (value: number) => number): number {
  if (Math.abs(places) > 300 || !Number.isInteger(places)) return Number.NaN
  return moved(round(moved(n, places)), -places)
}

function moved(n: number, places: number): number {
  const [digits, exponent = '0'] = String(n).split('e') as [string, string?]
  return Number(`${digits}e${Number(exponent) + places}`)
}

function halfEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  if (rest !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}

function number(x?: FeelValue, grouping?: FeelValue, point?: FeelValue): FeelValue {
  if (typeof x !== 'string') return null
  const plain = typeof grouping === 'string' ? x.replaceAll(grouping, '') : x
  const written = typeof point === 'string' ? plain.replace(point, '.') : plain
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/u.test(written) ? Number(written) : null
}

function substring(x?: FeelValue, start?: FeelValue, length?: FeelValue): FeelValue {
  if (typeof x !== 'string' || typeof start !== 'number' || start === 0) return null
  const signs = [...x]
  const from = start > 0 ? start - 1 : signs.length + start
  return signs.slice(from, typeof length === 'number' ? from + length : undefined).join('')
}

function cut(all: readonly FeelValue[], start?: FeelValue, length?: FeelValue): FeelValue {
  if (typeof start !== 'number' || start === 0) return null
  const from = start > 0 ? start - 1 : all.length + start
  return all.slice(from, typeof length === 'number' ? from + length : undefined)
}

function dateOf(x?: FeelValue, month?: FeelValue, day?: FeelValue): FeelValue {
  if (typeof x === 'string') return parseDate(x)
  if (typeof x === 'number' && typeof month === 'number' && typeof day === 'number') {
    const two = (count: number) => String(count).padStart(2, '0')
    return parseDate(`${String(x).padStart(4, '0')}-${two(month)}-${two(day)}`)
  }
  if (!isTemporal(x)) return null
  return x.kind === 'date and time' ? parseDate(temporalText(x).split('T')[0]!) : x.kind === 'date' ? x : null
}

function clockOf(x: FeelValue): FeelValue {
  if (!isTemporal(x)) return null
  if (x.kind === 'date and time') return parseTime(temporalText(x).split('T')[1]!)
  return x.kind === 'time' ? x : x.kind === 'date' ? { kind: 'time', ms: 0, offsetMs: 0 } : null
}

function dateAndTime(x?: FeelValue, clock?: FeelValue): FeelValue {
  if (typeof x === 'string' && clock === undefined) return parseDateTime(x) ?? parseDateTime(`${x}T00:00:00`)
  const [date, time] = [dateOf(x), isTemporal(clock) ? clock : null]
  if (!isTemporal(date) || date.kind !== 'date' || time?.kind !== 'time') return null
  return { kind: 'date and time', ms: epochOf(date.day) * DAY_MS + time.ms, offsetMs: time.offsetMs }
}

function monthsBetween(from?: FeelValue, to?: FeelValue): FeelValue {
  const [a, b] = [dateOf(from), dateOf(to)] as (Temporal | null)[]
  if (a?.kind !== 'date' || b?.kind !== 'date') return null
  const [early, late] = a.day <= b.day ? [a.day, b.day] : [b.day, a.day]
  const parts = (day: string) => day.split('-').map(Number) as [number, number, number]
  const [[y1, m1, d1], [y2, m2, d2]] = [parts(early), parts(late)]
  const months = (y2 - y1) * 12 + m2 - m1 - (d2 < d1 ? 1 : 0)
  return { kind: 'years and months duration', months: early === a.day ? months : -months }
}

/** A value as FEEL writes it; text inside a list or context stands in quotes. */
export function textOf(value: FeelValue, isInside = false): string {
  if (typeof value === 'string') return isInside ? JSON.stringify(value) : value
  if (isList(value)) return `[${value.map((item) => textOf(item, true)).join(', ')}]`
  if (isContext(value)) return `{${[...value].map(([name, item]) => `${name}: ${textOf(item, true)}`).join(', ')}}`
  return isTemporal(value) ? temporalText(value) : String(value)
}
