import type { Day } from '@puhui/calendar'
import { compareCategory, type RiskCategory, type RiskFacts, riskCategory } from '../risk-category.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface Classification {
  readonly facts: RiskFacts
  /** The category that the loan is about to carry. */
  readonly category: RiskCategory
}

const DAYS = { bound: 'max', provenance: 'from-knowledge-verify', unit: 'days past due' } as const

/** CN-RISK-001: no loan carries a better category than its days past due and the further criteria ask for. */
export const riskClassification = defineRule({
  id: 'CN-RISK-001',
  title: { zh: '风险五级分类', en: 'Five categories of risk' },
  text: {
    zh: '逾期1天起至少关注，超过90天至少次级，超过270天至少可疑，超过360天损失；已发生信用减值的至少次级，预期信用损失占比50%以上至少可疑、90%以上损失；挪用、借新还旧至少关注。取各项中最差的一类。',
    en: 'Past due by a day: at least special mention; over 90 days substandard, over 270 doubtful, over 360 loss. Impaired: at least substandard; an expected loss of half doubtful, of nine tenths loss. Misused or rolled over: at least special mention. The worst of all counts.',
  },
  instrument: {
    zh: '商业银行金融资产风险分类办法（2023年第1号令）',
    en: 'Measures on Risk Classification of Financial Assets (Order 2023 No. 1)',
  },
  sources: ['risk-classification-2023'],
  effectiveFrom: '2023-07-01' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company'],
  events: ['asset.classify'],
  parameters: {
    specialMentionOverDays: { ...DAYS, value: 0 },
    substandardOverDays: { ...DAYS, value: 90 },
    doubtfulOverDays: { ...DAYS, value: 270 },
    lossOverDays: { ...DAYS, value: 360 },
    technicalGraceDays: { ...DAYS, value: 7 },
    doubtfulEclPpm: { value: 500_000n, bound: 'max', provenance: 'from-knowledge-verify', unit: 'ppm of exposure' },
    lossEclPpm: { value: 900_000n, bound: 'max', provenance: 'from-knowledge-verify', unit: 'ppm of exposure' },
  },
  codes: ['compliance.category_too_good'],
  check: ({ facts, category }: Classification, limits) => {
    const asked = riskCategory(facts, limits)
    return compareCategory(category, asked.category) >= 0
      ? ALLOW
      : refuseBy('compliance.category_too_good', { category, asked: asked.category, trigger: asked.trigger })
  },
})
