import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, fen, id, instant, json, localized, month } from '../values.ts'

const reason = z.string().trim().min(4).max(200)
const decision = decisionBody(200)

const statementRow = z.object({ code: z.string(), name: localized, amountFen: fen })

export const getStatements = read({
  id: 'ledger.statements',
  path: '/ledger/statements',
  summary: { zh: '利润表与资产负债表', en: 'Income statement and balance sheet' },
  permission: 'ledger.read',
  query: z.strictObject({ from: day.optional(), to: day.optional() }),
  output: z.object({
    from: day,
    to: day,
    income: z.array(statementRow),
    expenses: z.array(statementRow),
    incomeFen: fen,
    expenseFen: fen,
    resultFen: fen,
    assets: z.array(statementRow),
    liabilities: z.array(statementRow),
    equity: z.array(statementRow),
    carriedResultFen: fen,
    assetsFen: fen,
    liabilitiesFen: fen,
    equityFen: fen,
    differenceFen: fen,
  }),
  refusals: ['ledger.period_reversed'],
})

/** What was believed on one day about another: the books of the close of a day, and what has been learned since. */
export const getBelief = read({
  id: 'ledger.belief',
  path: '/ledger/belief',
  summary: { zh: '两个时间的余额', en: 'Balances of a day as known on another' },
  permission: 'ledger.read',
  query: z.strictObject({ about: day.optional(), knownOn: day.optional() }),
  output: z.object({
    about: day,
    knownOn: day,
    accounts: z.array(
      z.object({
        code: z.string(),
        name: localized,
        type: z.enum(valuesOf('accountType')),
        /** As the books said at the close of the day. */
        thenFen: fen,
        /** As known later: with what was backdated or reversed since. */
        knownFen: fen,
        differenceFen: fen,
      }),
    ),
    /** The loans that the difference comes from. */
    loans: z.array(
      z.object({
        loanId: id,
        loanNumber: z.string(),
        bookedOn: day,
        lines: z.array(z.object({ account: z.string(), label: localized, amountFen: fen })),
      }),
    ),
  }),
  refusals: ['ledger.known_before_about'],
})

export const getTie = read({
  id: 'ledger.tie',
  path: '/ledger/tie',
  summary: { zh: '总分核对', en: 'Sub-ledger against general ledger' },
  permission: 'ledger.read',
  query: z.strictObject({ asOf: day.optional() }),
  output: z.object({
    asOf: day,
    accounts: z.array(
      z.object({ account: z.string(), label: localized, ledgerFen: fen, loansFen: fen, differenceFen: fen }),
    ),
    /** What the loans say differently, opened to the loan; only where an account differs. */
    loans: z.array(
      z.object({
        loanId: id,
        loanNumber: z.string(),
        cause: z.enum(valuesOf('tieCause')),
        on: day,
        detail: z.string(),
        lines: z.array(z.object({ account: z.string(), label: localized, amountFen: fen })),
      }),
    ),
    loansRead: count,
  }),
})

const monthShown = z.object({
  month,
  status: z.enum(valuesOf('monthStatus')),
  lastAt: instant.nullable(),
  lastActor: z.string().nullable(),
  reason: z.string().nullable(),
  entries: count,
  resultFen: fen,
  /** A reopening that waits for a second person. */
  pending: z.object({ approvalId: id, makerId: id, makerName: z.string(), reason: z.string() }).nullable(),
})

export const listMonths = read({
  id: 'ledger.months',
  path: '/ledger/months',
  summary: { zh: '会计期间', en: 'Months of the books' },
  permission: 'ledger.read',
  output: z.object({ months: z.array(monthShown), openMonth: month }),
})

export const closeMonth = write({
  id: 'ledger.closeMonth',
  path: '/ledger/months/:month/closing',
  summary: { zh: '关账', en: 'Close a month' },
  permission: 'ledger.close',
  idempotency: 'key',
  params: z.strictObject({ month }),
  body: z.strictObject({ reason }),
  output: z.object({ month, figures: json }),
  refusals: [
    'ledger.month_not_over',
    'ledger.month_closed',
    'ledger.month_day_end_missing',
    'ledger.month_does_not_tie',
  ],
})

