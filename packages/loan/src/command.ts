import type { Day } from '@puhui/calendar'
import type { Refusal } from '@puhui/kernel'
import type { Fen, RatePpm } from '@puhui/money'
import type { PrepaymentMode } from '@puhui/product'
import type {
  Charged,
  DueDayMoved,
  Extended,
  HeldReturned,
  InterestPaused,
  NewTerms,
  ReAge,
  ReAmortise,
} from './event.ts'

export type LoanCommand =
  | { readonly kind: 'disburse'; readonly amountFen: Fen; readonly channel: string; readonly valueOn: Day }
  | { readonly kind: 'repay'; readonly amountFen: Fen; readonly channel: string; readonly valueOn: Day }
  | {
      readonly kind: 'prepay'
      readonly amountFen: Fen
      readonly mode: 'full' | PrepaymentMode
      readonly channel: string
      readonly valueOn: Day
    }
  | {
      readonly kind: 'waive'
      readonly part: 'penalty' | 'fee' | 'interest'
      readonly amountFen: Fen
      readonly reason: string
      readonly valueOn: Day
    }
  | { readonly kind: 'reverse'; readonly eventId: string; readonly reason: string }
  | { readonly kind: 'chargeOff'; readonly reason: string; readonly valueOn: Day }
  | { readonly kind: 'recover'; readonly amountFen: Fen; readonly channel: string; readonly valueOn: Day }
  | { readonly kind: 'creditGoodwill'; readonly amountFen: Fen; readonly reason: string; readonly valueOn: Day }
  | {
      readonly kind: 'refund'
      readonly amountFen: Fen
      readonly withInterest: boolean
      readonly channel: string
      readonly reason: string
      readonly valueOn: Day
    }
  | {
      readonly kind: 'chargeBack'
      readonly eventId: string
      readonly amountFen: Fen
      readonly chargesFee: boolean
      readonly reason: string
      readonly valueOn: Day
    }
  | {
      readonly kind: 'reprice'
      readonly annualRatePpm: RatePpm
      readonly benchmark: 'LPR1Y' | 'LPR5Y'
      readonly benchmarkPpm: RatePpm
      readonly publishedOn: Day
      readonly valueOn: Day
    }
  | (Pick<Charged, 'feeCode' | 'amountFen' | 'dueOn' | 'isPenalty' | 'reason'> & {
      readonly kind: 'charge'
      readonly due: 'now' | 'next'
      readonly valueOn: Day
    })
  | (Pick<DueDayMoved, 'dayOfMonth' | 'reason'> & { readonly kind: 'moveDueDay'; readonly valueOn: Day })
  | (Pick<Extended, 'unit' | 'count' | 'spacing' | 'from' | 'reason'> & {
      readonly kind: 'extend'
      readonly valueOn: Day
    })
  | (Pick<InterestPaused, 'until' | 'from' | 'reason'> & { readonly kind: 'pauseInterest'; readonly valueOn: Day })
  | (Pick<HeldReturned, 'amountFen' | 'channel' | 'reason'> & { readonly kind: 'returnHeld'; readonly valueOn: Day })
  | (NewTerms & {
      readonly kind: 'reschedule'
      readonly reAge?: ReAge
      readonly reAmortise?: ReAmortise
      readonly reason: string
      readonly valueOn: Day
    })
  | { readonly kind: 'callDue'; readonly reason: string; readonly valueOn: Day }

/** What a decision needs from outside. */
export interface LoanFacts {
  /** The business day on which it is recorded. */
  readonly bookedOn: Day
  /** The id of the event, if there will be one. */
  readonly eventId: string
}

