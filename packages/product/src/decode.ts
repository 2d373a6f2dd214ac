import { type Day, isDay } from '@puhui/calendar'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One thing that is wrong with a document, and its place as a JSON pointer. */
export interface Problem {
  readonly path: string
  readonly code:
    | 'missing'
    | 'unknown_field'
    | 'not_an_object'
    | 'not_a_list'
    | 'not_text'
    | 'not_true_or_false'
    | 'not_a_whole_number'
    | 'not_a_day'
    | 'not_offered'
    | 'out_of_range'
    | 'empty'
    | 'repeated'
}

/** Reads one value; on a problem it is noted and the answer is undefined. */
export type Decoder<T> = (json: unknown, path: string, problems: Problem[]) => T | undefined

/** Turns plain data with bigints into JSON: bigints become decimal strings, undefined fields go. */
export function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object' || value === null) return value as Json
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return Object.fromEntries(fields.map(([key, field]) => [key, toJson(field)]))
}

function fail(code: Problem['code'], path: string, problems: Problem[]): undefined {
  problems.push({ path, code })
  return undefined
}

export const text: Decoder<string> = (json, path, problems) => {
  if (typeof json !== 'string') return fail('not_text', path, problems)
  return json === '' ? fail('empty', path, problems) : json
}

export const flag: Decoder<boolean> = (json, path, problems) =>
  typeof json === 'boolean' ? json : fail('not_true_or_false', path, problems)

export const day: Decoder<Day> = (json, path, problems) =>
  typeof json === 'string' && isDay(json) ? json : fail('not_a_day', path, problems)

/** A whole number within bounds, as a JSON number. */
export function whole(min: number, max: number): Decoder<number> {
  return (json, path, problems) => {
    if (typeof json !== 'number' || !Number.isInteger(json)) return fail('not_a_whole_number', path, problems)
    return json < min || json > max ? fail('out_of_range', path, problems) : json
  }
}

/** A whole number of fen or ppm within bounds, as a decimal string. */
export function big(min: bigint, max = 10n ** 15n): Decoder<bigint> {
  return (json, path, problems) => {
    if (typeof json !== 'string' || !/^-?\d{1,18}$/.test(json)) return fail('not_a_whole_number', path, problems)
    const value = BigInt(json)
    return value < min || value > max ? fail('out_of_range', path, problems) : value
  }
}

export function oneOf<const T extends string | number>(...values: readonly T[]): Decoder<T> {
  return (json, path, problems) => values.find((value) => value === json) ?? fail('not_offered', path, problems)
}

export function list<T>(item: Decoder<T>, isEmptyAllowed = false): Decoder<readonly T[]> {
  return (json, path, problems) => {
    if (!Array.isArray(json)) return fail('not_a_list', path, problems)
    if (json.length === 0 && !isEmptyAllowed) return fail('empty', path, problems)
    const items = json.map((entry, index) => item(entry, `${path}/${index}`, problems))
    return items.every((entry) => entry !== undefined) ? (items as T[]) : undefined
  }
}

/** Marks a field that may be absent; absent, it stays absent. */
export type OptionalDecoder<T> = Decoder<T> & { readonly isOptional: true }

export function optional<T>(decoder: Decoder<T>): OptionalDecoder<T> {
  const reading: Decoder<T> = (json, path, problems) => decoder(json, path, problems)
  return Object.assign(reading, { isOptional: true as const })
}

type Fields<T> = {
  readonly [Key in keyof T]-?: Record<string, never> extends Pick<T, Key>
    ? OptionalDecoder<Exclude<T[Key], undefined>>
    : Decoder<T[Key]>
}

/** An object with exactly these fields. */
export function record<T extends object>(fields: Fields<T>): Decoder<T> {
  const entries = Object.entries<Decoder<unknown> | OptionalDecoder<unknown>>(fields).map(
    ([key, decoder]) => [key, decoder, 'isOptional' in decoder] as const,
  )
  return (json, path, problems) => {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return fail('not_an_object', path, problems)
    for (const key of Object.keys(json))
      if (!Object.hasOwn(fields, key)) fail('unknown_field', `${path}/${key}`, problems)
    const found: Record<string, unknown> = {}
    let isWhole = true
    for (const [key, decoder, isOptional] of entries) {
      const value = (json as Record<string, unknown>)[key]
      if (value === undefined && isOptional) continue
      const place = `${path}/${key}`
      found[key] = value === undefined ? fail('missing', place, problems) : decoder(value, place, problems)
      if (found[key] === undefined) isWhole = false
    }
    return isWhole ? (found as T) : undefined
  }
}

/** One of several objects, told apart by `kind`. */
export function tagged<T extends { readonly kind: string }>(
  cases: {
    readonly [Kind in T['kind']]: Decoder<Extract<T, { readonly kind: Kind }>>
  },
): Decoder<T> {
  return (json, path, problems) => {
    const kind = typeof json === 'object' && json !== null ? (json as { kind?: unknown }).kind : undefined
    if (typeof kind !== 'string' || !Object.hasOwn(cases, kind)) return fail('not_offered', `${path}/kind`, problems)
    return (cases as unknown as Record<string, Decoder<T>>)[kind]!(json, path, problems)
  }
}
