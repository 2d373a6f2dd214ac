import { dayFromEpoch } from '@puhui/calendar'
import { type Fen, sumFen } from '@puhui/money'
import type { Period, ScheduleTerms } from '@puhui/product'
import { withCarried } from './carry.ts'
import { type Core, penaltyUnder, principalFrom } from './core.ts'
import type { Rescheduled } from './event.ts'
import type { Rest } from './rest.ts'
import { changeAtRest, levelAnew } from './rest-change.ts'
import { newRestRow } from './rest-level.ts'
import { followRest, paidOf } from './rest-rows.ts'
import { closePenaltyStep, NO_PARTS, openPart, type PenaltyFacts, type Row, rowOf } from './row.ts'
import type { Parts } from './state.ts'
import type { LoanTerms } from './terms.ts'

interface NewPlan {
  readonly index: number
  readonly periods: readonly Period[]
  readonly schedule: ScheduleTerms
}

/**
 * New terms for a loan whose interest follows what is owed: instalments past due that are carried keep what was paid, their
 * interest finds its place in the new ones by itself, and their charges are spread over them.
 *
 * @source SPEC K9
 */
export function rescheduleAtRest(
  terms: LoanTerms,
  before: Core,
  rest: Rest,
  { event, epoch, plan }: { readonly event: Rescheduled; readonly epoch: number; readonly plan: NewPlan },
): Core {
  const { index, periods, schedule } = plan
  const isCarried = event.arrears === 'carried'
  const { rows: past, charges } = isCarried
    ? closePast(before.rows.slice(0, index), epoch, before.penalty)
    : { rows: before.rows.slice(0, index), charges: NO_PARTS }
  const laid = layNew(before.rows.slice(index), periods)
  const balanceFen = principalFrom(before, isCarried ? 0 : index) - (isCarried ? downPaymentOpen(before) : 0n)
  const penalty = penaltyUnder(terms, before, schedule, epoch)
  const newRates = [{ from: event.valueOn, annualRatePpm: event.annualRatePpm }]
  const change = { index, on: event.valueOn, epoch, rates: newRates, isLevelAnew: false }
  const { isStill: _isStill, ...running } = rest
  const rates = rest.rates.filter((rate) => rate.epoch < epoch)
  const kept = { ...running, rates, owedFen: rest.owedFen - paidIn(before.rows.slice(index + 1)) }
  const unlaid = [...past, ...laid]
  const changed = changeAtRest(terms, { ...before, schedule, penalty, rows: unlaid }, kept, { ...change, periods })
  const core = { ...changed, rows: changed.rows.map((row, at) => withLevelOf(row, unlaid[at]!)) }
  const leveled = levelAnew(terms, core, core.rest!, { ...change, balanceFen })
  const rows = hasAny(charges) ? [...leveled.slice(0, index), ...plusCarried(leveled.slice(index), charges)] : leveled
  return followRest(terms, { ...core, rows, hasCarried: core.hasCarried || hasAny(charges) }, epoch)
}

/** As long as the new instalments have no level, another one that is open has taken what is left: it asks for what it did. */
function withLevelOf(row: Row, { rest }: Row): Row {
  return rest ? { ...row, rest } : row
}

function downPaymentOpen({ rows }: Core): bigint {
  const down = rows.filter((row) => row.rest === undefined)
  return down.reduce((sum, row) => sum + row.principalFen - row.paid.principalFen, 0n)
}

/** Principal paid ahead in rows that go: it is no longer asked for. */
function paidIn(rows: readonly Row[]): Fen {
  return sumFen(rows.map(({ paid }) => paid.principalFen))
}

function hasAny(parts: Parts): boolean {
  return Object.values(parts).some((fen) => fen > 0n)
}

/** The rows past due keep what was paid; their open charges go. */
export function closePast(
  past: readonly Row[],
  epoch: number,
  penalty: PenaltyFacts,
): { readonly rows: readonly Row[]; readonly charges: Parts } {
  let charges = NO_PARTS
  const rows = past.map((row): Row => {
    if (row.rest === undefined || row.settledOn !== undefined) return row
    const [feeFen, penaltyFen] = [openPart(row, 'fee', epoch, penalty), openPart(row, 'penalty', epoch, penalty)]
    charges = { ...charges, feeFen: charges.feeFen + feeFen, penaltyFen: charges.penaltyFen + penaltyFen }
    return {
      ...closeAtPaid(closePenaltyStep(row, epoch, penalty)),
      carried: { ...row.carried, feeFen: row.carried.feeFen - feeFen, penaltyFen: row.carried.penaltyFen - penaltyFen },
      settledOn: dayFromEpoch(epoch),
    }
  })
  return { rows, charges }
}

/** A row asks for no more than it was paid; what it held beyond goes where the new plan puts it. */
export function closeAtPaid(row: Row): Row {
  if (row.rest === undefined) return row
  const levelFen = paidOf(row) - row.rest.creditPrincipalFen - row.rest.creditInterestFen
  return { ...row, rest: { ...row.rest, levelFen, agreedFen: levelFen } }
}

/** The rows of the new periods; the one that runs keeps what it has been paid, and the rest of what was paid ahead. */
function layNew(left: readonly Row[], periods: readonly Period[]): readonly Row[] {
  const [running] = left
  return periods.map((period, at) => {
    const own = at === 0 ? running : undefined
    return own ? { ...own, period } : newRow(period)
  })
}

/** An instalment to come of which nothing is known but its period, on a loan whose interest follows what is owed. */
export function newRow(period: Period): Row {
  return { ...rowOf(period), rest: newRestRow(0n, 0n) }
}

function plusCarried(rows: readonly Row[], charges: Parts): readonly Row[] {
  const shares = withCarried(rows, charges)
  return rows.map((row, at) => {
    const { feeFen, penaltyFen } = shares[at]!.carried
    const carried = {
      ...row.carried,
      feeFen: row.carried.feeFen + feeFen,
      penaltyFen: row.carried.penaltyFen + penaltyFen,
    }
    return { ...row, carried, settledOn: shares[at]!.settledOn }
  })
}
