import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, fen, id, instant, localized, positiveFen, ppm } from '../values.ts'
import {
  drawable,
  loanEvent,
  loanFigures,
  loanInstalment,
  posting,
  repayment,
  repaymentPreview,
  statementPeriod,
} from './loan-values.ts'
import { costTable, method } from './products.ts'

export * from './books.ts'
export * from './loan-values.ts'

const loanStatus = z.enum(valuesOf('loanStatus'))
const bucket = z.enum(valuesOf('bucket'))

export const listContracts = list({
  id: 'contracts.list',
  path: '/contracts',
  summary: { zh: '合同', en: 'Contracts' },
  permission: 'contracts.read',
  row: z.object({
    id,
    number: z.string(),
    customerId: id,
    customerName: z.string(),
    productCode: z.string(),
    productName: localized,
    principalFen: fen,
    termMonths: count,
    annualRatePpm: ppm,
    annualCostSimplePpm: ppm,
    status: z.enum(valuesOf('contractStatus')),
    signedAt: instant.nullable(),
    loanId: id.nullable(),
  }),
  columns: {
    number: { type: 'id', label: { zh: '合同号', en: 'Contract no.' }, sortable: true },
    customerName: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    productName: { type: 'localized', label: { zh: '产品', en: 'Product' }, sortable: true },
    productCode: { type: 'text', label: { zh: '产品代码', en: 'Product code' }, hiddenAtFirst: true },
    principalFen: { type: 'money', label: { zh: '本金', en: 'Principal' }, sortable: true },
    termMonths: { type: 'count', label: { zh: '期数', en: 'Months' }, sortable: true },
    annualRatePpm: { type: 'rate', label: { zh: '年利率', en: 'Yearly rate' }, sortable: true },
    annualCostSimplePpm: { type: 'rate', label: { zh: '综合年化（单利）', en: 'All-in yearly cost (simple)' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'contractStatus', sortable: true },
    signedAt: { type: 'instant', label: { zh: '签署时间', en: 'Signed' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('contractStatus'),
      labels: 'contractStatus',
    },
    signedAt: { kind: 'dayRange', label: { zh: '签署日期', en: 'Signed' } },
    principalFen: { kind: 'fenRange', label: { zh: '本金', en: 'Principal' } },
  },
  defaultSort: 'signedAt:desc',
})

export const getContract = read({
  id: 'contracts.get',
  path: '/contracts/:contractId',
  summary: { zh: '合同', en: 'A contract' },
  permission: 'contracts.read',
  params: z.strictObject({ contractId: id }),
  output: z.object({
    id,
    number: z.string(),
    customerId: id,
    customerName: z.string(),
    applicationId: id,
    loanId: id.nullable(),
    productCode: z.string(),
    productVersion: count,
    principalFen: fen,
    termMonths: count,
    method,
    annualRatePpm: ppm,
    annualCostSimplePpm: ppm,
    annualCostIrrPpm: ppm,
    status: z.enum(valuesOf('contractStatus')),
    costTable,
    termsHash: z.string(),
    acknowledgement: z
      .object({ at: instant, readSeconds: z.number(), scrolledToEnd: z.boolean(), channel: z.string() })
      .nullable(),
    signature: z.object({ at: instant, means: localized, isSimulated: z.boolean() }).nullable(),
    pdfHash: z.string().nullable(),
    createdAt: instant,
  }),
  refusals: ['contracts.not_found'],
})

export const contractPdf = read({
  id: 'contracts.pdf',
  path: '/contracts/:contractId/contract.pdf',
  summary: { zh: '合同 PDF', en: 'The contract as PDF' },
  permission: 'contracts.read',
  params: z.strictObject({ contractId: id }),
  output: z.string(),
  answers: 'pdf',
  refusals: ['contracts.not_found'],
})

export const listLoans = list({
  id: 'loans.list',
  path: '/loans',
  summary: { zh: '贷款', en: 'Loans' },
  permission: 'loans.read',
  row: z.object({
    id,
    number: z.string(),
    customerId: id,
    customerName: z.string(),
    productCode: z.string(),
    productName: localized,
    grade: z.string().nullable(),
    method,
    principalFen: fen,
    outstandingFen: fen,
    overdueFen: fen,
    annualRatePpm: ppm,
    termMonths: count,
    status: loanStatus,
    bucket,
    dpd: count,
    nextDueOn: day.nullable(),
    nextDueFen: fen,
    disbursedOn: day.nullable(),
    settledOn: day.nullable(),
    heldFen: fen,
    /** The booking day since which it has held money without a break. */
    heldSince: day.nullable(),
  }),
  columns: {
    number: { type: 'id', label: { zh: '借据号', en: 'Loan no.' }, sortable: true },
    customerName: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    productName: { type: 'localized', label: { zh: '产品', en: 'Product' }, sortable: true },
    productCode: { type: 'text', label: { zh: '产品代码', en: 'Product code' }, hiddenAtFirst: true },
    grade: { type: 'text', label: { zh: '等级', en: 'Grade' }, sortable: true, hiddenAtFirst: true },
    method: { type: 'status', label: { zh: '还款方式', en: 'Method' }, labels: 'method', hiddenAtFirst: true },
    principalFen: { type: 'money', label: { zh: '放款本金', en: 'Principal' }, sortable: true },
    outstandingFen: { type: 'money', label: { zh: '本金余额', en: 'Outstanding' }, sortable: true },
    overdueFen: { type: 'money', label: { zh: '逾期金额', en: 'Past due' }, sortable: true },
    annualRatePpm: { type: 'rate', label: { zh: '年利率', en: 'Yearly rate' }, sortable: true },
    termMonths: { type: 'count', label: { zh: '期数', en: 'Months' }, sortable: true, hiddenAtFirst: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'loanStatus', sortable: true },
    bucket: { type: 'status', label: { zh: '账龄', en: 'Bucket' }, labels: 'bucket', hiddenAtFirst: true },
    dpd: { type: 'dpd', label: { zh: '逾期天数', en: 'Days past due' }, sortable: true },
    nextDueOn: { type: 'day', label: { zh: '下期还款日', en: 'Next due' }, sortable: true },
    nextDueFen: { type: 'money', label: { zh: '下期应还', en: 'Next amount' } },
    disbursedOn: { type: 'day', label: { zh: '放款日', en: 'Disbursed' }, sortable: true },
    settledOn: { type: 'day', label: { zh: '结清日', en: 'Settled' }, sortable: true, hiddenAtFirst: true },
    heldFen: { type: 'money', label: { zh: '预收款', en: 'Money held' }, sortable: true, hiddenAtFirst: true },
    heldSince: { type: 'day', label: { zh: '预收自', en: 'Held since' }, sortable: true, hiddenAtFirst: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('loanStatus'),
      labels: 'loanStatus',
    },
    bucket: { kind: 'enum', label: { zh: '账龄', en: 'Bucket' }, values: valuesOf('bucket'), labels: 'bucket' },
    dpd: { kind: 'countRange', label: { zh: '逾期天数', en: 'Days past due' } },
    outstandingFen: { kind: 'fenRange', label: { zh: '本金余额', en: 'Outstanding' } },
    nextDueOn: { kind: 'dayRange', label: { zh: '下期还款日', en: 'Next due' } },
    disbursedOn: { kind: 'dayRange', label: { zh: '放款日', en: 'Disbursed' } },
    holdsMoney: { kind: 'flag', label: { zh: '有预收款', en: 'Holds money' } },
    heldSince: { kind: 'dayRange', label: { zh: '预收自', en: 'Held since' } },
  },
  defaultSort: 'disbursedOn:desc',
})

const loanFile = z.object({
  id,
  number: z.string(),
  contractId: id,
  applicationId: id,
  customerId: id,
  customerName: z.string(),
  productCode: z.string(),
  productName: localized,
  productVersion: count,
  grade: z.string().nullable(),
  method,
  principalFen: fen,
  annualRatePpm: ppm,
  penaltyRatePpm: ppm,
  annualCostSimplePpm: ppm,
  termMonths: count,
  disbursedOn: day.nullable(),
  maturesOn: day.nullable(),
  settledOn: day.nullable(),
  /** The state is of this value day as the books knew it on this booking day. */
  asOf: day,
  knownOn: day,
  draws: drawable.nullable(),
  /** What the contract says of the plan after a charge-off; null where all is due then. */
  chargeOff: z.enum(['runs-on', 'without-interest']).nullable(),
  /** Fees on an event that may be charged, each with the most of it. */
  tariff: z.array(z.object({ code: z.string(), name: localized, maxFen: fen, mayBePenalty: z.boolean() })),
  figures: loanFigures,
  schedule: z.array(loanInstalment),
  events: z.array(loanEvent),
  hasSettlementCertificate: z.boolean(),
  bankCard: z.string().nullable(),
})

export const getLoan = read({
  id: 'loans.get',
  path: '/loans/:loanId',
  summary: { zh: '贷款档案', en: 'The loan file' },
  permission: 'loans.read',
  params: z.strictObject({ loanId: id }),
  query: z.strictObject({ asOf: day.optional(), knownOn: day.optional() }),
  output: loanFile,
  refusals: ['loans.not_found'],
})

const staffRepayment = repayment.extend({
  channel: z.enum(['transfer', 'counter']),
  valueOn: day,
  note: z.string().trim().max(200).default(''),
})

const repaymentRefusals = [
  'loans.not_found',
  'loan.not_active',
  'loan.value_date_in_future',
  'loan.value_date_before_disbursement',
  'loan.amount_too_small',
  'loan.amount_above_settlement',
  'loan.settlement_amount_short',
  'loan.arrears_before_prepayment',
  'loan.prepayment_not_offered',
  'loans.changed_meanwhile',
] as const

export const previewRepayment = write({
  id: 'loans.previewRepayment',
  path: '/loans/:loanId/repayments/preview',
  summary: { zh: '还款试算', en: 'Preview a repayment' },
  permission: 'loans.repay',
  idempotency: 'natural',
  audit: 'none',
  params: z.strictObject({ loanId: id }),
  body: staffRepayment,
  output: repaymentPreview,
  refusals: [...repaymentRefusals],
})

export const repay = write({
  id: 'loans.repay',
  path: '/loans/:loanId/repayments',
  summary: { zh: '登记还款', en: 'Record a repayment' },
  permission: 'loans.repay',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  body: staffRepayment.extend({ stateHash: z.string().optional() }),
  output: z.object({ eventId: id, entryId: id, preview: repaymentPreview }),
  refusals: [...repaymentRefusals],
})

export const previewReversal = write({
  id: 'loans.previewReversal',
  path: '/loans/:loanId/events/:eventId/reversal/preview',
  summary: { zh: '冲正试算', en: 'Preview a reversal' },
  permission: 'loans.reverse',
  idempotency: 'natural',
  audit: 'none',
  params: z.strictObject({ loanId: id, eventId: id }),
  output: z.object({
    postings: z.array(posting),
    before: loanFigures,
    after: loanFigures,
    schedule: z.array(loanInstalment),
  }),
  refusals: ['loans.not_found', 'loan.event_not_found', 'loan.already_reversed', 'loan.not_reversible'],
})

export const reverse = write({
  id: 'loans.reverse',
  path: '/loans/:loanId/events/:eventId/reversal',
  summary: { zh: '冲正', en: 'Reverse an event' },
  permission: 'loans.reverse',
  idempotency: 'key',
  params: z.strictObject({ loanId: id, eventId: id }),
  body: z.strictObject({ reason: z.string().trim().min(4).max(200) }),
  output: z.object({ eventId: id, entryId: id.nullable() }),
  refusals: [
    'loans.not_found',
    'loan.event_not_found',
    'loan.already_reversed',
    'loan.not_reversible',
    'loans.changed_meanwhile',
  ],
})

const waiver = z.strictObject({
  part: z.enum(['interest', 'fee', 'penalty']),
  amountFen: positiveFen,
  reason: z.string().trim().min(4).max(200),
})

export const previewWaiver = write({
  id: 'loans.previewWaiver',
  path: '/loans/:loanId/waivers/preview',
  summary: { zh: '减免试算', en: 'Preview a waiver' },
  permission: 'loans.waive',
  idempotency: 'natural',
  audit: 'none',
  params: z.strictObject({ loanId: id }),
  body: waiver.omit({ reason: true }),
  output: z.object({
    postings: z.array(posting),
    before: loanFigures,
    after: loanFigures,
    schedule: z.array(loanInstalment),
    stateHash: z.string(),
  }),
  refusals: ['loans.not_found', 'loan.not_active', 'loan.nothing_to_waive'],
})

export const waive = write({
  id: 'loans.waive',
  path: '/loans/:loanId/waivers',
  summary: { zh: '减免息费', en: 'Waive interest, fees or penalty' },
  permission: 'loans.waive',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  body: waiver.extend({ stateHash: z.string().optional() }),
  output: z.object({ eventId: id, entryId: id.nullable() }),
  refusals: ['loans.not_found', 'loan.not_active', 'loan.nothing_to_waive', 'loans.changed_meanwhile'],
})

export const settlementCertificate = read({
  id: 'loans.certificate',
  path: '/loans/:loanId/settlement-certificate.pdf',
  summary: { zh: '结清证明', en: 'Settlement certificate' },
  permission: 'loans.read',
  params: z.strictObject({ loanId: id }),
  output: z.string(),
  answers: 'pdf',
  refusals: ['loans.not_found', 'loans.not_settled'],
})

export const schedulePdf = read({
  id: 'loans.schedulePdf',
  path: '/loans/:loanId/repayment-schedule.pdf',
  summary: { zh: '还款计划表 PDF', en: 'Repayment schedule as PDF' },
  permission: 'loans.read',
  params: z.strictObject({ loanId: id }),
  /** On a value day, as the books knew it on a booking day; both today unless given, and both stand on the paper. */
  query: z.strictObject({ asOf: day.optional(), knownOn: day.optional() }),
  output: z.string(),
  answers: 'pdf',
  refusals: ['loans.not_found', 'loans.not_disbursed'],
})

export const statementPdf = read({
  id: 'loans.statementPdf',
  path: '/loans/:loanId/statement.pdf',
  summary: { zh: '对账单 PDF', en: 'Account statement as PDF' },
  permission: 'loans.read',
  params: z.strictObject({ loanId: id }),
  query: statementPeriod,
  output: z.string(),
  answers: 'pdf',
  refusals: ['loans.not_found', 'loans.not_disbursed', 'loans.statement_period_empty'],
})
