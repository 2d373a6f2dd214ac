import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import {
  earlySettlementQuote,
  type Loan,
  type LoanCommand,
  type LoanState,
  type Preview,
  preview,
  stateOn,
} from '@puhui/loan'
import { type Fen, formatYuan } from '@puhui/money'
import type { ReadContext } from '../../platform/context.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { claimOf, loanFrom, seqOf } from './model.ts'
import { loanRefusal } from './refusals.ts'
import { readEventRows, readLoanRow, readTerms } from './store.ts'

type Reads = Pick<ReadContext, 'db'>

export type LoanRow = NonNullable<Awaited<ReturnType<typeof readLoanRow>>>
export type EventRow = Awaited<ReturnType<typeof readEventRows>>[number]

/** A loan as it is kept and as it is folded. */
export interface OpenLoan {
  readonly row: LoanRow
  readonly events: readonly EventRow[]
  readonly loan: Loan
}

/**
 * Reads a loan and folds it.
 *
 * @param customerId for a borrower: somebody else's loan is not there
 * @refuses loans.not_found
 */
export async function openLoan({ db }: Reads, loanId: string, customerId?: string): Promise<OpenLoan> {
  const row = await readLoanRow(db, loanId)
  if (!row || (customerId !== undefined && row.customer_id !== customerId)) {
    throw new RefusalError({ code: 'loans.not_found' })
  }
  const [stored, terms] = await Promise.all([readEventRows(db, loanId), readTerms(db, loanId)])
  const events = stored.filter((event) => event.seq <= row.event_seq)
  const loan = loanFrom(
    terms,
    events.map((event) => event.payload),
  )
  assert(seqOf(loan) === row.event_seq, 'the row of a loan knows its last event', { loanId })
  return { row, events, loan }
}

/** What a repayment is for: what is due, a part ahead of time, or the end of the loan. */
export interface RepaymentWish {
  readonly amountFen: Fen
  readonly purpose: 'due' | 'prepay' | 'settle'
  readonly effect: 'lower-instalment' | 'fewer-instalments'
  readonly channel: string
  readonly valueOn: Day
}

/** A command together with the loan before it. */
export interface Previewed extends Preview {
  readonly loan: Loan
}

/**
 * What a repayment would do if it were booked on a day. Nothing is taken beyond what ends the loan.
 *
 * @refuses loan.not_active, loan.value_date_in_future, loan.value_date_before_disbursement, loan.amount_too_small,
 *   loan.amount_above_settlement, loan.settlement_amount_short, loan.arrears_before_prepayment, loan.prepayment_not_offered
 */
export function previewRepayment(
  loan: Loan,
  wish: RepaymentWish,
  facts: { bookedOn: Day; eventId: string },
): Previewed {
  const state = stateOn(loan, facts.bookedOn)
  const previewed = previewCommand(loan, commandOf(state, wish), facts, state)
  const endFen = settlementOf(loan, wish.valueOn, state)
  if (wish.amountFen > endFen) {
    throw new RefusalError({ code: 'loan.amount_above_settlement', settlement: formatYuan(endFen) })
  }
  return previewed
}

/** What any command would do; refused in the words of the API. */
export function previewCommand(
  loan: Loan,
  command: LoanCommand,
  facts: { readonly bookedOn: Day; readonly eventId: string },
  before?: LoanState,
): Previewed {
  const result = preview(loan, command, facts, before)
  if (!result.ok) throw loanRefusal(result.error)
  return { ...result.value, loan }
}

function commandOf(state: LoanState, { amountFen, purpose, effect, channel, valueOn }: RepaymentWish): LoanCommand {
  const money = { amountFen, channel, valueOn }
  if (state.status === 'chargedOff') return { kind: 'recover', ...money }
  if (purpose === 'settle') return { kind: 'prepay', mode: 'full', ...money }
  return purpose === 'prepay' ? { kind: 'prepay', mode: effect, ...money } : { kind: 'repay', ...money }
}

/** What would end the loan if it were paid on a day: the settlement, or all that is claimed. */
export function settlementOf(loan: Loan, on: Day, state: LoanState = stateOn(loan, on)): Fen {
  const known = settlements.get(state)
  if (known?.loan === loan && known.on === on) return known.fen
  const fen = settlementFenOf(loan, on, state)
  settlements.set(state, { loan, on, fen })
  return fen
}

/** A payment asks for it once to check and once to show; a state never changes. */
const settlements = new WeakMap<LoanState, { readonly loan: Loan; readonly on: Day; readonly fen: Fen }>()

function settlementFenOf(loan: Loan, on: Day, state: LoanState): Fen {
  if (state.status === 'settled' || state.status === 'pending') return 0n
  const quote = earlySettlementQuote(loan, on)
  if (quote.ok) return quote.value.totalFen
  const plannedFen = state.instalments.reduce((sum, one) => sum + one.outstandingFen, 0n) - state.heldFen
  return state.status === 'chargedOff' ? claimOf(state) : plannedFen
}
