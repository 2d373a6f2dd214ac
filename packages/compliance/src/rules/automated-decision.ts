import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, flagBy, referBy, refuseBy } from '../verdict.ts'

export type AutomatedDecision =
  /** A decision of weight, made by a machine alone. */
  | { readonly act: 'decide'; readonly hasExplanation: boolean; readonly mayAskReview: boolean }
  /** The person asks for somebody to look. */
  | { readonly act: 'askReview' }
  | { readonly act: 'push'; readonly hasOptedOut: boolean; readonly hasImpersonalOption: boolean }
  /** What moves the price, beyond risk and cost. */
  | { readonly act: 'price'; readonly features: readonly string[] }

/** CN-PRIV-003: a machine's decision can be explained and looked at by a person; advertising can be switched off. */
export const automatedDecision = defineRule({
  id: 'CN-PRIV-003',
  title: { zh: '自动化决策的说明、复核与拒绝', en: 'Rights against automated decisions' },
  text: {
    zh: '通过自动化决策作出对个人权益有重大影响的决定，个人有权要求说明，并有权拒绝仅通过自动化决策作出决定；不得在交易价格等条件上实行不合理的差别待遇；通过自动化决策营销，应当提供不针对个人特征的选项或便捷的拒绝方式。',
    en: 'Of a weighty automated decision a person may ask the reasons and may refuse that only a machine decides; prices do not differ without reason; automated advertising offers an impersonal option or an easy refusal.',
  },
  instrument: { zh: '个人信息保护法第二十四条', en: 'Personal Information Protection Law, art. 24' },
  sources: ['pipl'],
  effectiveFrom: '2021-11-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['decision.automated', 'marketing.push'],
  parameters: {
    reviewWithinDays: { value: 15, bound: 'free', provenance: 'design-default', unit: 'days' },
    notRisk: {
      value: ['deviceBrand', 'deviceModel', 'spendingHabit', 'browser', 'isNewCustomer'] as readonly string[],
      bound: 'free',
      provenance: 'design-default',
    },
  },
  codes: [
    'compliance.decision_without_rights',
    'compliance.human_review_asked',
    'compliance.push_refused',
    'compliance.price_differs_without_reason',
  ],
  check: (input: AutomatedDecision, { reviewWithinDays, notRisk }) => {
    switch (input.act) {
      case 'decide':
        return input.hasExplanation && input.mayAskReview ? ALLOW : refuseBy('compliance.decision_without_rights')
      case 'askReview':
        return referBy('compliance.human_review_asked', { withinDays: reviewWithinDays })
      case 'push':
        return input.hasOptedOut || !input.hasImpersonalOption ? refuseBy('compliance.push_refused') : ALLOW
      case 'price': {
        const feature = input.features.find((each) => notRisk.includes(each))
        return feature === undefined ? ALLOW : flagBy('compliance.price_differs_without_reason', { feature })
      }
    }
  },
})
