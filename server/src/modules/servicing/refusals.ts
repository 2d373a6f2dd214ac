import { assertNever } from '@puhui/kernel'
import type { LoanRefusal } from '@puhui/loan'
import { formatYuan } from '@puhui/money'
import { formatPercent } from '@puhui/product'
import { RefusalError, type RefusalFacts } from '../../platform/refusal-error.ts'

/** Says in the words of the API why a loan refused. Amounts are shown in yuan. */
export function loanRefusal(error: LoanRefusal): RefusalError {
  return new RefusalError(factsOf(error))
}

function factsOf(error: LoanRefusal): RefusalFacts {
  switch (error.code) {
    case 'loan.not_disbursed':
      return { code: 'loan.not_active', status: 'pending' }
    case 'loan.already_disbursed':
      return { code: 'loan.not_active', status: 'active' }
    case 'loan.settled':
      return { code: 'loan.not_active', status: 'settled', settledOn: error.settledOn }
    case 'loan.charged_off':
      return { code: 'loan.not_active', status: 'chargedOff' }
    case 'loan.not_charged_off':
      return { code: 'loan.not_active', status: 'active' }
    case 'loan.value_date_in_future':
      return { ...error }
    case 'loan.predates_disbursement':
      return { ...error, code: 'loan.value_date_before_disbursement' }
    case 'loan.amount_not_positive':
      return { code: 'loan.amount_too_small', minimum: formatYuan(1n) }
    case 'loan.prepayment_below_minimum':
      return { code: 'loan.amount_too_small', minimum: formatYuan(error.minFen) }
    case 'loan.settlement_amount_short':
      return { code: 'loan.settlement_amount_short', settlement: formatYuan(error.settlementFen) }
    case 'loan.prepayment_covers_all':
      return { code: 'loan.amount_above_settlement', settlement: formatYuan(error.settlementFen) }
    case 'loan.recovery_above_claim':
      return { code: 'loan.amount_above_settlement', settlement: formatYuan(error.claimFen) }
    case 'loan.arrears_before_prepayment':
      return { code: 'loan.arrears_before_prepayment', due: formatYuan(error.dueFen) }
    case 'loan.prepayment_not_allowed':
    case 'loan.prepayment_mode_not_offered':
      return { code: 'loan.prepayment_not_offered' }
    case 'loan.waiver_above_outstanding':
      return { code: 'loan.nothing_to_waive', available: formatYuan(error.outstandingFen) }
    case 'loan.credit_above_owed':
      return { code: error.code, owed: formatYuan(error.owedFen) }
    case 'loan.refund_above_principal':
      return { code: error.code, left: formatYuan(error.leftFen) }
    case 'loan.return_above_held':
      return { code: error.code, held: formatYuan(error.heldFen) }
    case 'loan.held_paid_out':
      return { code: error.code, paidOut: formatYuan(error.paidOutFen) }
    case 'loan.not_a_repayment':
      return { code: error.code }
    case 'loan.predates_payment':
      return { code: 'loan.charge_back_before_payment', paidOn: error.paidOn }
    case 'loan.charge_back_above_payment':
      return { code: error.code, left: formatYuan(error.leftFen) }
    case 'loan.re_amortise_needs_daily_rest':
    case 'loan.re_amortise_spreads_alone':
    case 'loan.nothing_to_spread':
    case 'loan.no_acceleration_clause':
    case 'loan.re_age_needs_daily_rest':
    case 'loan.re_age_moves_days_alone':
    case 'loan.rate_is_fixed':
    case 'loan.nothing_to_reschedule':
      return { code: error.code }
    case 'loan.not_late_enough':
      return { code: error.code, dpd: error.dpd, afterDays: error.afterDays }
    case 'loan.re_age_day_out_of_range':
      return { code: error.code, firstOn: error.firstOn, lastOn: error.lastOn }
    case 'loan.re_age_too_long':
      return { code: error.code, months: error.months }
    case 'loan.instalments_out_of_range':
      return { code: error.code, max: error.max }
    case 'loan.grace_too_long':
      return { code: error.code, max: error.max }
    case 'loan.rate_above_contract':
      return { code: error.code, max: formatPercent(error.maxPpm) }
    case 'loan.event_unknown':
      return { code: 'loan.event_not_found' }
    case 'loan.event_already_reversed':
      return { code: 'loan.already_reversed' }
    case 'loan.event_not_reversible':
      return { code: 'loan.not_reversible', kind: error.kind }
    case 'loan.fee_not_in_tariff':
    case 'loan.nothing_is_due':
    case 'loan.due_day_out_of_range':
    case 'loan.due_day_unchanged':
    case 'loan.due_days_not_monthly':
    case 'loan.rate_floats':
    case 'loan.interest_paused_already':
      return { code: error.code }
    case 'loan.fee_above_tariff':
      return { code: error.code, max: formatYuan(error.maxFen) }
    case 'loan.arrears_before_change':
      return { code: error.code, days: error.dpd }
    case 'loan.due_day_moved_lately':
      return { code: error.code, nextOn: error.nextOn }
    case 'loan.extension_out_of_range':
      return { code: error.code, max: error.max }
    case 'loan.fee_is_no_penalty':
      return { code: error.code }
    case 'loan.charge_day_out_of_range':
    case 'loan.day_to_come_out_of_range':
      return { code: error.code, firstOn: error.firstOn, lastOn: error.lastOn }
    case 'loan.extension_too_long':
    case 'loan.pause_out_of_range':
      return { code: error.code, lastOn: error.lastOn }
    case 'loan.draw_after_last_day':
      return { code: error.code, lastOn: error.lastOn }
    case 'loan.arrears_before_draw':
      return { code: error.code, days: error.dpd }
    case 'loan.draw_above_rest':
      return { code: error.code, rest: formatYuan(error.restFen) }
    case 'loan.draw_below_least':
      return { code: error.code, least: formatYuan(error.leastFen) }
    case 'loan.disbursement_not_principal':
      return { code: 'compliance.upfront_interest', principal: formatYuan(error.principalFen) }
    default:
      return assertNever(error)
  }
}
