import { dayFromEpoch } from '@puhui/calendar'
import { allocate, type Fen, minFen, sumFen } from '@puhui/money'
import { type BeyondRule, type InterestStep, interestOf, stepOf } from '@puhui/product'
import { earnedInterest } from './accrued.ts'
import { rowsAhead, type Turn } from './allocation-turns.ts'
import type { Core } from './core.ts'
import { interestStepsUntil } from './plan.ts'
import { addToPart, KEY_OF, openPart, openWithoutPenalty, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** A piece of money for a row that has not fallen due. */
export interface PieceAhead {
  readonly index: number
  readonly turn: Turn
  readonly amountFen: Fen
}

/** Money on its way through instalments to come that are taken one after the other. */
export interface Ahead {
  readonly core: Core
  readonly leftFen: Fen
  readonly pieces: readonly PieceAhead[]
}

export interface AheadRule {
  readonly epoch: number
  /** The day up to which interest is taken, and from which principal counts as paid. */
  readonly countsFrom?: number
  readonly turns: readonly Turn[]
  readonly future: BeyondRule
  /** One part over all instalments before the next part. */
  readonly isByPart?: boolean
}

/**
 * Takes money for instalments that have not fallen due: of the running one the charges, and the interest that it has
 * earned; principal of those that the rule names. Principal earns nothing from this day on.
 *
 * @returns the pieces, in their order; they sum to at most the amount
 * @source SPEC A5, A6
 */
export function takeInAdvance(
  terms: LoanTerms,
  before: Core,
  taking: { readonly epoch: number; readonly amountFen: Fen },
  { turns, future }: { readonly turns: readonly Turn[]; readonly future: BeyondRule },
): { core: Core; pieces: readonly PieceAhead[] } {
  let core = before
  let leftFen = taking.amountFen
  const pieces: PieceAhead[] = []
  for (const turn of turns) {
    const taken =
      turn.part === 'principal'
        ? principalAhead(core, taking.epoch, leftFen, future)
        : ofRunning(terms, core, taking.epoch, turn, leftFen)
    for (const [index, amountFen] of taken) {
      pieces.push({ index, turn, amountFen })
      leftFen -= amountFen
    }
    core = withPaid(terms, core, taking.epoch, turn, taken)
  }
  return { core, pieces }
}

type Shares = readonly (readonly [index: number, amountFen: Fen])[]

function ofRunning(terms: LoanTerms, core: Core, epoch: number, { part }: Turn, amountFen: Fen): Shares {
  const index = core.rows.findIndex((row) => row.dueEpoch > epoch && row.settledOn === undefined)
  const row = core.rows[index]
  if (!row || row.fromEpoch > epoch || part === 'penalty') return []
  const ownFen = part === 'interest' ? earnedInterest(terms, row, epoch) : row.feeFen
  const takenFen = minFen(ownFen - row.paid[KEY_OF[part]], amountFen)
  return takenFen > 0n ? [[index, takenFen]] : []
}

/** Row after row by the rule, or all in equal shares, until the money or the principal is used up. */
function principalAhead(core: Core, epoch: number, amountFen: Fen, future: BeyondRule): Shares {
  const taken = new Map<number, Fen>()
  let leftFen = amountFen
  const openOf = (index: number) =>
    openPart(core.rows[index]!, 'principal', epoch, core.penalty) - (taken.get(index) ?? 0n)
  while (leftFen > 0n) {
    const ahead = [...core.rows.keys()].filter((index) => core.rows[index]!.dueEpoch > epoch && openOf(index) > 0n)
    const running = ahead.filter((index) => core.rows[index]!.fromEpoch <= epoch)
    const chosen = rowsAhead(future, { ahead, running, last: ahead.slice(-1) })
    if (chosen.length === 0) break
    for (const [at, shareFen] of sharesOf(leftFen, chosen.length).entries()) {
      const index = chosen[at]!
      const takenFen = minFen(shareFen, openOf(index))
      taken.set(index, (taken.get(index) ?? 0n) + takenFen)
      leftFen -= takenFen
    }
  }
  return [...taken].filter(([, fen]) => fen > 0n).sort(([a], [b]) => a - b)
}

function sharesOf(amountFen: Fen, count: number): readonly Fen[] {
  const shares = allocate(amountFen, Array<bigint>(count).fill(1n))
  return shares.ok ? shares.value : []
}

function withPaid(terms: LoanTerms, core: Core, epoch: number, { part }: Turn, taken: Shares): Core {
  if (taken.length === 0) return core
  const rows = core.rows.slice()
  for (const [index, fen] of taken) rows[index] = { ...rows[index]!, paid: addToPart(rows[index]!.paid, part, fen) }
  const paid = addToPart(core.paid, part, sumFen(taken.map(([, fen]) => fen)))
  const paidRows = part === 'principal' ? lowered(terms, rows, epoch, new Map(taken)) : rows
  return { ...core, paid, rows: paidRows.map((row) => settledIfPaid(row, epoch)) }
}

function settledIfPaid(row: Row, epoch: number): Row {
  const isOpen =
    row.settledOn !== undefined || openWithoutPenalty(row) > 0n || row.carried.penaltyFen > row.paid.penaltyFen
  return isOpen || row.dueEpoch <= epoch ? row : { ...row, settledOn: dayFromEpoch(epoch) }
}

/**
 * Principal of rows to come that is paid on a day, before its own: until then, every row earns less. Below zero it has
 * been taken back, and earns again.
 *
 * @param paidAhead by the index of the row
 * @source SPEC A6, M5
 */
export function lowered(
  terms: LoanTerms,
  rows: readonly Row[],
  epoch: number,
  paidAhead: ReadonlyMap<number, Fen>,
): readonly Row[] {
  let paidFen = sumFen([...paidAhead.values()])
  return rows.map((row, index) => {
    if (Math.min(row.toEpoch, row.dueEpoch) <= epoch) {
      paidFen -= paidAhead.get(index) ?? 0n
      return row
    }
    const earlierFen = paidFen
    paidFen -= paidAhead.get(index) ?? 0n
    return earlierFen === 0n ? row : earningLess(terms, row, epoch, { earlierFen, laterFen: paidFen })
  })
}

function earningLess(
  terms: LoanTerms,
  row: Row,
  epoch: number,
  { earlierFen, laterFen }: { readonly earlierFen: Fen; readonly laterFen: Fen },
): Row {
  const balanceFen = row.balanceFen - laterFen
  if (terms.schedule.method === 'flat') return { ...row, balanceFen }
  const steps = stepsFrom(terms, row, epoch, earlierFen)
  const interestFen = row.interestFen + interestOf(steps) - interestOf(row.interestSteps)
  const isWhole = steps.length === 1 && row.evenDaysInYear !== undefined
  const evenDaysInYear = isWhole ? row.evenDaysInYear : undefined
  const isOpen = row.settledOn !== undefined && interestFen > row.interestFen
  return {
    ...row,
    balanceFen,
    interestFen,
    interestSteps: steps,
    evenDaysInYear,
    settledOn: isOpen ? undefined : row.settledOn,
  }
}

/** The steps of a row, those behind a day on a balance that is lower by an amount. */
function stepsFrom(terms: LoanTerms, row: Row, epoch: number, lessFen: Fen): readonly InterestStep[] {
  const on = dayFromEpoch(epoch)
  const later = row.interestSteps
    .filter((step) => step.to > on)
    .map((step) => {
      const balanceFen = step.balanceFen - lessFen
      if (step.from >= on) return { ...step, balanceFen }
      return stepOf({ ...terms.schedule, annualRatePpm: step.annualRatePpm }, row.period, on, step.to, balanceFen)
    })
  return [...interestStepsUntil(terms, row, on), ...later]
}
