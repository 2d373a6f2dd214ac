import { z } from 'zod'
import { read, write } from '../define.ts'
import { count, fen, id, instant, localized, ppm } from '../values.ts'
import { placeFields } from './place-query.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])

/** One fact of a persona; `value` and all behind it are null where it is unknown. */
export const personaFact = z.object({
  id: z.string(),
  label: localized,
  group: z.string(),
  value: scalar.nullable(),
  shown: localized,
  source: localized.nullable(),
  at: instant.nullable(),
  confidencePpm: ppm.nullable(),
  basis: localized.nullable(),
  isCorrectable: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: localized })),
})

export const persona = z.object({
  customerId: id,
  isPersonalised: z.boolean(),
  isDeleted: z.boolean(),
  version: count,
  computedAt: instant.nullable(),
  /** The seven elements: age, gender, occupation, income, education, consumption, credit. */
  elements: z.array(z.object({ id: z.string(), label: localized, isKnown: z.boolean(), facts: z.array(z.string()) })),
  groups: z.array(z.object({ id: z.string(), label: localized, facts: z.array(personaFact) })),
  segments: z.array(z.object({ id, name: localized, purpose: z.enum(['segment', 'persona']), enteredAt: instant })),
})

const customerParams = z.strictObject({ customerId: id })

export const getPersona = read({
  id: 'profiles.get',
  path: '/customers/:customerId/persona',
  summary: { zh: '客户画像', en: 'The persona of a customer' },
  permission: 'customers.read',
  params: customerParams,
  output: persona,
  refusals: ['customers.not_found'],
})

export const personaHistory = read({
  id: 'profiles.history',
  path: '/customers/:customerId/persona/history',
  summary: { zh: '画像变更记录', en: 'What changed in the persona, and why' },
  permission: 'customers.read',
  params: customerParams,
  output: z.object({
    changes: z.array(
      z.object({
        version: count,
        factId: z.string(),
        label: localized,
        before: localized.nullable(),
        after: localized.nullable(),
        source: localized,
        reason: z.string(),
        at: instant,
      }),
    ),
  }),
  refusals: ['customers.not_found'],
})

export const transactionSummary = read({
  id: 'profiles.transactions',
  path: '/customers/:customerId/transactions/summary',
  summary: { zh: '消费分析', en: 'What the transactions say' },
  permission: 'customers.read',
  params: customerParams,
  output: z.object({
    count,
    source: z.string().nullable(),
    categories: z.array(z.object({ id: z.string(), label: localized, count, amountFen: fen, sharePpm: ppm })),
    channels: z.array(z.object({ id: z.string(), label: localized, count, sharePpm: ppm })),
    regions: z.array(z.object({ code: z.string(), label: localized.nullable(), count, amountFen: fen })),
    months: z.array(z.object({ month: z.string(), count, amountFen: fen })),
  }),
  refusals: ['customers.not_found'],
})

const wordMap = z.record(z.string(), z.string())

/** How the columns of a file are read. */
export const transactionMapping = z.strictObject({
  source: z.string().trim().min(2).max(60),
  customer: z.strictObject({ column: z.string(), by: z.enum(['customerId', 'mobile']) }),
  date: z.string(),
  amount: z.strictObject({ column: z.string(), unit: z.enum(['yuan', 'fen']) }),
  direction: z.strictObject({ column: z.string(), in: z.string(), out: z.string() }).optional(),
  category: z.strictObject({ column: z.string(), words: wordMap }).optional(),
  channel: z
    .strictObject({ column: z.string(), words: z.record(z.string(), z.enum(['mobile', 'online', 'card', 'cash'])) })
    .optional(),
  region: z.string().optional(),
  merchant: z.string().optional(),
})

export const importTransactions = write({
  id: 'profiles.importTransactions',
  path: '/profiles/transactions',
  summary: { zh: '导入交易流水', en: 'Import a file of transactions' },
  permission: 'profiles.import',
  idempotency: 'key',
  body: z.strictObject({
    fileName: z.string().trim().min(1).max(200),
    content: z.string().min(1),
    mapping: transactionMapping,
  }),
  output: z.object({
    importId: id,
    rows: count,
    good: count,
    bad: z.array(z.object({ row: count, problem: z.string() })),
    profilesChanged: count,
  }),
  refusals: ['profiles.file_known', 'profiles.column_missing', 'profiles.category_unknown'],
})

export const importDeviceEvents = write({
  id: 'profiles.importDeviceEvents',
  path: '/profiles/device-events',
  summary: { zh: '接收设备事件', en: 'Take what devices report' },
  permission: 'profiles.import',
  idempotency: 'natural',
  body: z.strictObject({
    /** The service that the devices report to. */
    source: z.string().trim().min(2).max(60),
    events: z
      .array(
        z.strictObject({
          /** Unique within source and customer: the same event again is taken once. */
          eventId: z.string().min(1).max(80),
          customerId: id,
          kind: z.enum(['use', 'appliance', 'trip']),
          at: instant,
          minutes: z.number().int().min(0).max(1440).optional(),
          distanceM: z.number().int().min(0).max(5_000_000).optional(),
        }),
      )
      .min(1)
      .max(5_000),
  }),
  output: z.object({
    taken: count,
    known: count,
    refused: z.array(z.object({ row: count, problem: z.enum(['customer', 'consent', 'time']) })),
    profilesChanged: count,
  }),
})

