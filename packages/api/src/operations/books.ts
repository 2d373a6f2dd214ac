import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, fen, id, instant, json, localized } from '../values.ts'
import { posting } from './loan-values.ts'

export const listAccounts = read({
  id: 'ledger.accounts',
  path: '/ledger/accounts',
  summary: { zh: '科目与余额', en: 'Accounts and balances' },
  permission: 'ledger.read',
  query: z.strictObject({ asOf: day.optional() }),
  output: z.object({
    asOf: day,
    accounts: z.array(
      z.object({
        code: z.string(),
        name: localized,
        type: z.enum(valuesOf('accountType')),
        debitFen: fen,
        creditFen: fen,
        balanceFen: fen,
      }),
    ),
    totalDebitFen: fen,
    totalCreditFen: fen,
    differenceFen: fen,
  }),
})

export const listEntries = list({
  id: 'ledger.entries',
  path: '/ledger/entries',
  summary: { zh: '会计分录', en: 'Journal entries' },
  permission: 'ledger.read',
  row: z.object({
    id,
    number: count,
    postedOn: day,
    bookedOn: day,
    kind: z.string(),
    text: localized,
    amountFen: fen,
    loanId: id.nullable(),
    loans: count,
    recordedAt: instant,
  }),
  columns: {
    number: { type: 'count', label: { zh: '凭证号', en: 'Entry no.' }, sortable: true },
    bookedOn: { type: 'day', label: { zh: '记账日', en: 'Booked' }, sortable: true },
    postedOn: { type: 'day', label: { zh: '起息日', en: 'Value date' }, sortable: true },
    text: { type: 'localized', label: { zh: '摘要', en: 'Text' } },
    kind: { type: 'text', label: { zh: '类别', en: 'Kind' }, sortable: true, hiddenAtFirst: true },
    amountFen: { type: 'money', label: { zh: '金额', en: 'Amount' }, sortable: true },
    loans: { type: 'count', label: { zh: '涉及贷款', en: 'Loans inside' } },
    recordedAt: { type: 'instant', label: { zh: '记录时间', en: 'Recorded' }, sortable: true, hiddenAtFirst: true },
  },
  filters: {
    bookedOn: { kind: 'dayRange', label: { zh: '记账日', en: 'Booked' } },
    amountFen: { kind: 'fenRange', label: { zh: '金额', en: 'Amount' } },
    account: { kind: 'text', label: { zh: '科目', en: 'Account' } },
    kind: { kind: 'text', label: { zh: '类别', en: 'Kind' } },
  },
  defaultSort: 'number:desc',
})

export const getEntry = read({
  id: 'ledger.entry',
  path: '/ledger/entries/:entryId',
  summary: { zh: '分录', en: 'A journal entry' },
  permission: 'ledger.read',
  params: z.strictObject({ entryId: id }),
  output: z.object({
    id,
    number: count,
    postedOn: day,
    bookedOn: day,
    kind: z.string(),
    text: localized,
    lines: z.array(posting),
    /** The loan events inside an aggregated entry: its proof. */
    proof: z.array(z.object({ loanId: id, loanNumber: z.string(), eventId: id.nullable(), amountFen: fen })),
    recordedAt: instant,
  }),
  refusals: ['ledger.entry_not_found'],
})

export const listDayEnds = list({
  id: 'dayEnd.list',
  path: '/day-end',
  summary: { zh: '日终', en: 'Day-end runs' },
  permission: 'dayEnd.read',
  row: z.object({
    id,
    businessOn: day,
    status: z.enum(valuesOf('dayEndStatus')),
    loansDue: count,
    debitsTried: count,
    debitsPaid: count,
    collectedFen: fen,
    accruedFen: fen,
    overdueLoans: count,
    reminders: count,
    setAside: count,
    tookMs: z.number(),
    finishedAt: instant.nullable(),
  }),
  columns: {
    businessOn: { type: 'day', label: { zh: '营业日', en: 'Business day' }, sortable: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'dayEndStatus' },
    loansDue: { type: 'count', label: { zh: '到期贷款', en: 'Loans due' }, sortable: true },
    debitsTried: { type: 'count', label: { zh: '代扣笔数', en: 'Debits tried' } },
    debitsPaid: { type: 'count', label: { zh: '代扣成功', en: 'Debits paid' } },
    collectedFen: { type: 'money', label: { zh: '回款', en: 'Collected' }, sortable: true },
    accruedFen: { type: 'money', label: { zh: '计提利息', en: 'Interest accrued' } },
    overdueLoans: { type: 'count', label: { zh: '逾期贷款', en: 'Overdue loans' }, sortable: true },
    reminders: { type: 'count', label: { zh: '提醒', en: 'Reminders' } },
    setAside: { type: 'count', label: { zh: '搁置', en: 'Set aside' }, sortable: true },
    tookMs: { type: 'count', label: { zh: '耗时（毫秒）', en: 'Took (ms)' }, sortable: true },
  },
  filters: { businessOn: { kind: 'dayRange', label: { zh: '营业日', en: 'Business day' } } },
  defaultSort: 'businessOn:desc',
})

export const getDayEnd = read({
  id: 'dayEnd.get',
  path: '/day-end/:dayEndId',
  summary: { zh: '日终详情', en: 'A day-end run' },
  permission: 'dayEnd.read',
  params: z.strictObject({ dayEndId: id }),
  output: z.object({
    id,
    businessOn: day,
    status: z.enum(valuesOf('dayEndStatus')),
    steps: z.array(
      z.object({ step: z.string(), label: localized, count, amountFen: fen.nullable(), tookMs: z.number() }),
    ),
    setAside: z.array(z.object({ loanId: id, loanNumber: z.string(), error: z.string() })),
    figures: json,
    startedAt: instant,
    finishedAt: instant.nullable(),
  }),
  refusals: ['dayEnd.not_found'],
})

export const runDayEnd = write({
  id: 'dayEnd.run',
  path: '/day-end',
  summary: { zh: '运行日终', en: 'Run day-end' },
  permission: 'dayEnd.run',
  idempotency: 'key',
  body: z.strictObject({ until: day }),
  output: z.object({ jobId: id }),
  refusals: ['dayEnd.already_running', 'dayEnd.not_yet', 'clock.cannot_go_back'],
})
