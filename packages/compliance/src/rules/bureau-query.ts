import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export const QUERY_PURPOSES = ['loan approval', 'post-loan management', 'guarantee review'] as const
export type QueryPurpose = (typeof QUERY_PURPOSES)[number]

export interface BureauQuery {
  readonly purpose: QueryPurpose | (string & {})
  /** What the person agreed to in writing, as it stands now; null: never, or not for this purpose. */
  readonly consent: { readonly purpose: string; readonly isWritten: boolean; readonly isWithdrawn: boolean } | null
}

/** CN-CRED-001: no credit report without written consent to this very purpose. */
export const bureauQuery = defineRule({
  id: 'CN-CRED-001',
  title: { zh: '征信查询须书面同意并约定用途', en: 'Written consent to a purpose before a credit query' },
  text: {
    zh: '向征信机构查询个人信息，应当取得本人书面同意并约定用途；不得用作约定以外的用途，不得未经同意向第三方提供。',
    en: "A query about a person needs that person's written consent, which names the purpose; the answer serves no other purpose and goes to nobody else.",
  },
  instrument: { zh: '征信业管理条例第十八、二十、二十八条', en: 'Credit Reporting Regulation, arts. 18, 20, 28' },
  sources: ['credit-reporting-regulation'],
  effectiveFrom: '2013-03-15' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['credit.query'],
  parameters: {
    purposes: { value: QUERY_PURPOSES as readonly string[], bound: 'free', provenance: 'design-default' },
    writtenConsent: { value: true, bound: 'fixed', provenance: 'sourced' },
  },
  codes: ['compliance.credit_query_no_consent', 'compliance.credit_query_purpose'],
  check: ({ purpose, consent }: BureauQuery, { purposes }) => {
    if (!purposes.includes(purpose)) return refuseBy('compliance.credit_query_purpose', { purpose })
    const isGiven = consent?.isWritten === true && !consent.isWithdrawn && consent.purpose === purpose
    return isGiven ? ALLOW : refuseBy('compliance.credit_query_no_consent', { purpose })
  },
})
