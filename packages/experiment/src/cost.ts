import { assert } from '@puhui/kernel'

/**
 * What one more result cost, in fen, rounded half up: spend of the campaign over the results beyond the control's rate.
 *
 * @param results counted among the treated; `withoutUs` of them would have come anyway by the control's rate
 * @returns null when the campaign brought none, or less than a millionth of one
 * @example costPer({ spentFen: 100_00n, results: 30, withoutUs: 10 }) // 500n
 */
export function costPer(spend: {
  readonly spentFen: bigint
  readonly results: number
  readonly withoutUs?: number
}): bigint | null {
  const { spentFen, results, withoutUs = 0 } = spend
  assert(spentFen >= 0n, 'a spend is not negative')
  const gained = results - withoutUs
  const scaled = BigInt(Math.round(gained * 1_000_000))
  if (scaled <= 0n) return null
  return (2n * spentFen * 1_000_000n + scaled) / (2n * scaled)
}
