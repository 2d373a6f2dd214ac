import type { ScoreStage } from '../policy.ts'

/**
 * An expert card: points set by judgement, not estimated from data.
 * An unknown value gets the points of the riskier half of its bins.
 */
export const score: ScoreStage = {
  id: 'score',
  title: { zh: '评分', en: 'Score' },
  kind: 'scorecard',
  sources: [],
  scorecard: {
    id: 'expert-card',
    base: 500,
    to: 'score',
    attributes: [
      {
        id: 'income',
        label: { zh: '月收入', en: 'Monthly income' },
        expression: 'monthlyIncome',
        bins: [
          { when: '< 3000', points: 0 },
          { when: '[3000..5000)', points: 8 },
          { when: '[5000..8000)', points: 16 },
          { when: '[8000..12000)', points: 24 },
          { when: '>= 12000', points: 30 },
        ],
        unknownPoints: 0,
        reasonCode: 'INCOME_LOW',
      },
      {
        id: 'debt-share',
        label: { zh: '收入偿债比', en: 'Debt share of income' },
        expression: '(monthlyDebtDue + newInstalment) / monthlyIncome',
        bins: [
          { when: '< 0.15', points: 36 },
          { when: '[0.15..0.25)', points: 26 },
          { when: '[0.25..0.35)', points: 14 },
          { when: '[0.35..0.45)', points: 4 },
          { when: '>= 0.45', points: -10 },
        ],
        unknownPoints: -10,
        reasonCode: 'DEBT_SHARE_HIGH',
      },
      {
        id: 'need',
        label: { zh: '申请金额与月收入之比', en: 'Amount in months of income' },
        expression: 'requestedAmount / monthlyIncome',
        bins: [
          { when: '< 1', points: 22 },
          { when: '[1..2.5)', points: 14 },
          { when: '[2.5..4.5)', points: 4 },
          { when: '>= 4.5', points: -8 },
        ],
        unknownPoints: -8,
        reasonCode: 'NEED_HIGH',
      },
      {
        id: 'delinquencies',
        label: { zh: '近24个月逾期', en: 'Delinquencies in 24 months' },
        expression: 'delinquencies24m',
        bins: [
          { when: '0', points: 30 },
          { when: '1', points: 5 },
          { when: '2', points: -15 },
          { when: '>= 3', points: -35 },
        ],
        unknownPoints: -15,
        reasonCode: 'DELINQUENT_OFTEN',
      },
      {
        id: 'inquiries',
        label: { zh: '近12个月查询', en: 'Inquiries in 12 months' },
        expression: 'inquiries12m',
        bins: [
          { when: '0', points: 28 },
          { when: '1', points: 20 },
          { when: '[2..3]', points: 10 },
          { when: '[4..5]', points: -4 },
          { when: '>= 6', points: -20 },
        ],
        unknownPoints: -4,
        reasonCode: 'INQUIRIES_MANY',
      },
      {
        id: 'utilization',
        label: { zh: '循环额度使用率', en: 'Revolving utilization' },
        expression: 'revolvingUtilization',
        bins: [
          { when: '< 10%', points: 26 },
          { when: '[10%..30%)', points: 20 },
          { when: '[30%..60%)', points: 10 },
          { when: '[60%..85%)', points: -2 },
          { when: '>= 85%', points: -14 },
        ],
        unknownPoints: -2,
        reasonCode: 'UTILIZATION_HIGH',
      },
      {
        id: 'history',
        label: { zh: '信用历史', en: 'Credit history' },
        expression: 'creditHistoryYears',
        bins: [
          { when: '< 3', points: -12 },
          { when: '[3..7)', points: 2 },
          { when: '[7..15)', points: 12 },
          { when: '>= 15', points: 20 },
        ],
        unknownPoints: -12,
        reasonCode: 'HISTORY_SHORT',
      },
      {
        id: 'bankruptcy',
        label: { zh: '破产记录', en: 'Bankruptcy' },
        expression: 'bankruptcies',
        bins: [
          { when: '0', points: 12 },
          { when: '>= 1', points: -16 },
        ],
        unknownPoints: -16,
        reasonCode: 'BANKRUPT_BEFORE',
      },
      {
        id: 'home',
        label: { zh: '住房', en: 'Home' },
        expression: 'homeOwnership',
        bins: [
          { when: '"own"', points: 12 },
          { when: '"mortgage"', points: 14 },
          { when: '"rent"', points: 2 },
          { when: '"other"', points: 0 },
        ],
        unknownPoints: 0,
        reasonCode: 'HOME_UNSETTLED',
      },
      {
        id: 'employment',
        label: { zh: '现职年限', en: 'Years in the job' },
        expression: 'employmentYears',
        bins: [
          { when: '< 1', points: 0 },
          { when: '[1..3)', points: 5 },
          { when: '[3..7)', points: 9 },
          { when: '>= 7', points: 14 },
        ],
        unknownPoints: 0,
        reasonCode: 'JOB_SHORT',
      },
      {
        id: 'term',
        label: { zh: '期限', en: 'Term' },
        expression: 'termMonths',
        bins: [
          { when: '<= 12', points: 16 },
          { when: '(12..36]', points: 10 },
          { when: '> 36', points: -6 },
        ],
        unknownPoints: -6,
        reasonCode: 'TERM_LONG',
      },
    ],
  },
}
