import { type Fen, maxFen, mulDiv } from '@puhui/money'
import type { RestRow, Row } from './row.ts'

/** Interest that was laid into an instalment in a fixed amount. */
export type FixedInterest = NonNullable<RestRow['fixed']>

/** What of it is earned by a day: what had been, and the rest evenly over the days. */
export function fixedEarnedBy(row: Row, epoch: number, decimals?: number): Fen {
  return row.rest?.fixed ? evenly(row, row.rest.fixed, row.rest.fixed.earnedFen, { epoch, decimals }) : 0n
}

/** Settled on a day, instalments ask for no more of it than has run by then, or was paid. */
export function asRunBy(rows: readonly Row[], epoch: number, decimals?: number): readonly Row[] {
  return rows.map((row) => {
    if (!row.rest?.fixed) return row
    const { fixed, levelFen } = row.rest
    const ranFen = evenly(row, fixed, fixed.owedFen, { epoch, decimals })
    const amountFen = maxFen(ranFen, row.paid.interestFen + row.waived.interestFen)
    if (amountFen >= fixed.amountFen) return row
    const own = { ...row.rest, levelFen: levelFen - (fixed.amountFen - amountFen), fixed: { ...fixed, amountFen } }
    return { ...row, rest: own }
  })
}

/** The share of the days that have passed, exact or to so many digits after the point. */
function evenly(
  { fromEpoch, toEpoch }: Row,
  { amountFen }: FixedInterest,
  beforeFen: Fen,
  { epoch, decimals }: { readonly epoch: number; readonly decimals: number | undefined },
): Fen {
  if (epoch >= toEpoch) return amountFen
  if (epoch <= fromEpoch) return beforeFen
  const [days, of] = [BigInt(epoch - fromEpoch), BigInt(toEpoch - fromEpoch)]
  if (decimals === undefined) return beforeFen + mulDiv(amountFen - beforeFen, days, of, 'half-even')
  const unit = 10n ** BigInt(decimals)
  return beforeFen + mulDiv(amountFen - beforeFen, mulDiv(unit, days, of, 'half-even'), unit, 'half-even')
}
