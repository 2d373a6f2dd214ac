import { dayFromEpoch, epochOf } from '@puhui/calendar'
import { type Fen, minFen, sumFen } from '@puhui/money'
import { type AmortisedRow, planPeriods, type ScheduleTerms } from '@puhui/product'
import { withPaidAhead } from './as-planned.ts'
import { withBeyond, withoutBeyond } from './beyond-row.ts'
import { type Core, principalFrom, withRows } from './core.ts'
import type { Raise } from './draw.ts'
import type { LoanEvent, LoanEventKind } from './event.ts'
import { replan, rowsOf } from './plan.ts'
import { bearsNothing } from './rest.ts'
import { downPaymentRow } from './rest-draw.ts'
import type { Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** Whether a further part joins the plan as if it had been known from the start. */
export function joinsWholePlan({ plan }: ScheduleTerms): boolean {
  return plan?.draws?.joins === 'whole-plan' && plan.rest?.kind === 'as-planned'
}

const PLANNING: ReadonlySet<LoanEventKind> = new Set([
  'disbursed',
  'repriced',
  'extended',
  'interestPaused',
  'dueDayMoved',
])

/** Events as such a plan takes them: first what makes it, charges for days that had come among them; then the others. */
export function planFirst(events: readonly LoanEvent[]) {
  const isPlan = (event: LoanEvent) =>
    PLANNING.has(event.kind) || (event.kind === 'charged' && event.dueOn !== undefined && event.dueOn <= event.bookedOn)
  return { plan: events.filter(isPlan), others: events.filter((event) => !isPlan(event)) }
}

/**
 * Lays a further part over a plan for which no money has been taken yet. Without interest every instalment asks for an
 * equal part of all that was paid out; flat interest of the whole term is on all of it, and instalments that have fallen
 * due keep their principal; other interest runs from the day.
 *
 * @source SPEC T7
 */
export function joinWhole(terms: LoanTerms, before: Core, raise: Raise): Core {
  const { core, beyond } = withoutBeyond(before)
  const isWhole = bearsNothing(core.schedule) || core.schedule.plan?.flat === 'whole-term'
  const laid = isWhole ? laidWhole(terms, core, raise) : laidFrom(terms, core, raise)
  const rows = withDownPaymentFirst(laid.rows, raise)
  return withBeyond(withRows({ ...laid, rows }, rows), beyond)
}

/** The instalment of the day takes part. */
function laidFrom(terms: LoanTerms, core: Core, raise: Raise): Core {
  const { epoch, amountFen, downPaymentFen, bearsFrom = epoch } = raise
  const index = core.rows.findIndex((row) => row.period.number > 0 && row.dueEpoch >= epoch)
  const balanceFen = principalFrom(core, index) + amountFen - downPaymentFen
  const change = { index, on: dayFromEpoch(bearsFrom), balanceFen, keepsInstalment: false }
  return { ...core, ...replan({ ...terms, schedule: core.schedule }, core, change) }
}

function laidWhole(terms: LoanTerms, core: Core, { on, epoch, downPaymentFen }: Raise): Core {
  const { schedule, disbursedFen, disbursedOn } = core
  const [down, instalments] = [core.rows.filter(isDown), core.rows.filter((row) => !isDown(row))]
  const balanceFen = disbursedFen - downPaymentFen - sumFen(down.map(({ principalFen }) => principalFen))
  const periods = instalments.map(({ period }) => period)
  const isCut = periods[0]!.periodFrom < disbursedOn!
  const planned = planPeriods(schedule, {
    balanceFen,
    periods,
    ...(schedule.method === 'flat' ? { flatFen: disbursedFen } : {}),
    ...(isCut ? { running: { steps: [], from: disbursedOn! } } : {}),
  })
  const own = bearsNothing(schedule) ? planned : keepingPast(planned, instalments, { epoch, balanceFen })
  const rows = withPaidAhead(rowsOf({ ...terms, schedule }, own), instalments, { on })
  return { ...core, rows: [...down, ...rows].sort((a, b) => a.dueEpoch - b.dueEpoch) }
}

function isDown({ period }: Row): boolean {
  return period.number < 1
}

/** Those that have fallen due keep their principal, and the last one takes what is left. */
function keepingPast(
  planned: readonly AmortisedRow[],
  before: readonly Row[],
  { epoch, balanceFen }: { readonly epoch: number; readonly balanceFen: Fen },
): readonly AmortisedRow[] {
  let leftFen = balanceFen
  return planned.map((row, at) => {
    const isLast = at === planned.length - 1
    const wantedFen = before[at]!.dueEpoch < epoch ? before[at]!.principalFen : row.principalFen
    const principalFen = isLast ? leftFen : minFen(wantedFen, leftFen)
    leftFen -= principalFen
    return { ...row, principalFen, balanceFen: leftFen }
  })
}

/** What is paid down on a part comes before the instalment of its day. */
function withDownPaymentFirst(rows: readonly Row[], { on, downPaymentFen }: Raise): readonly Row[] {
  if (downPaymentFen === 0n) return rows
  const at = rows.findIndex((row) => !isDown(row) && row.dueEpoch >= epochOf(on))
  const index = at < 0 ? rows.length : at
  const laterFen = sumFen(rows.slice(index).map(({ principalFen }) => principalFen))
  return rows.toSpliced(index, 0, downPaymentRow(rows, on, downPaymentFen, laterFen))
}
