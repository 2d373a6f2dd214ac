import { type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import { type Fen, mulDiv, PPM } from '@puhui/money'
import { interestOf } from '@puhui/product'
import { type Claims, claimsOn } from './accrued.ts'
import { advance } from './apply.ts'
import { owedToPartners } from './books.ts'
import { comesOn } from './coming.ts'
import { type Core, isEnded } from './core.ts'
import { unearnedOf } from './deferred.ts'
import { coreOn, type Loan } from './loan.ts'
import { hasPartnerFees } from './partner-fees.ts'
import { isAccruingAt } from './past-due.ts'
import { interestStepsUntil } from './plan.ts'
import { openWithoutPenalty, penaltyStepsOf, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * What one instalment has earned, as a closed formula: on the morning of a day of epoch `t` it is
 * `round half even ((startNum + perDay × (t − fromEpoch)) / den)`, and `endFen` from `endEpoch` on.
 */
export interface AccrualLine {
  readonly part: 'interest' | 'penalty'
  readonly fromEpoch: number
  readonly startNum: bigint
  readonly perDay: bigint
  readonly den: bigint
  readonly endEpoch: number
  readonly endFen: Fen
}

/** The days on which nothing happens to a loan but time, and how its claims grow over them. */
export interface AccrualWindow {
  /** The first and the last morning on which the lines give what the fold gives. */
  readonly from: Day
  readonly until: Day
  /** Whether income goes to the books; else the growth stands off balance. */
  readonly isAccruing: boolean
  readonly lines: readonly AccrualLine[]
}

/** No window is longer: a line is proved morning by morning when it is made. */
const DAYS_MAX = 62

/** What a 64-bit integer holds, with room for the doubling of a remainder. */
const SAFE = 2n ** 61n

/** Never reached: the line of what has no end. */
const NO_END = 2 ** 31 - 1

/**
 * The formula by which a loan earns from a morning on, until the next day on which more than time is needed to know its
 * books: an instalment falls due, money held is used, grace or accrual ends, a rate or a balance changes.
 *
 * Each morning of the window is held against the fold here, so that the window ends where the formula would err. It may
 * be one morning long.
 *
 * @returns undefined where nothing grows any more: before the disbursement, after settlement and charge-off
 * @source SPEC B10-B13
 */
export function accrualWindow(loan: Loan, from: Day): AccrualWindow | undefined {
  const { terms } = loan
  const epoch = epochOf(from)
  const core = coreOn(loan, from)
  const hasEnded = core.settledOn !== undefined && core.settledOn <= from
  if (core.disbursedOn === undefined || hasEnded || isEnded(core)) return undefined
  const last = Math.min(lastMorning(core, epoch), changesAfter(loan, epoch) - 1)
  const mornings: Mornings = { terms, epoch, at: core.rest === undefined ? () => core : onceEach(terms, core) }
  const lines = core.rows.flatMap((_, index) => linesOf(mornings, index))
  const isAccruing = isAccruingAt(terms, core, epoch)
  const fits = lines.every((line) => isSafe(line, last))
  const isEven = unearnedOf(core, epoch) === 0n
  const until = fits && isEven ? provedUntil(mornings, { lines, isAccruing, last }) : epoch
  return { from, until: dayFromEpoch(until), isAccruing, lines: until === epoch ? [] : lines }
}

/** A loan on the mornings from one on, as long as nothing but time happens to it. */
interface Mornings {
  readonly terms: LoanTerms
  readonly epoch: number
  readonly at: (epoch: number) => Core
}

/** Where interest follows what is owed, principal that is late earns more each day than the rows foresaw. */
function onceEach(terms: LoanTerms, core: Core): Mornings['at'] {
  const known = new Map([[core.epoch, core]])
  return (epoch) => {
    // From the morning before: what an event has changed is laid once, not on each morning.
    const own = known.get(epoch) ?? advance(terms, known.get(epoch - 1) ?? known.get(core.epoch + 1) ?? core, epoch)
    known.set(epoch, own)
    return own
  }
}

/** What a line says on the morning of a day of the window. */
export function accruedBy(line: AccrualLine, epoch: number): Fen {
  if (epoch >= line.endEpoch) return line.endFen
  return mulDiv(line.startNum + line.perDay * BigInt(epoch - line.fromEpoch), 1n, line.den, 'half-even')
}

/** What a window adds to the claims between two of its mornings. */
export function grownBetween({ lines }: AccrualWindow, from: Day, to: Day): { interestFen: Fen; penaltyFen: Fen } {
  const grown = { interestFen: 0n, penaltyFen: 0n }
  for (const line of lines) {
    const fen = accruedBy(line, epochOf(to)) - accruedBy(line, epochOf(from))
    if (line.part === 'interest') grown.interestFen += fen
    else grown.penaltyFen += fen
  }
  return grown
}

/** The day from which the next change holds that is agreed for a day to come. */
function changesAfter({ inForce }: Loan, epoch: number): number {
  const days = inForce.flatMap((event) => comesOn(event)?.valueOn ?? []).map(epochOf)
  return Math.min(Number.POSITIVE_INFINITY, ...days.filter((day) => day > epoch))
}

/** An instalment falls due at the latest; where it brings a fee or takes money held, the morning before. */
function lastMorning(core: Core, epoch: number): number {
  let last = epoch + DAYS_MAX
  for (const row of core.rows.slice(core.firstOpen)) {
    if (row.dueEpoch <= epoch || row.settledOn !== undefined) continue
    last = Math.min(last, core.heldFen > 0n || row.feeFen > 0n ? row.dueEpoch - 1 : row.dueEpoch)
  }
  return last
}

function linesOf({ terms, epoch, at }: Mornings, index: number): AccrualLine[] {
  const core = at(epoch)
  const row = core.rows[index]!
  const goesOn = row.rest !== undefined && row.dueEpoch > epoch
  if (row.settledOn !== undefined && !goesOn) return []
  const line = row.dueEpoch <= epoch ? penaltyLine(core, row, epoch) : interestLine({ terms, epoch, at }, index)
  return line && line.perDay !== 0n ? [line] : []
}

/** Fitted to the exact fractions of two mornings; what is not even from day to day ends the window. */
function interestLine({ terms, epoch, at }: Mornings, index: number): AccrualLine | undefined {
  const row = at(epoch).rows[index]!
  const endEpoch = Math.min(row.toEpoch, row.dueEpoch)
  if (endEpoch <= epoch || row.fromEpoch > epoch) return undefined
  const after = earned(terms, at(epoch + 1).rows[index]!, epoch + 1)
  const before = row.fromEpoch === epoch ? { num: 0n, den: after.den } : earned(terms, row, epoch)
  const isSame = before.den === after.den
  const den = isSame ? before.den : before.den * after.den
  const startNum = isSame ? before.num : before.num * after.den
  const nextNum = isSame ? after.num : after.num * before.den
  const perDay = nextNum - startNum
  const endFen = row.rest === undefined ? row.interestFen : interestOf(at(endEpoch).rows[index]!.interestSteps)
  return { part: 'interest', fromEpoch: epoch, startNum, perDay, den, endEpoch, endFen }
}

interface Fraction {
  readonly num: bigint
  readonly den: bigint
}

function earned(terms: LoanTerms, row: Row, epoch: number): Fraction {
  if (row.evenDaysInYear !== undefined) {
    const { balanceFen, annualRatePpm } = row.interestSteps[0]!
    return { num: balanceFen * annualRatePpm * BigInt(epoch - row.fromEpoch), den: PPM * BigInt(row.evenDaysInYear) }
  }
  let [num, den] = [0n, 1n]
  for (const step of interestStepsUntil(terms, row, dayFromEpoch(epoch))) {
    const weight = step.balanceFen * step.annualRatePpm * step.num
    ;[num, den] = step.den === den ? [num + weight, den] : [num * step.den + weight * den, den * step.den]
  }
  return { num, den: PPM * den }
}

function penaltyLine({ penalty }: Core, row: Row, epoch: number): AccrualLine | undefined {
  const steps = penaltyStepsOf(row, epoch + 1, penalty)
  const running = steps.at(-1)
  if (!running || epochOf(running.to) !== epoch + 1) return undefined
  const weighed = steps.reduce((sum, step) => sum + step.overdueFen * step.annualRatePpm * BigInt(step.days), 0n)
  const perDay = running.overdueFen * running.annualRatePpm
  return {
    part: 'penalty',
    fromEpoch: epoch,
    startNum: weighed - perDay,
    perDay,
    den: PPM * BigInt(penalty.daysInYear),
    endEpoch: NO_END,
    endFen: 0n,
  }
}

function isSafe({ startNum, perDay, den, fromEpoch }: AccrualLine, last: number): boolean {
  const endNum = startNum + perDay * BigInt(Math.max(0, last - fromEpoch))
  return [startNum, endNum, den].every((number) => number < SAFE && number > -SAFE)
}

interface Candidate {
  readonly lines: readonly AccrualLine[]
  readonly isAccruing: boolean
  readonly last: number
}

/** The last morning up to which the lines give, on every morning, what the fold gives. */
function provedUntil({ terms, epoch, at }: Mornings, { lines, isAccruing, last }: Candidate): number {
  const core = at(epoch)
  const start = claimsOn(terms, core, epoch)
  const before = sums(lines, epoch)
  const owedFen = owedFenOf(terms, core)
  const sharedFen = owedFen(core, epoch)
  for (let morning = epoch + 1; morning <= last; morning++) {
    const own = at(morning)
    if (own !== core && !(asksTheSame(core, own, morning) && owedFen(own, morning) === sharedFen)) return morning - 1
    const now = sums(lines, morning)
    const grown = { interestFen: now.interestFen - before.interestFen, penaltyFen: now.penaltyFen - before.penaltyFen }
    const isGrowth = isGrown(start, claimsOn(terms, own, morning), grown)
    if (isAccruingAt(terms, own, morning) !== isAccruing || !isGrowth) return morning - 1
  }
  return last
}

/** Whether lists may go on to show what they showed: nothing was taken from money held, and the next instalment asks for as much. */
function asksTheSame(before: Core, after: Core, epoch: number): boolean {
  const next = before.rows.findIndex((row) => row.settledOn === undefined && row.dueEpoch >= epoch)
  const shown = next < 0 ? before.rows : before.rows.slice(0, next + 1)
  return (
    before.heldFen === after.heldFen &&
    shown.every((row, at) => openWithoutPenalty(row) === openWithoutPenalty(after.rows[at]!))
  )
}

/** What of fees is owed to partners, where it may move while nothing but time happens. */
function owedFenOf(terms: LoanTerms, { rest }: Core): (own: Core, epoch: number) => Fen {
  return rest && hasPartnerFees(terms) ? (own, epoch) => owedToPartners(terms, own, epoch) : () => 0n
}

function sums(lines: readonly AccrualLine[], epoch: number): { interestFen: Fen; penaltyFen: Fen } {
  const total = { interestFen: 0n, penaltyFen: 0n }
  for (const line of lines) {
    if (line.part === 'interest') total.interestFen += accruedBy(line, epoch)
    else total.penaltyFen += accruedBy(line, epoch)
  }
  return total
}

function isGrown(before: Claims, after: Claims, grown: { interestFen: Fen; penaltyFen: Fen }): boolean {
  return (
    after.interestFen - before.interestFen === grown.interestFen &&
    after.penaltyFen - before.penaltyFen === grown.penaltyFen &&
    after.feeFen === before.feeFen
  )
}
