import type { Localized } from '@puhui/kernel'
import { objectKinds } from './labels/field-labels.ts'
import { hardshipLabels } from './labels/hardship-labels.ts'
import { marketLabels } from './labels/market-labels.ts'
import { mergeLabels } from './labels/merge-labels.ts'
import { regulationLabels } from './labels/regulation-labels.ts'
import { sceneLabelSets } from './labels/scene-labels.ts'
import { surveyLabels } from './labels/survey-labels.ts'
import { underwritingLabels } from './labels/underwriting-labels.ts'
import { watchLabels } from './labels/watch-labels.ts'
import { webhookLabels } from './labels/webhook-labels.ts'

type LabelSet = Readonly<Record<string, Localized>>

/** The names of states and kinds, once for the screen, the CSV and the papers. */
export const labels = {
  ...hardshipLabels,
  ...marketLabels,
  ...mergeLabels,
  ...regulationLabels,
  ...surveyLabels,
  ...underwritingLabels,
  ...watchLabels,
  objectKind: objectKinds,
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
  segmentKind: {
    living: { zh: '动态', en: 'Living' },
    static: { zh: '静态', en: 'Static' },
  },
  segmentPurpose: {
    segment: { zh: '客群', en: 'Segment' },
    persona: { zh: '画像', en: 'Persona' },
  },
  campaignStatus: {
    draft: { zh: '草稿', en: 'Draft' },
    submitted: { zh: '待复核', en: 'Awaiting approval' },
    approved: { zh: '已批准', en: 'Approved' },
    rejected: { zh: '已退回', en: 'Sent back' },
    sending: { zh: '触达中', en: 'Going out' },
    sent: { zh: '已完成', en: 'Done' },
    cancelled: { zh: '已停止', en: 'Stopped' },
  },
  campaignMeasure: {
    applied: { zh: '申请', en: 'Applied' },
    approved: { zh: '获批', en: 'Approved' },
    borrowed: { zh: '借款', en: 'Borrowed' },
  },
  campaignArm: {
    treated: { zh: '触达组', en: 'Contacted' },
    holdout: { zh: '对照组', en: 'Held out' },
  },
  contactChannel: {
    sms: { zh: '短信', en: 'SMS' },
    email: { zh: '电子邮件', en: 'E-mail' },
    branch: { zh: '网点', en: 'Branch' },
  },
  strategyChannel: {
    h5: { zh: '手机网页', en: 'Mobile web' },
    sms: { zh: '短信', en: 'SMS' },
    email: { zh: '电子邮件', en: 'E-mail' },
    branch: { zh: '网点', en: 'Branch' },
    village: { zh: '乡村服务站', en: 'Village station' },
    partner: { zh: '合作方', en: 'Partner' },
  },
  contactKind: {
    'credit-offer': { zh: '信贷推荐', en: 'Credit offer' },
    information: { zh: '服务信息', en: 'Information' },
  },
  contactRefusal: {
    'contact.suppressed': { zh: '名单或投诉中，不得营销', en: 'On a list or complaining: not to be marketed to' },
    'contact.minor': { zh: '未成年或年龄不明', en: 'A minor, or age unknown' },
    'contact.student': { zh: '学生或职业不明', en: 'A student, or occupation unknown' },
    'contact.in_arrears': { zh: '有逾期或困难', en: 'Behind, or in hardship' },
    'contact.declined_lately': { zh: '近期被拒绝', en: 'Declined lately' },
    'contact.over_borrowing': { zh: '负债过高或收入不明', en: 'Owes too much, or income unknown' },
    'contact.high_risk': { zh: '高风险等级', en: 'High-risk grade' },
    'contact.amount_unsuitable': { zh: '金额与收入不相称', en: 'Amount does not suit the income' },
    'contact.held_out': { zh: '对照组，不触达', en: 'Held out' },
    'contact.no_consent': { zh: '未同意营销', en: 'No consent to marketing' },
    'contact.not_personal': { zh: '已关闭个性化推荐', en: 'Personalisation switched off' },
    'contact.channel_closed': { zh: '无地址或已退订此渠道', en: 'No address, or channel closed' },
    'contact.too_often': { zh: '近期触达过多', en: 'Contacted too often lately' },
    'contact.quiet_hours': { zh: '免打扰时段', en: 'Quiet hours' },
  },
  decisionOutcome: {
    approve: { zh: '批准', en: 'Approve' },
    refer: { zh: '转人工', en: 'Refer' },
    decline: { zh: '拒绝', en: 'Decline' },
    moreData: { zh: '补充资料', en: 'More data' },
  },
  opinionNeed: {
    large: { zh: '金额超过单人权限', en: 'Above what one person approves' },
    againstPolicy: { zh: '推翻策略拒绝', en: 'Against the policy' },
    aboveLimit: { zh: '超过策略额度', en: 'Above the policy’s limit' },
    thinFile: { zh: '无征信首贷超额', en: 'Large for a first loan without a bureau file' },
  },
  draftStatus: {
    draft: { zh: '草稿', en: 'Draft' },
    submitted: { zh: '待复核', en: 'Awaiting release' },
    released: { zh: '已发布', en: 'Released' },
    rejected: { zh: '已退回', en: 'Sent back' },
    discarded: { zh: '已放弃', en: 'Discarded' },
  },
  pointerKind: {
    release: { zh: '发布', en: 'Release' },
    rollback: { zh: '回退', en: 'Went back' },
    fallback: { zh: '自动回退', en: 'Fell back' },
  },
  challengeMode: {
    share: { zh: '分流', en: 'Share of traffic' },
    shadow: { zh: '影子', en: 'Shadow' },
  },
  backtestStatus: {
    queued: { zh: '排队', en: 'Queued' },
    running: { zh: '运行中', en: 'Running' },
    done: { zh: '完成', en: 'Done' },
    cancelled: { zh: '已取消', en: 'Cancelled' },
    failed: { zh: '失败', en: 'Failed' },
  },
  backtestSegment: {
    product: { zh: '产品', en: 'Product' },
    region: { zh: '地区', en: 'Region' },
    channel: { zh: '渠道', en: 'Channel' },
    age: { zh: '年龄段', en: 'Age band' },
  },
  timelineChapter: {
    profile: { zh: '资料与标签', en: 'Data and tags' },
    consent: { zh: '授权与偏好', en: 'Consents and preferences' },
    application: { zh: '申请', en: 'Applications' },
    decision: { zh: '审批', en: 'Decisions' },
    contract: { zh: '合同', en: 'Contracts' },
    loan: { zh: '贷款与还款', en: 'Loans and payments' },
    contact: { zh: '触达', en: 'Contacts' },
    service: { zh: '服务与到访', en: 'Service and visits' },
    survey: { zh: '问卷', en: 'Surveys' },
    device: { zh: '设备', en: 'Devices' },
    access: { zh: '登录与查看', en: 'Sign-ins and looks' },
  },
  timelineWhere: {
    online: { zh: '线上', en: 'Online' },
    offline: { zh: '线下', en: 'In person' },
    lender: { zh: '机构内', en: 'At the lender' },
  },
  noteKind: {
    'branch-visit': { zh: '到访网点', en: 'Visited the branch' },
    'phone-call': { zh: '电话沟通', en: 'Spoke by telephone' },
    'service-note': { zh: '服务记录', en: 'Service note' },
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
    rescheduled: { zh: '调整还款计划', en: 'Rescheduled' },
    heldReturned: { zh: '退还预收款', en: 'Money held, paid back' },
    goodwillCredited: { zh: '客户补偿', en: 'Goodwill credit' },
    refunded: { zh: '商户退款', en: 'Merchant refund' },
    chargedBack: { zh: '银行追回', en: 'Charged back' },
    repriced: { zh: '利率重定价', en: 'Repriced' },
    charged: { zh: '收取费用', en: 'Fee charged' },
    dueDayMoved: { zh: '调整还款日', en: 'Repayment day moved' },
    extended: { zh: '展期', en: 'Extended' },
    interestPaused: { zh: '停息', en: 'Interest paused' },
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
    balloon: { zh: '气球贷', en: 'Balloon' },
    flat: { zh: '等本等息', en: 'Flat interest' },
    seasonal: { zh: '按收获季还款', en: 'On harvest days' },
    custom: { zh: '按约定计划还款', en: 'Agreed plan' },
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
  ...sceneLabelSets,
  purpose: {
    dailyUse: { zh: '日常消费', en: 'Daily use' },
    shopping: { zh: '购物', en: 'Shopping' },
    appliances: { zh: '家电', en: 'Appliances' },
    homeDecoration: { zh: '家装', en: 'Home decoration' },
    education: { zh: '教育', en: 'Education' },
    onlineEducation: { zh: '在线教育', en: 'Online education' },
    medical: { zh: '医疗', en: 'Medical' },
    travel: { zh: '旅游', en: 'Travel' },
    wedding: { zh: '婚庆', en: 'Wedding' },
    vehicle: { zh: '车辆', en: 'Vehicle' },
    cardRepayment: { zh: '信用卡还款', en: 'Card repayment' },
    debtConsolidation: { zh: '债务整合', en: 'Debt consolidation' },
    smallBusiness: { zh: '小微经营', en: 'Small business' },
    housing: { zh: '住房相关', en: 'Housing' },
    rent: { zh: '租房居住', en: 'Renting a home' },
    ruralProduction: { zh: '农业生产', en: 'Rural production' },
    other: { zh: '其他', en: 'Other' },
  },
  ...webhookLabels,
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
  approvalKind: {
    'products.release': { zh: '产品版本生效', en: 'Release a product version' },
    'products.withdraw': { zh: '撤回产品版本', en: 'Withdraw a product version' },
    'policies.release': { zh: '策略版本发布', en: 'Release a policy version' },
    'policies.withdraw': { zh: '撤回策略版本', en: 'Withdraw a policy version' },
    'underwriting.parameters': { zh: '审批参数', en: 'Parameters of underwriting' },
    'surveys.publish': { zh: '发布问卷', en: 'Publish a survey' },
    'merchants.admit': { zh: '商户准入', en: 'Admit a merchant' },
    'ledger.reopen': { zh: '反关账', en: 'Reopen a month' },
    'ledger.adjust': { zh: '调整分录', en: 'Adjusting entry' },
    'ledger.correct': { zh: '更正贷款账目', en: 'Correct the books of loans' },
    'agreements.copy': { zh: '已签纸质补充协议', en: 'Signed copy of a supplementary agreement' },
    'loans.reschedule': { zh: '帮扶方案', en: 'Plan for a borrower in hardship' },
    'loans.pay_out': { zh: '放款后付款', en: 'Payment out of a loan' },
    'servicing.parameters': { zh: '贷后参数', en: 'Parameters of servicing' },
    'loans.call_due': { zh: '宣布提前到期', en: 'Calling a loan due' },
    'loans.write_off': { zh: '核销', en: 'Write-off' },
    'risk.override': { zh: '人工分类', en: 'Category by hand' },
    'provisions.table': { zh: '预期信用损失参数', en: 'Table of expected loss' },
    'provisions.post': { zh: '月末拨备', en: 'Provision of a month' },
    'regulations.parameters': { zh: '政策规则参数', en: 'Numbers of a regulation' },
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
  listName: {
    black: { zh: '黑名单', en: 'Black list' },
    grey: { zh: '灰名单', en: 'Grey list' },
    white: { zh: '白名单', en: 'White list' },
  },
  subjectKind: {
    phone: { zh: '手机号', en: 'Telephone' },
    residentId: { zh: '身份证号', en: 'Identity number' },
    bankCard: { zh: '银行卡', en: 'Bank card' },
    device: { zh: '设备', en: 'Device' },
    address: { zh: '地址', en: 'Address' },
  },
  listStatus: {
    proposed: { zh: '待复核', en: 'Awaiting approval' },
    active: { zh: '生效', en: 'Active' },
    rejected: { zh: '已退回', en: 'Sent back' },
    removed: { zh: '已移出', en: 'Removed' },
    expired: { zh: '已到期', en: 'Expired' },
  },
  listRequest: {
    add: { zh: '申请列入', en: 'To be listed' },
    remove: { zh: '申请移出', en: 'To be removed' },
    appeal: { zh: '异议', en: 'Appeal' },
  },
  riskCategory: {
    normal: { zh: '正常', en: 'Normal' },
    specialMention: { zh: '关注', en: 'Special mention' },
    substandard: { zh: '次级', en: 'Substandard' },
    doubtful: { zh: '可疑', en: 'Doubtful' },
    loss: { zh: '损失', en: 'Loss' },
  },
  riskTrigger: {
    none: { zh: '无', en: 'None' },
    daysPastDue: { zh: '逾期天数', en: 'Days past due' },
    impaired: { zh: '已发生信用减值', en: 'Impaired' },
    eclShare: { zh: '预期损失占比', en: 'Share of expected loss' },
    misuse: { zh: '挪用', en: 'Misuse' },
    rollover: { zh: '借新还旧', en: 'Rolled over' },
    restructured: { zh: '重组观察期', en: 'Restructured' },
    observationFailed: { zh: '观察期内再逾期', en: 'Failed observation' },
    manual: { zh: '人工认定', en: 'By hand' },
    seasoning: { zh: '上调观察期未满', en: 'Not seasoned yet' },
    writtenOff: { zh: '已核销', en: 'Written off' },
  },
  provisionTableStatus: {
    proposed: { zh: '待复核', en: 'Awaiting approval' },
    released: { zh: '已发布', en: 'Released' },
    rejected: { zh: '已退回', en: 'Sent back' },
  },
  provisionPolicy: {
    mof2012: { zh: '财金〔2012〕20号', en: 'MOF 2012 No. 20' },
    guide2002: { zh: '银发〔2002〕98号', en: 'PBC 2002 No. 98' },
  },
  provisionRunStatus: {
    proposed: { zh: '待复核', en: 'Awaiting approval' },
    posted: { zh: '已入账', en: 'Posted' },
    rejected: { zh: '已退回', en: 'Sent back' },
  },
  riskMove: {
    new: { zh: '新发放', en: 'New' },
    paidOff: { zh: '已结清', en: 'Paid off' },
    writtenOff: { zh: '已核销', en: 'Written off' },
  },
  writeOffState: {
    candidate: { zh: '可核销', en: 'May be written off' },
    asked: { zh: '待复核', en: 'Awaiting approval' },
    writtenOff: { zh: '已核销', en: 'Written off' },
  },
  monthStatus: {
    open: { zh: '未关账', en: 'Open' },
    closed: { zh: '已关账', en: 'Closed' },
    reopened: { zh: '已反关账', en: 'Reopened' },
  },
  tieCause: {
    setAside: { zh: '日终搁置，当日未计提', en: 'Set aside at day-end, not accrued' },
    notPosted: { zh: '事件与分录不符', en: 'Event and entry differ' },
    notFolded: { zh: '贷款无法读取', en: 'The loan cannot be read' },
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
/** What a second person is asked. */
export type ApprovalKind = keyof typeof labels.approvalKind
export type TimelineChapter = keyof typeof labels.timelineChapter

/** The values of a set, for an enumeration in a schema: `valuesOf('loanStatus')`. */
export function valuesOf<N extends LabelSetName>(name: N): [keyof (typeof labels)[N] & string] {
  return Object.keys(labels[name]) as [keyof (typeof labels)[N] & string]
}

/** The name of a value; an unknown one is shown as it is, never as nothing. */
export function labelOf(set: string, value: string): Localized {
  const known: Readonly<Record<string, LabelSet>> = labels
  return known[set]?.[value] ?? { zh: value, en: value }
}
