import type { Localized } from '@puhui/kernel'

/** Data sets of the market, who says them, and how sure a figure is. */
export const marketLabels = {
  marketDataSet: {
    size: { zh: '市场规模', en: 'Market size' },
    spending: { zh: '用户消费', en: 'User spending' },
    credit: { zh: '信贷申请、审批与还款', en: 'Credit: applied, approved, repaid' },
    rates: { zh: '市场利率', en: 'Market rates' },
    policy: { zh: '政策法规', en: 'Policy and regulation' },
  },
  marketSourceKind: {
    own: { zh: '本机构', en: 'This lender' },
    shipped: { zh: '随平台提供', en: 'Shipped with the platform' },
    platform: { zh: '网络平台', en: 'Online platform' },
    institution: { zh: '金融机构', en: 'Financial institution' },
    analyst: { zh: '第三方分析机构', en: 'Third-party analyst' },
    authority: { zh: '监管或公共机构', en: 'Authority' },
  },
  marketBasis: {
    actual: { zh: '实际', en: 'Actual' },
    about: { zh: '约', en: 'About' },
    over: { zh: '超过', en: 'Over' },
    expected: { zh: '预计', en: 'Expected' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Localized>>>>
