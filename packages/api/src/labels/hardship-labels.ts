import type { Localized } from '@puhui/kernel'

/** Requests of borrowers in hardship, and the papers that change a contract. */
export const hardshipLabels = {
  hardshipStatus: {
    asked: { zh: '待拟方案', en: 'Awaiting a plan' },
    proposed: { zh: '待复核', en: 'Awaiting approval' },
    signing: { zh: '待签补充协议', en: 'Awaiting signature' },
    approved: { zh: '已调整', en: 'New plan in force' },
    declined: { zh: '未予调整', en: 'Declined' },
    withdrawn: { zh: '已撤回', en: 'Withdrawn' },
    refused: { zh: '客户未接受', en: 'Not accepted' },
    lapsed: { zh: '逾期未签', en: 'Not signed in time' },
  },
  agreementStatus: {
    waiting: { zh: '待签署', en: 'To be signed' },
    signed: { zh: '已签署', en: 'Signed' },
    declined: { zh: '客户未接受', en: 'Not accepted' },
    lapsed: { zh: '逾期失效', en: 'Lapsed' },
    void: { zh: '已作废', en: 'Void' },
  },
  hardshipReason: {
    illness: { zh: '生病或受伤', en: 'Illness or injury' },
    jobLoss: { zh: '失去工作', en: 'Lost the job' },
    lessIncome: { zh: '收入减少', en: 'Less income' },
    disaster: { zh: '自然灾害', en: 'Natural disaster' },
    family: { zh: '家庭变故', en: 'Family event' },
    other: { zh: '其他', en: 'Other' },
  },
  hardshipPlan: {
    interestOnly: { zh: '先只付利息', en: 'Interest only at first' },
    longer: { zh: '延长期限', en: 'A longer term' },
    lowerRate: { zh: '降低利率', en: 'A lower rate' },
    combined: { zh: '组合方案', en: 'All three' },
    own: { zh: '自拟方案', en: 'A plan of its own' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Localized>>>>
