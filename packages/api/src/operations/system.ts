import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { day, done, id, instant, json, localized, otpCode } from '../values.ts'

export * from './views.ts'

const objectRef = { objectKind: z.string().min(1).max(40), objectId: id }

export const advanceClock = write({
  id: 'clock.advance',
  path: '/clock/advance',
  summary: { zh: '推进演示时钟并运行日终', en: 'Advance the test clock, running day-end' },
  permission: 'clock.advance',
  idempotency: 'key',
  body: z.strictObject({ days: z.number().int().min(1).max(1100) }).or(z.strictObject({ until: day })),
  output: z.object({ jobId: id, until: day }),
  refusals: ['clock.not_a_test_clock', 'clock.cannot_go_back', 'dayEnd.already_running'],
})

export const listJobs = list({
  id: 'jobs.list',
  path: '/jobs',
  summary: { zh: '任务', en: 'Jobs' },
  permission: 'jobs.read',
  row: z.object({
    id,
    kind: z.string(),
    title: localized,
    status: z.enum(valuesOf('jobStatus')),
    done: z.number(),
    total: z.number().nullable(),
    note: localized.nullable(),
    error: z.string().nullable(),
    createdAt: instant,
    finishedAt: instant.nullable(),
  }),
  columns: {
    title: { type: 'localized', label: { zh: '任务', en: 'Job' } },
    kind: { type: 'text', label: { zh: '类别', en: 'Kind' }, sortable: true, hiddenAtFirst: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'jobStatus', sortable: true },
    done: { type: 'count', label: { zh: '已完成', en: 'Done' } },
    total: { type: 'count', label: { zh: '总数', en: 'Total' } },
    note: { type: 'localized', label: { zh: '进度说明', en: 'Progress note' } },
    error: { type: 'text', label: { zh: '错误', en: 'Error' } },
    createdAt: { type: 'instant', label: { zh: '创建时间', en: 'Created' }, sortable: true },
    finishedAt: { type: 'instant', label: { zh: '结束时间', en: 'Finished' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('jobStatus'),
      labels: 'jobStatus',
    },
  },
  defaultSort: 'createdAt:desc',
})

export const getJob = read({
  id: 'jobs.get',
  path: '/jobs/:jobId',
  summary: { zh: '任务进度', en: 'The progress of a job' },
  permission: 'signedIn',
  params: z.strictObject({ jobId: id }),
  output: z.object({
    id,
    kind: z.string(),
    title: localized,
    status: z.enum(valuesOf('jobStatus')),
    done: z.number(),
    total: z.number().nullable(),
    note: localized.nullable(),
    error: z.string().nullable(),
    result: json.nullable(),
    createdAt: instant,
    finishedAt: instant.nullable(),
  }),
  refusals: ['jobs.not_found'],
})

export const cancelJob = write({
  id: 'jobs.cancel',
  path: '/jobs/:jobId/cancel',
  summary: { zh: '取消任务', en: 'Cancel a job' },
  permission: 'jobs.manage',
  idempotency: 'natural',
  params: z.strictObject({ jobId: id }),
  output: done,
  refusals: ['jobs.not_found', 'jobs.already_finished'],
})

export const retryJob = write({
  id: 'jobs.retry',
  path: '/jobs/:jobId/retry',
  summary: { zh: '重试任务', en: 'Retry a job' },
  permission: 'jobs.manage',
  idempotency: 'natural',
  params: z.strictObject({ jobId: id }),
  output: z.object({ jobId: id }),
  refusals: ['jobs.not_found', 'jobs.not_failed'],
})

export const listOutbox = list({
  id: 'outbox.list',
  path: '/outbox',
  summary: { zh: '发件箱', en: 'The outbox' },
  permission: 'outbox.read',
  row: z.object({
    id,
    kind: z.enum(valuesOf('messageKind')),
    template: z.string(),
    recipient: z.string(),
    text: z.string(),
    status: z.enum(valuesOf('messageStatus')),
    attempts: z.number().int(),
    error: z.string().nullable(),
    customerId: id.nullable(),
    createdAt: instant,
    sentAt: instant.nullable(),
  }),
  columns: {
    createdAt: { type: 'instant', label: { zh: '创建时间', en: 'Created' }, sortable: true },
    kind: { type: 'status', label: { zh: '类别', en: 'Kind' }, labels: 'messageKind' },
    template: { type: 'text', label: { zh: '模板', en: 'Template' }, sortable: true },
    recipient: { type: 'masked', label: { zh: '接收方', en: 'Recipient' } },
    text: { type: 'text', label: { zh: '内容', en: 'Text' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'messageStatus', sortable: true },
    attempts: { type: 'count', label: { zh: '尝试次数', en: 'Attempts' } },
    error: { type: 'text', label: { zh: '错误', en: 'Error' }, hiddenAtFirst: true },
    sentAt: { type: 'instant', label: { zh: '发送时间', en: 'Sent' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('messageStatus'),
      labels: 'messageStatus',
    },
    kind: {
      kind: 'enum',
      label: { zh: '类别', en: 'Kind' },
      values: valuesOf('messageKind'),
      labels: 'messageKind',
    },
  },
  defaultSort: 'createdAt:desc',
})

export const retryMessage = write({
  id: 'outbox.retry',
  path: '/outbox/:messageId/retry',
  summary: { zh: '重发消息', en: 'Send a message again' },
  permission: 'outbox.manage',
  idempotency: 'natural',
  params: z.strictObject({ messageId: id }),
  output: done,
  refusals: ['outbox.not_found', 'outbox.not_failed'],
})

const journalRow = z.object({
  id,
  sequence: z.number().int(),
  at: instant,
  actorKind: z.enum(valuesOf('actorKind')),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
  reason: z.string().nullable(),
  before: json.nullable(),
  after: json.nullable(),
  requestId: z.string().nullable(),
  isSealed: z.boolean(),
})

export const listJournal = list({
  id: 'journal.list',
  path: '/journal',
  summary: { zh: '日志', en: 'The journal' },
  permission: 'journal.read',
  row: journalRow,
  columns: {
    sequence: { type: 'count', label: { zh: '序号', en: 'No.' }, sortable: true },
    at: { type: 'instant', label: { zh: '时间', en: 'When' }, sortable: true },
    actorName: { type: 'text', label: { zh: '操作人', en: 'Who' } },
    actorKind: { type: 'status', label: { zh: '主体', en: 'Kind of actor' }, labels: 'actorKind', hiddenAtFirst: true },
    action: { type: 'action', label: { zh: '动作', en: 'Action' } },
    objectKind: { type: 'status', label: { zh: '对象类别', en: 'Kind of object' }, labels: 'objectKind' },
    objectId: { type: 'id', label: { zh: '对象', en: 'Object' } },
    reason: { type: 'text', label: { zh: '原因', en: 'Reason' } },
    isSealed: { type: 'flag', label: { zh: '已封存', en: 'Sealed' } },
  },
  filters: {
    actorKind: {
      kind: 'enum',
      label: { zh: '主体', en: 'Kind of actor' },
      values: valuesOf('actorKind'),
      labels: 'actorKind',
    },
    action: { kind: 'text', label: { zh: '动作', en: 'Action' } },
    at: { kind: 'dayRange', label: { zh: '日期', en: 'Day' } },
  },
  defaultSort: 'sequence:desc',
})

export const journalOf = read({
  id: 'journal.of',
  path: '/journal/of/:objectKind/:objectId',
  summary: { zh: '对象的时间线', en: 'The timeline of an object' },
  permission: 'signedIn',
  params: z.strictObject(objectRef),
  output: z.object({ lines: z.array(journalRow) }),
})

export const verifyJournal = write({
  id: 'journal.verify',
  path: '/journal/verify',
  summary: { zh: '校验日志链', en: 'Verify the journal chain' },
  permission: 'journal.verify',
  idempotency: 'natural',
  audit: 'none',
  output: z.object({
    isIntact: z.boolean(),
    lines: z.number().int(),
    sealed: z.number().int(),
    head: z.string().nullable(),
    findings: z.array(
      z.object({
        sequence: z.number().int(),
        kind: z.enum(['altered', 'missing', 'inserted', 'reordered', 'truncated']),
        note: localized,
      }),
    ),
    tookMs: z.number(),
  }),
})

const user = z.object({
  id,
  login: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  status: z.enum(valuesOf('userStatus')),
  hasTotp: z.boolean(),
  lastSignInAt: instant.nullable(),
  createdAt: instant,
})

export const listUsers = list({
  id: 'users.list',
  path: '/users',
  summary: { zh: '用户', en: 'Users' },
  permission: 'users.read',
  row: user,
  columns: {
    name: { type: 'text', label: { zh: '姓名', en: 'Name' }, sortable: true },
    login: { type: 'text', label: { zh: '登录名', en: 'Login' }, sortable: true },
    roles: { type: 'text', label: { zh: '角色', en: 'Roles' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'userStatus', sortable: true },
    hasTotp: { type: 'flag', label: { zh: '二次验证', en: 'Second factor' } },
    lastSignInAt: { type: 'instant', label: { zh: '最近登录', en: 'Last sign-in' }, sortable: true },
    createdAt: { type: 'instant', label: { zh: '创建时间', en: 'Created' }, sortable: true, hiddenAtFirst: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('userStatus'),
      labels: 'userStatus',
    },
  },
  defaultSort: 'name:asc',
})

export const createUser = write({
  id: 'users.create',
  path: '/users',
  summary: { zh: '新建用户', en: 'Create a user' },
  permission: 'users.manage',
  idempotency: 'key',
  body: z.strictObject({
    login: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9._-]{2,31}$/, 'request.not_a_login'),
    name: z.string().trim().min(1).max(60),
    password: z.string().min(15).max(256),
    roles: z.array(z.string()).min(1),
  }),
  output: user,
  refusals: ['users.login_taken', 'users.unknown_role', 'users.weak_password'],
})

export const updateUser = write({
  id: 'users.update',
  path: '/users/:userId',
  method: 'PUT',
  summary: { zh: '修改用户', en: 'Change a user' },
  permission: 'users.manage',
  idempotency: 'natural',
  params: z.strictObject({ userId: id }),
  body: z.strictObject({
    name: z.string().trim().min(1).max(60),
    roles: z.array(z.string()).min(1),
    status: z.enum(valuesOf('userStatus')),
  }),
  output: user,
  refusals: ['users.not_found', 'users.unknown_role', 'users.cannot_change_self'],
})

export const listRoles = read({
  id: 'roles.list',
  path: '/roles',
  summary: { zh: '角色与权限', en: 'Roles and permissions' },
  permission: 'users.read',
  output: z.object({
    roles: z.array(
      z.object({
        id: z.string(),
        label: localized,
        about: localized,
        permissions: z.array(z.string()),
        users: z.number(),
      }),
    ),
  }),
})

/** What a second person decides about; each has its page in the console. */
export const approvalObjects = [
  'product',
  'policy',
  'policyDraft',
  'underwriting_parameters',
  'servicing_parameters',
  'survey',
  'merchant',
  'ledger_month',
  'ledger_adjustment',
  'ledger_correction',
  'loan',
  'supplementary_agreement',
  'hardship_request',
  'provision_table',
  'provision_run',
  'regulation',
] as const
export type ApprovalObject = (typeof approvalObjects)[number]

export const listApprovals = list({
  id: 'approvals.list',
  path: '/approvals',
  summary: { zh: '待复核', en: 'Approvals' },
  permission: 'signedIn',
  row: z.object({
    id,
    kind: z.enum(valuesOf('approvalKind')),
    title: localized,
    objectKind: z.enum(approvalObjects),
    objectId: z.string(),
    /** The loan it is about, where the object itself is a paper of a loan. */
    loanId: z.string().nullable(),
    maker: z.string(),
    makerId: id,
    checker: z.string().nullable(),
    status: z.enum(valuesOf('approvalStatus')),
    note: z.string().nullable(),
    createdAt: instant,
    decidedAt: instant.nullable(),
  }),
  columns: {
    title: { type: 'localized', label: { zh: '事项', en: 'Matter' } },
    maker: { type: 'text', label: { zh: '提交人', en: 'Submitted by' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'approvalStatus', sortable: true },
    checker: { type: 'text', label: { zh: '复核人', en: 'Decided by' } },
    note: { type: 'text', label: { zh: '意见', en: 'Note' } },
    createdAt: { type: 'instant', label: { zh: '提交时间', en: 'Submitted' }, sortable: true },
    decidedAt: { type: 'instant', label: { zh: '复核时间', en: 'Decided' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('approvalStatus'),
      labels: 'approvalStatus',
    },
  },
  defaultSort: 'createdAt:desc',
})

export const searchAll = read({
  id: 'search.all',
  path: '/search',
  summary: { zh: '全局搜索', en: 'Search everywhere' },
  permission: 'signedIn',
  query: z.strictObject({ q: z.string().trim().min(1).max(100) }),
  output: z.object({
    hits: z.array(
      z.object({
        kind: z.enum(['customer', 'application', 'contract', 'loan', 'product']),
        id,
        title: z.string(),
        subtitle: localized,
      }),
    ),
  }),
})

export const unmask = write({
  id: 'customers.unmask',
  path: '/unmask',
  summary: { zh: '查看未脱敏信息', en: 'See an unmasked field' },
  permission: 'customers.unmask',
  idempotency: 'natural',
  body: z.strictObject({
    customerId: id,
    field: z.enum(['mobile', 'residentId', 'bankCard', 'name', 'address']),
    purpose: z.string().trim().min(4).max(200),
  }),
  output: z.object({ value: z.string() }),
  refusals: ['customers.not_found', 'customers.field_is_empty'],
})

export const gettingStarted = read({
  id: 'system.gettingStarted',
  path: '/getting-started',
  summary: { zh: '入门清单', en: 'Getting started' },
  permission: 'signedIn',
  output: z.object({ steps: z.array(z.object({ id: z.string(), isDone: z.boolean(), path: z.string() })) }),
})

export const stepUp = write({
  id: 'session.stepUp',
  path: '/session/step-up',
  summary: { zh: '再次验证身份', en: 'Prove the second factor again' },
  permission: 'signedIn',
  idempotency: 'natural',
  body: z.strictObject({ code: otpCode }),
  output: done,
  refusals: ['auth.wrong_code', 'auth.too_many_attempts'],
})

export const foundLender = write({
  id: 'lender.found',
  path: '/lender/founding',
  summary: {
    zh: '开业：机构名称、首批产品与信贷政策',
    en: 'Found the lender: its name, first products and credit policy',
  },
  permission: 'users.manage',
  idempotency: 'natural',
  body: z.strictObject({
    name: localized.extend({ zh: z.string().trim().min(2).max(60), en: z.string().trim().min(2).max(120) }).optional(),
    kind: z.enum(['bank', 'consumer_finance_company']).optional(),
  }),
  output: z.object({ products: z.array(z.string()), policy: z.string() }),
})
