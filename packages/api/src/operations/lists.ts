import { z } from 'zod'
import { list, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { day, done, id, instant } from '../values.ts'

const reason = z.string().trim().min(4).max(200)
const listName = z.enum(valuesOf('listName'))
const kind = z.enum(valuesOf('subjectKind'))

export const listEntries = list({
  id: 'lists.entries',
  path: '/lists/entries',
  summary: { zh: '名单', en: 'Lists' },
  permission: 'lists.read',
  row: z.object({
    id,
    list: listName,
    kind,
    masked: z.string(),
    status: z.enum(valuesOf('listStatus')),
    reason: z.string(),
    expiresOn: day,
    author: z.string(),
    approver: z.string().nullable(),
    createdAt: instant,
    requestId: id.nullable(),
    requestKind: z.enum(valuesOf('listRequest')).nullable(),
    requestReason: z.string().nullable(),
    isOwnRequest: z.boolean(),
  }),
  columns: {
    list: { type: 'status', label: { zh: '名单', en: 'List' }, labels: 'listName', sortable: true },
    kind: { type: 'status', label: { zh: '类别', en: 'Kind' }, labels: 'subjectKind', sortable: true },
    masked: { type: 'masked', label: { zh: '对象', en: 'Subject' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'listStatus', sortable: true },
    reason: { type: 'text', label: { zh: '事由', en: 'Reason' } },
    expiresOn: { type: 'day', label: { zh: '到期日', en: 'Last day' }, sortable: true },
    author: { type: 'text', label: { zh: '提出人', en: 'Asked by' } },
    approver: { type: 'text', label: { zh: '复核人', en: 'Decided by' } },
    requestKind: { type: 'status', label: { zh: '待复核', en: 'Awaiting approval' }, labels: 'listRequest' },
    createdAt: { type: 'instant', label: { zh: '提出时间', en: 'Asked at' }, sortable: true },
  },
  filters: {
    list: { kind: 'enum', label: { zh: '名单', en: 'List' }, values: valuesOf('listName'), labels: 'listName' },
    kind: { kind: 'enum', label: { zh: '类别', en: 'Kind' }, values: valuesOf('subjectKind'), labels: 'subjectKind' },
    status: { kind: 'enum', label: { zh: '状态', en: 'Status' }, values: valuesOf('listStatus'), labels: 'listStatus' },
    requestKind: {
      kind: 'enum',
      label: { zh: '待复核', en: 'Awaiting approval' },
      values: valuesOf('listRequest'),
      labels: 'listRequest',
    },
  },
  defaultSort: 'createdAt:desc',
})

export const proposeEntries = write({
  id: 'lists.propose',
  path: '/lists/entries',
  summary: { zh: '申请列入名单', en: 'Ask for subjects to be listed' },
  permission: 'lists.propose',
  idempotency: 'key',
  body: z.strictObject({
    list: listName,
    kind,
    /** One, or the lines of a file. */
    values: z.array(z.string().max(200)).min(1).max(5_000),
    reason,
    expiresOn: day,
  }),
  output: z.object({ ids: z.array(id) }),
  refusals: ['lists.expiry_not_possible', 'lists.value_invalid', 'lists.already_listed'],
})

export const askRemoval = write({
  id: 'lists.ask',
  path: '/lists/entries/:entryId/requests',
  summary: { zh: '申请移出名单或提出异议', en: 'Ask for a removal, or appeal' },
  permission: 'lists.propose',
  idempotency: 'key',
  params: z.strictObject({ entryId: id }),
  body: z.strictObject({ kind: z.enum(['remove', 'appeal']), reason }),
  output: done,
  refusals: ['lists.not_found', 'lists.not_active', 'lists.request_open'],
})

export const decideRequests = write({
  id: 'lists.decide',
  path: '/lists/requests/decisions',
  summary: { zh: '复核名单申请', en: 'Decide requests about lists' },
  permission: 'lists.approve',
  idempotency: 'key',
  body: z.strictObject({
    requestIds: z.array(id).min(1).max(5_000),
    verdict: z.enum(['approved', 'rejected']),
    note: z.string().trim().max(200).default(''),
  }),
  output: done,
  refusals: ['lists.not_found', 'lists.own_request', 'lists.already_decided'],
})
