import { type Fen, maxFen, mulDiv } from '@puhui/money'
import type { RestRow, Row } from './row.ts'

/** Interest that was laid into an instalment in a fixed amount. */
export type FixedInterest = NonNullable<RestRow['fixed']>

/** What of it is earned by a day: what had been, and the rest evenly over the days. */
export function fixedEarnedBy(row: Row, epoch: number): Fen {
  return row.rest?.fixed ? evenly(row, row.rest.fixed, row.rest.fixed.earnedFen, epoch) : 0n
}

/** Settled on a day, instalments ask for no more of it than has run by then, or was paid. */
export function asRunBy(rows: readonly Row[], epoch: number): readonly Row[] {
  return rows.map((row) => {
    if (!row.rest?.fixed) return row
    const { fixed, levelFen } = row.rest
    const ranFen = evenly(row, fixed, fixed.owedFen, epoch)
    const amountFen = maxFen(ranFen, row.paid.interestFen + row.waived.interestFen)
    if (amountFen >= fixed.amountFen) return row
    const own = { ...row.rest, levelFen: levelFen - (fixed.amountFen - amountFen), fixed: { ...fixed, amountFen } }
    return { ...row, rest: own }
  })
}

function evenly({ fromEpoch, toEpoch }: Row, { amountFen }: FixedInterest, beforeFen: Fen, epoch: number): Fen {
  if (epoch >= toEpoch) return amountFen
  if (epoch <= fromEpoch) return beforeFen
  return beforeFen + mulDiv(amountFen - beforeFen, BigInt(epoch - fromEpoch), BigInt(toEpoch - fromEpoch), 'half-even')
}
