import type { Localized } from '@puhui/kernel'

/** The register of policies and what-ifs of rule changes. */
export const regulationLabels = {
  regulationState: {
    watched: { zh: '已关注', en: 'Watched' },
    interpreted: { zh: '已解读', en: 'Interpreted' },
    planned: { zh: '已计划', en: 'Planned' },
    inForce: { zh: '施行中', en: 'In force' },
    superseded: { zh: '已被取代', en: 'Superseded' },
  },
  regulationOrigin: {
    law: { zh: '平台规则库', en: 'Shipped rule' },
    entered: { zh: '人工登记', en: 'Entered by staff' },
  },
  oldContracts: {
    kept: { zh: '老合同照旧', en: 'Old contracts go on as signed' },
    repriced: { zh: '老合同重新定价', en: 'Old contracts are re-priced' },
  },
  ruleMeasure: {
    lowerRate: { zh: '降价至上限', en: 'Lower the rate to the cap' },
    shortenTerm: { zh: '缩短期限', en: 'Shorten the term' },
    lowerAmount: { zh: '降低额度', en: 'Lower the amount' },
    combined: { zh: '三者并用', en: 'All three together' },
    withdraw: { zh: '停售', en: 'Withdraw' },
  },
  ruleBreach: {
    cost: { zh: '成本超上限', en: 'Cost above the cap' },
    term: { zh: '期限超上限', en: 'Term above the limit' },
    balance: { zh: '余额超上限', en: 'Balance above the limit' },
    burden: { zh: '偿债比超上限', en: 'Debts against income above the limit' },
  },
  whatIfDimension: {
    product: { zh: '产品', en: 'Product' },
    region: { zh: '地区', en: 'Region' },
    grade: { zh: '等级', en: 'Grade' },
    age: { zh: '年龄段', en: 'Age' },
    channel: { zh: '渠道', en: 'Channel' },
  },
} as const satisfies Record<string, Readonly<Record<string, Localized>>>
