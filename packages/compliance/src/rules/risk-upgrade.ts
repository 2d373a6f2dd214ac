import type { Day } from '@puhui/calendar'
import { compareCategory, mayUpgrade, type RiskCategory, type Seasoning } from '../risk-category.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export type Reclassification =
  | ({ readonly act: 'upgrade'; readonly from: RiskCategory } & Seasoning)
  | { readonly act: 'restructured'; readonly category: RiskCategory }

/** CN-RISK-002: a bad loan climbs slowly, and a restructured one is not 正常 while it is observed. */
export const riskUpgrade = defineRule({
  id: 'CN-RISK-002',
  title: { zh: '上调与重组资产', en: 'Upgrade and restructured loans' },
  text: {
    zh: '不良贷款须还清全部拖欠、并在两个还款期和六个月中较长的期间内正常还款，方可上调；重组贷款观察期内至少关注，观察期内再次逾期的至少次级并重新计算观察期。',
    en: 'A bad loan is upgraded once all arrears are paid and it was paid as due for two periods and six months, the longer of both. A restructured loan is at least special mention while observed; in arrears again, at least substandard, and the time begins anew.',
  },
  instrument: {
    zh: '商业银行金融资产风险分类办法第三章',
    en: 'Measures on Risk Classification of Financial Assets, chapter 3',
  },
  sources: ['risk-classification-2023'],
  effectiveFrom: '2023-07-01' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company'],
  events: ['asset.upgrade', 'asset.restructure'],
  parameters: {
    upgradeMonths: { value: 6, bound: 'min', provenance: 'from-knowledge-verify', unit: 'months' },
    upgradePeriods: { value: 2, bound: 'min', provenance: 'from-knowledge-verify', unit: 'periods' },
    observationMonths: { value: 12, bound: 'min', provenance: 'from-knowledge-verify', unit: 'months' },
  },
  codes: ['compliance.upgrade_too_early', 'compliance.restructured_below_special_mention'],
  check: (input: Reclassification, limits) => {
    if (input.act === 'restructured') {
      return compareCategory(input.category, 'specialMention') >= 0
        ? ALLOW
        : refuseBy('compliance.restructured_below_special_mention', { category: input.category })
    }
    const { from, isCured, monthsCured, periodsCured } = input
    return mayUpgrade(from, input, limits)
      ? ALLOW
      : refuseBy('compliance.upgrade_too_early', { from, isCured, monthsCured, periodsCured })
  },
})
