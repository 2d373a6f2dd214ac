import type { Day } from '@puhui/calendar'
import { checkRule, debtToIncomePpm, type LenderKind } from '@puhui/compliance'
import type { FactRecord } from '@puhui/condition'
import type { Schedule } from '@puhui/product'
import type { Burden } from './model.ts'
import { packOf } from './service.ts'

/**
 * What the borrower would pay each month, with other debts, against income; high above the lender's own measure.
 *
 * @source CN-ORIG-012; RGT-08
 */
export function burdenOf(plan: Schedule, facts: FactRecord, kind: LenderKind, on: Day): Burden {
  const instalmentFen = monthlyFen(plan)
  const otherFen = whole(facts.monthlyDebtDue) ?? 0n
  const incomeFen = whole(facts.monthlyIncome)
  const shown = { instalmentFen: String(instalmentFen), otherDebtMonthlyFen: String(otherFen) }
  if (incomeFen === null) return { ...shown, incomeMonthlyFen: null, sharePpm: null, isHigh: false }
  const asked = { monthlyIncomeFen: incomeFen, monthlyDueFen: instalmentFen + otherFen }
  const sharePpm = debtToIncomePpm(asked)
  return {
    ...shown,
    incomeMonthlyFen: String(incomeFen),
    sharePpm: sharePpm === undefined ? null : Number(sharePpm),
    isHigh: checkRule(packOf(kind), 'CN-ORIG-012', on, asked).decision !== 'allow',
  }
}

/** The first instalment where instalments carry principal; else the average of all that falls due. */
function monthlyFen({ instalments, totalDueFen }: Schedule): bigint {
  const first = instalments[0]
  if (first && first.principalFen > 0n && instalments.length > 1) return first.dueFen
  return totalDueFen / BigInt(Math.max(1, instalments.length))
}

function whole(value: FactRecord[string]): bigint | null {
  if (typeof value === 'bigint') return value
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : null
}
