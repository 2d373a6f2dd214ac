import { z } from 'zod'
import { read, write } from '../define.ts'
import { count, day, decisionBody, done, fen, id, instant } from '../values.ts'
import { loanFigures, loanInstalment, posting } from './loan-values.ts'

const params = z.strictObject({ loanId: id })
const reason = z.string().trim().min(4).max(200)

/** A notice that all of the loan falls due on a day, unless what is late is paid by the evening before. */
const notice = z.object({ noticedOn: day, payBy: day, dueOn: day })

/** The same for the borrower; what staff typed stays inside. */
export const ownDueCall = notice.extend({ overdueFen: fen })

const refusals = [
  'loans.not_found',
  'loan.not_active',
  'loan.no_acceleration_clause',
  'loan.not_late_enough',
  'loan.nothing_to_reschedule',
  'dueCalls.noticed_already',
  'dueCalls.help_is_asked',
] as const

export const getDueCall = read({
  id: 'loans.dueCall',
  path: '/loans/:loanId/due-call',
  summary: { zh: '提前到期', en: 'Calling a loan due' },
  permission: 'loans.read',
  params,
  output: z.object({
    /** What the contract agrees; null where it has no such clause. */
    clause: z.object({ afterDays: count, noticeDays: count }).nullable(),
    pending: z
      .object({ approvalId: id, makerId: id, makerName: z.string(), reason: z.string(), askedAt: instant })
      .nullable(),
    /** A notice whose days run. */
    notice: notice.extend({ reason: z.string() }).nullable(),
  }),
  refusals: ['loans.not_found'],
})

export const previewDueCall = read({
  id: 'loans.previewDueCall',
  path: '/loans/:loanId/due-call/preview',
  summary: { zh: '提前到期试算', en: 'Preview calling a loan due' },
  permission: 'loans.read',
  params,
  output: notice.extend({
    /** On the day on which all falls due, if nothing is paid until then. */
    postings: z.array(posting),
    before: loanFigures,
    after: loanFigures,
    schedule: z.array(loanInstalment),
    dueFen: fen,
  }),
  refusals: [...refusals],
})

export const askDueCall = write({
  id: 'loans.askDueCall',
  path: '/loans/:loanId/due-call',
  summary: { zh: '申请宣布提前到期', en: 'Ask for a loan to be called due' },
  permission: 'loans.askDueCall',
  idempotency: 'key',
  params,
  body: z.strictObject({ reason }),
  output: z.object({ approvalId: id }),
  refusals: [...refusals, 'approvals.already_asked'],
})

export const decideDueCall = write({
  id: 'loans.decideDueCall',
  path: '/loans/:loanId/due-call/decision',
  summary: { zh: '复核提前到期', en: 'Decide on calling a loan due' },
  permission: 'loans.callDue',
  idempotency: 'key',
  params,
  body: decisionBody(200),
  output: z.object({ notice: notice.nullable() }),
  refusals: [...refusals, 'approvals.none_pending', 'approvals.maker_cannot_check'],
})

export const withdrawDueCall = write({
  id: 'loans.withdrawDueCall',
  path: '/loans/:loanId/due-call/withdrawal',
  summary: { zh: '撤回提前到期通知', en: 'Take back the notice that a loan falls due' },
  permission: 'loans.askDueCall',
  idempotency: 'key',
  params,
  body: z.strictObject({ reason }),
  output: done,
  refusals: ['loans.not_found', 'dueCalls.none_noticed'],
})
