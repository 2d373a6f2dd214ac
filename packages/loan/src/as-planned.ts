import { type Day, dayFromEpoch } from '@puhui/calendar'
import { type Fen, maxFen, minFen, mulDiv, sumFen } from '@puhui/money'
import type { ScheduleTerms } from '@puhui/product'
import { rowsAhead, type Turn } from './allocation-turns.ts'
import type { Core } from './core.ts'
import type { Ahead, AheadRule } from './in-advance.ts'
import { addParts, addToPart, NO_PARTS, openPart, openWithoutPenalty, type Row } from './row.ts'
import type { Parts } from './state.ts'

/** Whether the interest of the plan is kept, whatever is paid early or late. */
export function staysAsPlanned({ plan }: ScheduleTerms): boolean {
  return plan?.rest?.kind === 'as-planned'
}

/** Whether other days and a pause leave the level of the instalments, so that the last one takes the difference. */
export function keepsLevel(schedule: ScheduleTerms): boolean {
  return staysAsPlanned(schedule) && schedule.method === 'equal-instalment'
}

/**
 * Takes money for instalments to come as they stand: all their interest, and no interest changes by it.
 *
 * @source SPEC I1
 */
export function takeAheadAsPlanned(core: Core, amountFen: Fen, rule: AheadRule): Ahead {
  let taken: Ahead = { core, leftFen: amountFen, pieces: [] }
  while (taken.leftFen > 0n) {
    const chosen = chosenRows(taken.core, rule)
    const beforeFen = taken.leftFen
    for (const turn of rule.turns) taken = takeTurn(taken, chosen, turn, rule.epoch)
    if (taken.leftFen === beforeFen) break
  }
  return taken
}

function chosenRows({ rows, penalty }: Core, { epoch, turns, future }: AheadRule): readonly number[] {
  const isWanted = (row: Row) => turns.some(({ part }) => openPart(row, part, epoch, penalty) > 0n)
  const ahead = [...rows.keys()].filter((index) => rows[index]!.dueEpoch > epoch && isWanted(rows[index]!))
  const running = ahead.filter((index) => rows[index]!.fromEpoch <= epoch)
  return rowsAhead(future, { ahead, running, last: ahead.slice(-1) })
}

/** Equal shares for the rows; the last takes what division leaves. */
function takeTurn(before: Ahead, chosen: readonly number[], turn: Turn, epoch: number): Ahead {
  if (chosen.length === 0) return before
  const count = BigInt(chosen.length)
  const half = mulDiv(before.leftFen, 1n, count, 'half-even')
  const shareFen = half * (count - 1n) > before.leftFen ? before.leftFen / count : half
  return chosen.reduce((taken, index, at) => {
    const wantedFen = at === chosen.length - 1 ? before.leftFen - shareFen * (count - 1n) : shareFen
    return takePiece(taken, index, { turn, epoch, wantedFen })
  }, before)
}

interface Wanted {
  readonly turn: Turn
  readonly epoch: number
  readonly wantedFen: Fen
}

function takePiece(before: Ahead, index: number, { turn, epoch, wantedFen }: Wanted): Ahead {
  const { core } = before
  const row = core.rows[index]!
  const amountFen = minFen(openPart(row, turn.part, epoch, core.penalty), wantedFen)
  if (amountFen <= 0n) return before
  const own = { ...row, paid: addToPart(row.paid, turn.part, amountFen) }
  const settled = isOpen(own) ? own : { ...own, settledOn: dayFromEpoch(epoch) }
  return {
    core: { ...core, rows: core.rows.with(index, settled), paid: addToPart(core.paid, turn.part, amountFen) },
    leftFen: before.leftFen - amountFen,
    pieces: [...before.pieces, { index, turn, amountFen }],
  }
}

function isOpen(row: Row): boolean {
  return openWithoutPenalty(row) > 0n || row.carried.penaltyFen > row.paid.penaltyFen + row.waived.penaltyFen
}

/** The sum over rows of what they have been paid, been let off, or bear beside the plan. */
export function sumOfRows(rows: readonly Row[], key: 'paid' | 'waived' | 'carried'): Parts {
  return rows.reduce((sum, { [key]: parts }) => (parts === NO_PARTS ? sum : addParts(sum, parts)), NO_PARTS)
}

/**
 * Instalments that are planned anew, with what those before them had been paid and bear beside the plan. None asks for less
 * than it has been paid; of principal, the last open ones ask for less instead.
 *
 * @source SPEC I2
 */
export function withPaidAhead(
  planned: readonly Row[],
  before: readonly Row[],
  { on, countsInterestPaid = false }: { readonly on: Day; readonly countsInterestPaid?: boolean },
): readonly Row[] {
  const last = planned.length - 1
  const rows = planned.map((row, at) => {
    const own = at === last ? before.slice(at) : before.slice(at, at + 1)
    return keeping(countsInterestPaid && at < last ? lessInterest(row, own) : row, own)
  })
  let excessFen = sumFen(rows.map(({ principalFen }) => principalFen)) - sumFen(planned.map((row) => row.principalFen))
  const lowered = rows.toReversed().map((row) => {
    const lessFen = minFen(excessFen, row.principalFen - row.paid.principalFen)
    excessFen -= lessFen
    return lessFen === 0n ? row : { ...row, principalFen: row.principalFen - lessFen }
  })
  return lowered.toReversed().map((row, at) => {
    if (isOpen(row)) return { ...row, settledOn: undefined }
    return { ...row, settledOn: before[at]?.settledOn ?? row.settledOn ?? on }
  })
}

/** The instalment is as large as planned, with the interest in it that had been paid. */
function lessInterest(row: Row, before: readonly Row[]): Row {
  const metFen = sumOfRows(before, 'paid').interestFen + sumOfRows(before, 'waived').interestFen
  const moreFen = maxFen(0n, metFen - sumOfRows(before, 'carried').interestFen - row.interestFen)
  return { ...row, principalFen: maxFen(0n, row.principalFen - moreFen) }
}

function keeping(row: Row, before: readonly Row[]): Row {
  const [paid, waived] = [sumOfRows(before, 'paid'), sumOfRows(before, 'waived')]
  const carried = sumOfRows(before, 'carried')
  return {
    ...row,
    paid,
    waived,
    carried,
    principalFen: maxFen(row.principalFen, paid.principalFen - carried.principalFen),
    interestFen: maxFen(row.interestFen, paid.interestFen + waived.interestFen - carried.interestFen),
    feeFen: maxFen(row.feeFen, paid.feeFen + waived.feeFen - carried.feeFen),
  }
}

/** New instalments whose first one has been paid the interest and fees that were paid ahead for those it takes the place of. */
export function withInterestPaid(planned: readonly Row[], before: readonly Row[]): readonly Row[] {
  const [first, ...rest] = planned
  const own = { ...sumOfRows(before, 'paid'), principalFen: 0n }
  const waived = sumOfRows(before, 'waived')
  if (!first || Object.values(addParts(own, waived)).every((fen) => fen === 0n)) return planned
  const kept = {
    ...first,
    paid: own,
    waived,
    interestFen: maxFen(first.interestFen, own.interestFen + waived.interestFen),
    feeFen: maxFen(first.feeFen, own.feeFen + waived.feeFen),
  }
  return [isOpen(kept) ? kept : { ...kept, settledOn: kept.period.dueOn }, ...rest]
}
