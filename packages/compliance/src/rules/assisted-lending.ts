import type { Day } from '@puhui/calendar'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

/** Names under which a guarantor's fee hides. */
const DISGUISED = ['咨询费', '顾问费'] as const

export type AssistedLending =
  | { readonly act: 'onboard'; readonly isOnPublishedList: boolean }
  | {
      readonly act: 'charge'
      readonly collector: 'lender' | 'guarantor' | 'platform'
      readonly payer: 'borrower' | 'lender'
      /** What the fee is called; absent: not told. */
      readonly name?: string
      readonly isInCostTable?: boolean
    }
  | { readonly act: 'underwrite'; readonly decidedBy: 'lender' | 'platform'; readonly approvalRateFloorPpm?: bigint }

/** CN-ORIG-006: a partner is on the published list, charges the borrower nothing, and never decides. */
export const assistedLending = defineRule({
  id: 'CN-ORIG-006',
  title: { zh: '助贷合作机构管理', en: 'Partners in assisted lending' },
  text: {
    zh: '合作机构由总行（总部）名单制管理并公开，名单之外不得合作；平台不得向借款人收取任何费用；增信服务费须列入综合融资成本，不得以咨询费、顾问费等名义收取；授信决策由贷款机构自主作出，不得约定通过率下限。',
    en: 'Partners stand on a list that head office keeps and publishes, and nobody else is worked with; a platform charges the borrower nothing; a guarantee fee stands in the cost table and never under the name of advice; the lender decides itself and promises no approval rate.',
  },
  instrument: { zh: '金规〔2025〕9号', en: 'Jingui 2025 No. 9' },
  sources: ['nfra-2025-9-notes', 'nfra-2025-9-press'],
  effectiveFrom: '2025-10-01' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'loan_facilitation_platform'],
  events: ['partner.onboard', 'fee.charge', 'decision.underwrite'],
  parameters: {
    partnerListRequired: { value: true, bound: 'fixed', provenance: 'sourced' },
    platformMayChargeBorrower: { value: false, bound: 'fixed', provenance: 'sourced' },
    approvalRateFloorAllowed: { value: false, bound: 'fixed', provenance: 'sourced' },
    disguisedFees: { value: DISGUISED as readonly string[], bound: 'free', provenance: 'sourced' },
  },
  codes: [
    'compliance.partner_not_listed',
    'compliance.platform_fee',
    'compliance.fee_disguised',
    'compliance.decision_outsourced',
  ],
  check: (input: AssistedLending, { disguisedFees }) => {
    switch (input.act) {
      case 'onboard':
        return input.isOnPublishedList ? ALLOW : refuseBy('compliance.partner_not_listed')
      case 'charge': {
        const { collector, payer, name = '', isInCostTable } = input
        if (collector === 'platform' && payer === 'borrower') return refuseBy('compliance.platform_fee')
        const disguise = collector === 'guarantor' && disguisedFees.find((each) => name.includes(each))
        if (disguise) return refuseBy('compliance.fee_disguised', { name: disguise })
        return collector === 'guarantor' && isInCostTable === false ? refuseBy('compliance.fee_disguised') : ALLOW
      }
      case 'underwrite': {
        const isOwn = input.decidedBy === 'lender' && input.approvalRateFloorPpm === undefined
        return isOwn ? ALLOW : refuseBy('compliance.decision_outsourced')
      }
    }
  },
})
