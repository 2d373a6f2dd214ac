import type { CompiledPolicy } from '@puhui/policy'
import { CHUNK } from './chunk.ts'
import type { Columns } from './columns.ts'
import { type Screened, screenOf } from './screen.ts'
import { emptyTally, SEGMENT_COUNTS, type SideTally, type Tally } from './tally.ts'

/** How a loan that was made then turned out; a loan that was not made, or is too young, is not observed. */
export const NOT_OBSERVED = 0
export const GOOD = 1
export const BAD = 2

/** Past applications in columns, with what became of them and where they belong. */
export interface Past {
  readonly columns: Columns
  /** Per row: not observed, good or bad. */
  readonly performance: Uint8Array
  /** Principal lost on a bad loan, in fen. */
  readonly lossFen: Float64Array
  /** Per dimension the value's number of each row, and how many values there are. */
  readonly segments: readonly { readonly codes: Uint16Array; readonly size: number }[]
}

export interface Rehearsal {
  /** Runs a stretch; call it in any order, each row once. */
  run(from: number, to: number): void
  readonly tally: Tally
}

const APPROVE = 0

/** Two versions side by side over the same rows: what each says, and where they part. */
export function rehearsal(past: Past, champion: CompiledPolicy, challenger: CompiledPolicy): Rehearsal {
  const [one, other] = [screenOf(champion, past.columns), screenOf(challenger, past.columns)]
  const sizes = past.segments.map(({ size }) => size)
  const tally = emptyTally([one.reasonCodes.length, other.reasonCodes.length], sizes)
  const asked = askedOf(past.columns)
  return {
    tally,
    run: (from, to) => {
      for (let at = from; at < to; at += CHUNK) {
        const count = Math.min(CHUNK, to - at)
        const [was, is] = [one.run(at, count), other.run(at, count)]
        tally.applications += count
        countMatrix(past, at, count, was, is, tally)
        countMoney(past, asked, at, count, was, tally.champion)
        countMoney(past, asked, at, count, is, tally.challenger)
        countSwapIns(past, asked, at, count, was, is, tally)
        past.segments.forEach((segment, i) => {
          countSegment(past, segment.codes, at, count, was, is, tally.segments[i]!.counts)
        })
      }
      tally.champion.reasons.set(one.reasonCounts)
      tally.challenger.reasons.set(other.reasonCounts)
    },
  }
}

interface Asked {
  readonly amount: Float64Array | undefined
  readonly months: Float64Array | undefined
}

function askedOf({ facts }: Columns): Asked {
  const numbers = (id: string) => {
    const column = facts.get(id)
    return column?.kind === 'number' ? column.values : undefined
  }
  return { amount: numbers('requestedAmount'), months: numbers('termMonths') }
}

function countMatrix(
  { performance }: Past,
  at: number,
  count: number,
  was: Screened,
  is: Screened,
  tally: Tally,
): void {
  const { matrix, matrixKnown, matrixBad } = tally
  for (let i = 0; i < count; i += 1) {
    const cell = was.outcomes[i]! * 4 + is.outcomes[i]!
    matrix[cell]! += 1
    const became = performance[at + i]!
    if (became === NOT_OBSERVED) continue
    matrixKnown[cell]! += 1
    if (became === BAD) matrixBad[cell]! += 1
  }
}

/** What is lent: what was asked for, at most the limit of the policy. */
function lent(asked: Asked, limits: Float64Array, at: number, i: number): number {
  const wanted = asked.amount?.[at + i] ?? Number.NaN
  const limit = limits[i]!
  return Number.isNaN(limit) ? wanted || 0 : wanted > limit || Number.isNaN(wanted) ? limit : wanted
}

function countMoney(
  past: Past,
  asked: Asked,
  at: number,
  count: number,
  { outcomes, limits, rates }: Screened,
  side: SideTally,
): void {
  for (let i = 0; i < count; i += 1) {
    if (outcomes[i] !== APPROVE) continue
    const amount = lent(asked, limits, at, i)
    side.approvedFen += amount
    const rate = rates[i]!
    if (!Number.isNaN(rate)) {
      side.ratedFen += amount
      side.rateWeight += amount * rate
      side.interestFen += interestOf(amount, rate, asked.months?.[at + i] ?? Number.NaN)
    }
    if (past.performance[at + i] === BAD) side.lossFen += Math.min(past.lossFen[at + i]!, amount)
  }
}

/** All interest of a loan repaid in equal parts: on average (months + 1) / 24 years are outstanding. */
function interestOf(amountFen: number, ratePpm: number, months: number): number {
  return Number.isNaN(months) ? 0 : (amountFen * ratePpm * (months + 1)) / 24_000_000
}

function countSwapIns(
  past: Past,
  asked: Asked,
  at: number,
  count: number,
  was: Screened,
  is: Screened,
  tally: Tally,
): void {
  for (let i = 0; i < count; i += 1) {
    if (is.outcomes[i] !== APPROVE || was.outcomes[i] === APPROVE) continue
    tally.swapInFen += lent(asked, is.limits, at, i)
    if (past.performance[at + i] !== NOT_OBSERVED) tally.swapInObserved += 1
  }
}

function countSegment(
  { performance }: Past,
  codes: Uint16Array,
  at: number,
  count: number,
  was: Screened,
  is: Screened,
  counts: Float64Array,
): void {
  for (let i = 0; i < count; i += 1) {
    const cell = codes[at + i]! * SEGMENT_COUNTS
    const [before, after] = [was.outcomes[i] === APPROVE, is.outcomes[i] === APPROVE]
    counts[cell]! += 1
    if (before) counts[cell + 1]! += 1
    if (after) counts[cell + 2]! += 1
    if (after && !before) counts[cell + 3]! += 1
    if (before && !after) counts[cell + 4]! += 1
    const became = performance[at + i]!
    if (became === NOT_OBSERVED || !after) continue
    counts[cell + 5]! += 1
    if (became === BAD) counts[cell + 6]! += 1
  }
}
