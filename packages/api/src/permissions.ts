import type { Localized } from '@puhui/kernel'

const permissionLabels = {
  'overview.read': { zh: '查看总览', en: 'See the overview' },
  'customers.read': { zh: '查看客户', en: 'See customers' },
  'customers.edit': { zh: '修改客户资料', en: 'Change customer data' },
  'customers.unmask': { zh: '查看未脱敏信息', en: 'See unmasked data' },
  'profiles.import': { zh: '导入交易流水', en: 'Import transactions' },
  'segments.read': { zh: '查看客群与分布', en: 'See segments and distributions' },
  'segments.edit': { zh: '编制客群', en: 'Make segments' },
  'segments.export': { zh: '导出受众名单', en: 'Export audiences' },
  'campaigns.read': { zh: '查看营销活动', en: 'See campaigns' },
  'campaigns.edit': { zh: '编制营销活动', en: 'Draft and start campaigns' },
  'campaigns.approve': { zh: '复核营销活动', en: 'Approve campaigns' },
  'applications.read': { zh: '查看申请', en: 'See applications' },
  'applications.review': { zh: '人工审批申请', en: 'Review applications' },
  'applications.confirm': { zh: '第二人确认人工审批', en: 'Confirm reviews as the second person' },
  'applications.import': { zh: '导入申请', en: 'Import applications' },
  'applications.batch': { zh: '批量决策与放款', en: 'Decide and originate in batches' },
  'products.read': { zh: '查看产品', en: 'See products' },
  'products.edit': { zh: '编制产品版本', en: 'Draft product versions' },
  'products.approve': { zh: '复核产品版本', en: 'Approve product versions' },
  'policies.read': { zh: '查看策略', en: 'See policies' },
  'policies.edit': { zh: '编制策略与回测', en: 'Draft and rehearse policies' },
  'policies.approve': { zh: '发布、回退策略', en: 'Release policies and go back' },
  'lists.read': { zh: '查看名单', en: 'See lists' },
  'lists.propose': { zh: '申请列入与移出名单', en: 'Ask for list entries and removals' },
  'lists.approve': { zh: '复核名单', en: 'Approve list entries and removals' },
  'contracts.read': { zh: '查看合同', en: 'See contracts' },
  'loans.read': { zh: '查看贷款', en: 'See loans' },
  'loans.repay': { zh: '登记还款', en: 'Record repayments' },
  'loans.reverse': { zh: '冲正贷款事件', en: 'Reverse loan events' },
  'loans.waive': { zh: '减免', en: 'Waive dues' },
  'hardship.read': { zh: '查看困难帮扶', en: 'See hardship requests' },
  'hardship.propose': { zh: '拟定帮扶方案', en: 'Put plans forward for borrowers in hardship' },
  'hardship.approve': { zh: '复核帮扶方案', en: 'Decide plans for borrowers in hardship' },
  'loans.askWriteOff': { zh: '申请核销', en: 'Ask for write-offs' },
  'loans.chargeOff': { zh: '复核核销', en: 'Decide write-offs' },
  'provisions.read': { zh: '查看分类与拨备', en: 'See categories and provisions' },
  'provisions.edit': { zh: '编制分类与拨备', en: 'Prepare categories and provisions' },
  'provisions.approve': { zh: '复核分类与拨备', en: 'Approve categories and provisions' },
  'ledger.read': { zh: '查看账务', en: 'See the ledger' },
  'ledger.close': { zh: '关账与申请调整', en: 'Close months, ask for adjustments' },
  'ledger.approve': { zh: '复核账务调整', en: 'Approve adjustments and reopenings' },
  'dayEnd.read': { zh: '查看日终', en: 'See day-end runs' },
  'dayEnd.run': { zh: '运行日终', en: 'Run day-end' },
  'clock.advance': { zh: '推进演示时钟', en: 'Advance the test clock' },
  'jobs.read': { zh: '查看任务', en: 'See jobs' },
  'jobs.manage': { zh: '取消或重试任务', en: 'Cancel or retry jobs' },
  'outbox.read': { zh: '查看发件箱', en: 'See the outbox' },
  'outbox.manage': { zh: '重发消息', en: 'Send messages again' },
  'webhooks.read': { zh: '查看 Webhook', en: 'See webhooks' },
  'webhooks.manage': { zh: '管理 Webhook', en: 'Manage webhooks' },
  'journal.read': { zh: '查看日志', en: 'See the journal' },
  'journal.verify': { zh: '校验日志', en: 'Verify the journal' },
  'users.read': { zh: '查看用户与角色', en: 'See users and roles' },
  'users.manage': { zh: '管理用户与角色', en: 'Manage users and roles' },
  'market.edit': { zh: '载入市场数据', en: 'Load market data' },
  'reports.read': { zh: '查看报表', en: 'See reports' },
  'demo.manage': { zh: '重置或移除演示数据', en: 'Reset or remove the demo' },
} as const satisfies Record<string, Localized>

/** Everything a member of staff can be allowed to do; a closed list. */
export type Permission = keyof typeof permissionLabels

export const permissions: Readonly<Record<Permission, Localized>> = permissionLabels

export type RoleId =
  | 'marketing'
  | 'product'
  | 'underwriter'
  | 'servicing'
  | 'collector'
  | 'risk'
  | 'compliance'
  | 'auditor'
  | 'administrator'

export interface Role {
  readonly id: RoleId
  readonly label: Localized
  readonly about: Localized
  readonly permissions: readonly Permission[]
}

