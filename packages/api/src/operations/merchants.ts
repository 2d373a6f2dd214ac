import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, done, fen, id, instant, localized, ppm } from '../values.ts'
import { placeFields } from './place-query.ts'

const scene = z.enum(valuesOf('scene'))
const status = z.enum(valuesOf('merchantStatus'))
const reason = z.string().trim().min(4).max(200)

export const listMerchants = list({
  id: 'merchants.list',
  path: '/merchants',
  summary: { zh: '商户', en: 'Merchants' },
  permission: 'products.read',
  row: z.object({
    id,
    code: z.string(),
    name: z.string(),
    licenceNo: z.string(),
    scenes: z.array(scene),
    scenesNamed: localized,
    bankName: z.string(),
    accountMasked: z.string(),
    status,
    loans: count,
    paidFen: fen,
    author: z.string(),
    approver: z.string().nullable(),
    createdAt: instant,
    isOwn: z.boolean(),
  }),
  columns: {
    code: { type: 'id', label: { zh: '商户号', en: 'Code' }, sortable: true },
    name: { type: 'text', label: { zh: '名称', en: 'Name' }, sortable: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'merchantStatus', sortable: true },
    scenesNamed: { type: 'localized', label: { zh: '场景', en: 'Scenes' } },
    loans: { type: 'count', label: { zh: '贷款笔数', en: 'Loans' }, sortable: true },
    paidFen: { type: 'money', label: { zh: '受托支付金额', en: 'Paid to it' }, sortable: true },
    bankName: { type: 'text', label: { zh: '开户行', en: 'Bank' }, hiddenAtFirst: true },
    accountMasked: { type: 'masked', label: { zh: '收款账户', en: 'Account' } },
    licenceNo: { type: 'text', label: { zh: '统一社会信用代码', en: 'Licence' }, hiddenAtFirst: true },
    author: { type: 'text', label: { zh: '登记人', en: 'Entered by' } },
    approver: { type: 'text', label: { zh: '复核人', en: 'Decided by' } },
    createdAt: { type: 'instant', label: { zh: '登记时间', en: 'Entered at' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('merchantStatus'),
      labels: 'merchantStatus',
    },
  },
  defaultSort: 'createdAt:desc',
})

export const offeredMerchants = read({
  id: 'merchants.offered',
  path: '/public/merchants',
  summary: { zh: '可选商户', en: 'Merchants to choose from' },
  permission: 'public',
  query: z.strictObject({ scene }),
  output: z.object({ merchants: z.array(z.object({ id, name: z.string(), scenes: z.array(scene) })) }),
})

export const proposeMerchant = write({
  id: 'merchants.propose',
  path: '/merchants',
  summary: { zh: '登记商户', en: 'Enter a merchant' },
  permission: 'products.edit',
  idempotency: 'key',
  body: z.strictObject({
    code: z
      .string()
      .trim()
      .regex(/^[A-Z0-9-]{3,20}$/, 'request.not_a_merchant_code'),
    name: z.string().trim().min(2).max(80),
    licenceNo: z
      .string()
      .trim()
      .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, 'request.not_a_licence_number'),
    scenes: z.array(scene).min(1).max(14),
    bankName: z.string().trim().min(2).max(80),
    accountNo: z
      .string()
      .trim()
      .regex(/^\d{8,30}$/, 'request.not_an_account_number'),
  }),
  output: z.object({ id }),
  refusals: ['compliance.credit_code_invalid', 'merchants.already_registered'],
})

export const decideMerchant = write({
  id: 'merchants.decide',
  path: '/merchants/:merchantId/decision',
  summary: { zh: '复核商户', en: 'Admit or turn away a merchant' },
  permission: 'products.approve',
  idempotency: 'key',
  params: z.strictObject({ merchantId: id }),
  body: decisionBody(200),
  output: done,
  refusals: ['merchants.not_found', 'approvals.none_pending', 'approvals.maker_cannot_check', 'merchants.not_active'],
})

export const suspendMerchant = write({
  id: 'merchants.suspend',
  path: '/merchants/:merchantId/suspension',
  summary: { zh: '暂停或恢复商户', en: 'Suspend a merchant, or let it go on' },
  permission: 'products.approve',
  idempotency: 'key',
  params: z.strictObject({ merchantId: id }),
  body: z.strictObject({ isSuspended: z.boolean(), reason }),
  output: done,
  refusals: ['merchants.not_found', 'merchants.not_active'],
})

export const sceneReport = read({
  id: 'scenes.report',
  path: '/reports/scenes',
  summary: { zh: '场景报表', en: 'Lending by scene' },
  permission: 'products.read',
  query: z.strictObject({ from: day.optional(), to: day.optional(), ...placeFields }),
  output: z.object({
    asOf: day,
    scenes: z.array(
      z.object({
        scene,
        name: localized,
        examples: localized,
        /** Products on offer that lend in it, and whether the merchant is paid. */
        products: z.array(z.object({ code: z.string(), name: localized, payee: z.enum(valuesOf('payee')) })),
        merchants: count,
        applications: count,
        approved: count,
        loans: count,
        disbursedFen: fen,
        paidToMerchantsFen: fen,
        outstandingFen: fen,
        /** Outstanding principal of loans more than 30 days past due. */
        badFen: fen,
        badPpm: ppm.nullable(),
        sharePpm: ppm.nullable(),
      }),
    ),
  }),
})
