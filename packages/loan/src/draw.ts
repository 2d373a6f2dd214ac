import { type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import { type Fen, maxFen } from '@puhui/money'
import { lastDrawDay } from '@puhui/product'
import { staysAsPlanned } from './as-planned.ts'
import { behindLast } from './beyond-row.ts'
import { type Core, principalFrom, runningIndex, withRows } from './core.ts'
import type { Disbursed } from './event.ts'
import { replan } from './plan.ts'
import { downPaymentIn, drawAtRest, withDownPayment } from './rest-draw.ts'
import { closePenaltyStep } from './row.ts'
import type { LoanTerms } from './terms.ts'
import { joinsWholePlan, joinWhole } from './whole-plan.ts'

/**
 * Pays out a further part: it raises the instalments to come and earns from its own day.
 *
 * @source SPEC D2, T1-T3
 */
export function draw(terms: LoanTerms, before: Core, event: Disbursed, epoch: number): Core {
  const { valueOn: on, amountFen } = event
  const downPaymentFen = downPaymentIn(before, amountFen)
  return raisePrincipal(terms, before, { on, epoch, amountFen, downPaymentFen, bearsFrom: bearsFrom(before, epoch) })
}

/** The day from which a part bears interest: its own, or by the terms the first day of the instalment that runs on it. */
function bearsFrom({ schedule, rows, disbursedOn }: Core, epoch: number): number {
  if (schedule.plan?.draws?.bearsFrom !== 'period-start' || disbursedOn === undefined) return epoch
  const running = rows.find((row) => row.fromEpoch <= epoch && epoch < row.toEpoch)
  return running ? Math.max(running.fromEpoch, epochOf(disbursedOn)) : epoch
}

/** What joins the principal on a day, and what of it is paid down at once. */
export interface Raise {
  readonly on: Day
  readonly epoch: number
  readonly amountFen: Fen
  readonly downPaymentFen: Fen
  /** Where it bears interest from an earlier day on. */
  readonly bearsFrom?: number
  /** A fee has no term of its own. */
  readonly isFee?: true
}

/** Raises the instalments to come by what joins the principal. */
export function raisePrincipal(terms: LoanTerms, before: Core, raise: Raise): Core {
  const { on, epoch, amountFen, bearsFrom: since = epoch } = raise
  const schedule = { ...before.schedule, principalFen: before.schedule.principalFen + amountFen }
  const core = { ...before, schedule, disbursedFen: before.disbursedFen + amountFen, settledOn: undefined }
  if (core.rest) {
    const isToCome = core.rows.some((row) => row.rest !== undefined && row.toEpoch > epoch)
    return isToCome ? drawAtRest(terms, core, core.rest, raise) : behindTerm(core, raise)
  }
  if (joinsWholePlan(schedule) && !isBehindTerm(core, epoch)) return joinWhole(terms, core, raise)
  // A backdated payment may have paid all of it in advance: what is paid out after it finds instalments to come.
  const index = runningIndex({ ...core, firstOpen: 0 }, epoch)
  if (core.chargedOff || index === core.rows.length) return onLastRow(core, amountFen, epoch)
  const downFen = staysAsPlanned(schedule) ? raise.downPaymentFen : 0n
  const change = {
    index,
    on: dayFromEpoch(since),
    balanceFen: principalFrom(core, index) + amountFen - downFen,
    keepsInstalment: false,
  }
  const { rows, targetFen } = replan({ ...terms, schedule }, core, change)
  return withRows({ ...core, targetFen }, withDownPayment(rows, on, epoch, downFen))
}

/** Where all instalments have fallen due, or a charge-off has ended them, no plan is left to join. */
function isBehindTerm({ rows, chargedOff }: Core, epoch: number): boolean {
  return chargedOff !== undefined || rows.every(({ dueEpoch, isBeyond }) => isBeyond || dueEpoch < epoch)
}

/** Behind the last due day nothing bears interest any more: what joins the principal then stands in a line of its own. */
function behindTerm(core: Core, { on, amountFen }: Raise): Core {
  const rows = behindLast(core.rows, on)
  const index = rows.length - 1
  const { settledOn: _settledOn, ...row } = rows[index]!
  const raised = rows.with(index, { ...row, principalFen: row.principalFen + amountFen, settledOn: undefined })
  return { ...core, rows: raised, firstOpen: Math.min(core.firstOpen, index) }
}

/** Where no instalment is to come any more (a backdated event has ended the plan) the last one asks for it, from this day on. */
function onLastRow(core: Core, amountFen: Fen, epoch: number): Core {
  const index = core.rows.length - 1
  const { settledOn: _settledOn, ...last } = closePenaltyStep(core.rows[index]!, epoch, core.penalty)
  const rows = core.rows.with(index, {
    ...last,
    principalFen: last.principalFen + amountFen,
    penaltyFromEpoch: Math.max(epoch, last.penaltyFromEpoch),
    settledOn: undefined,
  })
  const chargedOff = core.chargedOff && {
    ...core.chargedOff,
    principalFen: core.chargedOff.principalFen + amountFen,
  }
  return { ...core, rows, chargedOff, firstOpen: Math.min(core.firstOpen, index) }
}

/** What may still be drawn of a loan that is paid out in parts, and until when. */
export interface Drawable {
  /** The amount of the contract. */
  readonly agreedFen: Fen
  readonly restFen: Fen
  readonly leastFen: Fen
  readonly lastOn: Day
}

/**
 * What may still be drawn, by the terms that stand: new terms end it, and so does the last day.
 *
 * @returns undefined for a loan that is paid out whole, and before the first part
 * @source SPEC T4
 */
export function drawableOf(terms: LoanTerms, core: Core, asOf: Day): Drawable | undefined {
  const rule = core.schedule.plan?.draws
  if (!rule || core.disbursedOn === undefined) return undefined
  const lastOn = lastDrawDay(rule, core.disbursedOn)
  const agreedFen = terms.schedule.principalFen
  const isOver = asOf > lastOn || core.chargedOff !== undefined || core.settledOn !== undefined
  const restFen = isOver ? 0n : maxFen(0n, agreedFen - (core.disbursedFen - core.capitalisedFen))
  return { agreedFen, restFen, leastFen: rule.leastFen < restFen ? rule.leastFen : restFen, lastOn }
}
