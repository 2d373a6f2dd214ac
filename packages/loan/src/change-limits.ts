import { addDays, addMonths, dayOfMonth, epochOf, minDay } from '@puhui/calendar'
import { chargeRefusal } from './charge.ts'
import type { LoanCommand, LoanRefusal } from './command.ts'
import { type Core, principalFrom, runningIndex } from './core.ts'
import { coreOn, type Loan } from './loan.ts'
import { periodsBehind } from './longer-term.ts'
import { dpdOf } from './past-due.ts'
import { pauseRefusal } from './pause-limits.ts'

type Command<Kind extends LoanCommand['kind']> = Extract<LoanCommand, { kind: Kind }>

/** A borrower may change the day once in so many months. */
const DUE_DAY_MONTHS = 12
/** One extension moves the days by at most so much. */
const EXTENSION_MAX = { day: 31, month: 12, instalment: 60 } as const

type Change = Command<'charge' | 'moveDueDay' | 'extend' | 'pauseInterest'>

/** Why a fee, a moved day, an extension or a pause is not possible. */
export function changeRefusal(loan: Loan, command: Change): LoanRefusal | undefined {
  const core = coreOn(loan, command.valueOn)
  const epoch = epochOf(command.valueOn)
  if (command.kind === 'charge') return chargeRefusal(loan.terms, core, command, epoch)
  if (principalFrom(core, runningIndex(core, epoch)) === 0n) return { code: 'loan.nothing_to_reschedule' }
  const outOfRange = command.kind === 'moveDueDay' ? undefined : comingRefusal(core, command)
  if (outOfRange) return outOfRange
  if (command.kind === 'pauseInterest') return pauseRefusal(loan, core, command)
  const dpd = dpdOf(core, epoch)
  if (dpd > 0) return { code: 'loan.arrears_before_change', dpd }
  return command.kind === 'extend' ? extendRefusal(loan, core, command) : dueDayRefusal(loan, core, command)
}

/** A change that is agreed for a coming day holds within so many months. */
const COMING_MONTHS_MAX = 12

/** A day to come lies after the value day, within a year, and while there is something left to change. */
function comingRefusal(
  { rows }: Core,
  { from, valueOn }: Command<'extend' | 'pauseInterest'>,
): LoanRefusal | undefined {
  if (from === undefined) return undefined
  const firstOn = addDays(valueOn, 1)
  const end = addDays(rows.findLast(({ isBeyond }) => !isBeyond)!.period.periodTo, -1)
  const lastOn = minDay(addMonths(valueOn, COMING_MONTHS_MAX, dayOfMonth(valueOn)), end)
  return from < firstOn || from > lastOn ? { code: 'loan.day_to_come_out_of_range', from, firstOn, lastOn } : undefined
}

/** In this order: the day, the same day, not monthly, changed lately. */
function dueDayRefusal(loan: Loan, core: Core, command: Command<'moveDueDay'>): LoanRefusal | undefined {
  const { dayOfMonth: day, valueOn } = command
  if (day < 1 || day > 28) return { code: 'loan.due_day_out_of_range', dayOfMonth: day }
  const left = core.rows.slice(runningIndex(core, epochOf(valueOn)))
  if (left[0]!.period.anchorDay === day) return { code: 'loan.due_day_unchanged' }
  if (!isMonthly(core, left)) return { code: 'loan.due_days_not_monthly' }
  const last = loan.inForce.findLast((event) => event.kind === 'dueDayMoved')
  const nextOn = last && addMonths(last.valueOn, DUE_DAY_MONTHS, dayOfMonth(last.valueOn))
  return nextOn && valueOn < nextOn ? { code: 'loan.due_day_moved_lately', nextOn } : undefined
}

function isMonthly({ schedule }: Core, left: Core['rows']): boolean {
  const { frequency } = schedule.plan ?? {}
  const isEveryMonth = frequency === undefined || (frequency.unit === 'month' && frequency.every === 1)
  return !hasOwnDays({ schedule }) && isEveryMonth && left.length > 0
}

function hasOwnDays({ schedule: { method } }: Pick<Core, 'schedule'>): boolean {
  return method === 'seasonal' || method === 'custom' || method === 'bullet'
}

/** All extensions together add at most the term of a loan of up to a year, and half the term of a longer one. */
function extendRefusal(loan: Loan, core: Core, { unit, count }: Command<'extend'>): LoanRefusal | undefined {
  const max = unit === 'instalment' && hasOwnDays(core) ? 0 : EXTENSION_MAX[unit]
  if (count < 1 || count > max) return { code: 'loan.extension_out_of_range', count, max }
  const { termMonths } = loan.terms.schedule
  const disbursedOn = loan.core.disbursedOn!
  const months = termMonths <= 12 ? 2 * termMonths : termMonths + Math.floor(termMonths / 2)
  const lastOn = addMonths(disbursedOn, months, dayOfMonth(disbursedOn))
  const end = core.rows.at(-1)!.period
  const movedEnd = {
    day: () => addDays(end.periodTo, count),
    month: () => addMonths(end.periodTo, count, end.anchorDay),
    instalment: () => periodsBehind(loan.terms, core, count).at(-1)!.periodTo,
  }[unit]()
  return movedEnd > lastOn ? { code: 'loan.extension_too_long', lastOn } : undefined
}
