import { type Day, epochOf } from '@puhui/calendar'
import { assertNever, ok, type Result, refuse } from '@puhui/kernel'
import { type Fen, sumFen } from '@puhui/money'
import { claimsOn } from './accrued.ts'
import { splitPrepayment } from './apply.ts'
import { callDueRefusal } from './call-due-limits.ts'
import { changeRefusal } from './change-limits.ts'
import type { LoanCommand, LoanFacts, LoanRefusal } from './command.ts'
import { principalOwed } from './core.ts'
import { disburseRefusal, endsBeforeDraw, isLastInForce } from './draw-limits.ts'
import type { EventBase, LoanEvent, NewTerms } from './event.ts'
import { coreOn, type Loan } from './loan.ts'
import { chargeBackRefusal, goodwillRefusal, hasChargeBack, refundRefusal, repriceRefusal } from './money-limits.ts'
import { dueByOwnDay } from './own-day.ts'
import { rateOn } from './plan.ts'
import { rescheduleRefusal } from './reschedule-limits.ts'
import { requiresHeld, returnRefusal } from './return-limits.ts'
import { openPart } from './row.ts'
import { earlySettlementQuote } from './settlement.ts'

type Command<Kind extends LoanCommand['kind']> = Extract<LoanCommand, { kind: Kind }>

/**
 * Whether a command may be carried out, and the event it makes.
 *
 * @param loan with every event known
 * @param facts.bookedOn the business day; value dates may lie before it, never after
 * @refuses in this order: amount, value date, state of the loan, limits of the command (see `LoanRefusal`)
 * @source SPEC D1-D9
 * @example decide(loan, { kind: 'repay', amountFen: 0n, … }, facts) // { ok: false, error: { code: 'loan.amount_not_positive', amountFen: 0n } }
 */
export function decide(loan: Loan, command: LoanCommand, facts: LoanFacts): Result<LoanEvent, LoanRefusal> {
  const refusal = commonRefusal(loan, command, facts) ?? ownRefusal(loan, command)
  if (refusal) return refuse(refusal)
  const event = eventOf(loan, command, facts)
  const gone = requiresHeld(loan, event)
  return gone ? refuse(gone) : ok(event)
}

function commonRefusal(loan: Loan, command: LoanCommand, facts: LoanFacts): LoanRefusal | undefined {
  if ('amountFen' in command && command.amountFen <= 0n) {
    return { code: 'loan.amount_not_positive', amountFen: command.amountFen }
  }
  if (!('valueOn' in command)) return undefined
  const { valueOn } = command
  if (valueOn > facts.bookedOn) return { code: 'loan.value_date_in_future', valueOn, bookedOn: facts.bookedOn }
  const { disbursedOn } = loan.core
  if (disbursedOn === undefined) return command.kind === 'disburse' ? undefined : { code: 'loan.not_disbursed' }
  if (valueOn < disbursedOn) return { code: 'loan.predates_disbursement', valueOn, disbursedOn }
  return endsBeforeDraw(loan, command)
}

function ownRefusal(loan: Loan, command: LoanCommand): LoanRefusal | undefined {
  switch (command.kind) {
    case 'disburse':
      return disburseRefusal(loan, command)
    case 'repay':
      return closedRefusal(loan, command.valueOn)
    case 'chargeOff':
      return closedRefusal(loan, command.valueOn) ?? settledRefusal(loan)
    case 'prepay':
      return closedRefusal(loan, command.valueOn) ?? prepayRefusal(loan, command)
    case 'waive':
      return closedRefusal(loan, command.valueOn) ?? waiveRefusal(loan, command)
    case 'recover':
      return recoverRefusal(loan, command)
    case 'reverse':
      return reverseRefusal(loan, command)
    case 'creditGoodwill':
      return closedRefusal(loan, command.valueOn) ?? goodwillRefusal(loan, command)
    case 'refund':
      return closedRefusal(loan, command.valueOn) ?? refundRefusal(loan, command)
    case 'chargeBack':
      return chargeBackRefusal(loan, command)
    case 'reprice':
      return closedRefusal(loan, command.valueOn) ?? repriceRefusal(loan)
    case 'charge':
    case 'moveDueDay':
    case 'extend':
    case 'pauseInterest':
      return closedRefusal(loan, command.valueOn) ?? settledRefusal(loan) ?? changeRefusal(loan, command)
    case 'returnHeld':
      return returnRefusal(loan, command)
    case 'reschedule':
      return closedRefusal(loan, command.valueOn) ?? settledRefusal(loan) ?? rescheduleRefusal(loan, command)
    case 'callDue':
      return closedRefusal(loan, command.valueOn) ?? settledRefusal(loan) ?? callDueRefusal(loan, command.valueOn)
    default:
      return assertNever(command)
  }
}

