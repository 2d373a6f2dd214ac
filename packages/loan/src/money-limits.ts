import { epochOf } from '@puhui/calendar'
import { type Fen, maxFen, sumFen } from '@puhui/money'
import { claimsOn } from './accrued.ts'
import type { LoanCommand, LoanRefusal } from './command.ts'
import type { ChargedBack, LoanEvent } from './event.ts'
import { coreOn, type Loan } from './loan.ts'

type Command<Kind extends LoanCommand['kind']> = Extract<LoanCommand, { kind: Kind }>

/** A credit pays what is owed and no more. */
export function goodwillRefusal(
  loan: Loan,
  { amountFen, valueOn }: Command<'creditGoodwill'>,
): LoanRefusal | undefined {
  const core = coreOn(loan, valueOn)
  const { interestFen, feeFen, penaltyFen } = claimsOn(loan.terms, core, epochOf(valueOn))
  const principalFen = core.disbursedFen - core.paid.principalFen
  const owedFen = maxFen(0n, principalFen + interestFen + feeFen + penaltyFen - core.heldFen)
  return amountFen > owedFen ? { code: 'loan.credit_above_owed', amountFen, owedFen } : undefined
}

/** A merchant gives back at most what the loan paid for. */
export function refundRefusal({ core }: Loan, { amountFen }: Command<'refund'>): LoanRefusal | undefined {
  const leftFen = core.disbursedFen - core.capitalisedFen - core.refundedFen
  return amountFen > leftFen ? { code: 'loan.refund_above_principal', amountFen, leftFen } : undefined
}

/** Why a payment cannot be taken back by the bank, in this order: the loan, the payment, the day, the amount. */
export function chargeBackRefusal(
  loan: Loan,
  { eventId, amountFen, valueOn }: Command<'chargeBack'>,
): LoanRefusal | undefined {
  if (loan.core.chargedOff) return { code: 'loan.charged_off' }
  const payment = loan.inForce.find((event) => event.id === eventId)
  if (!payment) return { code: 'loan.event_unknown', eventId }
  if (payment.kind !== 'repaid') return { code: 'loan.not_a_repayment', eventId }
  if (valueOn < payment.valueOn) return { code: 'loan.predates_payment', valueOn, paidOn: payment.valueOn }
  const leftFen = payment.amountFen - chargedBackOf(loan, eventId)
  return amountFen > leftFen ? { code: 'loan.charge_back_above_payment', amountFen, leftFen } : undefined
}

function chargeBacksOf(loan: Loan, eventId: string): readonly ChargedBack[] {
  return loan.inForce.filter((event) => event.kind === 'chargedBack' && event.eventId === eventId) as ChargedBack[]
}

function chargedBackOf(loan: Loan, eventId: string): Fen {
  return sumFen(chargeBacksOf(loan, eventId).map((event) => event.amountFen))
}

/** A payment that the bank took back is not reversed on top: the chargeback is reversed first. */
export function hasChargeBack(loan: Loan, event: LoanEvent): boolean {
  return chargeBacksOf(loan, event.id).length > 0
}

/** Only a floating rate follows a benchmark; new terms have made it fixed. */
export function repriceRefusal({ core }: Loan): LoanRefusal | undefined {
  return core.schedule.plan?.floating ? undefined : { code: 'loan.rate_is_fixed' }
}
