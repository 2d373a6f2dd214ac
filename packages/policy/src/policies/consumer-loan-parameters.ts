import type { Parameter } from '../policy.ts'

const yuan = { zh: '元', en: 'yuan' }
const years = { zh: '岁', en: 'years' }
const months = { zh: '个月', en: 'months' }
const times = { zh: '次', en: 'times' }
const ownDefault = (zh: string, en: string) => ({ zh: `本策略默认值：${zh}`, en: `Default of this policy: ${en}` })

/** What a lender may turn: limits of the law, which it may only tighten, and defaults of its own. Money in fen, rates in ppm. */
export const consumerLoanParameters: readonly Parameter[] = [
  {
    id: 'ageMin',
    label: { zh: '最低年龄', en: 'minimum age' },
    type: 'integer',
    unit: years,
    value: 18,
    source: { zh: '民法典第17条；CN-ORIG-008', en: 'Civil Code art. 17; CN-ORIG-008' },
  },
  {
    id: 'ageMax',
    label: { zh: '最高年龄', en: 'maximum age' },
    type: 'integer',
    unit: years,
    value: 65,
    source: ownDefault('法律未设上限', 'the law sets no upper age'),
  },
  {
    id: 'ageAtMaturityMax',
    label: { zh: '到期时最高年龄', en: 'maximum age at maturity' },
    type: 'integer',
    unit: years,
    value: 68,
    source: ownDefault('超过则人工审核', 'beyond it a person looks'),
  },
  {
    id: 'amountMin',
    label: { zh: '最低贷款金额', en: 'least amount' },
    type: 'money',
    unit: yuan,
    value: 100_000,
    source: ownDefault('低于此金额不经济', 'smaller loans do not cover their cost'),
  },
  {
    id: 'bankConsumerLineMax',
    label: { zh: '银行互联网消费授信上限', en: 'limit of a bank’s online consumer line' },
    type: 'money',
    unit: yuan,
    value: 20_000_000,
    source: {
      zh: '商业银行互联网贷款管理暂行办法第6条；CN-ORIG-001（2025年3月通知允许部分银行阶段性提高至30万元，须另行配置）',
      en: 'Interim Measures for Internet Loans of Commercial Banks art. 6; CN-ORIG-001 (selected banks may set 300,000 under the March 2025 notice)',
    },
  },
  {
    id: 'bulletMonthsMax',
    label: { zh: '到期一次还本最长期限', en: 'longest term with principal at the end' },
    type: 'integer',
    unit: months,
    value: 12,
    source: {
      zh: '商业银行互联网贷款管理暂行办法第6条；CN-ORIG-001',
      en: 'Interim Measures for Internet Loans art. 6; CN-ORIG-001',
    },
  },
  {
    id: 'consumerFinanceBalanceMax',
    label: { zh: '消费金融公司单户余额上限', en: 'limit of one borrower’s balance at a consumer finance company' },
    type: 'money',
    unit: yuan,
    value: 20_000_000,
    source: { zh: '消费金融公司管理办法；CN-ORIG-004', en: 'Measures for Consumer Finance Companies; CN-ORIG-004' },
  },
  {
    id: 'microloanBalanceMax',
    label: { zh: '网络小额贷款消费余额上限', en: 'limit of one borrower’s consumer balance at a microloan company' },
    type: 'money',
    unit: yuan,
    value: 20_000_000,
    source: {
      zh: '小额贷款公司监督管理暂行办法；CN-ORIG-009',
      en: 'Interim Measures for Microloan Companies; CN-ORIG-009',
    },
  },
  {
    id: 'termMonthsMax',
    label: { zh: '最长期限', en: 'longest term' },
    type: 'integer',
    unit: months,
    value: 60,
    source: { zh: '个人贷款管理办法；CN-ORIG-003', en: 'Measures for Personal Loans; CN-ORIG-003' },
  },
  {
    id: 'debtShareMax',
    label: { zh: '收入偿债比上限', en: 'highest share of income for debts' },
    type: 'rate',
    value: 500_000,
    source: {
      zh: '个人贷款管理办法要求建立收入偿债比例控制；CN-ORIG-012，50% 为默认值，全国无统一数值',
      en: 'Measures for Personal Loans ask for control of the debt-to-income share; CN-ORIG-012, 50 % is a default, there is no national number',
    },
  },
  {
    id: 'debtShareHopeless',
    label: { zh: '明显过度负债比例', en: 'share of income that is clearly too much' },
    type: 'rate',
    value: 800_000,
    source: ownDefault('超过则拒绝，保护借款人', 'beyond it the loan is declined to protect the borrower'),
  },
  {
    id: 'unverifiedIncomeMonthsMax',
    label: { zh: '收入未核实时的最高月收入倍数', en: 'months of income lent without verification' },
    type: 'integer',
    value: 6,
    source: ownDefault('超过则人工核实收入', 'beyond it a person verifies income'),
  },
  {
    id: 'delinquenciesMax',
    label: { zh: '逾期次数上限', en: 'most delinquencies in 24 months' },
    type: 'integer',
    unit: times,
    value: 3,
    source: ownDefault('近24个月', 'within 24 months'),
  },
  {
    id: 'bankruptciesMax',
    label: { zh: '破产记录上限', en: 'most bankruptcies' },
    type: 'integer',
    unit: times,
    value: 1,
    source: ownDefault('一次为人工审核以内', 'one is left to the score'),
  },
  {
    id: 'inquiriesMax',
    label: { zh: '征信查询次数上限', en: 'most inquiries in 12 months' },
    type: 'integer',
    unit: times,
    value: 10,
    source: ownDefault('近12个月；更多表示多头借贷', 'more point to borrowing from many at once'),
  },
  {
    id: 'inquiriesHigh',
    label: { zh: '征信查询次数偏高', en: 'many inquiries in 12 months' },
    type: 'integer',
    unit: times,
    value: 8,
    source: ownDefault('超过则人工审核', 'beyond it a person looks'),
  },
  {
    id: 'utilizationHigh',
    label: { zh: '循环额度使用率偏高', en: 'high revolving utilization' },
    type: 'rate',
    value: 950_000,
    source: ownDefault('超过则人工审核', 'beyond it a person looks'),
  },
  {
    id: 'discrepancyMax',
    label: { zh: '申报差异分上限', en: 'largest discrepancy score' },
    type: 'integer',
    unit: { zh: '分', en: 'points' },
    value: 30,
    source: ownDefault('超过则人工审核', 'beyond it a person looks'),
  },
]
