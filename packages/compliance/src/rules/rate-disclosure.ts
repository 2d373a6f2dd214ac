import type { Day } from '@puhui/calendar'
import { type AdvertisingText, checkAdvertising } from '../advertising.ts'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'

/** CN-RATE-001: an offer of loans states its annual rate, no smaller than any other rate. */
export const rateDisclosure = defineRule({
  id: 'CN-RATE-001',
  title: { zh: '贷款产品明示年化利率', en: 'Annual rate in marketing and contract' },
  text: {
    zh: '凡宣传或签署贷款，须以明显方式展示年化利率；可用内部收益率法或单利法，用单利法的须注明“单利”；日利率、月利率等不得比年化利率更醒目。',
    en: 'Whoever advertises or signs loans shows the annual rate plainly, by IRR or by the simple method, the latter named as such; no daily or monthly rate may stand out more.',
  },
  instrument: { zh: '中国人民银行公告〔2021〕第3号', en: 'PBC Announcement 2021 No. 3' },
  sources: ['pbc-2021-3', 'pbc-2021-3-press'],
  effectiveFrom: '2021-03-31' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['marketing.publish', 'contract.render'],
  parameters: {
    methodsAllowed: { value: ['irr', 'simple'], bound: 'fixed', provenance: 'sourced' },
    simpleMustBeLabelled: { value: true, bound: 'fixed', provenance: 'sourced' },
    otherRateNotMoreProminent: { value: true, bound: 'fixed', provenance: 'from-knowledge-verify' },
  },
  codes: [
    'compliance.annual_rate_missing',
    'compliance.simple_rate_unlabelled',
    'compliance.annual_rate_less_prominent',
    'compliance.annual_rate_prominence_unknown',
  ],
  check: (input: AdvertisingText) => checkAdvertising(input),
})
