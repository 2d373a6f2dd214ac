import { addDays, type Day } from '@puhui/calendar'
import {
  carryPastDue,
  type EventLoan,
  FoldError,
  insertMarkers,
  insertSetAside,
  type LateLoan,
  moveLoans,
  projectionOf,
  readEventLoans,
  readLate,
  readNoticed,
  readPastDue,
  type SetAside,
  seqOf,
} from '../../modules/servicing/index.ts'
import { announce } from '../../modules/webhooks/index.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { sendAll } from '../../platform/outbox/send-all.ts'
import { inTurns, letPeopleFirst } from '../../platform/people-first.ts'
import { overdueText } from '../borrower-messages.ts'
import { recipientsOf } from './recipients.ts'
import { chunksOf, type DayEndRun, within } from './run-context.ts'
import { type Rest, type Tellable, type Telling, tellFew } from './tell-in-parts.ts'

/** Days past due on which a borrower is told. Calls and visits are the business of collections. */
const NOTICE_DAYS: readonly number[] = [1, 3, 7, 15, 30, 60, 90]

const CHUNK = 50
const CARRIED_AT_ONCE = 200

/**
 * Carries the loans to which something happened on a day into the next morning: status, what is due next, the formula by
 * which they go on. A loan that somebody has moved meanwhile is there already.
 */
export async function carryEvents(
  ctx: WriteContext,
  run: DayEndRun,
  on: Day,
  loans: readonly EventLoan[],
): Promise<void> {
  const morning = addDays(on, 1)
  const setAside: SetAside[] = []
  const moves: Parameters<typeof moveLoans>[1][number][] = []
  const folded = await run.folded.of(ctx.db, loans)
  await inTurns(loans, ({ id }, at) => {
    const loan = folded[at]!
    if (loan instanceof FoldError) return void setAside.push({ loanId: id, error: loan.message })
    moves.push({ loanId: id, seenSeq: seqOf(loan), nextSeq: seqOf(loan), projection: projectionOf(loan, morning) })
  })
  await moveLoans(ctx.tx, moves)
  await insertSetAside(ctx.tx, on, 'pastDue', setAside, ctx.clock.now())
}

/** All that is left to carry, in transactions of their own: each is done once, however often the run is begun anew. */
export async function carryAll(run: DayEndRun, on: Day): Promise<void> {
  for (const part of chunksOf(await readEventLoans(run.platform.db, on), CHUNK)) {
    await within(run, (ctx) => carryEvents(ctx, run, on, part))
  }
  for (const part of chunksOf(await readPastDue(run.platform.db, on), CARRIED_AT_ONCE)) {
    await within(run, (ctx) => carryPastDue(ctx.tx, on, part))
    await letPeopleFirst()
  }
}

interface Notice extends Tellable {
  readonly loan: LateLoan
}

/** The borrowers who are told on the morning that begins, because they are late by certain numbers of days. */
export async function noticesOf({ db }: Pick<ReadContext, 'db'>, on: Day): Promise<Telling<Notice>> {
  const morning = addDays(on, 1)
  const late = await readNoticed(db, NOTICE_DAYS)
  return {
    step: 'pastDue',
    all: late.map((loan) => ({ key: loan.id, amountFen: 0n, loan })),
    send: (ctx, part) => sendNotices(ctx, loansOf(part), morning),
    figures: (notices) => ({ count: 0, figures: { notices } }),
  }
}

function loansOf(notices: readonly Notice[]): LateLoan[] {
  return notices.map(({ loan }) => loan)
}

/** Tells those that are left, and writes down how many are late. */
export async function tellPastDue(
  ctx: WriteContext,
  on: Day,
  { items, chunk, started }: Rest<Notice> & { readonly started: number },
): Promise<void> {
  const { loans, overdueFen } = await readLate(ctx.db)
  const notices = await tellFew(ctx, { send: (open, part) => sendNotices(open, loansOf(part), addDays(on, 1)) }, items)
  const tookMs = performance.now() - started
  const figures = { overdue: loans, notices }
  await insertMarkers(ctx.tx, on, [{ step: 'pastDue', chunk, count: loans, amountFen: overdueFen, tookMs, figures }])
}

async function sendNotices(ctx: WriteContext, late: readonly LateLoan[], morning: Day): Promise<number> {
  await announcePastDue(ctx, late, morning)
  const recipients = await recipientsOf(
    ctx,
    late.map(({ customerId }) => customerId),
  )
  return sendAll(
    ctx,
    late.map(({ id, number, customerId, dpd, overdueFen }) => ({
      kind: 'sms' as const,
      template: 'loans.overdue',
      recipient: recipients.get(customerId)!.mobile,
      body: overdueText(number, dpd, overdueFen)[recipients.get(customerId)!.language],
      payload: { loanId: id, dpd, overdueFen: String(overdueFen) },
      customerId,
      objectKind: 'loan',
      objectId: id,
      dedupKey: `overdue:${id}:${morning}`,
    })),
  )
}

/** Systems outside hear of it on the same days as the borrower. */
function announcePastDue(ctx: WriteContext, late: readonly LateLoan[], morning: Day): Promise<number> {
  const occurredAt = ctx.clock.now()
  return announce(
    ctx,
    late.map(({ id, customerId, dpd, overdueFen }) => ({
      type: 'loan.past_due',
      sourceKey: `past_due:${id}:${morning}`,
      objectKind: 'loan',
      objectId: id,
      customerId,
      data: { loanId: id, customerId, dpd, overdueFen: String(overdueFen), bookedOn: morning },
      occurredAt,
    })),
  )
}
