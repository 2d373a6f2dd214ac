import { addMonths, type Day, dayFromEpoch, dayOfMonth, epochOf, isDay, partsOf, weekdayOf } from '@puhui/calendar'

const DAY_MS = 86_400_000
const TIME = /^(\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:(Z)|([+-]\d{2}):(\d{2})|(@.+))?$/u
const DURATION =
  /^(-)?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/u

/** `ms` counts from midnight or from 1970-01-01T00:00:00 on the clock shown; `offsetMs` is where that clock stands from UTC. */
export type Temporal =
  | { readonly kind: 'date'; readonly day: Day }
  | { readonly kind: 'time'; readonly ms: number; readonly offsetMs: number | null }
  | { readonly kind: 'date and time'; readonly ms: number; readonly offsetMs: number | null }
  | { readonly kind: 'days and time duration'; readonly ms: number }
  | { readonly kind: 'years and months duration'; readonly months: number }

const KINDS: ReadonlySet<unknown> = new Set([
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
])

export function isTemporal(value: unknown): value is Temporal {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind)
}

/** A number that orders values of one kind. */
export function temporalKey(value: Temporal): number | null {
  switch (value.kind) {
    case 'date':
      return epochOf(value.day)
    case 'time':
    case 'date and time':
      return value.ms - (value.offsetMs ?? 0)
    case 'days and time duration':
      return value.ms
    case 'years and months duration':
      return value.months
  }
}

/** Reads `2026-01-31`, `10:00:00Z`, `2026-01-31T10:00:00`, `P1DT2H`, `P1Y2M`; named time zones are not read. */
export function parseTemporal(text: string): Temporal | null {
  return parseDate(text) ?? parseDateTime(text) ?? parseTime(text) ?? parseDuration(text)
}

export function parseDate(text: string): Temporal | null {
  return isDay(text) ? { kind: 'date', day: text as Day } : null
}

export function parseTime(text: string): Temporal | null {
  const match = TIME.exec(text)
  if (!match || match[8]) return null
  const [hours, minutes, seconds] = [match[1], match[2], match[3]].map(Number) as [number, number, number]
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const sign = match[6]?.startsWith('-') ? -1 : 1
  const offset = match[6] ? (Number(match[6]) * 60 + sign * Number(match[7])) * 60_000 : null
  const ms = ((hours * 60 + minutes) * 60 + seconds + Number(match[4] ?? 0)) * 1_000
  return { kind: 'time', ms, offsetMs: match[5] ? 0 : offset }
}

export function parseDateTime(text: string): Temporal | null {
  const [day, clock] = text.split('T') as [string, string | undefined]
  const time = clock === undefined ? null : parseTime(clock)
  if (!isDay(day) || time?.kind !== 'time') return null
  return { kind: 'date and time', ms: epochOf(day as Day) * DAY_MS + time.ms, offsetMs: time.offsetMs }
}

export function parseDuration(text: string): Temporal | null {
  const match = DURATION.exec(text)
  if (!match) return null
  const [years, months, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0))
  const sign = match[1] ? -1 : 1
  const isMonths = match[2] !== undefined || match[3] !== undefined
  if (isMonths && (match[4] ?? match[5] ?? match[6] ?? match[7]) !== undefined) return null
  if (isMonths) return { kind: 'years and months duration', months: sign * (years! * 12 + months!) }
  return {
    kind: 'days and time duration',
    ms: sign * ((days! * 24 + hours!) * 3_600 + minutes! * 60 + seconds!) * 1_000,
  }
}

/** a + b, or a − b with `sign` −1; null where it has no meaning. */
export function addTemporal(a: Temporal, b: Temporal, sign: 1 | -1): Temporal | null {
  if (a.kind === 'date' && b.kind === 'years and months duration') {
    return { kind: 'date', day: addMonths(a.day, sign * b.months, dayOfMonth(a.day)) }
  }
  if (a.kind === 'date' && b.kind === 'days and time duration') {
    return { kind: 'date', day: dayFromEpoch(epochOf(a.day) + Math.floor((sign * b.ms) / DAY_MS)) }
  }
  if (a.kind === 'time' && b.kind === 'days and time duration') {
    return { ...a, ms: (((a.ms + sign * b.ms) % DAY_MS) + DAY_MS) % DAY_MS }
  }
  if (a.kind === 'date and time' && b.kind === 'days and time duration') return { ...a, ms: a.ms + sign * b.ms }
  if (a.kind === 'date and time' && b.kind === 'years and months duration') {
    const day = dayFromEpoch(Math.floor(a.ms / DAY_MS))
    const moved = epochOf(addMonths(day, sign * b.months, dayOfMonth(day)))
    return { ...a, ms: moved * DAY_MS + (a.ms - Math.floor(a.ms / DAY_MS) * DAY_MS) }
  }
  if (a.kind === 'years and months duration' && b.kind === a.kind) return { ...a, months: a.months + sign * b.months }
  if (a.kind === 'days and time duration' && b.kind === a.kind) return { ...a, ms: a.ms + sign * b.ms }
  if (sign === -1 && a.kind === b.kind) return between(a, b)
  const isSwapped = sign === 1 && a.kind.endsWith('duration') && !b.kind.endsWith('duration')
  return isSwapped ? addTemporal(b, a, 1) : null
}

