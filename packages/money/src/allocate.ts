import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import type { Fen } from './fen.ts'

export type AllocateRefusal =
  | (Refusal<'money.negative_weight'> & { readonly index: number; readonly weight: bigint })
  | Refusal<'money.no_positive_weight'>

/**
 * Splits an amount in proportion to weights and loses nothing to rounding.
 *
 * Each share is rounded towards zero; the fen left over go one by one to the largest remainders,
 * and to the earlier share where remainders tie.
 *
 * @param amount whole fen; negative for a reversal, which mirrors the split it reverses
 * @param weights one per share, 0 or more, at least one above 0 (fen due, days, ratio)
 * @returns shares in the order of `weights`; they sum to `amount` exactly
 * @refuses money.negative_weight, money.no_positive_weight, checked in this order
 * @source Hamilton (largest remainder) method; SPEC M4-M6
 * @example allocate(1000n, [1n, 1n, 1n]) // { ok: true, value: [334n, 333n, 333n] }
 */
export function allocate(amount: Fen, weights: readonly bigint[]): Result<Fen[], AllocateRefusal> {
  const index = weights.findIndex((weight) => weight < 0n)
  if (index >= 0) return refuse({ code: 'money.negative_weight', index, weight: weights[index]! })
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) return refuse({ code: 'money.no_positive_weight' })

  const sign = amount < 0n ? -1n : 1n
  const size = amount * sign
  const shares = weights.map((weight) => (size * weight) / total)
  const remainders = weights.map((weight) => (size * weight) % total)
  const left = size - shares.reduce((sum, share) => sum + share, 0n)
  const byRemainder = shares.map((_, i) => i).sort((a, b) => compare(remainders[b]!, remainders[a]!) || a - b)
  for (const i of byRemainder.slice(0, Number(left))) shares[i]! += 1n
  return ok(shares.map((share) => share * sign))
}

function compare(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1
}