function closedRefusal(loan: Loan, valueOn: Day): LoanRefusal | undefined {
  const { settledOn, chargedOff } = coreOn(loan, valueOn)
  if (settledOn !== undefined) return { code: 'loan.settled', settledOn }
  return chargedOff || loan.core.chargedOff ? { code: 'loan.charged_off' } : undefined
}

/** A backdated charge-off must not take back a settlement that came after it. */
function settledRefusal({ core }: Loan): LoanRefusal | undefined {
  return core.settledOn === undefined ? undefined : { code: 'loan.settled', settledOn: core.settledOn }
}

function prepayRefusal(loan: Loan, command: Command<'prepay'>): LoanRefusal | undefined {
  const { prepayment } = loan.terms
  const settlement = earlySettlementQuote(loan, command.valueOn)
  if (!settlement.ok) return settlement.error
  if (!prepayment.isAllowed) return { code: 'loan.prepayment_not_allowed' }
  const [amountFen, settlementFen] = [command.amountFen, settlement.value.totalFen]
  if (command.mode === 'full') {
    return amountFen < settlementFen ? { code: 'loan.settlement_amount_short', amountFen, settlementFen } : undefined
  }
  const offered = modesOf({ ...loan, core: coreOn(loan, command.valueOn) })
  if (!offered.includes(command.mode)) return { code: 'loan.prepayment_mode_not_offered', mode: command.mode, offered }
  return partRefusal(loan, command, settlementFen)
}

/** Fewer instalments make sense only where instalments carry principal. */
export function modesOf({ terms, core }: Loan) {
  const { method } = core.schedule
  const hasInstalments = method === 'equal-instalment' || method === 'equal-principal'
  return terms.prepayment.modes.filter((mode) => mode === 'lower-instalment' || hasInstalments)
}

function partRefusal(loan: Loan, command: Command<'prepay'>, settlementFen: Fen): LoanRefusal | undefined {
  const { amountFen, valueOn } = command
  const core = coreOn(loan, valueOn)
  const epoch = epochOf(valueOn)
  const dueFen = dueOf(loan, valueOn)
  if (dueFen > 0n) return { code: 'loan.arrears_before_prepayment', dueFen }
  if (amountFen >= settlementFen) return { code: 'loan.prepayment_covers_all', amountFen, settlementFen }
  const { principalFen } = splitPrepayment(loan.terms, core, epoch, amountFen)
  const minFen = loan.terms.prepayment.minAmountFen
  return principalFen < minFen ? { code: 'loan.prepayment_below_minimum', amountFen, minFen } : undefined
}

function dueOf(loan: Loan, on: Day, parts = ['principal', 'interest', 'fee', 'penalty'] as const): Fen {
  return sumFen(parts.map((part) => duePart(loan, on, part)))
}

function duePart(loan: Loan, on: Day, part: 'principal' | 'interest' | 'fee' | 'penalty'): Fen {
  const core = coreOn(loan, on)
  const epoch = epochOf(on)
  const due = core.rows.filter((row) => row.settledOn === undefined && row.dueEpoch <= epoch)
  const dueFen = sumFen(due.map((row) => openPart(row, part, epoch, core.penalty)))
  const isCharge = part === 'fee' || part === 'penalty'
  return isCharge ? dueFen + dueByOwnDay(loan, core, epoch, [part]) : dueFen
}

function waiveRefusal(loan: Loan, command: Command<'waive'>): LoanRefusal | undefined {
  const outstandingFen = duePart(loan, command.valueOn, command.part)
  const { amountFen } = command
  return amountFen > outstandingFen ? { code: 'loan.waiver_above_outstanding', amountFen, outstandingFen } : undefined
}

function recoverRefusal(loan: Loan, command: Command<'recover'>): LoanRefusal | undefined {
  const core = coreOn(loan, command.valueOn)
  if (!core.chargedOff) return { code: 'loan.not_charged_off' }
  const { interestFen, feeFen, penaltyFen } = claimsOn(loan.terms, core, epochOf(command.valueOn))
  const claimFen = principalOwed(core) + interestFen + feeFen + penaltyFen
  const { amountFen } = command
  return amountFen > claimFen ? { code: 'loan.recovery_above_claim', amountFen, claimFen } : undefined
}

