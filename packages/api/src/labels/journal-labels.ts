import type { Localized } from '@puhui/kernel'

/**
 * What the journal's actions are called: every action that the platform records stands here. One that is no longer
 * recorded keeps its name, because the lines that tell of it stay.
 */
export const journalActions = {
  'lender.founded': { zh: '机构开业', en: 'Lender founded' },
  'session.signed_in': { zh: '登录', en: 'Signed in' },
  'session.signed_out': { zh: '退出登录', en: 'Signed out' },
  'session.stepped_up': { zh: '再次验证身份', en: 'Proved their identity again' },
  'session.totp_enrolled': { zh: '登记动态口令', en: 'One-time codes enrolled' },
  'session.totp_confirmed': { zh: '启用动态口令', en: 'One-time codes in use' },
  'users.created': { zh: '新建用户', en: 'User created' },
  'users.changed': { zh: '修改用户', en: 'User changed' },
  'products.draft_opened': { zh: '新建产品草稿', en: 'Product draft opened' },
  'products.draft_changed': { zh: '修改产品草稿', en: 'Product draft changed' },
  'products.version_submitted': { zh: '提交产品版本复核', en: 'Product version handed in for approval' },
  'products.version_released': { zh: '产品版本生效', en: 'Product version released' },
  'products.version_rejected': { zh: '退回产品版本', en: 'Product version sent back' },
  'products.retired': { zh: '停用产品', en: 'Product retired' },
  'decisions.policy_released': { zh: '授信策略生效', en: 'Credit policy released' },
  'customers.registered': { zh: '注册', en: 'Registered' },
  'customers.wish_kept': { zh: '保存借款意向', en: 'Said what they would like to borrow' },
  'customers.consent_granted': { zh: '给予授权', en: 'Granted a consent' },
  'customers.consent_withdrawn': { zh: '撤回授权', en: 'Withdrew a consent' },
  'customers.identity_submitted': { zh: '提交身份信息', en: 'Handed in their identity' },
  'customers.face_checked': { zh: '人脸核验', en: 'Face check' },
  'customers.income_stated': { zh: '填写收入与收款卡', en: 'Stated income and bank card' },
  'customers.address_changed': { zh: '修改地址', en: 'Address changed' },
  'customers.unmasked': { zh: '员工查看未脱敏信息', en: 'Staff saw an unmasked field' },
  'imports.uploaded': { zh: '上传导入文件', en: 'Import file uploaded' },
  'imports.check_started': { zh: '发起试运行导入', en: 'Dry run of an import asked for' },
  'imports.checked': { zh: '试运行导入完成', en: 'Dry run of an import finished' },
  'imports.commit_started': { zh: '发起正式导入', en: 'Import asked for' },
  'imports.imported': { zh: '导入完成', en: 'Import finished' },
  'applications.submitted': { zh: '提交申请', en: 'Applied' },
  'applications.imported': { zh: '申请由文件导入', en: 'Application imported from a file' },
  'applications.bureau_queried': { zh: '查询征信', en: 'Bureau queried' },
  'applications.decide_batch': { zh: '发起批量决策', en: 'Decisions in a batch asked for' },
  'applications.decided': { zh: '作出决策', en: 'Decided' },
  'applications.reviewed': { zh: '人工审批', en: 'Reviewed by a person' },
  'applications.review_refused': { zh: '拒绝不合规的审批操作', en: 'A review was refused' },
  'applications.review_asked': { zh: '申请人工复核', en: 'Asked for a review' },
  'applications.withdrawn': { zh: '撤回申请', en: 'Withdrew the application' },
  'applications.origination_asked': { zh: '发起批量签约放款', en: 'Contracts and payouts in a batch asked for' },
  'contracts.prepared': { zh: '生成合同', en: 'Contract prepared' },
  'contracts.paper_opened': { zh: '打开合同文本', en: 'Contract paper opened' },
  'contracts.disclosure_acknowledged': { zh: '确认成本明示表', en: 'Confirmed the cost table' },
  'contracts.sign_code_sent': { zh: '发送签署验证码', en: 'Signing code sent' },
  'contracts.signed': { zh: '签署合同', en: 'Signed the contract' },
  'contracts.voided': { zh: '合同作废', en: 'Contract voided' },
  'loans.disbursed': { zh: '放款', en: 'Disbursed' },
  'loans.repaid': { zh: '还款', en: 'Repaid' },
  'loans.prepaid': { zh: '提前还款', en: 'Prepaid' },
  'loans.waived': { zh: '减免息费', en: 'Interest or fees waived' },
  'loans.reversed': { zh: '冲正', en: 'Reversed' },
  'loans.charged_off': { zh: '核销', en: 'Charged off' },
  'loans.recovered': { zh: '核销后收回', en: 'Recovered after charge-off' },
  'loans.direct_debits_booked': { zh: '银行代扣入账', en: 'Direct debits booked' },
  'payments.debit_requested': { zh: '请求银行扣款', en: 'Debit requested from the bank' },
  'payments.debit_succeeded': { zh: '银行扣款成功', en: 'Debit succeeded' },
  'payments.debit_failed': { zh: '银行扣款失败', en: 'Debit failed' },
  'payments.debit_unknown': { zh: '银行扣款结果待查', en: 'Outcome of the debit not known yet' },
  'dayEnd.asked': { zh: '发起日终', en: 'Day-end asked for' },
  'dayEnd.started': { zh: '日终开始', en: 'Day-end started' },
  'dayEnd.finished': { zh: '日终完成', en: 'Day-end finished' },
  'clock.advance_asked': { zh: '推进测试时钟', en: 'Test clock to be advanced' },
  'jobs.cancelled': { zh: '取消任务', en: 'Job cancelled' },
  'jobs.retried': { zh: '重试任务', en: 'Job run again' },
  'outbox.sent_again': { zh: '重发消息', en: 'Message sent again' },
  'uploads.kept': { zh: '保存上传文件', en: 'Uploaded file kept' },
} as const satisfies Readonly<Record<string, Localized>>

export type JournalAction = keyof typeof journalActions

/** The name of an action; an unknown one is shown as it is: `actionLabel('loans.repaid').en // 'Repaid'`. */
export function actionLabel(action: string): Localized {
  const known: Readonly<Record<string, Localized>> = journalActions
  return known[action] ?? { zh: action, en: action }
}

/** Who acts when no person does: parts of the platform, and its jobs by their name. */
export const systemActors: Readonly<Record<string, Localized>> = {
  anonymous: { zh: '未登录访客', en: 'Visitor not signed in' },
  start: { zh: '平台启动', en: 'Start of the platform' },
  calendar: { zh: '定时计划', en: 'Schedule' },
  demo: { zh: '演示机构', en: 'Demo lender' },
  market: { zh: '模拟市场', en: 'Simulated market' },
  'applications.decide_batch': { zh: '批量决策任务', en: 'Batch decision job' },
  'applications.originate_batch': { zh: '批量签约放款任务', en: 'Batch contract and payout job' },
  'imports.check': { zh: '试运行导入任务', en: 'Import dry-run job' },
  'imports.commit': { zh: '导入任务', en: 'Import job' },
  'day_end.run': { zh: '日终任务', en: 'Day-end job' },
  'clock.advance': { zh: '测试时钟任务', en: 'Test clock job' },
}

/** The name of an actor that is no person; an unknown one is shown as it is. */
export function systemActorLabel(id: string): Localized {
  return systemActors[id] ?? { zh: id, en: id }
}
