import type { Localized } from '@puhui/kernel'

/** What the fields of a table of expected loss are called in the journal. */
export const EXPECTED_LOSS_FIELDS = {
  bands: { zh: '逾期区间', en: 'Bands of days past due' },
  overDays: { zh: '逾期超过天数', en: 'Over (days past due)' },
  twelveMonthsPpm: { zh: '12 个月违约概率', en: '12-month PD' },
  lifetimePpm: { zh: '剩余期限违约概率', en: 'Lifetime PD' },
  lossGivenDefaultPpm: { zh: '违约损失率', en: 'LGD' },
  lossGivenDefaultImpairedPpm: { zh: '已减值违约损失率', en: 'LGD, impaired' },
  stage2OverDays: { zh: '第二阶段逾期天数', en: 'Stage 2 from over (days)' },
  stage3OverDays: { zh: '第三阶段逾期天数', en: 'Stage 3 from over (days)' },
  scenarios: { zh: '情景', en: 'Scenarios' },
  weightPpm: { zh: '权重', en: 'Weight' },
  defaultFactorPpm: { zh: '违约概率系数', en: 'Factor of the PD' },
} as const satisfies Record<string, Localized>
