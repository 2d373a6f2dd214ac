import { z } from 'zod'
import { read, write } from '../define.ts'
import { count, day, decisionBody, fen, id, instant, localized } from '../values.ts'

const line = z.object({ account: z.string(), label: localized, amountFen: fen })

/** One entry that is missing: that of an event, or what the passing of days should have brought. */
const part = z.object({
  eventId: id.nullable(),
  eventKind: z.string().nullable(),
  on: day.nullable(),
  lines: z.array(line),
})

const waiting = z.object({
  correctionId: id,
  approvalId: id,
  makerId: id,
  makerName: z.string(),
  askedAt: instant,
  reason: z.string(),
  loans: z.array(z.object({ loanId: id, loanNumber: z.string(), lines: z.array(line) })),
  lines: z.array(line),
})

export const getCorrections = read({
  id: 'ledger.corrections',
  path: '/ledger/corrections',
  summary: { zh: '贷款账目与规则的差额', en: 'Loans whose books differ from their rules' },
  permission: 'ledger.read',
  output: z.object({
    on: day,
    /** When the loans were held against their books last, and how far that is; null where nobody has asked for it. */
    comparison: z
      .object({
        id,
        jobId: id,
        on: day,
        isDone: z.boolean(),
        loansRead: count,
        /** Loans that could not be folded; day-end names their errors. */
        loansUnread: count,
        startedAt: instant,
        endedAt: instant.nullable(),
      })
      .nullable(),
    /** Loans that differ and have not been corrected since; the first of them follow. */
    differing: count,
    /** Each with the entries that would bring its books to what the rules say. */
    loans: z.array(
      z.object({
        loanId: id,
        loanNumber: z.string(),
        parts: z.array(part),
        /** All parts together. */
        lines: z.array(line),
        /** Names what was seen: a loan that differs otherwise by then is refused. */
        hash: z.string(),
        /** A correction of it waits already. */
        isAsked: z.boolean(),
      }),
    ),
    /** The oldest first. */
    waiting: z.array(waiting),
  }),
})

export const compareBooks = write({
  id: 'ledger.compareBooks',
  path: '/ledger/corrections/comparisons',
  summary: { zh: '逐笔核对贷款账目', en: 'Hold all loans against their books' },
  permission: 'ledger.close',
  idempotency: 'key',
  output: z.object({ comparisonId: id, jobId: id }),
  refusals: ['ledger.comparison_running'],
})

export const askCorrection = write({
  id: 'ledger.askCorrection',
  path: '/ledger/corrections',
  summary: { zh: '申请更正贷款账目', en: 'Ask for the books of loans to be corrected' },
  permission: 'ledger.close',
  idempotency: 'key',
  body: z.strictObject({
    loans: z
      .array(z.strictObject({ loanId: id, hash: z.string().max(80) }))
      .min(1)
      .max(200),
    reason: z.string().trim().min(4).max(200),
  }),
  output: z.object({ correctionId: id, approvalId: id, loans: count }),
  refusals: ['ledger.correction_overlaps', 'ledger.books_agree', 'ledger.correction_outdated'],
})

export const decideCorrection = write({
  id: 'ledger.decideCorrection',
  path: '/ledger/corrections/:correctionId/decision',
  summary: { zh: '复核贷款账目更正', en: 'Decide a correction of the books of loans' },
  permission: 'ledger.approve',
  idempotency: 'key',
  params: z.strictObject({ correctionId: id }),
  body: decisionBody(200),
  output: z.object({ status: z.enum(['approved', 'rejected']), entryIds: z.array(id) }),
  refusals: ['approvals.none_pending', 'approvals.maker_cannot_check', 'ledger.correction_outdated'],
})