export const askReopening = write({
  id: 'ledger.askReopening',
  path: '/ledger/months/:month/reopening',
  summary: { zh: '申请反关账', en: 'Ask to reopen a month' },
  permission: 'ledger.close',
  idempotency: 'key',
  params: z.strictObject({ month }),
  body: z.strictObject({ reason }),
  output: z.object({ approvalId: id }),
  refusals: ['ledger.month_not_closed', 'approvals.already_asked'],
})

export const decideReopening = write({
  id: 'ledger.decideReopening',
  path: '/ledger/months/:month/reopening/decision',
  summary: { zh: '复核反关账', en: 'Decide a reopening' },
  permission: 'ledger.approve',
  idempotency: 'key',
  params: z.strictObject({ month }),
  body: decision,
  output: z.object({ month, status: z.enum(valuesOf('monthStatus')) }),
  refusals: ['approvals.none_pending', 'approvals.maker_cannot_check'],
})

const adjustmentLine = z.strictObject({
  account: z.string().regex(/^\d{4}$/, 'request.not_a_ledger_account'),
  /** Debit above zero, credit below. */
  amountFen: z.string().regex(/^-?[1-9]\d{0,15}$/, 'request.not_an_amount'),
})

export const askAdjustment = write({
  id: 'ledger.askAdjustment',
  path: '/ledger/adjustments',
  summary: { zh: '申请调整分录', en: 'Ask for an adjusting entry' },
  permission: 'ledger.close',
  idempotency: 'key',
  body: z.strictObject({ bookedOn: day, reason, lines: z.array(adjustmentLine).min(2).max(20) }),
  output: z.object({ adjustmentId: id, approvalId: id }),
  refusals: [
    'ledger.entry_unbalanced',
    'ledger.account_unknown',
    'ledger.account_is_of_loans',
    'ledger.day_in_future',
    'ledger.month_closed',
  ],
})

export const listAdjustments = list({
  id: 'ledger.adjustments',
  path: '/ledger/adjustments',
  summary: { zh: '调整分录', en: 'Adjusting entries' },
  permission: 'ledger.read',
  row: z.object({
    id,
    reason: z.string(),
    bookedOn: day,
    amountFen: fen,
    status: z.enum(valuesOf('approvalStatus')),
    maker: z.string(),
    makerId: id,
    checker: z.string().nullable(),
    askedAt: instant,
    entryId: id.nullable(),
    lines: z.array(z.object({ account: z.string(), label: localized, amountFen: fen })),
  }),
  columns: {
    reason: { type: 'text', label: { zh: '事由', en: 'Reason' } },
    bookedOn: { type: 'day', label: { zh: '记账日', en: 'Booked' } },
    amountFen: { type: 'money', label: { zh: '金额', en: 'Amount' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'approvalStatus', sortable: true },
    maker: { type: 'text', label: { zh: '申请人', en: 'Asked by' } },
    checker: { type: 'text', label: { zh: '复核人', en: 'Decided by' } },
    askedAt: { type: 'instant', label: { zh: '申请时间', en: 'Asked' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('approvalStatus'),
      labels: 'approvalStatus',
    },
  },
  defaultSort: 'askedAt:desc',
})

export const decideAdjustment = write({
  id: 'ledger.decideAdjustment',
  path: '/ledger/adjustments/:adjustmentId/decision',
  summary: { zh: '复核调整分录', en: 'Decide an adjusting entry' },
  permission: 'ledger.approve',
  idempotency: 'key',
  params: z.strictObject({ adjustmentId: id }),
  body: decision,
  output: z.object({ status: z.enum(valuesOf('approvalStatus')), entryId: id.nullable() }),
  refusals: ['approvals.none_pending', 'approvals.maker_cannot_check', 'ledger.month_closed'],
})
