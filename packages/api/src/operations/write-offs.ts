import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, fen, id } from '../values.ts'
import { loanFigures, posting } from './loan-values.ts'

const reason = z.string().trim().min(4).max(200)
const decision = decisionBody(200)
const category = z.enum(valuesOf('riskCategory'))

export const listWriteOffs = list({
  id: 'writeOffs.list',
  path: '/write-offs',
  summary: { zh: '核销台', en: 'Write-off desk' },
  permission: 'provisions.read',
  row: z.object({
    id,
    number: z.string(),
    customerName: z.string(),
    state: z.enum(valuesOf('writeOffState')),
    category,
    dpd: count,
    principalFen: fen,
    allowanceFen: fen,
    recoveredFen: fen,
    askedBy: z.string().nullable(),
    decidedBy: z.string().nullable(),
    on: day.nullable(),
    reason: z.string().nullable(),
  }),
  columns: {
    number: { type: 'id', label: { zh: '借据号', en: 'Loan no.' }, sortable: true },
    customerName: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    state: { type: 'status', label: { zh: '状态', en: 'State' }, labels: 'writeOffState', sortable: true },
    category: { type: 'status', label: { zh: '五级分类', en: 'Category' }, labels: 'riskCategory' },
    dpd: { type: 'dpd', label: { zh: '逾期天数', en: 'Days past due' }, sortable: true },
    principalFen: { type: 'money', label: { zh: '本金', en: 'Principal' }, sortable: true },
    allowanceFen: { type: 'money', label: { zh: '已提准备', en: 'Allowance' } },
    recoveredFen: { type: 'money', label: { zh: '已收回', en: 'Recovered' } },
    askedBy: { type: 'text', label: { zh: '申请人', en: 'Asked by' } },
    decidedBy: { type: 'text', label: { zh: '复核人', en: 'Decided by' } },
    on: { type: 'day', label: { zh: '核销日', en: 'Written off' }, sortable: true },
    reason: { type: 'text', label: { zh: '事由', en: 'Reason' }, hiddenAtFirst: true },
  },
  filters: {
    state: {
      kind: 'enum',
      label: { zh: '状态', en: 'State' },
      values: valuesOf('writeOffState'),
      labels: 'writeOffState',
    },
    dpd: { kind: 'countRange', label: { zh: '逾期天数', en: 'Days past due' } },
    principalFen: { kind: 'fenRange', label: { zh: '本金', en: 'Principal' } },
  },
  defaultSort: 'dpd:desc',
})

export const previewWriteOff = read({
  id: 'writeOffs.preview',
  path: '/loans/:loanId/write-off/preview',
  summary: { zh: '核销试算', en: 'Preview a write-off' },
  permission: 'provisions.read',
  params: z.strictObject({ loanId: id }),
  output: z.object({
    principalFen: fen,
    claimFen: fen,
    allowanceUsedFen: fen,
    /** What is not covered and becomes a loss now. */
    lossFen: fen,
    postings: z.array(posting),
    before: loanFigures,
    after: loanFigures,
  }),
  refusals: ['loans.not_found', 'loan.not_active', 'loan.not_overdue_enough'],
})

export const askWriteOff = write({
  id: 'writeOffs.ask',
  path: '/loans/:loanId/write-off',
  summary: { zh: '申请核销', en: 'Ask for a write-off' },
  permission: 'loans.askWriteOff',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  body: z.strictObject({ reason }),
  output: z.object({ approvalId: id }),
  refusals: ['loans.not_found', 'loan.not_active', 'loan.not_overdue_enough', 'approvals.already_asked'],
})

export const decideWriteOff = write({
  id: 'writeOffs.decide',
  path: '/loans/:loanId/write-off/decision',
  summary: { zh: '复核核销', en: 'Decide a write-off' },
  permission: 'loans.chargeOff',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  body: decision,
  output: z.object({
    status: z.enum(valuesOf('approvalStatus')),
    eventId: id.nullable(),
    entryId: id.nullable(),
    allowanceUsedFen: fen,
  }),
  refusals: [
    'loans.not_found',
    'loan.not_active',
    'loan.not_overdue_enough',
    'loans.changed_meanwhile',
    'approvals.none_pending',
    'approvals.maker_cannot_check',
  ],
})
