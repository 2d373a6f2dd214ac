import type { Day } from '@puhui/calendar'
import { absFen, type Fen, mulDiv } from '@puhui/money'
import { type AmortisedRow, type AmortiseRequest, amortise, instalmentTarget } from './amortise.ts'

/**
 * Equal instalments whose last one differs as little as can be: the instalment moves by the share of the last one's
 * difference, at most three times, as long as that makes it smaller.
 *
 * @source SPEC R3
 */
export function smoothed(base: AmortiseRequest, late: { readonly unpaidUntil?: Day } = {}): readonly AmortisedRow[] {
  const count = BigInt(base.periods.length)
  let target = instalmentTarget(base)
  const { multipleFen: wantedFen } = base.terms.instalment
  // An instalment below the multiple is in fen, and so are its moves.
  const multipleFen = target % wantedFen === 0n ? wantedFen : 1n
  let left = lastLess(base, target)
  for (let round = 0; round < 3 && absFen(left) > count / 2n; round++) {
    const next = target + mulDiv(left, 1n, count * multipleFen, 'half-even') * multipleFen
    const nextLeft = lastLess(base, next)
    if (absFen(nextLeft) >= absFen(left)) break
    ;[target, left] = [next, nextLeft]
  }
  return amortise({ ...base, ...late, targetFen: target })
}

/** By how much the last instalment differs from the others. */
function lastLess(base: AmortiseRequest, targetFen: Fen): Fen {
  const last = amortise({ ...base, targetFen }).at(-1)!
  return last.principalFen + last.interestFen - targetFen
}
