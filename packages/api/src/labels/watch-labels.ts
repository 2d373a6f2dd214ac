import type { Localized } from '@puhui/kernel'

/** What is watched as it happens. */
export const watchLabels = {
  liveMeasure: {
    approvalRate: { zh: '批准率', en: 'Approval rate' },
    referRate: { zh: '转人工率', en: 'Share referred' },
    declineRate: { zh: '拒绝率', en: 'Share declined' },
    applications: { zh: '申请笔数', en: 'Applications' },
    requestedFen: { zh: '申请金额', en: 'Amount requested' },
    spike: { zh: '申请突增（标准差）', en: 'Spike of applications (deviations)' },
    subject: { zh: '同一主体申请次数', en: 'Applications of one subject' },
  },
  liveWindow: {
    '1m': { zh: '1 分钟', en: '1 minute' },
    '5m': { zh: '5 分钟', en: '5 minutes' },
    '1h': { zh: '1 小时', en: '1 hour' },
  },
  liveBeyond: {
    above: { zh: '高于', en: 'above' },
    below: { zh: '低于', en: 'below' },
  },
  overrideKind: {
    policy: { zh: '策略自动批准', en: 'Approved by the policy' },
    referred: { zh: '策略转人工后批准', en: 'Referred, approved by a person' },
    withinRules: { zh: '双人批准的大额', en: 'Large, approved by two' },
    aboveLimit: { zh: '超过策略额度批准', en: 'Above the policy’s limit' },
    thinFile: { zh: '无征信首贷超额批准', en: 'Large first loan without a bureau file' },
    againstPolicy: { zh: '推翻策略拒绝', en: 'Against the policy' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Localized>>>>
