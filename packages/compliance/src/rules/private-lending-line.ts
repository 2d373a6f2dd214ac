import type { Day } from '@puhui/calendar'
import type { RatePpm } from '@puhui/money'
import { privateLendingCapPpm } from '@puhui/product'
import { lprOn } from '../lpr.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, flagBy } from '../verdict.ts'

export interface PrivateContract {
  readonly contractOn: Day
  readonly annualPpm: RatePpm
}

/** CN-RATE-007: the line of protection between private persons. It is no ceiling of a licensed lender. */
export const privateLendingLine = defineRule({
  id: 'CN-RATE-007',
  title: { zh: '民间借贷司法保护上限', en: 'The line up to which courts protect private lending' },
  text: {
    zh: '民间借贷利率不超过合同成立时一年期LPR的四倍；逾期利息、违约金和其他费用合计同样受此限制。不适用于持牌金融机构。',
    en: 'Private lending is protected up to four times the one-year prime rate on the day of the contract, penalties and fees included. Licensed lenders are outside it.',
  },
  instrument: {
    zh: '最高法民间借贷规定（2020年修正）第25、28、29条；法释〔2020〕27号',
    en: 'SPC on private lending (as amended 2020), arts. 25, 28, 29; Fashi 2020 No. 27',
  },
  sources: ['spc-private-lending', 'lpr-series'],
  effectiveFrom: '2020-08-20' as Day,
  effectiveTo: null,
  lenderKinds: ['private_lender'],
  events: ['private.contract.evaluate'],
  parameters: {
    multiple: { value: 4n, bound: 'fixed', provenance: 'sourced', unit: 'times the one-year prime rate' },
  },
  codes: ['compliance.above_private_line', 'compliance.lpr_not_published'],
  check: ({ contractOn, annualPpm }: PrivateContract) => {
    const lpr = lprOn(contractOn)
    if (!lpr.ok) return flagBy('compliance.lpr_not_published', { on: contractOn })
    const linePpm = privateLendingCapPpm(lpr.value.oneYearPpm)
    return annualPpm <= linePpm ? ALLOW : flagBy('compliance.above_private_line', { annualPpm, linePpm })
  },
})
