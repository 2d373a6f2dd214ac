import type { Fact } from '@puhui/condition'
import { subjectFacts } from './subject-facts.ts'
import { truthFactList } from './truth-fact-list.ts'

const yuan = { zh: '元', en: 'yuan' }
const months = { zh: '个月', en: 'months' }
const years = { zh: '年', en: 'years' }
const times = { zh: '次', en: 'times' }

const application: readonly Fact[] = [
  {
    id: 'applicantAge',
    label: { zh: '申请人年龄', en: 'applicant age' },
    type: 'integer',
    min: 0,
    unit: { zh: '岁', en: 'years' },
    personal: 'C2',
    source: 'identity',
    note: { zh: '按证件出生日期在申请日计算的周岁', en: 'Full years on the application day, from the ID document' },
  },
  {
    id: 'identityCheck',
    label: { zh: '身份核验结果', en: 'identity check' },
    type: 'enum',
    personal: 'C2',
    source: 'identity',
    values: [
      { value: 'passed', label: { zh: '通过', en: 'passed' } },
      { value: 'failed', label: { zh: '不通过', en: 'failed' } },
    ],
  },
  {
    id: 'requestedAmount',
    label: { zh: '申请金额', en: 'requested amount' },
    type: 'money',
    min: 0,
    unit: yuan,
    source: 'application',
  },
  {
    id: 'termMonths',
    label: { zh: '申请期限', en: 'term' },
    type: 'integer',
    min: 0,
    unit: months,
    source: 'application',
  },
  {
    id: 'repaymentMethod',
    label: { zh: '还款方式', en: 'repayment method' },
    type: 'enum',
    source: 'application',
    values: [
      { value: 'equalInstalment', label: { zh: '等额本息', en: 'equal instalments' } },
      { value: 'equalPrincipal', label: { zh: '等额本金', en: 'equal principal' } },
      { value: 'interestOnly', label: { zh: '按期付息、到期还本', en: 'interest each period, principal at the end' } },
      { value: 'balloon', label: { zh: '气球贷', en: 'equal instalments with a larger last one' } },
      { value: 'flat', label: { zh: '等本等息', en: 'equal instalments with flat interest' } },
      { value: 'seasonal', label: { zh: '按收获季还款', en: 'on harvest days' } },
      { value: 'custom', label: { zh: '按约定计划还款', en: 'by an agreed plan' } },
      { value: 'bullet', label: { zh: '到期一次还本付息', en: 'everything at the end' } },
    ],
  },
  {
    id: 'loanPurpose',
    label: { zh: '贷款用途', en: 'loan purpose' },
    type: 'enum',
    source: 'application',
    values: [
      { value: 'consumption', label: { zh: '日常消费', en: 'everyday consumption' } },
      { value: 'homeImprovement', label: { zh: '装修', en: 'home improvement' } },
      { value: 'medical', label: { zh: '医疗', en: 'medical' } },
      { value: 'education', label: { zh: '教育', en: 'education' } },
      { value: 'travel', label: { zh: '旅游', en: 'travel' } },
      { value: 'vehicle', label: { zh: '车辆', en: 'vehicle' } },
      { value: 'refinancing', label: { zh: '债务整合', en: 'debt consolidation' } },
      { value: 'housePurchase', label: { zh: '购房', en: 'house purchase' } },
      { value: 'business', label: { zh: '经营', en: 'business' } },
      { value: 'other', label: { zh: '其他', en: 'other' } },
    ],
  },
  { id: 'regionServed', label: { zh: '在展业地区内', en: 'region is served' }, type: 'boolean', source: 'application' },
  {
    id: 'homeOwnership',
    label: { zh: '住房情况', en: 'home ownership' },
    type: 'enum',
    personal: 'C2',
    source: 'application',
    values: [
      { value: 'own', label: { zh: '自有住房', en: 'owned' } },
      { value: 'mortgage', label: { zh: '按揭住房', en: 'mortgaged' } },
      { value: 'rent', label: { zh: '租房', en: 'rented' } },
      { value: 'other', label: { zh: '其他', en: 'other' } },
    ],
  },
  {
    id: 'employmentYears',
    label: { zh: '现职年限', en: 'years in the current job' },
    type: 'integer',
    min: 0,
    unit: years,
    personal: 'C2',
    source: 'application',
  },
]

const income: readonly Fact[] = [
  {
    id: 'monthlyIncome',
    label: { zh: '月收入', en: 'monthly income' },
    type: 'money',
    min: 0,
    unit: yuan,
    personal: 'C2',
    source: 'income',
  },
  {
    id: 'incomeCheck',
    label: { zh: '收入核实方式', en: 'income check' },
    type: 'enum',
    source: 'income',
    values: [
      { value: 'verified', label: { zh: '已核实', en: 'verified' } },
      { value: 'sourceVerified', label: { zh: '来源已核实', en: 'source verified' } },
      { value: 'notVerified', label: { zh: '未核实', en: 'not verified' } },
    ],
  },
]