function between(a: Temporal, b: Temporal): Temporal | null {
  const [x, y] = [temporalKey(a), temporalKey(b)]
  if (x === null || y === null) return null
  return { kind: 'days and time duration', ms: (x - y) * (a.kind === 'date' ? DAY_MS : 1) }
}

export function propertyOf(value: Temporal, name: string): number | Temporal | null {
  if (value.kind === 'years and months duration') {
    if (name === 'years') return Math.trunc(value.months / 12)
    return name === 'months' ? value.months % 12 : null
  }
  if (value.kind === 'date') return datePart(value.day, name)
  const inDay = value.kind === 'date and time' ? value.ms - Math.floor(value.ms / DAY_MS) * DAY_MS : value.ms
  const units = value.kind === 'days and time duration' ? 's' : ''
  if (units && name === 'days') return Math.trunc(value.ms / DAY_MS)
  if (name === `hour${units}`) return Math.trunc(inDay / 3_600_000) % 24
  if (name === `minute${units}`) return Math.trunc(inDay / 60_000) % 60
  if (name === `second${units}`) return Math.trunc(inDay / 1_000) % 60
  if (name === 'time offset' && 'offsetMs' in value && value.offsetMs !== null) {
    return { kind: 'days and time duration', ms: value.offsetMs }
  }
  return value.kind === 'date and time' ? datePart(dayFromEpoch(Math.floor(value.ms / DAY_MS)), name) : null
}

function datePart(day: Day, name: string): number | null {
  const { year, month, day: ofMonth } = partsOf(day)
  if (name === 'year') return year
  if (name === 'month') return month
  if (name === 'day') return ofMonth
  return name === 'weekday' ? weekdayOf(day) : null
}

export function temporalText(value: Temporal): string {
  switch (value.kind) {
    case 'date':
      return value.day
    case 'time':
      return `${clock(value.ms)}${offset(value.offsetMs)}`
    case 'date and time': {
      const days = Math.floor(value.ms / DAY_MS)
      return `${dayFromEpoch(days)}T${clock(value.ms - days * DAY_MS)}${offset(value.offsetMs)}`
    }
    case 'years and months duration':
      return duration(
        value.months,
        [
          [12, 'Y'],
          [1, 'M'],
        ],
        'P0M',
      )
    case 'days and time duration': {
      const days = Math.trunc(Math.abs(value.ms) / DAY_MS)
      const rest = duration(
        (Math.abs(value.ms) % DAY_MS) / 1_000,
        [
          [3_600, 'H'],
          [60, 'M'],
          [1, 'S'],
        ],
        '',
      ).slice(1)
      const text = `${days ? `${days}D` : ''}${rest ? `T${rest}` : ''}` || 'T0S'
      return `${value.ms < 0 ? '-' : ''}P${text}`
    }
  }
}

function duration(count: number, units: readonly (readonly [number, string])[], none: string): string {
  let left = Math.abs(count)
  let text = ''
  for (const [size, letter] of units) {
    const whole = size === 1 ? left : Math.floor(left / size)
    if (whole) text += `${whole}${letter}`
    left -= whole * size
  }
  return text ? `${count < 0 ? '-' : ''}P${text}` : none
}

function clock(ms: number): string {
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0')
  const fraction = ms % 1_000 ? String(Number((ms % 1_000) / 1_000)).slice(1) : ''
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}${fraction}`
}

function offset(ms: number | null): string {
  if (ms === null) return ''
  if (ms === 0) return 'Z'
  const minutes = Math.abs(ms) / 60_000
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0')
  return `${ms < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
