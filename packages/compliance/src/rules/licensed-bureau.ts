import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface DataFeed {
  /** Information that judges a person's credit, or other data. */
  readonly kind: 'creditInfo' | 'other'
  readonly isLicensedBureau: boolean
}

/** CN-CRED-006: what judges credit comes from a licensed bureau, never straight from a platform. */
export const licensedBureau = defineRule({
  id: 'CN-CRED-006',
  title: { zh: '征信业务须持牌（断直连）', en: 'Only licensed bureaus supply credit information' },
  text: {
    zh: '金融机构只能从取得合法征信业务资质的机构获取信用信息；平台采集的个人信用信息不得直接提供给金融机构，须通过持牌个人征信机构。',
    en: 'A lender takes credit information only from a licensed credit bureau; a platform never hands what it gathered straight to a lender.',
  },
  instrument: {
    zh: '征信业务管理办法（人行令〔2021〕第4号）',
    en: 'Measures on Credit Reporting Business, PBC Order 2021 No. 4',
  },
  sources: ['credit-reporting-business-2021', 'credit-reporting-regulation'],
  effectiveFrom: '2022-01-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['partner.dataFeed'],
  parameters: { licensedBureauOnly: { value: true, bound: 'fixed', provenance: 'from-knowledge-verify' } },
  codes: ['compliance.credit_feed_unlicensed'],
  check: ({ kind, isLicensedBureau }: DataFeed) =>
    kind === 'creditInfo' && !isLicensedBureau ? refuseBy('compliance.credit_feed_unlicensed') : ALLOW,
})
