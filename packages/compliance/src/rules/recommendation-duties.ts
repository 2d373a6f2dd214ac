import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, flagBy, refuseBy } from '../verdict.ts'

export type Recommendation =
  | { readonly act: 'release'; readonly tellsPeople: boolean; readonly hasOffSwitch: boolean }
  /** What was sent to somebody who had switched it off. */
  | { readonly act: 'pushed'; readonly isSwitchedOff: boolean }
  | { readonly act: 'quote'; readonly features: readonly string[] }

/** CN-ALGO-001: recommendations are told, can be switched off at once, and never price by habit. */
export const recommendationDuties = defineRule({
  id: 'CN-ALGO-001',
  title: { zh: '算法推荐管理', en: 'Duties of algorithmic recommendation' },
  text: {
    zh: '应当以显著方式告知提供算法推荐服务的情况，提供便捷的关闭选项，用户关闭的应当立即停止；不得设置诱导过度消费的算法模型；不得根据消费者偏好、交易习惯等特征在价格等交易条件上实施不合理的差别待遇。',
    en: 'People are told that an algorithm recommends and can switch it off, which takes effect at once; no model lures into overspending; no price by preference or habit.',
  },
  instrument: { zh: '互联网信息服务算法推荐管理规定', en: 'Provisions on Algorithmic Recommendation' },
  sources: ['algorithm-provisions-2022', 'network-data-regulation'],
  effectiveFrom: '2022-03-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['algorithm.release', 'marketing.push', 'pricing.quote'],
  parameters: {
    filingWorkingDays: { value: 10, bound: 'max', provenance: 'sourced', unit: 'working days' },
    habits: {
      value: ['spendingHabit', 'preference', 'visitFrequency', 'priceSensitivity'] as readonly string[],
      bound: 'free',
      provenance: 'design-default',
    },
  },
  codes: ['compliance.recommendation_not_told', 'compliance.off_switch_ignored', 'compliance.price_by_habit'],
  check: (input: Recommendation, { habits }) => {
    switch (input.act) {
      case 'release':
        return input.tellsPeople && input.hasOffSwitch ? ALLOW : refuseBy('compliance.recommendation_not_told')
      case 'pushed':
        return input.isSwitchedOff ? flagBy('compliance.off_switch_ignored') : ALLOW
      case 'quote': {
        const feature = input.features.find((each) => habits.includes(each))
        return feature === undefined ? ALLOW : refuseBy('compliance.price_by_habit', { feature })
      }
    }
  },
})
