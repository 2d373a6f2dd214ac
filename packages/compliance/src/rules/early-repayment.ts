import type { Day } from '@puhui/calendar'
import { type Fen, mulDiv, PPM, type RatePpm } from '@puhui/money'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface UsedMoney {
  readonly principalFen: Fen
  readonly annualRatePpm: RatePpm
  /** Days for which the money was really used. */
  readonly days: number
  readonly daysInYear: 360 | 365
}

export type EarlyRepayment =
  | { readonly act: 'charge'; readonly feeFen: Fen; readonly isDisclosed: boolean }
  | ({ readonly act: 'settle'; readonly interestFen: Fen } & UsedMoney)

/** CN-RATE-010: who repays early pays interest for the days used, and a fee only if the cost table names it. */
export const earlyRepayment = defineRule({
  id: 'CN-RATE-010',
  title: { zh: '提前还款按实际期间计息', en: 'Early repayment bears interest for the days used' },
  text: {
    zh: '提前还款的，除另有约定外按实际借款期间计算利息；违约金等费用须列入综合融资成本明示表的或有项目，否则不得收取。',
    en: 'Who repays early pays interest for the days used unless agreed otherwise; a fee is charged only where the cost table names it among its contingent items.',
  },
  instrument: { zh: '民法典第六百七十七条', en: 'Civil Code, art. 677' },
  sources: ['civil-code-contracts'],
  effectiveFrom: '2021-01-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['repayment.early'],
  parameters: { feeMustBeInCostTable: { value: true, bound: 'fixed', provenance: 'design-default' } },
  codes: ['compliance.prepayment_fee_not_disclosed', 'compliance.early_interest_too_high'],
  check: (input: EarlyRepayment) => {
    if (input.act === 'charge') {
      const { feeFen, isDisclosed } = input
      return feeFen === 0n || isDisclosed ? ALLOW : refuseBy('compliance.prepayment_fee_not_disclosed', { feeFen })
    }
    const mostFen = interestForDaysUsed(input)
    const { interestFen } = input
    return interestFen <= mostFen ? ALLOW : refuseBy('compliance.early_interest_too_high', { interestFen, mostFen })
  },
})

/**
 * Interest for the days that money was used.
 *
 * @returns fen, half-even
 * @source CN-RATE-010; SPEC R10
 * @example interestForDaysUsed({ principalFen: 1_000_000n, annualRatePpm: 120_000n, days: 30, daysInYear: 360 }) // 10_000n
 */
export function interestForDaysUsed({ principalFen, annualRatePpm, days, daysInYear }: UsedMoney): Fen {
  return mulDiv(principalFen, annualRatePpm * BigInt(days), PPM * BigInt(daysInYear), 'half-even')
}
