import { type Fen, maxFen, minFen, mulDiv, sumFen } from '@puhui/money'
import { rowsAhead, type Turn } from './allocation-turns.ts'
import type { Core } from './core.ts'
import type { Ahead, AheadRule } from './in-advance.ts'
import { bearsNothing, paidMove } from './rest.ts'
import { askedOf, askedParts, followRest, layAlone, layRest, paidOf, type RestedRow, withLevel } from './rest-rows.ts'
import { addToPart, KEY_OF, openPart, openWithoutPenalty, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Takes money for instalments to come of a loan whose interest follows what is owed: of each only what has run by the day,
 * and its principal; what it has more then finds its place in the level, and lowers the last one.
 *
 * @source SPEC K5
 */
export function takeAheadAtRest(terms: LoanTerms, core: Core, amountFen: Fen, rule: AheadRule): Ahead {
  let taken: Ahead = { core, leftFen: amountFen, pieces: [] }
  const skipped = new Set<number>()
  for (let round = 0; taken.leftFen > 0n && round < core.rows.length * 50; round++) {
    const chosen = chosenRows(taken.core, rule, skipped)
    if (chosen.length === 0) break
    const before = taken.leftFen
    for (const turn of rule.turns) taken = takeTurn(terms, taken, chosen, turn, rule)
    if (taken.leftFen === before) for (const index of chosen) skipped.add(index)
  }
  return taken
}

function chosenRows(core: Core, rule: AheadRule, skipped: ReadonlySet<number>): readonly number[] {
  const { rows, penalty } = core
  const { epoch, future, turns } = rule
  const isOwnOpen = (row: Row) => turns.some(({ part }) => openPart(row, part, epoch, penalty) > 0n)
  const isServed = rule.isByPart && goesUpToLevel(core) ? isOwnOpen : isOpen
  const toCome = [...rows.keys()].filter((index) => rows[index]!.dueEpoch > epoch && !skipped.has(index))
  const ahead = toCome.filter((index) => isServed(rows[index]!))
  const running = ahead.filter((index) => rows[index]!.fromEpoch <= epoch)
  const last = toCome.filter((index) => isServed(rows[index]!) || isEmptied(rows[index]!)).slice(-1)
  return rowsAhead(future, { ahead, running, last })
}

function isOpen(row: Row): boolean {
  return openWithoutPenalty(row) > 0n || row.carried.penaltyFen > row.paid.penaltyFen
}

/** Interest that was saved has taken from an instalment all that it asked for: from the end, it is paid like the others. */
function isEmptied({ principalFen, interestFen, feeFen, carried, rest }: Row): boolean {
  const askedFen = principalFen + interestFen + feeFen + sumFen(Object.values(carried))
  return askedFen === 0n && rest !== undefined && rest.agreedFen > 0n
}

/** Equal shares for the rows; the last takes what division leaves. */
function takeTurn(terms: LoanTerms, before: Ahead, chosen: readonly number[], turn: Turn, rule: AheadRule): Ahead {
  const { epoch, countsFrom = epoch, isByPart = false } = rule
  let taken = before
  const count = BigInt(chosen.length)
  const half = mulDiv(before.leftFen, 1n, count, 'half-even')
  const shareFen = half * (count - 1n) > before.leftFen ? before.leftFen / count : half
  chosen.forEach((index, at) => {
    const wantedFen = at === chosen.length - 1 ? before.leftFen - shareFen * (count - 1n) : shareFen
    taken = takePiece(terms, taken, index, { turn, epoch, countsFrom, isByPart, wantedFen })
  })
  return taken
}

interface Wanted {
  readonly turn: Turn
  readonly epoch: number
  readonly countsFrom: number
  readonly isByPart: boolean
  readonly wantedFen: Fen
}

function takePiece(terms: LoanTerms, before: Ahead, index: number, wanted: Wanted): Ahead {
  const { core } = before
  const { turn, epoch, countsFrom } = wanted
  const { part } = turn
  const row = core.rows[index]!
  const amountFen = minFen(openAhead(terms, core, index, wanted), wanted.wantedFen)
  if (amountFen <= 0n) return before
  const rows = core.rows.with(index, { ...row, paid: addToPart(row.paid, part, amountFen) })
  const paid = addToPart(core.paid, part, amountFen)
  const moved = part === 'principal' ? paidMove(core, countsFrom, row, amountFen) : core
  return {
    core: followRest(terms, { ...moved, rows, paid }, epoch),
    leftFen: before.leftFen - amountFen,
    pieces: [...before.pieces, { index, turn, amountFen }],
  }
}

/** What may be taken of a part before its day: interest only as far as it has run. */
function openAhead(
  terms: LoanTerms,
  core: Core,
  index: number,
  { turn: { part }, countsFrom: epoch, isByPart }: Wanted,
): Fen {
  const row = core.rows[index]!
  if (part === 'fee' || part === 'penalty' || row.rest === undefined) return openPart(row, part, epoch, core.penalty)
  const asked = askedUntil(terms, core, index, epoch)
  const key = KEY_OF[part]
  const wholeFen = part === 'principal' && isByPart ? upToLevel(terms, core, index, epoch) : 0n
  const ownFen = part === 'principal' ? maxFen(asked.principalFen, wholeFen) : asked.interestFen
  return ownFen + row.carried[key] - row.paid[key] - row.waived[key]
}

/** What an instalment asks for when no interest runs after the day; one that has not begun, by its level as agreed. */
function askedUntil(terms: LoanTerms, core: Core, index: number, epoch: number) {
  const until = { epoch, stopEpoch: epoch }
  const hasBegun = epoch > core.rows[index]!.fromEpoch
  const alone = hasBegun ? layAlone(terms, core, core.rest!, until, index) : undefined
  if (alone) return alone
  const laid = layRest(terms, core, core.rest!, until)
  const row = laid[index] as RestedRow
  // Without interest nothing can be saved: each instalment asks for what it asks.
  if (hasBegun || (bearsNothing(core.schedule) && core.rest!.rates.length === 0)) return row
  const rested = laid.filter((one): one is RestedRow => one.rest !== undefined)
  const open = rested.filter((one) => askedOf(one) !== paidOf(one))
  const leftFen = core.rest!.owedFen - rested.reduce((sum, one) => sum + one.paid.principalFen, 0n)
  if (open.length > 1) {
    const agreed = askedParts({ ...row, rest: { ...row.rest, levelFen: row.rest.agreedFen } }, row.rest.runFen)
    return { ...agreed, principalFen: minFen(agreed.principalFen, leftFen + row.paid.principalFen) }
  }
  if (open.length !== 1 || open.includes(row)) return row
  const levelFen = minFen(row.rest.agreedFen, leftFen + row.paid.principalFen + row.interestFen)
  return askedParts({ ...row, rest: { ...row.rest, levelFen } }, row.rest.runFen)
}

/** By its terms principal takes a whole instalment, as long as others are left in which the interest finds its place. */
function upToLevel(terms: LoanTerms, core: Core, index: number, epoch: number): Fen {
  if (!goesUpToLevel(core)) return 0n
  const laid = layRest(terms, core, core.rest!, { epoch, stopEpoch: epoch })
  const rested = laid.filter((one): one is RestedRow => one.rest !== undefined)
  if (rested.filter((one) => askedOf(one) !== paidOf(one)).length <= 1) return 0n
  const row = laid[index] as RestedRow
  const leftFen = core.rest!.owedFen - rested.reduce((sum, one) => sum + one.paid.principalFen, 0n)
  const hasBegun = epoch > row.fromEpoch
  const wholeFen = askedOf(hasBegun ? row : withLevel(row, row.rest.agreedFen))
  return minFen(wholeFen, leftFen + row.paid.principalFen)
}

function goesUpToLevel({ schedule: { plan } }: Core): boolean {
  return plan?.rest?.kind === 'daily' && plan.rest.principalAhead === 'up-to-level'
}
