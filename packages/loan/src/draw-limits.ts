import { type Day, epochOf } from '@puhui/calendar'
import { type Fen, maxFen } from '@puhui/money'
import { type DrawRule, firstPayoutFenOf, lastDrawDay } from '@puhui/product'
import type { LoanCommand, LoanRefusal } from './command.ts'
import { type Drawable, drawableOf } from './draw.ts'
import type { LoanEvent } from './event.ts'
import { coreOn, type Loan } from './loan.ts'
import { dpdOf } from './past-due.ts'

type Disburse = Extract<LoanCommand, { kind: 'disburse' }>

/**
 * What may still be drawn of a loan on a day: the same as `stateOn(loan, asOf).drawable`, without the rest of the state.
 *
 * @returns undefined for a loan that is paid out whole, and before the first part
 * @source SPEC T4
 */
export function drawableOn(loan: Loan, asOf: Day): Drawable | undefined {
  return drawableOf(loan.terms, coreOn(loan, asOf), asOf)
}

/** Why money is not paid out, in this order: not in parts, days, state of the loan, arrears, amount. */
export function disburseRefusal(loan: Loan, command: Disburse): LoanRefusal | undefined {
  const { core, terms } = loan
  if (core.disbursedOn !== undefined) return drawRefusal(loan, command)
  const principalFen = firstPayoutFenOf(terms.schedule)
  if (command.amountFen === principalFen) return undefined
  return { code: 'loan.disbursement_not_principal', amountFen: command.amountFen, principalFen }
}

function drawRefusal(loan: Loan, { amountFen, valueOn }: Disburse): LoanRefusal | undefined {
  const { core } = loan
  const rule = core.schedule.plan?.draws
  if (!rule) return { code: 'loan.already_disbursed' }
  if (core.settledOn !== undefined) return { code: 'loan.settled', settledOn: core.settledOn }
  if (core.chargedOff) return { code: 'loan.charged_off' }
  return momentRefusal(loan, rule, valueOn) ?? amountRefusal(loan, rule, amountFen)
}

function momentRefusal(loan: Loan, rule: DrawRule, valueOn: Day): LoanRefusal | undefined {
  const lastOn = lastDrawDay(rule, loan.core.disbursedOn!)
  if (valueOn > lastOn) return { code: 'loan.draw_after_last_day', lastOn }
  const dpd = dpdOf(coreOn(loan, valueOn), epochOf(valueOn))
  return dpd > 0 ? { code: 'loan.arrears_before_draw', dpd } : undefined
}

function amountRefusal({ terms, core }: Loan, rule: DrawRule, amountFen: Fen): LoanRefusal | undefined {
  const restFen = maxFen(0n, terms.schedule.principalFen - (core.disbursedFen - core.capitalisedFen))
  if (amountFen > restFen) return { code: 'loan.draw_above_rest', amountFen, restFen }
  const leastFen = rule.leastFen < restFen ? rule.leastFen : restFen
  return amountFen < leastFen ? { code: 'loan.draw_below_least', amountFen, leastFen } : undefined
}

/** What was paid out is taken back only while nothing that came later is in force. */
export function isLastInForce({ inForce }: Loan, event: LoanEvent): boolean {
  return inForce.at(-1) === event && inForce.every(({ seq }) => seq <= event.seq)
}

/** What ends a loan does not lie before a part that was paid out. */
export function endsBeforeDraw({ inForce }: Loan, command: LoanCommand): LoanRefusal | undefined {
  const isEnd = command.kind === 'chargeOff' || (command.kind === 'prepay' && command.mode === 'full')
  const last = isEnd ? inForce.findLast(({ kind }) => kind === 'disbursed') : undefined
  if (!isEnd || !last || command.valueOn >= last.valueOn) return undefined
  return { code: 'loan.predates_disbursement', valueOn: command.valueOn, disbursedOn: last.valueOn }
}
