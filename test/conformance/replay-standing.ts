import { addDays, type Day, daysBetween } from '@puhui/calendar'
import { type Fen, formatYuan } from '@puhui/money'
import type { LifeLine } from './life/life.ts'
import type { ReplayRun } from './replay-run.ts'

/** Days after a due day in which the outside system does not call a loan delinquent, and its ranges by first day. */
const GRACE_DAYS = 3
const RANGES = [240, 180, 150, 120, 90, 60, 30, 3, 1] as const

function openLines(run: ReplayRun): readonly LifeLine[] {
  return (run.state?.lines ?? []).filter((line) => line.outstandingFen > 0n)
}

function delinquentSince(run: ReplayRun): Day | undefined {
  const oldest = openLines(run)[0]
  if (!oldest) return undefined
  const since = addDays(oldest.dueOn, GRACE_DAYS)
  return since < run.today ? since : undefined
}

export function delinquencyOf(run: ReplayRun): Readonly<Record<string, string>> {
  const since = delinquentSince(run)
  return { range: rangeOf(run, since), delinquentDate: since ?? '' }
}

function rangeOf(run: ReplayRun, since: Day | undefined): string {
  if (since === undefined) return 'NO_DELINQUENCY'
  const days = daysBetween(since, run.today)
  const first = RANGES.find((range) => (range === 1 ? days >= 1 : days > range))
  return first === undefined ? 'NO_DELINQUENCY' : `RANGE_${first}`
}

export function nextDueOf(run: ReplayRun): Readonly<Record<string, string>> {
  const next = openLines(run)[0]
  return {
    classification: rangeOf(run, delinquentSince(run)),
    nextpaymentduedate: next?.dueOn ?? lastDay(run),
    nextpaymentamount: yuan(next?.outstandingFen ?? 0n),
  }
}

/** Nothing is open any more: the first due day from today on, or, on the day of closing, that day. */
function lastDay(run: ReplayRun): string {
  const { closedOn, state, today } = run
  if (closedOn === today) return today
  const later = (state?.lines ?? []).find((line) => line.dueOn >= today)
  return later?.dueOn ?? closedOn ?? ''
}

export function overdueFen(run: ReplayRun): Fen {
  return openLines(run)
    .filter((line) => addDays(line.dueOn, GRACE_DAYS) < run.today)
    .reduce((sum, line) => sum + line.outstandingFen, 0n)
}

export function unpaidDueInterest(run: ReplayRun): Fen {
  return openLines(run)
    .filter((line) => line.dueOn <= run.today)
    .reduce((sum, { asked, paid, waived }) => sum + asked.interestFen - paid.interestFen - waived.interestFen, 0n)
}

export function pausesOf(run: ReplayRun): readonly Readonly<Record<string, string>>[] {
  return run
    .live('interestPaused')
    .flatMap((event) =>
      event.kind === 'interestPaused'
        ? [{ termTypeValue: 'interestPause', applicableFrom: event.valueOn, dateValue: event.untilOn }]
        : [],
    )
}

const yuan = (fen: Fen): string => formatYuan(fen).replaceAll(',', '')
