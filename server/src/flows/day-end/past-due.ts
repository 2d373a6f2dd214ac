import { addDays, type Day } from '@puhui/calendar'
import { formatYuan } from '@puhui/money'
import {
  type DueLoan,
  FoldError,
  insertMarkers,
  insertSetAside,
  moveLoans,
  type Projection,
  projectionOf,
  readDueLoans,
  type SetAside,
  seqOf,
} from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { sendAll } from '../../platform/outbox/send-all.ts'
import { mobilesOf } from './mobiles.ts'
import { type DayEndRun, eachLoan } from './run-context.ts'

/** Days past due on which a borrower is told. Calls and visits are the business of collections. */
const NOTICE_DAYS = new Set([1, 3, 7, 15, 30, 60, 90])

interface Late {
  readonly due: DueLoan
  readonly projection: Projection
}

/** Carries the rows of loans that were due into the next morning; only those change that day. */
export async function refreshPastDue(ctx: WriteContext, run: DayEndRun, on: Day): Promise<void> {
  const started = performance.now()
  const morning = addDays(on, 1)
  const setAside: SetAside[] = []
  const moves: Parameters<typeof moveLoans>[1][number][] = []
  const late: Late[] = []
  const due = await readDueLoans(ctx.db, on)
  const folded = await run.folded.of(ctx.db, due)
  await eachLoan(due, (one, at) => {
    const loan = folded[at]!
    if (loan instanceof FoldError) {
      setAside.push({ loanId: one.id, error: loan.message })
      return
    }
    const projection = projectionOf(loan, morning)
    moves.push({ loanId: one.id, seenSeq: seqOf(loan), nextSeq: seqOf(loan), projection })
    if (projection.status === 'overdue') late.push({ due: one, projection })
  })
  await moveLoans(ctx.tx, moves)
  await insertSetAside(ctx.tx, on, 'pastDue', setAside, ctx.clock.now())
  const told = late.filter(({ projection }) => NOTICE_DAYS.has(projection.dpd))
  const notices = await sendNotices(ctx, told, morning)
  const overdueFen = late.reduce((sum, { projection }) => sum + projection.overdueFen, 0n)
  const figures = { overdue: late.length, notices }
  const tookMs = performance.now() - started
  await insertMarkers(ctx.tx, on, [
    { step: 'pastDue', chunk: 0, count: due.length, amountFen: overdueFen, tookMs, figures },
  ])
}

async function sendNotices(ctx: WriteContext, late: readonly Late[], morning: Day): Promise<number> {
  const mobiles = await mobilesOf(
    ctx,
    late.map(({ due }) => due.customerId),
  )
  return sendAll(
    ctx,
    late.map(({ due, projection }) => ({
      kind: 'sms' as const,
      template: 'loans.overdue',
      recipient: mobiles.get(due.customerId)!,
      body: `【普惠】您的贷款（借据尾号 ${due.number.slice(-4)}）已逾期 ${projection.dpd} 天，逾期金额 ${formatYuan(projection.overdueFen)} 元。请尽快还款；如有困难，请联系我们协商。`,
      payload: { loanId: due.id, dpd: projection.dpd, overdueFen: String(projection.overdueFen) },
      customerId: due.customerId,
      objectKind: 'loan',
      objectId: due.id,
      dedupKey: `overdue:${due.id}:${morning}`,
    })),
  )
}
