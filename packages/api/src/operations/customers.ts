import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, done, fen, id, instant, localized } from '../values.ts'

export const listCustomers = list({
  id: 'customers.list',
  path: '/customers',
  summary: { zh: '客户', en: 'Customers' },
  permission: 'customers.read',
  row: z.object({
    id,
    name: z.string(),
    mobile: z.string(),
    residentId: z.string().nullable(),
    status: z.enum(valuesOf('customerStatus')),
    age: count.nullable(),
    province: localized.nullable(),
    place: z.string().nullable(),
    cityTier: z.enum(valuesOf('cityTier')).nullable(),
    isRural: z.boolean().nullable(),
    incomeMonthlyFen: fen.nullable(),
    loans: count,
    outstandingFen: fen,
    dpd: count,
    createdAt: instant,
  }),
  columns: {
    id: { type: 'id', label: { zh: '客户号', en: 'Customer no.' }, hiddenAtFirst: true },
    name: { type: 'masked', label: { zh: '姓名', en: 'Name' } },
    mobile: { type: 'masked', label: { zh: '手机号', en: 'Mobile' } },
    residentId: { type: 'masked', label: { zh: '身份证号', en: 'Resident ID' }, hiddenAtFirst: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'customerStatus', sortable: true },
    age: { type: 'count', label: { zh: '年龄', en: 'Age' } },
    province: { type: 'localized', label: { zh: '省份', en: 'Province' } },
    place: { type: 'text', label: { zh: '地区', en: 'Place' } },
    cityTier: { type: 'status', label: { zh: '城市层级', en: 'City tier' }, labels: 'cityTier' },
    isRural: { type: 'flag', label: { zh: '乡村', en: 'Rural' }, hiddenAtFirst: true },
    incomeMonthlyFen: { type: 'money', label: { zh: '月收入', en: 'Monthly income' }, sortable: true },
    loans: { type: 'count', label: { zh: '贷款', en: 'Loans' }, sortable: true },
    outstandingFen: { type: 'money', label: { zh: '本金余额', en: 'Outstanding' }, sortable: true },
    dpd: { type: 'dpd', label: { zh: '逾期天数', en: 'Days past due' }, sortable: true },
    createdAt: { type: 'instant', label: { zh: '注册时间', en: 'Registered' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('customerStatus'),
      labels: 'customerStatus',
    },
    cityTier: {
      kind: 'enum',
      label: { zh: '城市层级', en: 'City tier' },
      values: valuesOf('cityTier'),
      labels: 'cityTier',
    },
    incomeMonthlyFen: { kind: 'fenRange', label: { zh: '月收入', en: 'Monthly income' } },
    createdAt: { kind: 'dayRange', label: { zh: '注册日期', en: 'Registered' } },
  },
  defaultSort: 'createdAt:desc',
})

/** One stated fact about a customer: its value with where it came from and when. Unknown is a value of its own. */
export const profileFact = z.object({
  id: z.string(),
  label: localized,
  value: z.string().nullable(),
  shown: localized,
  source: localized,
  isVerified: z.boolean(),
  at: instant.nullable(),
})

export const consent = z.object({
  id: id.nullable(),
  purpose: z.string(),
  version: count,
  title: localized,
  text: localized,
  isNecessary: z.boolean(),
  isSeparate: z.boolean(),
  isGranted: z.boolean(),
  grantedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  notice: z
    .object({ recipient: localized, contact: z.string(), purpose: localized, method: localized, categories: localized })
    .nullable(),
})

export const getCustomer = read({
  id: 'customers.get',
  path: '/customers/:customerId',
  summary: { zh: '客户档案', en: 'The customer file' },
  permission: 'customers.read',
  params: z.strictObject({ customerId: id }),
  output: z.object({
    id,
    name: z.string(),
    mobile: z.string(),
    residentId: z.string().nullable(),
    bankCard: z.string().nullable(),
    bankName: localized.nullable(),
    address: z.string().nullable(),
    status: z.enum(valuesOf('customerStatus')),
    /** The record that holds what was this one's, since two people found them to be one person. */
    mergedInto: id.nullable(),
    age: count.nullable(),
    bornOn: day.nullable(),
    province: localized.nullable(),
    place: z.string().nullable(),
    cityTier: z.enum(valuesOf('cityTier')).nullable(),
    isRural: z.boolean().nullable(),
    source: z.enum(valuesOf('channel')),
    profile: z.array(profileFact),
    identity: z.object({
      verdict: z.enum(valuesOf('checkVerdict')),
      checks: z.array(
        z.object({
          kind: z.string(),
          label: localized,
          verdict: z.enum(valuesOf('checkVerdict')),
          provider: localized,
          isSimulated: z.boolean(),
          at: instant,
        }),
      ),
    }),
    consents: z.array(consent),
    applications: z.array(
      z.object({ id, status: z.enum(valuesOf('applicationStatus')), requestedFen: fen, createdAt: instant }),
    ),
    loans: z.array(
      z.object({ id, status: z.enum(valuesOf('loanStatus')), principalFen: fen, outstandingFen: fen, dpd: count }),
    ),
    createdAt: instant,
  }),
  refusals: ['customers.not_found'],
})

export const updateContact = write({
  id: 'customers.updateContact',
  path: '/customers/:customerId/contact',
  method: 'PUT',
  summary: { zh: '修改联系方式', en: 'Change contact details' },
  permission: 'customers.edit',
  idempotency: 'natural',
  params: z.strictObject({ customerId: id }),
  body: z.strictObject({
    address: z.string().trim().min(4).max(200),
    reason: z.string().trim().min(4).max(200),
  }),
  output: z.object({ address: z.string() }),
  refusals: ['customers.not_found'],
})

export const addNote = write({
  id: 'customers.addNote',
  path: '/customers/:customerId/notes',
  summary: { zh: '记录服务与到访', en: 'Note a visit, a call or a service' },
  permission: 'customers.edit',
  idempotency: 'key',
  params: z.strictObject({ customerId: id }),
  body: z.strictObject({ kind: z.enum(valuesOf('noteKind')), text: z.string().trim().min(2).max(500) }),
  output: done,
  refusals: ['customers.not_found'],
})

export const customerTimeline = read({
  id: 'customers.timeline',
  path: '/customers/:customerId/timeline',
  summary: { zh: '客户时间线', en: 'Everything that happened to the customer' },
  permission: 'customers.read',
  params: z.strictObject({ customerId: id }),
  query: z.strictObject({
    chapter: z.enum(valuesOf('timelineChapter')).optional(),
    from: day.optional(),
    to: day.optional(),
    /** `next` of the page before. */
    before: z
      .string()
      .max(200)
      .refine((text) => instant.safeParse(text.split('|')[0]).success && /\|./.test(text), {
        params: { code: 'request.not_a_cursor' },
      })
      .optional(),
  }),
  output: z.object({
    next: z.string().nullable(),
    /** Every chapter, with the permission that the reader lacks for it. */
    chapters: z.array(
      z.object({ id: z.enum(valuesOf('timelineChapter')), label: localized, missing: localized.nullable() }),
    ),
    events: z.array(
      z.object({
        at: instant,
        kind: z.string(),
        chapter: z.enum(valuesOf('timelineChapter')),
        where: z.enum(valuesOf('timelineWhere')),
        title: localized,
        actorName: z.string(),
        objectKind: z.string(),
        objectId: z.string(),
        reason: z.string().nullable(),
        /** What changed: of each field what it was and what it became. */
        changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
      }),
    ),
  }),
  refusals: ['customers.not_found'],
})