function reverseRefusal(loan: Loan, { eventId }: Command<'reverse'>): LoanRefusal | undefined {
  const event = loan.events.find((candidate) => candidate.id === eventId)
  if (!event) return { code: 'loan.event_unknown', eventId }
  if (event.kind === 'reversed') return { code: 'loan.event_not_reversible', eventId, kind: event.kind }
  if (!loan.inForce.includes(event)) return { code: 'loan.event_already_reversed', eventId }
  if (hasChargeBack(loan, event)) return { code: 'loan.event_not_reversible', eventId, kind: event.kind }
  return event.kind === 'disbursed' && !isLastInForce(loan, event)
    ? { code: 'loan.event_not_reversible', eventId, kind: event.kind }
    : undefined
}

function eventOf(loan: Loan, command: LoanCommand, facts: LoanFacts): LoanEvent {
  const { bookedOn } = facts
  const seq = (loan.events.at(-1)?.seq ?? 0) + 1
  const base: EventBase = {
    id: facts.eventId,
    seq,
    bookedOn,
    valueOn: 'valueOn' in command ? command.valueOn : bookedOn,
  }
  switch (command.kind) {
    case 'disburse':
      return { ...base, kind: 'disbursed', amountFen: command.amountFen, channel: command.channel }
    case 'repay':
      return { ...base, kind: 'repaid', amountFen: command.amountFen, channel: command.channel }
    case 'prepay': {
      const { amountFen, mode, channel } = command
      return { ...base, kind: 'prepaid', amountFen, mode, channel }
    }
    case 'waive': {
      const { part, amountFen, reason } = command
      return { ...base, kind: 'waived', part, amountFen, reason }
    }
    case 'reverse':
      return { ...base, kind: 'reversed', eventId: command.eventId, reason: command.reason }
    case 'chargeOff':
      return { ...base, kind: 'chargedOff', reason: command.reason }
    case 'recover':
      return { ...base, kind: 'recovered', amountFen: command.amountFen, channel: command.channel }
    case 'creditGoodwill':
      return { ...base, kind: 'goodwillCredited', amountFen: command.amountFen, reason: command.reason }
    case 'refund': {
      const { amountFen, withInterest, channel, reason } = command
      return { ...base, kind: 'refunded', amountFen, withInterest, channel, reason }
    }
    case 'chargeBack': {
      const { eventId, amountFen, chargesFee, reason } = command
      return { ...base, kind: 'chargedBack', eventId, amountFen, chargesFee, reason }
    }
    case 'reprice': {
      const { annualRatePpm, benchmark, benchmarkPpm, publishedOn } = command
      return { ...base, kind: 'repriced', annualRatePpm, benchmark, benchmarkPpm, publishedOn }
    }
    case 'charge': {
      const { feeCode, amountFen, due, dueOn, isPenalty, reason } = command
      const own = { ...(dueOn ? { dueOn } : {}), ...(isPenalty ? { isPenalty } : {}) }
      return { ...base, kind: 'charged', feeCode, amountFen, due, ...own, reason }
    }
    case 'moveDueDay':
      return { ...base, kind: 'dueDayMoved', dayOfMonth: command.dayOfMonth, reason: command.reason }
    case 'extend': {
      const { unit, count, spacing, reason } = command
      const own = { ...(spacing ? { spacing } : {}), ...comingIn(command) }
      return { ...base, kind: 'extended', unit, count, ...own, reason }
    }
    case 'pauseInterest':
      return { ...base, kind: 'interestPaused', until: command.until, ...comingIn(command), reason: command.reason }
    case 'returnHeld': {
      const { amountFen, channel, reason } = command
      return { ...base, kind: 'heldReturned', amountFen, channel, reason }
    }
    case 'reschedule': {
      const { instalments, annualRatePpm, graceInstalments, arrears, reAge, reAmortise, reason } = command
      const own = { ...(reAge ? { reAge } : {}), ...(reAmortise ? { reAmortise } : {}) }
      return { ...base, kind: 'rescheduled', instalments, annualRatePpm, graceInstalments, arrears, ...own, reason }
    }
    case 'callDue':
      return {
        ...base,
        kind: 'rescheduled',
        ...asItStands(loan, command.valueOn),
        isAllDue: true,
        reason: command.reason,
      }
    default:
      return assertNever(command)
  }
}

/** The coming day from which it holds, where there is one. */
function comingIn({ from }: Pick<Command<'extend' | 'pauseInterest'>, 'from'>): Pick<Command<'extend'>, 'from'> {
  return from === undefined ? {} : { from }
}

/** All that is open in one payment, under the terms that stand. */
function asItStands(loan: Loan, on: Day): NewTerms {
  const { schedule } = coreOn(loan, on)
  const annualRatePpm = rateOn({ ...loan.terms, schedule }, on)
  return { instalments: 1, annualRatePpm, graceInstalments: 0, arrears: 'kept' }
}
