import type { Localized } from '@puhui/kernel'

type LabelSet = Readonly<Record<string, Localized>>

/** The names of states and kinds, once for the screen, the CSV and the papers. */
export const labels = {
  applicationStatus: {
    draft: { zh: '填写中', en: 'Being filled in' },
    submitted: { zh: '待决策', en: 'Awaiting decision' },
    referred: { zh: '人工审核', en: 'In review' },
    moreData: { zh: '待补充资料', en: 'More data needed' },
    approved: { zh: '已批准', en: 'Approved' },
    declined: { zh: '已拒绝', en: 'Declined' },
    contracted: { zh: '已签约', en: 'Contracted' },
    disbursed: { zh: '已放款', en: 'Disbursed' },
    withdrawn: { zh: '已撤回', en: 'Withdrawn' },
    expired: { zh: '已过期', en: 'Expired' },
  },
  decisionOutcome: {
    approve: { zh: '批准', en: 'Approve' },
    refer: { zh: '转人工', en: 'Refer' },
    decline: { zh: '拒绝', en: 'Decline' },
    moreData: { zh: '补充资料', en: 'More data' },
  },
  checkVerdict: {
    passed: { zh: '通过', en: 'Passed' },
    failed: { zh: '未通过', en: 'Failed' },
    unknown: { zh: '未知', en: 'Unknown' },
  },
  contractStatus: {
    prepared: { zh: '待披露确认', en: 'Awaiting disclosure' },
    disclosed: { zh: '待签署', en: 'Awaiting signature' },
    signed: { zh: '已签署', en: 'Signed' },
    void: { zh: '已作废', en: 'Void' },
  },
  loanStatus: {
    pending: { zh: '待放款', en: 'Awaiting disbursement' },
    active: { zh: '正常', en: 'Current' },
    overdue: { zh: '逾期', en: 'Overdue' },
    settled: { zh: '已结清', en: 'Settled' },
    chargedOff: { zh: '已核销', en: 'Charged off' },
  },
  loanEvent: {
    disbursed: { zh: '放款', en: 'Disbursed' },
    repaid: { zh: '还款', en: 'Repaid' },
    prepaid: { zh: '提前还款', en: 'Prepaid' },
    waived: { zh: '减免', en: 'Waived' },
    reversed: { zh: '冲正', en: 'Reversed' },
    chargedOff: { zh: '核销', en: 'Charged off' },
    recovered: { zh: '核销收回', en: 'Recovered' },
  },
  bucket: {
    M0: { zh: '正常', en: 'Current' },
    M1: { zh: '1–30 天', en: '1–30 days' },
    M2: { zh: '31–60 天', en: '31–60 days' },
    M3: { zh: '61–90 天', en: '61–90 days' },
    'M4+': { zh: '90 天以上', en: 'Over 90 days' },
  },
  method: {
    'equal-instalment': { zh: '等额本息', en: 'Equal instalments' },
    'equal-principal': { zh: '等额本金', en: 'Equal principal' },
    'interest-first': { zh: '先息后本', en: 'Interest first' },
    bullet: { zh: '到期一次还本付息', en: 'Bullet' },
  },
  productKind: {
    instalment: { zh: '消费分期', en: 'Purchase instalment' },
    cash: { zh: '现金贷', en: 'Cash loan' },
  },
  versionStatus: {
    draft: { zh: '草稿', en: 'Draft' },
    submitted: { zh: '待复核', en: 'Awaiting approval' },
    released: { zh: '生效', en: 'In force' },
    rejected: { zh: '已退回', en: 'Sent back' },
    retired: { zh: '已停用', en: 'Retired' },
  },
  channel: {
    h5: { zh: '手机网页', en: 'Mobile web' },
    branch: { zh: '网点', en: 'Branch' },
    village: { zh: '乡村服务站', en: 'Village station' },
    partner: { zh: '合作方', en: 'Partner' },
    import: { zh: '批量导入', en: 'Import' },
  },
  cityTier: {
    tier1: { zh: '一线', en: 'Tier 1' },
    tier2: { zh: '二线', en: 'Tier 2' },
    tier3: { zh: '三线', en: 'Tier 3' },
    tier4: { zh: '四线及以下', en: 'Tier 4 and below' },
    county: { zh: '县城', en: 'County town' },
    village: { zh: '乡村', en: 'Village' },
  },
  repaymentChannel: {
    directDebit: { zh: '银行代扣', en: 'Direct debit' },
    transfer: { zh: '转账', en: 'Transfer' },
    counter: { zh: '柜面', en: 'Counter' },
    h5: { zh: '手机还款', en: 'Mobile' },
  },
  purpose: {
    dailyUse: { zh: '日常消费', en: 'Daily use' },
    appliances: { zh: '家电', en: 'Appliances' },
    homeDecoration: { zh: '家装', en: 'Home decoration' },
    education: { zh: '教育', en: 'Education' },
    medical: { zh: '医疗', en: 'Medical' },
    travel: { zh: '旅游', en: 'Travel' },
    wedding: { zh: '婚庆', en: 'Wedding' },
    vehicle: { zh: '车辆', en: 'Vehicle' },
    cardRepayment: { zh: '信用卡还款', en: 'Card repayment' },
    debtConsolidation: { zh: '债务整合', en: 'Debt consolidation' },
    smallBusiness: { zh: '小微经营', en: 'Small business' },
    housing: { zh: '住房相关', en: 'Housing' },
    ruralProduction: { zh: '农业生产', en: 'Rural production' },
    other: { zh: '其他', en: 'Other' },
  },
  messageStatus: {
    queued: { zh: '待发送', en: 'Queued' },
    sent: { zh: '已发送（模拟）', en: 'Sent (simulated)' },
    failed: { zh: '失败', en: 'Failed' },
    unknown: { zh: '结果未知', en: 'Outcome unknown' },
  },
  messageKind: {
    sms: { zh: '短信', en: 'SMS' },
    email: { zh: '邮件', en: 'E-mail' },
    bank: { zh: '银行指令', en: 'Bank instruction' },
    event: { zh: '事件', en: 'Event' },
  },
  jobStatus: {
    queued: { zh: '排队中', en: 'Queued' },
    running: { zh: '运行中', en: 'Running' },
    completed: { zh: '已完成', en: 'Completed' },
    failed: { zh: '失败', en: 'Failed' },
    cancelled: { zh: '已取消', en: 'Cancelled' },
  },
  dayEndStatus: {
    running: { zh: '运行中', en: 'Running' },
    completed: { zh: '已完成', en: 'Completed' },
    completedWithSetAside: { zh: '完成，有搁置', en: 'Completed, some set aside' },
    failed: { zh: '失败', en: 'Failed' },
  },
  approvalStatus: {
    pending: { zh: '待复核', en: 'Awaiting approval' },
    approved: { zh: '已通过', en: 'Approved' },
    rejected: { zh: '已退回', en: 'Sent back' },
  },
  importStatus: {
    uploaded: { zh: '已上传', en: 'Uploaded' },
    checking: { zh: '试运行中', en: 'Checking' },
    checked: { zh: '试运行完成', en: 'Checked' },
    importing: { zh: '导入中', en: 'Importing' },
    imported: { zh: '已导入', en: 'Imported' },
    failed: { zh: '失败', en: 'Failed' },
  },
  accountType: {
    asset: { zh: '资产', en: 'Asset' },
    liability: { zh: '负债', en: 'Liability' },
    equity: { zh: '权益', en: 'Equity' },
    income: { zh: '收入', en: 'Income' },
    expense: { zh: '支出', en: 'Expense' },
    memorandum: { zh: '表外', en: 'Off balance' },
  },
  customerStatus: {
    registered: { zh: '已注册', en: 'Registered' },
    identified: { zh: '已核身', en: 'Identified' },
    borrower: { zh: '有贷款', en: 'Has a loan' },
    closed: { zh: '已注销', en: 'Closed' },
  },
  userStatus: {
    active: { zh: '启用', en: 'Active' },
    disabled: { zh: '停用', en: 'Disabled' },
  },
  actorKind: {
    staff: { zh: '员工', en: 'Staff' },
    customer: { zh: '客户', en: 'Customer' },
    system: { zh: '系统', en: 'System' },
    job: { zh: '任务', en: 'Job' },
    partner: { zh: '合作方', en: 'Partner' },
  },
} as const satisfies Record<string, LabelSet>

export type LabelSetName = keyof typeof labels

/** The values of a set, for an enumeration in a schema: `valuesOf('loanStatus')`. */
export function valuesOf<N extends LabelSetName>(name: N): [keyof (typeof labels)[N] & string] {
  return Object.keys(labels[name]) as [keyof (typeof labels)[N] & string]
}

/** The name of a value; an unknown one is shown as it is, never as nothing. */
export function labelOf(set: string, value: string): Localized {
  const known: Readonly<Record<string, LabelSet>> = labels
  return known[set]?.[value] ?? { zh: value, en: value }
}