export const refreshProfiles = write({
  id: 'profiles.refresh',
  path: '/profiles/refresh',
  summary: { zh: '重新计算画像', en: 'Compute the personas anew' },
  permission: 'segments.edit',
  idempotency: 'natural',
  body: z.strictObject({ reason: z.string().trim().min(2).max(200) }),
  output: z.object({ changed: count }),
})

const shareRow = z.object({ id: z.string(), label: localized, count, sharePpm: ppm })

export const distribution = read({
  id: 'profiles.distribution',
  path: '/profiles/distribution',
  summary: { zh: '客户分布', en: 'Distribution of customers' },
  permission: 'segments.read',
  query: z.strictObject(placeFields),
  output: z.object({
    population: count,
    sections: z.array(z.object({ factId: z.string(), label: localized, unknown: count, groups: z.array(shareRow) })),
    /** How people pay, by age band. */
    paymentByAge: z.array(z.object({ band: localized, count, channels: z.array(shareRow), unknown: count })),
  }),
})

const setting = z.strictObject({
  ageCuts: z.array(z.number().int().min(1).max(120)).min(2).max(12),
  incomeCutsFen: z.tuple([fen, fen]),
})

export const getCuts = read({
  id: 'profiles.cuts',
  path: '/profiles/cuts',
  summary: { zh: '年龄段与收入分层', en: 'Age bands and income levels' },
  permission: 'segments.read',
  output: setting,
})

export const setCuts = write({
  id: 'profiles.setCuts',
  path: '/profiles/cuts',
  method: 'PUT',
  summary: { zh: '设置年龄段与收入分层', en: 'Set age bands and income levels' },
  permission: 'segments.edit',
  idempotency: 'natural',
  body: setting.extend({ reason: z.string().trim().min(2).max(200) }),
  output: z.object({ changed: count }),
  refusals: ['profiles.cuts_invalid'],
})

const ownTag = personaFact

const myDataShape = z.object({
  isPersonalised: z.boolean(),
  isDeleted: z.boolean(),
  hasMarketingConsent: z.boolean(),
  noticeVersion: z.string(),
  groups: z.array(z.object({ id: z.string(), label: localized, facts: z.array(ownTag) })),
  audiences: z.array(z.object({ name: localized, since: instant })),
  questionnaire: z.array(z.object({ text: localized, answers: z.array(localized) })),
  consents: z.array(
    z.object({
      purpose: z.string(),
      title: localized,
      text: localized,
      version: count,
      isGranted: z.boolean(),
      isNecessary: z.boolean(),
    }),
  ),
})

export const myData = read({
  id: 'borrower.myData',
  path: '/borrower/data',
  summary: { zh: '我的资料与标签', en: 'My data and tags' },
  permission: 'borrower',
  output: myDataShape,
})

export const correctMyData = write({
  id: 'borrower.correctData',
  path: '/borrower/data/:factId',
  method: 'PUT',
  summary: { zh: '更正我的标签', en: 'Put a tag of mine right' },
  permission: 'borrower',
  idempotency: 'natural',
  params: z.strictObject({ factId: z.string().max(40) }),
  body: z.strictObject({ value: scalar }),
  output: myDataShape,
  refusals: ['profiles.not_correctable', 'profiles.value_invalid'],
})

export const setMyPersonalisation = write({
  id: 'borrower.setPersonalisation',
  path: '/borrower/data-personalisation',
  method: 'PUT',
  summary: { zh: '开关个性化推荐', en: 'Switch personal offers on or off' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({ isOn: z.boolean() }),
  output: myDataShape,
})

export const setMyConsent = write({
  id: 'borrower.setDataConsent',
  path: '/borrower/data-consent',
  method: 'PUT',
  summary: { zh: '同意或撤回一项授权', en: 'Give or withdraw a consent' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({ purpose: z.string(), version: count, isGranted: z.boolean() }),
  output: myDataShape,
  refusals: ['compliance.unknown_purpose', 'compliance.consent_version_old'],
})

export const answerMyRisk = write({
  id: 'borrower.answerRisk',
  path: '/borrower/data-risk',
  method: 'PUT',
  summary: { zh: '提交风险测评', en: 'Answer the risk questionnaire' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({ answers: z.array(z.number().int().min(0).max(9)).max(20) }),
  output: myDataShape,
  refusals: ['profiles.answers_incomplete'],
})

export const exportMyData = read({
  id: 'borrower.exportData',
  path: '/borrower/data-export',
  summary: { zh: '导出我的资料', en: 'Export my data' },
  permission: 'borrower',
  output: z.record(z.string(), z.unknown()),
})

export const deleteMyData = write({
  id: 'borrower.deleteData',
  path: '/borrower/data-deletion',
  summary: { zh: '删除我的标签', en: 'Delete the tags about me' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({}),
  output: z.object({ deleted: count, kept: z.array(localized) }),
})