const lender: readonly Fact[] = [
  {
    id: 'blacklisted',
    label: { zh: '命中黑名单', en: 'on the black list' },
    type: 'boolean',
    personal: 'C2',
    source: 'list',
  },
  {
    id: 'ownOutstanding',
    label: { zh: '本机构未偿余额', en: 'outstanding balance with this lender' },
    type: 'money',
    min: 0,
    unit: yuan,
    personal: 'C2',
    source: 'own-history',
  },
  {
    id: 'ownUnusedLine',
    label: { zh: '本机构已授信未使用额度', en: 'undrawn line with this lender' },
    type: 'money',
    min: 0,
    unit: yuan,
    personal: 'C2',
    source: 'own-history',
  },
  {
    id: 'lenderKind',
    label: { zh: '机构类型', en: 'kind of lender' },
    type: 'enum',
    source: 'product',
    values: [
      { value: 'bank', label: { zh: '银行', en: 'bank' } },
      { value: 'consumerFinance', label: { zh: '消费金融公司', en: 'consumer finance company' } },
      { value: 'microloan', label: { zh: '小额贷款公司', en: 'microloan company' } },
    ],
  },
  {
    id: 'newInstalment',
    label: { zh: '本笔贷款月还款额', en: 'monthly instalment of the new loan' },
    type: 'money',
    min: 0,
    unit: yuan,
    source: 'product',
    note: {
      zh: '按申请金额、期限与试算利率计算；一次还本的贷款按每月平均应还额',
      en: 'From amount, term and the indicative rate; for a loan repaid at the end, what falls due per month on average',
    },
  },
]

const bureau: readonly Fact[] = [
  {
    id: 'bureauFileFound',
    label: { zh: '有征信记录', en: 'bureau file found' },
    type: 'boolean',
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'creditHistoryYears',
    label: { zh: '信用历史年限', en: 'years of credit history' },
    type: 'integer',
    min: 0,
    unit: years,
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'delinquencies24m',
    label: { zh: '近24个月逾期次数', en: 'delinquencies in 24 months' },
    type: 'integer',
    min: 0,
    unit: times,
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'accountsPastDue',
    label: { zh: '当前逾期账户数', en: 'accounts past due now' },
    type: 'integer',
    min: 0,
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'chargeOffs',
    label: { zh: '呆账核销次数', en: 'charged-off debts' },
    type: 'integer',
    min: 0,
    unit: times,
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'bankruptcies',
    label: { zh: '破产记录数', en: 'bankruptcies on record' },
    type: 'integer',
    min: 0,
    unit: times,
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'inquiries12m',
    label: { zh: '近12个月征信查询次数', en: 'credit inquiries in 12 months' },
    type: 'integer',
    min: 0,
    unit: times,
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'openCreditLines',
    label: { zh: '未结清信贷账户数', en: 'open credit lines' },
    type: 'integer',
    min: 0,
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'revolvingUtilization',
    label: { zh: '循环额度使用率', en: 'revolving utilization' },
    type: 'rate',
    min: 0,
    personal: 'C2',
    source: 'bureau',
  },
  {
    id: 'monthlyDebtDue',
    label: { zh: '其他债务月应还额', en: 'monthly due on debts elsewhere' },
    type: 'money',
    min: 0,
    unit: yuan,
    personal: 'C2',
    source: 'bureau',
  },
]

/** Known of some applicants, never to be used in a credit decision. */
const forbidden: readonly Fact[] = [
  {
    id: 'gender',
    label: { zh: '性别', en: 'gender' },
    type: 'enum',
    personal: 'C2',
    source: 'identity',
    forbiddenIn: ['credit'],
    values: [
      { value: 'female', label: { zh: '女', en: 'female' } },
      { value: 'male', label: { zh: '男', en: 'male' } },
    ],
  },
  {
    id: 'ethnicity',
    label: { zh: '民族', en: 'ethnicity' },
    type: 'text',
    personal: 'C3',
    source: 'identity',
    forbiddenIn: ['credit'],
  },
  {
    id: 'religion',
    label: { zh: '宗教信仰', en: 'religion' },
    type: 'text',
    personal: 'C3',
    source: 'identity',
    forbiddenIn: ['credit'],
  },
]

/** What the policy itself finds out, stage by stage. */
const decided: readonly Fact[] = [
  {
    id: 'score',
    label: { zh: '评分', en: 'score' },
    type: 'integer',
    unit: { zh: '分', en: 'points' },
    personal: 'C2',
    source: 'policy',
  },
  {
    id: 'grade',
    label: { zh: '信用等级', en: 'grade' },
    type: 'enum',
    personal: 'C2',
    source: 'policy',
    values: ['A', 'B', 'C', 'D', 'E'].map((value) => ({ value, label: { zh: `${value} 级`, en: `grade ${value}` } })),
  },
]

/** What a consumer loan is decided on: money in fen, rates in ppm, unknown left out. */
export const consumerLoanFacts: readonly Fact[] = [
  ...application,
  ...income,
  ...lender,
  ...bureau,
  ...subjectFacts,
  ...truthFactList,
  ...forbidden,
  ...decided,
]
