import type { Fen } from '@puhui/money'
import type { AmortisedRow } from '@puhui/product'
import type { RestRow } from './row.ts'

/**
 * What each instalment of a plan asks for, by its number: what it was planned to ask for; the last one as much as the one
 * before it, for the difference is found as the loan goes.
 */
export function levelsOf(
  plan: readonly Pick<AmortisedRow, 'period' | 'principalFen' | 'interestFen'>[],
): Map<number, Fen> {
  const instalments = plan.filter(({ period }) => period.number > 0)
  return new Map(
    instalments.map((row, at) => {
      const isLast = at === instalments.length - 1
      const { principalFen, interestFen } = (isLast ? instalments[at - 1] : row) ?? row
      return [row.period.number, principalFen === 0n ? row.principalFen + row.interestFen : principalFen + interestFen]
    }),
  )
}

export function newRestRow(interestFen: Fen, levelFen: Fen): RestRow {
  return { levelFen, agreedFen: levelFen, creditPrincipalFen: 0n, creditInterestFen: 0n, runFen: interestFen }
}