const seesBusiness: readonly Permission[] = ['overview.read', 'customers.read', 'applications.read', 'products.read']
const seesLoans: readonly Permission[] = ['contracts.read', 'loans.read']

/** The roles a lender starts with. Who may edit a product may not be the one who approves it: the database checks. */
export const roles: readonly Role[] = [
  {
    id: 'marketing',
    label: { zh: '营销', en: 'Marketing' },
    about: { zh: '了解客户与产品', en: 'Knows customers and products' },
    permissions: [
      ...seesBusiness,
      'reports.read',
      'market.edit',
      'outbox.read',
      'profiles.import',
      'segments.read',
      'segments.edit',
      'segments.export',
      'campaigns.read',
      'campaigns.edit',
    ],
  },
  {
    id: 'product',
    label: { zh: '产品', en: 'Product' },
    about: { zh: '编制产品、价格与版本', en: 'Drafts products, prices and versions' },
    permissions: [...seesBusiness, 'segments.read', ...seesLoans, 'products.edit', 'reports.read', 'market.edit'],
  },
  {
    id: 'underwriter',
    label: { zh: '审批', en: 'Underwriter' },
    about: { zh: '审查转人工的申请', en: 'Reviews referred applications' },
    permissions: [
      ...seesBusiness,
      ...seesLoans,
      'customers.unmask',
      'applications.review',
      'applications.confirm',
      'policies.read',
      'lists.read',
      'lists.propose',
      'applications.import',
      'applications.batch',
      'jobs.read',
    ],
  },
  {
    id: 'servicing',
    label: { zh: '贷后服务', en: 'Servicing' },
    about: { zh: '还款、账务与客户请求', en: 'Repayments, accounts and requests' },
    permissions: [
      ...seesBusiness,
      ...seesLoans,
      'customers.edit',
      'customers.unmask',
      'loans.repay',
      'loans.reverse',
      'loans.waive',
      'hardship.read',
      'hardship.propose',
      'loans.askWriteOff',
      'provisions.read',
      'ledger.close',
      'ledger.read',
      'dayEnd.read',
      'dayEnd.run',
      'clock.advance',
      'jobs.read',
      'outbox.read',
    ],
  },
  {
    id: 'collector',
    label: { zh: '催收', en: 'Collector' },
    about: { zh: '跟进逾期贷款', en: 'Follows overdue loans' },
    permissions: ['overview.read', 'customers.read', 'customers.unmask', ...seesLoans, 'loans.repay', 'outbox.read'],
  },
  {
    id: 'risk',
    label: { zh: '风险', en: 'Risk' },
    about: { zh: '政策、组合与复核', en: 'Policies, portfolio and approvals' },
    permissions: [
      ...seesBusiness,
      'segments.read',
      'campaigns.read',
      'campaigns.approve',
      ...seesLoans,
      'products.approve',
      'applications.confirm',
      'policies.read',
      'policies.edit',
      'policies.approve',
      'lists.read',
      'lists.propose',
      'lists.approve',
      'hardship.read',
      'hardship.approve',
      'loans.chargeOff',
      'provisions.read',
      'provisions.edit',
      'ledger.approve',
      'ledger.read',
      'dayEnd.read',
      'reports.read',
      'jobs.read',
      'applications.batch',
    ],
  },
  {
    id: 'compliance',
    label: { zh: '合规', en: 'Compliance' },
    about: { zh: '规则、同意与日志', en: 'Rules, consents and the journal' },
    permissions: [
      ...seesBusiness,
      'segments.read',
      'campaigns.read',
      ...seesLoans,
      'campaigns.approve',
      'products.approve',
      'policies.read',
      'policies.approve',
      'customers.unmask',
      'hardship.read',
      'ledger.read',
      'provisions.read',
      'provisions.approve',
      'outbox.read',
      'journal.read',
      'journal.verify',
      'reports.read',
    ],
  },
  {
    id: 'auditor',
    label: { zh: '审计', en: 'Auditor' },
    about: { zh: '只读全貌并校验日志', en: 'Sees all, changes nothing, verifies the journal' },
    permissions: [
      ...seesBusiness,
      'segments.read',
      'campaigns.read',
      ...seesLoans,
      'policies.read',
      'hardship.read',
      'ledger.read',
      'provisions.read',
      'dayEnd.read',
      'jobs.read',
      'outbox.read',
      'journal.read',
      'journal.verify',
      'webhooks.read',
      'users.read',
      'reports.read',
    ],
  },
  {
    id: 'administrator',
    label: { zh: '管理员', en: 'Administrator' },
    about: { zh: '用户、任务与演示环境', en: 'Users, jobs and the demo' },
    permissions: [
      ...seesBusiness,
      'segments.read',
      'campaigns.read',
      ...seesLoans,
      'policies.read',
      'applications.import',
      'applications.batch',
      'ledger.read',
      'provisions.read',
      'dayEnd.read',
      'dayEnd.run',
      'clock.advance',
      'jobs.read',
      'jobs.manage',
      'outbox.read',
      'outbox.manage',
      'journal.read',
      'journal.verify',
      'webhooks.read',
      'webhooks.manage',
      'users.read',
      'users.manage',
      'reports.read',
      'demo.manage',
    ],
  },
]

/** Which roles hold a permission: what the forbidden page tells the reader to ask for. */
export function rolesWith(permission: Permission): readonly Role[] {
  return roles.filter((role) => role.permissions.includes(permission))
}
