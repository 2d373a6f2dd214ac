import { epochOf } from '@puhui/calendar'
import { deferInterest, deferPrincipal } from './grace.ts'
import type { DueDayMoved, GraceGiven, InterestPaused, RateChanged, TermExtended } from './life-event.ts'
import { ask, newRow, updateMet } from './life-row.ts'
import type { LifeFrequency } from './life-terms.ts'
import { addUnits } from './model.ts'
import { changeRate, extendTerm, moveDueDay, pauseInterest } from './model-change.ts'
import { dueInterest, duePrincipal } from './model-read.ts'
import { rowOfPeriod, takeOver } from './rows-follow.ts'
import { isRecalculated, isRecalculating, type Outcome, renumber, type Work } from './work.ts'

export function changeInterestRate(work: Work, outcome: Outcome, event: RateChanged): void {
  changeRate(work.model, outcome.on, event.annualRatePercent)
  followOpenRows(work, outcome.on)
}

export function pause(work: Work, outcome: Outcome, event: InterestPaused): void {
  const [start, until] = [pauseStart(work, outcome.on), epochOf(event.untilOn)]
  if (start > until) return
  pauseInterest(work.model, start, until)
  followOpenRows(work, outcome.on)
}

/** Interest that was paid ahead and is not worked out anew cannot be paused. */
function pauseStart(work: Work, on: number): number {
  if (isRecalculating(work)) return on
  let start = on
  for (const row of work.rows) {
    if (row.isMet && !row.isDownPayment && row.from <= start && start <= row.due) start = row.due + 1
  }
  return start
}

/** Rows that are open and not yet due on the day take over what the model asks. */
export function followOpenRows(work: Work, on: number): void {
  for (const row of work.rows) {
    if (row.isMet || row.isDownPayment || on > row.due) continue
    const period = work.model.periods.find((candidate) => candidate.from <= row.from && candidate.due >= row.due)
    if (period) takeOver(work, row, period)
  }
}

export function extend(work: Work, outcome: Outcome, event: TermExtended): void {
  const { model, terms } = work
  const reAge = work.outcomes.find(({ event: past, isVoid }) => past.kind === 'reAged' && !isVoid)?.event
  const [seed, count] =
    reAge?.kind === 'reAged'
      ? [epochOf(reAge.firstDueOn), reAge.instalments - 1]
      : [model.periods[0]!.from, model.periods.length]
  const { unit, every } = terms.frequency
  const spans = Array.from({ length: event.instalments }, (_, index) => ({
    from: addUnits(seed, (count + index) * every, unit),
    due: addUnits(seed, (count + index + 1) * every, unit),
  }))
  extendTerm(model, outcome.on, spans)
  addMissingRows(work)
  followOpenRows(work, outcome.on)
  alignRows(work)
}

function addMissingRows({ model, rows }: Work): void {
  for (const period of model.periods) {
    if (rowOfPeriod(rows, period)) continue
    const row = newRow(period.from, period.due)
    ask(row, 'principal', duePrincipal(period))
    ask(row, 'interest', dueInterest(period))
    rows.push(row)
  }
}

/** Instalments from the day on ask for less; what they no longer ask for comes later. */
export function giveGrace(work: Work, outcome: Outcome, event: GraceGiven): void {
  const { model, disbursedOn } = work
  const from = originalDue(work, outcome.on)
  if (event.principal > 0) deferPrincipal(model, from, event.principal)
  if (event.interest > 0) deferInterest(model, from, event.interest)
  addMissingRows(work)
  followOpenRows(work, from)
  for (const row of work.rows) if (!row.isExtra) updateMet(row, disbursedOn)
  alignRows(work)
}

/** The due day on which a grace begins may have moved by an event of the same day. */
function originalDue({ outcomes }: Work, on: number): number {
  const moved = outcomes.findLast(({ event }) => event.kind === 'dueDayMoved' && epochOf(event.fromDueOn) === on)
  return moved?.event.kind === 'dueDayMoved' ? epochOf(moved.event.toDueOn) : on
}

/** Sorted by due day, each row beginning where the one before ends. */
export function alignRows(work: Work): void {
  work.rows.sort((a, b) => a.due - b.due || a.from - b.from)
  let before: number | undefined
  for (const row of work.rows) {
    if (before !== undefined && row.from !== before && !row.isDownPayment) row.from = before
    if (!row.isDownPayment || !work.terms.isPlanBeforeMoney) before = row.due
  }
  renumber(work)
}

export function moveDue(work: Work, outcome: Outcome, event: DueDayMoved): void {
  const [fromDue, toDue] = [epochOf(event.fromDueOn), epochOf(event.toDueOn)]
  const target = work.rows.findIndex((row) => row.due === fromDue && !row.isDownPayment)
  if (target < 0) return
  const reAge = work.outcomes.filter(({ event: past, isVoid }) => past.kind === 'reAged' && !isVoid).at(-1)
  if (reAge && reAge.event.seq > event.seq) return
  const { unit, every } = reAge?.event.kind === 'reAged' ? reAge.event : work.terms.frequency
  const isKnown = work.model.periods.some((period) => period.due === fromDue)
  const isStale = !work.rows[target]!.isReAged && reAge !== undefined
  const isModel = (!reAge || isRecalculated(work)) && isKnown && !isStale
  if (isModel) moveDueDay(work.model, fromDue, toDue, unit, every, fixedEnd(work, fromDue, toDue))
  moveRows(work, target, toDue, isModel, { unit, every })
  work.rows.sort((a, b) => a.due - b.due)
  renumber(work)
  void outcome
}

function fixedEnd({ terms, model }: Work, fromDue: number, toDue: number): number | undefined {
  if (terms.lastDueAfter === undefined) return undefined
  return addUnits(model.periods[0]!.from, terms.lastDueAfter + toDue - fromDue, terms.frequency.unit)
}

function moveRows(work: Work, target: number, toDue: number, isModel: boolean, { unit, every }: LifeFrequency): void {
  let index = work.rows.slice(0, target).filter((row) => !row.isDownPayment && !row.isExtra).length
  work.rows.forEach((row, at) => {
    if (at < target || row.isDownPayment || row.isExtra) return
    const period = isModel ? work.model.periods[index] : undefined
    index += 1
    if (row.isMet) return
    if (period) {
      row.from = period.from
      row.due = period.due
      takeOver(work, row, period)
      return
    }
    if (at > target) row.from = addUnits(toDue, (at - target - 1) * every, unit)
    row.due = addUnits(toDue, (at - target) * every, unit)
  })
  startExtraRow(work)
}

/** The row beyond the term begins where the last instalment ends, as long as that is before its own day. */
function startExtraRow({ rows }: Work): void {
  const last = rows.filter((row) => !row.isDownPayment && !row.isExtra).at(-1)
  const extra = rows.find((row) => row.isExtra)
  if (last && extra && last.due < extra.due) extra.from = last.due
}
