import type { Localized } from '@puhui/kernel'

/** Data sets of the market, who says them, and how sure a figure is. */
export const marketLabels = {
  area: {
    lower: { zh: '下沉市场（三线及以下、县城、乡村）', en: 'Lower-tier market (tier 3 and below, towns, villages)' },
    upper: { zh: '一、二线城市', en: 'Tier 1 and 2 cities' },
    tier1: { zh: '一线城市', en: 'Tier 1 cities' },
    tier2: { zh: '二线城市', en: 'Tier 2 cities' },
    tier3: { zh: '三线城市', en: 'Tier 3 cities' },
    tier4: { zh: '四线及以下城市', en: 'Tier 4 cities and below' },
    county: { zh: '县城', en: 'County towns' },
    village: { zh: '乡村', en: 'Villages' },
  },
  inclusiveTag: {
    micro: { zh: '普惠小微', en: 'Inclusive: small and micro' },
    farmer: { zh: '普惠涉农', en: 'Inclusive: farming' },
    none: { zh: '不计入', en: 'Not counted' },
  },
  riskStanding: {
    above: { zh: '高于其他', en: 'Above the others' },
    below: { zh: '低于其他', en: 'Below the others' },
    alike: { zh: '无明显差别', en: 'No clear difference' },
    few: { zh: '贷款太少，不下结论', en: 'Too few loans to say' },
  },
  riskDimension: {
    tier: { zh: '市场层级', en: 'Tier' },
    province: { zh: '省份', en: 'Province' },
    product: { zh: '产品', en: 'Product' },
    grade: { zh: '信用等级', en: 'Grade' },
  },
  subMarket: {
    ecommerce: { zh: '电商消费金融', en: 'E-commerce' },
    mobilePayment: { zh: '移动支付消费金融', en: 'Mobile payment' },
    virtualCard: { zh: '虚拟信用卡', en: 'Virtual credit card' },
    student: { zh: '学生消费金融', en: 'Student' },
    crossBorder: { zh: '跨境消费金融', en: 'Cross-border' },
  },
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
