import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, done, fen, id, instant, localized } from '../values.ts'

export * from './what-ifs.ts'

const state = z.enum(valuesOf('regulationState'))
const origin = z.enum(valuesOf('regulationOrigin'))
const oldContracts = z.enum(valuesOf('oldContracts'))
const unit = z.enum(['ppm', 'fen', 'months', 'flag', 'count'])
const text = z.string().trim().min(2).max(4_000)
const line = z.string().trim().min(2).max(200)
/** In both languages; whoever writes one leaves the other the same. */
const lineIn = z.strictObject({ zh: line, en: line })
const textIn = z.strictObject({ zh: text, en: text })
export const setParameter = z.strictObject({
  rule: z.string().max(40),
  parameter: z.string().max(60),
  value: z.string().trim().min(1).max(20),
})
const byId = z.strictObject({ regulationId: id })

const refused = ['regulations.not_found', 'regulations.is_superseded'] as const

export const listRegulations = list({
  id: 'regulations.list',
  path: '/regulations',
  summary: { zh: '政策台账', en: 'Register of regulations and rules' },
  permission: 'regulations.read',
  row: z.object({
    id,
    number: z.string(),
    title: localized,
    issuer: localized,
    reference: localized,
    origin,
    state,
    effectiveOn: day,
    daysLeft: count.nullable(),
    openActions: count,
    owner: z.string().nullable(),
    readers: count,
    isRead: z.boolean(),
  }),
  columns: {
    number: { type: 'id', label: { zh: '编号', en: 'No.' }, sortable: true },
    title: { type: 'localized', label: { zh: '政策或规则', en: 'Regulation or rule' } },
    issuer: { type: 'localized', label: { zh: '发布机关', en: 'Issuer' } },
    reference: { type: 'localized', label: { zh: '文号', en: 'Reference' }, hiddenAtFirst: true },
    origin: { type: 'status', label: { zh: '来源', en: 'Origin' }, labels: 'regulationOrigin' },
    state: { type: 'status', label: { zh: '状态', en: 'State' }, labels: 'regulationState' },
    effectiveOn: { type: 'day', label: { zh: '施行日', en: 'In force from' }, sortable: true },
    daysLeft: { type: 'count', label: { zh: '剩余天数', en: 'Days left' } },
    openActions: { type: 'count', label: { zh: '未完成事项', en: 'Open actions' } },
    owner: { type: 'text', label: { zh: '负责人', en: 'Owner' } },
    readers: { type: 'count', label: { zh: '已阅人数', en: 'Read by' } },
    isRead: { type: 'flag', label: { zh: '本人已阅', en: 'Read by me' } },
  },
  filters: {
    state: {
      kind: 'enum',
      label: { zh: '状态', en: 'State' },
      values: valuesOf('regulationState'),
      labels: 'regulationState',
    },
    origin: {
      kind: 'enum',
      label: { zh: '来源', en: 'Origin' },
      values: valuesOf('regulationOrigin'),
      labels: 'regulationOrigin',
    },
    effectiveOn: { kind: 'dayRange', label: { zh: '施行日', en: 'In force from' } },
  },
  defaultSort: 'effectiveOn:desc',
})

const affectedProduct = z.object({
  code: z.string(),
  name: localized,
  version: count,
  /** Which grades, terms and methods on offer the numbers would refuse, of how many. */
  offers: count,
  refused: count,
  dearestCostPpm: count,
  longestMonths: count,
  largestFen: fen,
})

const numberShown = z.object({
  id,
  rule: z.string(),
  ruleTitle: localized,
  parameter: z.string(),
  unit,
  value: z.string(),
  law: z.string(),
  effectiveOn: day,
  endedOn: day.nullable(),
  status: z.enum(valuesOf('provisionTableStatus')),
  author: z.string(),
  approver: z.string().nullable(),
  proposedAt: instant,
})

