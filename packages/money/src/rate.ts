import { assert } from '@puhui/kernel'
import type { Fen } from './fen.ts'
import { mulDiv, type Rounding } from './mul-div.ts'

/** A share in millionths: 72_000n is 7.2 %. Per cent exists only on screens. */
export type RatePpm = bigint & { readonly __unit?: 'ppm' }

/** One whole in millionths. */
export const PPM = 1_000_000n

/**
 * Reads a percentage with up to four decimals: `ppmFromPercent('7.2') // 72000n`.
 * Throws on anything else: rates come from configuration and codecs, which have checked them.
 */
export function ppmFromPercent(percent: string): RatePpm {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(percent)
  assert(match, 'not a percentage with at most four decimals', { percent })
  const size = BigInt(match[2]!) * 10_000n + BigInt((match[3] ?? '').padEnd(4, '0'))
  return match[1] === '-' ? -size : size
}

/** A share of an amount: `percentOf(10_000n, 15_000n, 'half-even') // 150n`, 1.5 % of ¥100. */
export function percentOf(amount: Fen, rate: RatePpm, rounding: Rounding): Fen {
  return mulDiv(amount, rate, PPM, rounding)
}

/** How large a part is of a whole, in millionths, rounded half to even; `undefined` when the whole is 0. */
export function ratioPpm(part: bigint, whole: bigint): RatePpm | undefined {
  return whole === 0n ? undefined : mulDiv(part, PPM, whole, 'half-even')
}
