import type { Day } from '@puhui/calendar'
import { bookingDay } from '../modules/ledger/index.ts'
import {
  openLoan,
  type Previewed,
  previewCommand,
  previewRepayment,
  type RepaymentWish,
  stateHash,
} from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type Booked, type BookOptions, bookEvent } from './book-event.ts'
import { giveBackAllowance } from './write-off.ts'

/** A wish without its day: the day is the open one. */
export type WishToday = Omit<RepaymentWish, 'valueOn'> & { readonly valueOn?: Day }

const PREVIEWED = 'lev_preview'

/** What a repayment would do if it were booked now. Nothing is written. */
export async function previewOfRepayment(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  wish: WishToday,
  customerId?: string,
): Promise<Previewed> {
  const bookedOn = await businessDate(ctx.db)
  const { loan } = await openLoan(ctx, loanId, customerId)
  return previewRepayment(loan, { ...wish, valueOn: wish.valueOn ?? bookedOn }, { bookedOn, eventId: PREVIEWED })
}

export interface RepayOptions extends BookOptions {
  /** From the preview: a loan that has changed since is refused. */
  readonly stateHash?: string | undefined
  readonly customerId?: string | undefined
}

/**
 * Takes a repayment: the same code as the preview, then booked in the open transaction.
 *
 * @refuses as the preview, and loans.changed_meanwhile
 */
export async function repay(
  ctx: WriteContext,
  loanId: string,
  wish: WishToday,
  { stateHash: seen, customerId, ...options }: RepayOptions = {},
): Promise<Booked & { readonly previewed: Previewed }> {
  const bookedOn = await bookingDay(ctx)
  const { row, loan } = await openLoan(ctx, loanId, customerId)
  if (seen !== undefined && seen !== stateHash(loan, bookedOn)) {
    throw new RefusalError({ code: 'loans.changed_meanwhile' })
  }
  const facts = { bookedOn, eventId: ctx.ids.next('lev') }
  const previewed = previewRepayment(loan, { ...wish, valueOn: wish.valueOn ?? bookedOn }, facts)
  return { ...(await bookEvent(ctx, row, previewed, options)), previewed }
}

/** What a reversal would do if it were booked now. */
export async function previewOfReversal(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  eventId: string,
): Promise<Previewed> {
  const bookedOn = await businessDate(ctx.db)
  const { loan } = await openLoan(ctx, loanId)
  return previewCommand(loan, { kind: 'reverse', eventId, reason: PREVIEWED }, { bookedOn, eventId: PREVIEWED })
}

/** Takes an event back: a new event, and an entry booked today that compensates it. Nothing is changed or deleted. */
export async function reverse(ctx: WriteContext, loanId: string, eventId: string, reason: string): Promise<Booked> {
  const bookedOn = await bookingDay(ctx)
  const { row, loan } = await openLoan(ctx, loanId)
  if (loan.events.find(({ kind }) => kind === 'disbursed')?.id === eventId) {
    throw new RefusalError({ code: 'loan.not_reversible', kind: 'disbursed' })
  }
  const facts = { bookedOn, eventId: ctx.ids.next('lev') }
  const previewed = previewCommand(loan, { kind: 'reverse', eventId, reason }, facts)
  const booked = await bookEvent(ctx, row, previewed, { reason })
  await giveBackAllowance(ctx, row, { previewed, reversedEventId: eventId })
  return booked
}

export interface Waiver {
  readonly part: 'interest' | 'fee' | 'penalty'
  readonly amountFen: bigint
  readonly reason: string
}

/** What a waiver would do if it were booked now. */
export async function previewOfWaiver(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  waiver: Omit<Waiver, 'reason'>,
): Promise<Previewed> {
  const bookedOn = await businessDate(ctx.db)
  const { loan } = await openLoan(ctx, loanId)
  const command = { kind: 'waive' as const, ...waiver, reason: PREVIEWED, valueOn: bookedOn }
  return previewCommand(loan, command, { bookedOn, eventId: PREVIEWED })
}

/** Forgives a part of what is due: the same code as the preview, then booked in the open transaction. */
export async function waive(
  ctx: WriteContext,
  loanId: string,
  waiver: Waiver,
  seen?: string | undefined,
): Promise<Booked> {
  const bookedOn = await bookingDay(ctx)
  const { row, loan } = await openLoan(ctx, loanId)
  if (seen !== undefined && seen !== stateHash(loan, bookedOn)) {
    throw new RefusalError({ code: 'loans.changed_meanwhile' })
  }
  const facts = { bookedOn, eventId: ctx.ids.next('lev') }
  const previewed = previewCommand(loan, { kind: 'waive', ...waiver, valueOn: bookedOn }, facts)
  return bookEvent(ctx, row, previewed, { reason: waiver.reason })
}
