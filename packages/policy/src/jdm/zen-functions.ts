import { type Day, dayFromEpoch, epochOf, isDay, yearOf } from '@puhui/calendar'
import type { Json } from './zen-syntax.ts'

const DAY_SECONDS = 86_400
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|([+-]\d{2}):?(\d{2}))?)?$/u

type Body = (args: readonly Json[], nowSeconds: number | null) => Json

/**
 * The functions of GoRules' language that are there. Left out: those that take a pattern, whose cost
 * has no bound, and random numbers.
 */
export const ZEN_FUNCTIONS: ReadonlyMap<string, Body> = new Map<string, Body>([
  ['len', ([x]) => (typeof x === 'string' ? [...x].length : isJsonList(x) ? x.length : null)],
  ['contains', ([x, y]) => holds(x ?? null, y ?? null)],
  ['startsWith', ([x, y]) => texts(x, y, (s, part) => s.startsWith(part))],
  ['endsWith', ([x, y]) => texts(x, y, (s, part) => s.endsWith(part))],
  ['upper', ([x]) => text(x, (s) => s.toUpperCase())],
  ['lower', ([x]) => text(x, (s) => s.toLowerCase())],
  ['trim', ([x]) => text(x, (s) => s.trim())],
  ['split', ([x, y]) => texts(x, y, (s, by) => s.split(by))],
  ['string', ([x]) => zenText(x ?? null)],
  ['number', ([x]) => numberOf(x ?? null)],
  ['bool', ([x]) => (typeof x === 'boolean' ? x : x === 'true' ? true : x === 'false' ? false : null)],
  ['isNumeric', ([x]) => numberOf(x ?? null) !== null],
  ['type', ([x]) => typeOf(x ?? null)],
  ['abs', ([x]) => numbers([x], ([n]) => Math.abs(n!))],
  ['floor', ([x]) => numbers([x], ([n]) => Math.floor(n!))],
  ['ceil', ([x]) => numbers([x], ([n]) => Math.ceil(n!))],
  ['round', ([x, places]) => numbers([x, places ?? 0], ([n, to]) => rounded(n!, to!))],
  ['sum', ([x]) => (isJsonList(x) ? numbers(x, (all) => all.reduce((a, b) => a + b, 0)) : null)],
  ['avg', ([x]) => list(x, (all) => all.reduce((a, b) => a + b, 0) / all.length)],
  ['min', ([x]) => list(x, (all) => Math.min(...all))],
  ['max', ([x]) => list(x, (all) => Math.max(...all))],
  ['median', ([x]) => list(x, median)],
  ['keys', ([x]) => (isJsonObject(x) ? Object.keys(x) : isJsonList(x) ? x.map((_, i) => i) : null)],
  ['values', ([x]) => (isJsonObject(x) ? Object.values(x) : isJsonList(x) ? x : null)],
  ['flatten', ([x]) => (isJsonList(x) ? x.flatMap((item) => (isJsonList(item) ? item : [item])) : null)],
  ['date', ([x], now) => momentOf(x ?? null, now)],
  ['time', ([x], now) => clockOf(x ?? null, now)],
  ['dayOfYear', ([x], now) => dayOfYear(momentOf(x ?? null, now))],
])

export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

export function isJsonObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function zenText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Equal as JSON is, whatever the order of keys. */
export function sameJson(a: Json, b: Json): boolean {
  if (isJsonList(a) && isJsonList(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]!))
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key]!, b[key]!))
  )
}

/** Whether a list has an item, a text a part, or an object a key. */
export function holds(among: Json, item: Json): boolean | null {
  if (isJsonList(among)) return among.some((each) => sameJson(each, item))
  if (typeof among === 'string' && typeof item === 'string') return among.includes(item)
  return isJsonObject(among) && typeof item === 'string' ? Object.hasOwn(among, item) : null
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (isJsonList(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function text(x: Json | undefined, body: (s: string) => Json): Json {
  return typeof x === 'string' ? body(x) : null
}

function texts(x: Json | undefined, y: Json | undefined, body: (s: string, part: string) => Json): Json {
  return typeof x === 'string' && typeof y === 'string' ? body(x, y) : null
}

function numbers(values: readonly (Json | undefined)[], body: (all: readonly number[]) => number): number | null {
  return values.every((value) => typeof value === 'number') ? body(values) : null
}

function list(x: Json | undefined, body: (all: readonly number[]) => number): Json {
  return isJsonList(x) && x.length > 0 ? numbers(x, body) : null
}

function median(all: readonly number[]): number {
  const sorted = all.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}

function numberOf(value: Json): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value.trim()) ? Number(value) : null
}

function rounded(n: number, places: number): number {
  const scale = 10 ** places
  return (Math.sign(n) * Math.round(Math.abs(n) * scale)) / scale
}

/** Seconds since 1970-01-01T00:00:00Z. */
function momentOf(value: Json, nowSeconds: number | null): number | null {
  if (typeof value === 'number') return value
  if (value === 'now') return nowSeconds
  const match = typeof value === 'string' ? MOMENT.exec(value) : null
  if (!match || !isDay(match[1]!)) return null
  const [hours, minutes, seconds, zone, zoneMinutes] = match.slice(2).map((part) => Number(part ?? 0))
  const offset = zone! * 3_600 + Math.sign(zone!) * zoneMinutes! * 60
  return epochOf(match[1] as Day) * DAY_SECONDS + hours! * 3_600 + minutes! * 60 + seconds! - offset
}

function clockOf(value: Json, nowSeconds: number | null): number | null {
  const clock = typeof value === 'string' ? /^(\d{2}):(\d{2})(?::(\d{2}))?$/u.exec(value) : null
  if (clock) return Number(clock[1]) * 3_600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)
  const moment = momentOf(value, nowSeconds)
  return moment === null ? null : moment % DAY_SECONDS
}

function dayOfYear(moment: number | null): number | null {
  if (moment === null) return null
  const days = Math.floor(moment / DAY_SECONDS)
  const year = yearOf(dayFromEpoch(days))
  return days - epochOf(`${year}-01-01` as Day) + 1
}
