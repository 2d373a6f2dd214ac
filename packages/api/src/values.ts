import { isDay } from '@puhui/calendar'
import { z } from 'zod'

// The message of a pattern is the code of the refusal that says what would be right.

/** Money: a whole number of fen as a decimal string, so that no reader makes a float of it. */
export const fen = z.string().regex(/^-?\d{1,18}$/, 'request.not_an_amount')
/** An amount that a person hands in: above nothing. */
export const positiveFen = z.string().regex(/^[1-9]\d{0,15}$/, 'request.not_a_positive_amount')
/** A yearly rate or a share in millionths: 72000 is 7.2 %. */
export const ppm = z.number().int()
export const day = z.string().refine(isDay, { params: { code: 'calendar.not_a_day' } })
export const instant = z.iso.datetime({ offset: true })
export const localized = z.object({ zh: z.string(), en: z.string() })
export const id = z.string().min(3).max(64)
export const count = z.number().int()
export const mobile = z
  .string()
  .trim()
  .regex(/^1[3-9]\d{9}$/, 'request.not_a_mobile')
export const otpCode = z
  .string()
  .trim()
  .regex(/^\d{6}$/, 'request.not_a_code')
export const done = z.object({ done: z.literal(true) })
/** Anything that is JSON: traces and payloads whose shape a package owns. */
export const json = z.record(z.string(), z.unknown())
