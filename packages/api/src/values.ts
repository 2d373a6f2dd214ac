import { isDay } from '@puhui/calendar'
import { z } from 'zod'

// The message of a pattern is the code of the refusal that says what would be right.

/** Money: a whole number of fen as a decimal string, so that no reader makes a float of it. */
export const fen = z.string().regex(/^-?\d{1,18}$/, 'request.not_an_amount')
/** An amount that a person hands in and that may be nothing: never below it. */
export const fenOrNone = z.string().regex(/^\d{1,15}$/, 'request.not_an_amount')
/** An amount that a person hands in: above nothing. */
export const positiveFen = z.string().regex(/^[1-9]\d{0,15}$/, 'request.not_a_positive_amount')
/** A yearly rate or a share in millionths: 72000 is 7.2 %. */
export const ppm = z.number().int()
/** Days of our time: birthdays of the oldest borrowers, and no sum of days that leaves the calendar. */
const isOfOurTime = (text: string) => text >= '1900-01-01' && text < '2200-01-01'
const OF_OUR_TIME = { params: { code: 'request.not_of_our_time' } }
export const day = z
  .string()
  .refine(isDay, { params: { code: 'calendar.not_a_day' }, abort: true })
  .refine(isOfOurTime, OF_OUR_TIME)
export const instant = z.iso.datetime({ offset: true }).refine(isOfOurTime, OF_OUR_TIME)
export const localized = z.object({ zh: z.string(), en: z.string() })
export const id = z.string().min(3).max(64)
/** A withdrawal of a version that awaits a second person; `from` null takes back one that has not come into effect. */
export const withdrawalAsked = z.object({
  version: z.number().int(),
  from: day.nullable(),
  reason: z.string(),
  maker: z.string(),
  makerId: z.string(),
})
export const count = z.number().int()
export const mobile = z
  .string()
  .trim()
  .regex(/^1[3-9]\d{9}$/, 'request.not_a_mobile')
export const otpCode = z
  .string()
  .trim()
  .regex(/^\d{6}$/, 'request.not_a_code')
/** What a second person says of what somebody asked for. */
export function decisionBody(noteMax: number) {
  return z.strictObject({ verdict: z.enum(['approve', 'reject']), note: z.string().trim().max(noteMax).default('') })
}
export const done = z.object({ done: z.literal(true) })
/** A calendar month of our time: `2026-11`. */
export const month = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'request.not_a_month')
/** Anything that is JSON: traces and payloads whose shape a package owns. */
export const json = z.record(z.string(), z.unknown())