export const getRegulation = read({
  id: 'regulations.get',
  path: '/regulations/:regulationId',
  summary: { zh: '政策详情', en: 'A regulation or rule' },
  permission: 'regulations.read',
  params: byId,
  output: z.object({
    id,
    number: z.string(),
    title: localized,
    issuer: localized,
    reference: localized,
    address: z.string().nullable(),
    body: localized,
    origin,
    state,
    publishedOn: day.nullable(),
    effectiveOn: day,
    effectiveTo: day.nullable(),
    daysLeft: count.nullable(),
    oldContracts,
    revision: count,
    ownerId: id.nullable(),
    owner: z.string().nullable(),
    createdBy: z.string(),
    createdAt: instant,
    supersededBy: z.object({ id, number: z.string(), title: localized }).nullable(),
    /** The rules of law that it is about, with the numbers as they hold on its day. */
    rules: z.array(
      z.object({
        id: z.string(),
        title: localized,
        text: localized,
        instrument: localized,
        parameters: z.array(z.object({ parameter: z.string(), unit, law: z.string(), inForce: z.string() })),
        sources: z.array(z.object({ title: localized, address: z.string() })),
      }),
    ),
    numbers: z.array(numberShown),
    pending: z.object({ approvalId: id, makerId: id, makerName: z.string() }).nullable(),
    /** Old contracts above its cap, where it asks for them to come down. */
    repricing: z.object({ due: count, done: count }).nullable(),
    /** Computed from the versions on sale on its day. */
    products: z.array(affectedProduct),
    actions: z.array(
      z.object({
        id,
        title: localized,
        ownerId: id,
        owner: z.string(),
        dueOn: day,
        daysLeft: count,
        doneOn: day.nullable(),
        doer: z.string().nullable(),
        note: z.string(),
      }),
    ),
    notes: z.array(z.object({ id, body: localized, author: z.string(), writtenAt: instant })),
    isRead: z.boolean(),
    /** Everybody on the staff, with the roles they hold and when they read it as it stands. */
    readings: z.array(z.object({ name: z.string(), roles: z.array(z.string()), readAt: instant.nullable() })),
    whatIfs: z.array(
      z.object({
        id,
        name: z.string(),
        status: z.enum(valuesOf('backtestStatus')),
        madeBy: z.string(),
        madeAt: instant,
      }),
    ),
    measures: z.array(
      z.object({
        id,
        whatIfId: id,
        productCode: z.string(),
        productId: id.nullable(),
        kind: z.enum(valuesOf('ruleMeasure')),
        version: count.nullable(),
        versionStatus: z.string().nullable(),
        effectiveOn: day,
        takenBy: z.string(),
      }),
    ),
  }),
  refusals: ['regulations.not_found'],
})

export const getRegulationOptions = read({
  id: 'regulations.options',
  path: '/regulations/options',
  summary: { zh: '可设参数与人员', en: 'Numbers that can be set, and people' },
  permission: 'regulations.read',
  output: z.object({
    businessOn: day,
    numbers: z.array(
      z.object({
        rule: z.string(),
        ruleTitle: localized,
        parameter: z.string(),
        unit,
        bound: z.enum(['max', 'min', 'free']),
        law: z.string(),
        inForce: z.string(),
      }),
    ),
    rules: z.array(z.object({ id: z.string(), title: localized })),
    people: z.array(z.object({ id, name: z.string() })),
  }),
})

export const regulationAlerts = read({
  id: 'regulations.alerts',
  path: '/regulations/alerts',
  summary: { zh: '政策提醒', en: 'Regulations that come near' },
  permission: 'regulations.read',
  output: z.object({
    alerts: z.array(
      z.object({
        id,
        number: z.string(),
        title: localized,
        state,
        effectiveOn: day,
        daysLeft: count,
        openActions: count,
        lateActions: count,
        numbersPending: z.boolean(),
      }),
    ),
  }),
})

const written = z.strictObject({
  title: lineIn,
  issuer: lineIn,
  reference: lineIn,
  address: z
    .url({ protocol: /^https?$/ })
    .max(400)
    .nullable()
    .default(null),
  body: textIn,
  publishedOn: day.nullable().default(null),
  effectiveOn: day,
  oldContracts,
  rules: z.array(z.string().max(40)).max(12),
  ownerId: id.nullable().default(null),
})

export const enterRegulation = write({
  id: 'regulations.enter',
  path: '/regulations',
  summary: { zh: '登记政策', en: 'Enter a regulation' },
  permission: 'regulations.edit',
  idempotency: 'key',
  body: written,
  output: z.object({ regulationId: id }),
  refusals: ['regulations.rule_unknown'],
})

export const changeRegulation = write({
  id: 'regulations.change',
  path: '/regulations/:regulationId',
  method: 'PUT',
  summary: { zh: '修改政策', en: 'Change a regulation' },
  permission: 'regulations.edit',
  idempotency: 'key',
  params: byId,
  body: written.extend({ revision: count }),
  output: done,
  refusals: [
    ...refused,
    'regulations.is_law',
    'regulations.rule_unknown',
    'regulations.numbers_released',
    'regulations.changed_meanwhile',
  ],
})

