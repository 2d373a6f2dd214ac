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
    loansRead: count,
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
      }),
    ),
    waiting: waiting.nullable(),
  }),
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
  output: z.object({ approvalId: id, loans: count }),
  refusals: ['ledger.books_agree', 'ledger.correction_outdated', 'approvals.already_asked'],
})

export const decideCorrection = write({
  id: 'ledger.decideCorrection',
  path: '/ledger/corrections/decision',
  summary: { zh: '复核贷款账目更正', en: 'Decide a correction of the books of loans' },
  permission: 'ledger.approve',
  idempotency: 'key',
  body: decisionBody(200),
  output: z.object({ status: z.enum(['approved', 'rejected']), entryIds: z.array(id) }),
  refusals: ['approvals.none_pending', 'approvals.maker_cannot_check', 'ledger.correction_outdated'],
})
