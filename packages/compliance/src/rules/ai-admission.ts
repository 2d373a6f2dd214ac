import type { Day } from '@puhui/calendar'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface AiUseCase {
  readonly tier: 'low' | 'medium' | 'high'
  readonly isApproved?: boolean
  /** A person stands between the model and a decision against somebody. */
  readonly hasHumanGate?: boolean
  readonly canRollBack?: boolean
}

/** CN-ALGO-002: artificial intelligence of high risk is admitted, gated by a person and can be taken back. */
export const aiAdmission = defineRule({
  id: 'CN-ALGO-002',
  title: { zh: '人工智能分级、准入与人工干预', en: 'Tiers, admission and human control of AI' },
  text: {
    zh: '对人工智能应用场景按风险分级管理；高风险场景须经准入审批，在关键环节实行人工监督，并具备回退措施。',
    en: 'Uses of AI are tiered by risk; one of high risk needs admission, a person at the key points, and a way back.',
  },
  instrument: { zh: '金发〔2026〕8号', en: 'Jinfa 2026 No. 8' },
  sources: ['ai-guidance-2026'],
  effectiveFrom: '2026-06-18' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company', 'auto_finance', 'trust'],
  events: ['ai.useCase.approve', 'ai.decision'],
  parameters: {
    keepDecisionLogYears: { value: 5, bound: 'free', provenance: 'design-default', unit: 'years' },
  },
  codes: ['compliance.ai_not_admitted', 'compliance.ai_without_human_gate', 'compliance.ai_without_way_back'],
  check: ({ tier, isApproved = false, hasHumanGate = false, canRollBack = false }: AiUseCase) => {
    if (tier !== 'high') return ALLOW
    if (!hasHumanGate) return refuseBy('compliance.ai_without_human_gate')
    if (!isApproved) return refuseBy('compliance.ai_not_admitted')
    return canRollBack ? ALLOW : refuseBy('compliance.ai_without_way_back')
  },
})
