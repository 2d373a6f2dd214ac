import type { Day } from '@puhui/calendar'
import { type Fen, type RatePpm, ratioPpm } from '@puhui/money'
import { defineRule } from '../rule.ts'
import { ALLOW, referBy } from '../verdict.ts'

export interface Affordability {
  readonly monthlyIncomeFen: Fen
  /** All debts due in a month, the new instalment included. */
  readonly monthlyDueFen: Fen
  readonly activeLenders?: number
}

/** CN-ORIG-012: what is due each month stays within a share of income. */
export const affordability = defineRule({
  id: 'CN-ORIG-012',
  title: { zh: '收入偿债比控制', en: 'Repayment against income' },
  text: {
    zh: '应建立收入偿债比例控制机制。全国口径未见统一数值，本平台默认每月应还合计不超过可核实收入的50%，超过的转人工。',
    en: 'The lender keeps repayments in proportion to income. No national number was found; by default what is due each month stays within half of verified income, and more goes to a person.',
  },
  instrument: { zh: '个人贷款管理办法（2024）', en: 'Measures on Personal Loans (2024)' },
  sources: ['personal-loans-2024'],
  effectiveFrom: '2024-07-01' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company', 'auto_finance'],
  events: ['loan.approve'],
  parameters: {
    maxDtiPpm: { value: 500_000n, bound: 'free', provenance: 'design-default', unit: 'ppm of income' },
    maxActiveLenders: { value: null as number | null, bound: 'free', provenance: 'design-default', unit: 'count' },
  },
  codes: ['compliance.dti_high', 'compliance.income_unknown', 'compliance.too_many_lenders'],
  check: (input: Affordability, { maxDtiPpm, maxActiveLenders }) => {
    const dtiPpm = debtToIncomePpm(input)
    if (dtiPpm === undefined) return referBy('compliance.income_unknown')
    if (dtiPpm > maxDtiPpm) return referBy('compliance.dti_high', { dtiPpm, maxDtiPpm })
    const { activeLenders = 0 } = input
    if (maxActiveLenders !== null && activeLenders > Number(maxActiveLenders)) {
      return referBy('compliance.too_many_lenders', { activeLenders, maxActiveLenders })
    }
    return ALLOW
  },
})

/**
 * Debts due in a month ÷ income of a month.
 *
 * @returns ppm; undefined when there is no income
 * @example debtToIncomePpm({ monthlyIncomeFen: 800_000n, monthlyDueFen: 420_000n }) // 525_000n
 */
export function debtToIncomePpm(input: Pick<Affordability, 'monthlyIncomeFen' | 'monthlyDueFen'>): RatePpm | undefined {
  return input.monthlyIncomeFen > 0n ? ratioPpm(input.monthlyDueFen, input.monthlyIncomeFen) : undefined
}
