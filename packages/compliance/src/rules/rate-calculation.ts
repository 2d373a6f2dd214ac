import type { Day } from '@puhui/calendar'
import { absFen, type RatePpm } from '@puhui/money'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface StatedRate {
  readonly statedAnnualPpm: RatePpm
  /** The same rate computed from the cash flows by the one who checks, with the same method. */
  readonly recomputedAnnualPpm: RatePpm
}

/** CN-RATE-002: the annual rate shown is the one that the cash flows give. */
export const rateCalculation = defineRule({
  id: 'CN-RATE-002',
  title: { zh: '年化利率计算', en: 'How the annual rate is computed' },
  text: {
    zh: '以借款人实际到手金额与各期全部还款计算内部收益率；单利口径为期利率乘以年期数，复利口径为（1+期利率）的年期数次方减一。公布的数字须与重算一致。',
    en: 'The periodic internal rate of return of what the borrower receives and pays; times the periods of a year for the simple rate, compounded for the other. What is shown must equal what is recomputed.',
  },
  instrument: { zh: '中国人民银行公告〔2021〕第3号及附件', en: 'PBC Announcement 2021 No. 3 and annex' },
  sources: ['pbc-2021-3', 'pbc-2021-3-press'],
  effectiveFrom: '2021-03-31' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['pricing.quote'],
  parameters: {
    displayDecimals: { value: 2, bound: 'min', provenance: 'design-default', unit: 'decimals of per cent' },
    tolerancePpm: { value: 50n, bound: 'max', provenance: 'design-default', unit: 'ppm' },
  },
  codes: ['compliance.annual_rate_mismatch'],
  check: (input: StatedRate, { tolerancePpm }) =>
    absFen(input.statedAnnualPpm - input.recomputedAnnualPpm) <= tolerancePpm
      ? ALLOW
      : refuseBy('compliance.annual_rate_mismatch', { ...input }),
})
