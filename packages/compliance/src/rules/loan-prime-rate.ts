import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { type LprTable, lprOn } from '../lpr.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface PricedOnLpr {
  readonly on: Day
  readonly table?: LprTable
}

/** CN-DATA-007: nothing is priced on a loan prime rate that is not known or no longer fresh. */
export const loanPrimeRate = defineRule({
  id: 'CN-DATA-007',
  title: { zh: '贷款市场报价利率', en: 'Loan prime rate' },
  text: {
    zh: '每月20日（遇节假日顺延）公布，取当日或之前最近一次；公布前无报价的、报价表过旧的，不得据以定价。',
    en: 'Published on the 20th of each month or the next working day; the latest on or before the day counts. Without one, or with a table too old, nothing is priced on it.',
  },
  instrument: { zh: '全国银行间同业拆借中心公布', en: 'Published by the National Interbank Funding Center' },
  sources: ['lpr-series'],
  effectiveFrom: '2019-08-20' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['reference.lpr'],
  parameters: { staleAfterDays: { value: 45, bound: 'free', provenance: 'design-default', unit: 'days' } },
  codes: ['compliance.lpr_not_published', 'compliance.lpr_stale'],
  check: ({ on, table }: PricedOnLpr, { staleAfterDays }) => {
    const lpr = lprOn(on, table, staleAfterDays)
    return lpr.ok ? ALLOW : refuseBy(lpr.error.code, { on })
  },
})
