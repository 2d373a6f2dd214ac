import type { correctionsApi, OutputOf } from '@puhui/api'
import { type AccountCode, aggregate, type Line } from '@puhui/ledger'
import type { CorrectionPart } from '../flows/books-corrections.ts'
import type { CorrectionAsked } from '../flows/correct-books.ts'
import {
  type DifferenceRow,
  readDifferences,
  readLastComparison,
  readWaitingCorrections,
} from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { lineShown } from './ledger-belief.ts'

type Shown = OutputOf<typeof correctionsApi.getCorrections>

/** So many loans are shown; the others follow as these are corrected. */
const SHOWN_MAX = 200

/** The loans held against what was booked for them when that was asked for last, and the corrections that wait. */
export async function correctionsShown(ctx: ReadContext): Promise<Shown> {
  const last = await readLastComparison(ctx.db)
  const found = last ? await readDifferences(ctx.db, last.id, SHOWN_MAX) : { rows: [], count: 0 }
  const waiting = await readWaitingCorrections(ctx.db)
  const comparison = last
    ? {
        id: last.id,
        jobId: last.job_id,
        on: last.started_on,
        isDone: last.ended_at !== null,
        loansRead: Number(last.loans_read),
        loansUnread: Number(last.loans_unread),
        startedAt: last.started_at,
        endedAt: last.ended_at,
      }
    : null
  return {
    on: await businessDate(ctx.db),
    comparison,
    differing: found.count,
    loans: found.rows.map(loanShown),
    waiting: waiting.map(waitingShown),
  }
}

interface StoredLine {
  readonly account: AccountCode
  readonly amountFen: string
}
type StoredPart = Omit<CorrectionPart, 'lines'> & { readonly lines: readonly StoredLine[] }

function loanShown({ loan_id, number, hash, parts, lines, is_asked }: DifferenceRow): Shown['loans'][number] {
  return {
    loanId: loan_id,
    loanNumber: number,
    parts: (parts as readonly StoredPart[]).map((part) => ({ ...part, lines: linesIn(part.lines).map(lineShown) })),
    lines: linesIn(lines as readonly StoredLine[]).map(lineShown),
    hash,
    isAsked: is_asked,
  }
}

function linesIn(lines: readonly { readonly account: string; readonly amountFen: string }[]): Line[] {
  return lines.map(({ account, amountFen }) => ({ account: account as AccountCode, amountFen: BigInt(amountFen) }))
}

type Waiting = Awaited<ReturnType<typeof readWaitingCorrections>>[number]

function waitingShown(row: Waiting): Shown['waiting'][number] {
  const { reason, loans } = row.payload as CorrectionAsked
  return {
    correctionId: row.id,
    approvalId: row.approval_id,
    makerId: row.maker_id,
    makerName: row.maker_name ?? row.maker_id,
    askedAt: row.made_at,
    reason,
    loans: loans.map((one) => ({
      loanId: one.loanId,
      loanNumber: one.code,
      lines: linesIn(one.lines).map(lineShown),
    })),
    lines: aggregate(loans.flatMap(({ lines }) => linesIn(lines))).map(lineShown),
  }
}