export type LoanRefusal =
  | (Refusal<'loan.amount_not_positive'> & { readonly amountFen: Fen })
  | (Refusal<'loan.value_date_in_future'> & { readonly valueOn: Day; readonly bookedOn: Day })
  | (Refusal<'loan.predates_disbursement'> & { readonly valueOn: Day; readonly disbursedOn: Day })
  | Refusal<'loan.not_disbursed'>
  | Refusal<'loan.already_disbursed'>
  | (Refusal<'loan.disbursement_not_principal'> & { readonly amountFen: Fen; readonly principalFen: Fen })
  | (Refusal<'loan.draw_after_last_day'> & { readonly lastOn: Day })
  | (Refusal<'loan.arrears_before_draw'> & { readonly dpd: number })
  | (Refusal<'loan.draw_above_rest'> & { readonly amountFen: Fen; readonly restFen: Fen })
  | (Refusal<'loan.draw_below_least'> & { readonly amountFen: Fen; readonly leastFen: Fen })
  | (Refusal<'loan.settled'> & { readonly settledOn: Day })
  | Refusal<'loan.charged_off'>
  | Refusal<'loan.not_charged_off'>
  | Refusal<'loan.prepayment_not_allowed'>
  | (Refusal<'loan.prepayment_mode_not_offered'> & { readonly mode: string; readonly offered: readonly string[] })
  | (Refusal<'loan.arrears_before_prepayment'> & { readonly dueFen: Fen })
  | (Refusal<'loan.prepayment_below_minimum'> & { readonly amountFen: Fen; readonly minFen: Fen })
  | (Refusal<'loan.prepayment_covers_all'> & { readonly amountFen: Fen; readonly settlementFen: Fen })
  | (Refusal<'loan.settlement_amount_short'> & { readonly amountFen: Fen; readonly settlementFen: Fen })
  | (Refusal<'loan.waiver_above_outstanding'> & { readonly amountFen: Fen; readonly outstandingFen: Fen })
  | (Refusal<'loan.recovery_above_claim'> & { readonly amountFen: Fen; readonly claimFen: Fen })
  | (Refusal<'loan.credit_above_owed'> & { readonly amountFen: Fen; readonly owedFen: Fen })
  | (Refusal<'loan.refund_above_principal'> & { readonly amountFen: Fen; readonly leftFen: Fen })
  | (Refusal<'loan.return_above_held'> & { readonly amountFen: Fen; readonly heldFen: Fen })
  | (Refusal<'loan.held_paid_out'> & { readonly paidOutFen: Fen })
  | (Refusal<'loan.not_a_repayment'> & { readonly eventId: string })
  | (Refusal<'loan.predates_payment'> & { readonly valueOn: Day; readonly paidOn: Day })
  | (Refusal<'loan.charge_back_above_payment'> & { readonly amountFen: Fen; readonly leftFen: Fen })
  | Refusal<'loan.rate_is_fixed'>
  | (Refusal<'loan.fee_not_in_tariff'> & { readonly feeCode: string })
  | (Refusal<'loan.fee_above_tariff'> & { readonly amountFen: Fen; readonly maxFen: Fen })
  | Refusal<'loan.nothing_is_due'>
  | (Refusal<'loan.charge_day_out_of_range'> & { readonly dueOn: Day; readonly firstOn: Day; readonly lastOn: Day })
  | (Refusal<'loan.fee_is_no_penalty'> & { readonly feeCode: string })
  | (Refusal<'loan.arrears_before_change'> & { readonly dpd: number })
  | (Refusal<'loan.due_day_out_of_range'> & { readonly dayOfMonth: number })
  | Refusal<'loan.due_day_unchanged'>
  | Refusal<'loan.due_days_not_monthly'>
  | (Refusal<'loan.due_day_moved_lately'> & { readonly nextOn: Day })
  | (Refusal<'loan.day_to_come_out_of_range'> & { readonly from: Day; readonly firstOn: Day; readonly lastOn: Day })
  | (Refusal<'loan.extension_out_of_range'> & { readonly count: number; readonly max: number })
  | (Refusal<'loan.extension_too_long'> & { readonly lastOn: Day })
  | (Refusal<'loan.pause_out_of_range'> & { readonly until: Day; readonly lastOn: Day })
  | Refusal<'loan.rate_floats'>
  | Refusal<'loan.interest_paused_already'>
  | Refusal<'loan.nothing_to_reschedule'>
  | (Refusal<'loan.instalments_out_of_range'> & { readonly instalments: number; readonly max: number })
  | (Refusal<'loan.grace_too_long'> & { readonly graceInstalments: number; readonly max: number })
  | (Refusal<'loan.rate_above_contract'> & { readonly annualRatePpm: RatePpm; readonly maxPpm: RatePpm })
  | Refusal<'loan.re_age_needs_daily_rest'>
  | Refusal<'loan.re_age_moves_days_alone'>
  | (Refusal<'loan.re_age_day_out_of_range'> & { readonly firstOn: Day; readonly lastOn: Day })
  | (Refusal<'loan.re_age_too_long'> & { readonly months: number })
  | Refusal<'loan.re_amortise_needs_daily_rest'>
  | Refusal<'loan.re_amortise_spreads_alone'>
  | Refusal<'loan.nothing_to_spread'>
  | Refusal<'loan.no_acceleration_clause'>
  | (Refusal<'loan.not_late_enough'> & { readonly dpd: number; readonly afterDays: number })
  | (Refusal<'loan.event_unknown'> & { readonly eventId: string })
  | (Refusal<'loan.event_already_reversed'> & { readonly eventId: string })
  | (Refusal<'loan.event_not_reversible'> & { readonly eventId: string; readonly kind: string })
