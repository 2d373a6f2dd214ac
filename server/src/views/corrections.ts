import type { correctionsApi, OutputOf } from '@puhui/api'
import { type AccountCode, aggregate } from '@puhui/ledger'
import { correctionsOn, hashOf, sumOf } from '../flows/books-corrections.ts'
import { BOOKS, CORRECT, type CorrectionAsked } from '../flows/correct-books.ts'
import { pendingApproval } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { lineShown } from './ledger-belief.ts'

type Shown = OutputOf<typeof correctionsApi.getCorrections>

/** Every loan held against what was booked for it, and the correction that waits for a second person. */
export async function correctionsShown(ctx: ReadContext): Promise<Shown> {
  const today = await businessDate(ctx.db)
  const { corrections, loansRead } = await correctionsOn(ctx, today)
  const loans = corrections.map((one) => ({
    loanId: one.row.id,
    loanNumber: one.row.number,
    parts: one.parts.map((part) => ({ ...part, lines: part.lines.map(lineShown) })),
    lines: sumOf(one).map(lineShown),
    hash: hashOf(one),
  }))
  return { on: today, loansRead, loans, waiting: await waitingCorrection(ctx) }
}

async function waitingCorrection(ctx: ReadContext): Promise<Shown['waiting']> {
  const row = await pendingApproval(ctx, CORRECT, BOOKS)
  if (!row) return null
  const { reason, loans } = row.payload as CorrectionAsked
  const linesOf = ({ lines }: CorrectionAsked['loans'][number]) =>
    lines.map(({ account, amountFen }) => ({ account: account as AccountCode, amountFen: BigInt(amountFen) }))
  return {
    approvalId: row.id,
    makerId: row.maker_id,
    makerName: row.maker_name ?? row.maker_id,
    askedAt: row.made_at,
    reason,
    loans: loans.map((one) => ({
      loanId: one.loanId,
      loanNumber: one.code,
      lines: linesOf(one).map(lineShown),
    })),
    lines: aggregate(loans.flatMap(linesOf)).map(lineShown),
  }
}
