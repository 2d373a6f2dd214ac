import type { Day } from '@puhui/calendar'
import { checkRule } from '@puhui/compliance'
import { allInCostOf, type LoanCommand, type LoanFacts } from '@puhui/loan'
import { formatPercent } from '@puhui/product'
import { bookingDay } from '../modules/ledger/index.ts'
import { lawOn } from '../modules/regulations/index.ts'
import { openLoan, type Previewed, previewCommand, stateHash } from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type Booked, bookEvent } from './book-event.ts'

/** A fee on an event, another repayment day, an extension, or a pause of interest. */
export interface Change {
  readonly kind: 'charge' | 'moveDueDay' | 'extend' | 'pause'
  readonly valueOn?: Day
  readonly feeCode?: string | undefined
  readonly amountFen?: bigint | undefined
  readonly due?: 'now' | 'next' | undefined
  readonly dueOn?: Day | undefined
  readonly isPenalty?: boolean | undefined
  readonly dayOfMonth?: number | undefined
  readonly unit?: 'day' | 'month' | 'instalment' | undefined
  readonly count?: number | undefined
  readonly spacing?: 'from-new-day' | undefined
  readonly until?: Day | undefined
  readonly from?: Day | undefined
}

export interface ChangeOptions {
  readonly reason: string
  /** From the preview: a loan that has changed since is refused. */
  readonly stateHash?: string | undefined
  /** For a borrower: somebody else's loan is not there. */
  readonly customerId?: string | undefined
}

const PREVIEWED = 'lev_preview'

function commandOf(change: Change, today: Day, reason: string): LoanCommand {
  const {
    valueOn = today,
    feeCode = '',
    amountFen = 0n,
    due = 'next',
    dayOfMonth = 0,
    unit = 'day',
    count = 0,
  } = change
  switch (change.kind) {
    case 'charge':
      return { kind: 'charge', feeCode, amountFen, due, ...ownOf(change), reason, valueOn }
    case 'moveDueDay':
      return { kind: 'moveDueDay', dayOfMonth, reason, valueOn }
    case 'extend':
      return { kind: 'extend', unit, count, ...comingOf(change), ...spacingOf(change), reason, valueOn }
    case 'pause':
      return { kind: 'pauseInterest', until: change.until ?? valueOn, ...comingOf(change), reason, valueOn }
  }
}

/** The coming day from which it holds, where it is named. */
function comingOf({ from }: Change) {
  return from === undefined ? {} : { from }
}

function spacingOf({ spacing }: Change) {
  return spacing === undefined ? {} : { spacing }
}

/** A day of its own, a penalty: said only where they are so. */
function ownOf({ dueOn, isPenalty }: Change) {
  return { ...(dueOn === undefined ? {} : { dueOn }), ...(isPenalty ? { isPenalty } : {}) }
}

/** What it would do if it were booked now. */
export async function previewOfChange(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  change: Change,
  customerId?: string,
): Promise<Previewed> {
  const bookedOn = await businessDate(ctx.db)
  const { loan } = await openLoan(ctx, loanId, customerId)
  const facts = { bookedOn, eventId: PREVIEWED }
  const previewed = previewCommand(loan, commandOf(change, bookedOn, PREVIEWED), facts)
  await requireCostWithinCap(ctx, asFee(previewed, facts))
  return previewed
}

/** Books it: the same code as the preview, in the open transaction. */
export async function changeLoan(
  ctx: WriteContext,
  loanId: string,
  change: Change,
  { reason, stateHash: seen, customerId }: ChangeOptions,
): Promise<Booked> {
  const bookedOn = await bookingDay(ctx)
  const { row, loan } = await openLoan(ctx, loanId, customerId)
  if (seen !== undefined && seen !== stateHash(loan, bookedOn)) {
    throw new RefusalError({ code: 'loans.changed_meanwhile' })
  }
  const facts = { bookedOn, eventId: ctx.ids.next('lev') }
  const previewed = previewCommand(loan, commandOf(change, bookedOn, reason), facts)
  await requireCostWithinCap(ctx, asFee(previewed, facts))
  return bookEvent(ctx, row, previewed, { reason })
}

/** A fixed penalty counts as a fee where the cost is held against the ceiling. */
function asFee(previewed: Previewed, facts: LoanFacts): Previewed {
  const { loan, event } = previewed
  if (event.kind !== 'charged' || !event.isPenalty || event.due === 'principal') return previewed
  const { isPenalty: _isPenalty, feeCode, amountFen, due, reason, valueOn, dueOn } = event
  const own = dueOn === undefined ? {} : { dueOn }
  return previewCommand(loan, { kind: 'charge', feeCode, amountFen, due, ...own, reason, valueOn }, facts)
}

/**
 * A fee on top must not lift the cost of the loan, as it went and as it will go, above the ceiling.
 *
 * @source CN-RATE-004
 */
async function requireCostWithinCap(ctx: Pick<ReadContext, 'db'>, { event, evolved }: Previewed): Promise<void> {
  if (event.kind !== 'charged') return
  const cost = allInCostOf(evolved, event.bookedOn)
  if (cost === undefined) return
  const { pack, on } = await lawOn(ctx, event.bookedOn)
  const { simpleAnnualPpm } = cost
  if (checkRule(pack, 'CN-RATE-004', on, { simpleAnnualPpm }).decision !== 'refuse') return
  const cap = formatPercent(BigInt(String(pack.values['CN-RATE-004'].capAnnualPpm)))
  throw new RefusalError({ code: 'compliance.cost_above_cap', cost: formatPercent(simpleAnnualPpm), cap })
}