export const interpretRegulation = write({
  id: 'regulations.interpret',
  path: '/regulations/:regulationId/notes',
  summary: { zh: '写政策解读', en: 'Interpret a regulation' },
  permission: 'regulations.edit',
  idempotency: 'key',
  params: byId,
  body: textIn,
  output: z.object({ noteId: id }),
  refusals: [...refused],
})

export const acknowledgeRegulation = write({
  id: 'regulations.acknowledge',
  path: '/regulations/:regulationId/readings',
  summary: { zh: '确认已阅', en: 'Confirm having read it' },
  permission: 'regulations.read',
  idempotency: 'natural',
  params: byId,
  body: z.strictObject({ revision: count }),
  output: done,
  refusals: ['regulations.not_found', 'regulations.changed_meanwhile'],
})

export const addRegulationAction = write({
  id: 'regulations.addAction',
  path: '/regulations/:regulationId/actions',
  summary: { zh: '新增应对事项', en: 'Add a required action' },
  permission: 'regulations.edit',
  idempotency: 'key',
  params: byId,
  body: z.strictObject({ title: lineIn, ownerId: id, dueOn: day }),
  output: z.object({ actionId: id }),
  refusals: [...refused],
})

export const finishRegulationAction = write({
  id: 'regulations.finishAction',
  path: '/regulation-actions/:actionId/finish',
  summary: { zh: '完成应对事项', en: 'Finish a required action' },
  permission: 'regulations.read',
  idempotency: 'natural',
  params: z.strictObject({ actionId: id }),
  body: z.strictObject({ note: z.string().trim().max(400).default('') }),
  output: done,
  refusals: ['regulations.action_not_found', 'regulations.action_done', 'regulations.action_of_another'],
})

export const planRegulation = write({
  id: 'regulations.plan',
  path: '/regulations/:regulationId/plan',
  summary: { zh: '列入计划', en: 'Plan for a regulation' },
  permission: 'regulations.edit',
  idempotency: 'natural',
  params: byId,
  output: done,
  refusals: [...refused, 'regulations.not_interpreted', 'regulations.nothing_planned', 'regulations.changed_meanwhile'],
})

export const supersedeRegulation = write({
  id: 'regulations.supersede',
  path: '/regulations/:regulationId/supersede',
  summary: { zh: '标记为被取代', en: 'Mark as superseded' },
  permission: 'regulations.edit',
  idempotency: 'natural',
  params: byId,
  body: z.strictObject({ byId: id }),
  output: done,
  refusals: [...refused, 'regulations.is_law', 'regulations.superseded_by_itself', 'regulations.changed_meanwhile'],
})

export const proposeNumbers = write({
  id: 'regulations.proposeNumbers',
  path: '/regulations/:regulationId/numbers',
  summary: { zh: '提交规则参数', en: 'Hand in the numbers that it sets' },
  permission: 'regulations.edit',
  idempotency: 'key',
  params: byId,
  body: z.strictObject({ numbers: z.array(setParameter).min(1).max(12) }),
  output: z.object({ approvalId: id }),
  refusals: [
    ...refused,
    'regulations.is_law',
    'regulations.effective_in_past',
    'regulations.numbers_invalid',
    'approvals.already_asked',
  ],
})

export const decideNumbers = write({
  id: 'regulations.decideNumbers',
  path: '/regulations/:regulationId/numbers/decision',
  summary: { zh: '复核规则参数', en: 'Release the numbers or send them back' },
  permission: 'regulations.approve',
  idempotency: 'key',
  params: byId,
  body: decisionBody(200),
  output: z.object({ status: z.enum(valuesOf('provisionTableStatus')) }),
  refusals: [
    'regulations.not_found',
    'approvals.none_pending',
    'approvals.maker_cannot_check',
    'regulations.effective_in_past',
  ],
})

export const repriceContracts = write({
  id: 'regulations.reprice',
  path: '/regulations/:regulationId/reprice',
  summary: { zh: '老合同重新定价', en: 'Bring old contracts down to the cap' },
  permission: 'regulations.approve',
  idempotency: 'key',
  params: byId,
  output: z.object({ jobId: id }),
  refusals: ['regulations.not_found', 'regulations.contracts_kept', 'regulations.not_in_force'],
})
