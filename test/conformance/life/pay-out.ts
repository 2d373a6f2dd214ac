import { type Fen, mulDiv } from '@puhui/money'
import { allocateMoney } from './allocate-life.ts'
import { renewShares, rowOfCharge } from './charge.ts'
import { decimal, fromFen, over, times, toFen } from './decimal.ts'
import { roundToMultiple } from './level.ts'
import { ask, askMore, type LifeRow, newRow, partOf, updateMet } from './life-row.ts'
import { addUnits, lastOf } from './model.ts'
import { capitalise, disburse } from './model-change.ts'
import { dueInterest, duePrincipal } from './model-read.ts'
import { takeOver } from './rows-follow.ts'
import { type Charge, isInterestBearing, isRecalculated, type Outcome, renumber, type Work } from './work.ts'

/** Principal is paid out: a down payment is asked at once, the rest joins the instalments. */
export function payOut(work: Work, outcome: Outcome): void {
  const paidDownFen = askDownPayment(work, outcome)
  const restFen = outcome.amountFen - paidDownFen
  work.model.paidDownFen += paidDownFen
  work.model.expectedFen = expectedAfter(work)
  if (followsModel(work, outcome.on)) {
    disburse(work.model, outcome.on, restFen)
    addRowAfterTerm(work, outcome.on, restFen)
    layRows(work, outcome.on, restFen)
  } else {
    spread(work, outcome.on, restFen)
  }
  if (!isRecalculated(work)) renewShares(work, outcome.on)
  useOverpaid(work, outcome)
}

/** What the contract expects beyond the parts paid out so far, this one among them. */
function expectedAfter({ terms, outcomes }: Work): Fen {
  const count = outcomes.filter(({ event }) => event.kind === 'paidOut').length + 1
  return (terms.expectedParts ?? []).slice(count).reduce((sum, part) => sum + part.amountFen, 0n)
}

/** Income joins the principal. */
export function payOutIncome(work: Work, outcome: Outcome): void {
  if (followsModel(work, outcome.on)) {
    capitalise(work.model, outcome.on, outcome.amountFen)
    layRows(work, outcome.on, outcome.amountFen)
  } else {
    spread(work, outcome.on, outcome.amountFen)
  }
  useOverpaid(work, outcome)
}

/** A loan without interest that has been laid out anew no longer follows its first plan. */
function followsModel(work: Work, on: number): boolean {
  const isLaidAnew = work.outcomes.some(
    ({ event, isVoid }) => !isVoid && (event.kind === 'reAmortised' || event.kind === 'reAged'),
  )
  if (!isInterestBearing(work) && isLaidAnew) return false
  return on <= lastOf(work.model.periods).due
}

/** What is asked on the day of a disbursement. */
export function downPaymentFen(work: Pick<Work, 'terms'>, amountFen: Fen): Fen {
  const rule = work.terms.downPayment
  if (!rule) return 0n
  const shareFen = toFen(over(times(fromFen(amountFen), rule.sharePercent), decimal('100')))
  return roundToMultiple(shareFen, work.terms.multipleFen)
}

function askDownPayment(work: Work, outcome: Outcome): Fen {
  const amountFen = downPaymentFen(work, outcome.amountFen)
  if (!work.terms.downPayment) return 0n
  const row = newRow(outcome.on, outcome.on, { isDownPayment: true })
  if (work.terms.downPayment.isBeforeInstalment) insertFirst(work, row)
  else insertRow(work, row)
  askMore(row, 'principal', amountFen, outcome.on)
  return amountFen
}

function insertFirst(work: Work, row: LifeRow): void {
  const at = work.rows.findIndex((other) => !other.isDownPayment && other.due >= row.due)
  work.rows.splice(at < 0 ? work.rows.length : at, 0, row)
  renumber(work)
}

/** Before the first row that falls due later; after those of its day. */
export function insertRow(work: Work, row: LifeRow): void {
  const at = work.rows.findIndex((other) => other.due > row.due)
  work.rows.splice(at < 0 ? work.rows.length : at, 0, row)
  renumber(work)
}

function addRowAfterTerm(work: Work, on: number, amountFen: Fen): void {
  if (work.rows.some((row) => row.due >= on && !row.isDownPayment && !row.isExtra)) return
  const row = newRow(on, on, { isExtra: true })
  ask(row, 'principal', amountFen)
  work.rows.push(row)
  renumber(work)
}

/** The rows that are not yet due take over what the model asks; periods that are new get rows. */
function layRows(work: Work, on: number, amountFen: Fen): void {
  if (amountFen <= 0n) return
  const extra = work.rows.find((row) => row.isExtra)
  const ofExtra = extra ? work.charges.filter((charge) => rowOfCharge(work, charge) === extra) : []
  const instalments = work.rows.filter((row) => !row.isDownPayment && !row.isExtra)
  work.model.periods.forEach((period, index) => {
    const row = instalments[index]
    if (
      row &&
      row.due === period.due &&
      (row.due >= on || work.terms.method === 'flat-spread' || work.terms.isPlanBeforeMoney)
    ) {
      takeOver(work, row, period)
      updateMet(row, on)
    } else if (!row && work.terms.isFullTermPerTranche && period.due >= on) {
      const added = newRow(period.from, period.due)
      ask(added, 'principal', duePrincipal(period))
      ask(added, 'interest', dueInterest(period))
      updateMet(added, on)
      insertRow(work, added)
    }
  })
  spreadExtra(work, ofExtra)
}

/** Charges beyond the term go to the instalments that have come up to their days. */
function spreadExtra(work: Work, ofExtra: readonly Charge[]): void {
  const extra = work.rows.find((row) => row.isExtra)
  if (!extra || !work.terms.isFullTermPerTranche) return
  const end = lastOf(work.model.periods).due
  if (extra.due > end) extra.from = end
  else work.rows = work.rows.filter((row) => row !== extra)
  for (const charge of ofExtra) {
    const row = rowOfCharge(work, charge)
    const part = charge.spec.isPenalty ? 'penalty' : 'fee'
    if (!row || row === extra) continue
    ask(extra, part, partOf(extra.asked, part) - charge.amountFen)
    askMore(row, part, charge.amountFen, row.metOn)
  }
  renumber(work)
}

/** Without interest: equal parts on the rows that are not yet due. */
function spread(work: Work, on: number, amountFen: Fen): void {
  let rows = work.rows.filter((row) => row.due > on && !row.isDownPayment && !row.isExtra)
  if (rows.length === 0) rows = [extraRowOn(work, on)]
  if (amountFen <= 0n) return
  const partFen = mulDiv(amountFen, 1n, BigInt(rows.length), 'half-even')
  let leftFen = amountFen
  for (const row of rows) {
    const beforeFen = row.asked.principalFen
    const askedFen = roundToMultiple(beforeFen + partFen, work.terms.multipleFen)
    ask(row, 'principal', askedFen)
    leftFen -= askedFen - beforeFen
    updateMet(row, on)
  }
  askMore(lastOf(rows), 'principal', leftFen, on)
}

function extraRowOn(work: Work, on: number): LifeRow {
  const known = work.rows.find((row) => row.isExtra)
  if (known) {
    known.due = on
    return known
  }
  const row = newRow(on, on, { isExtra: true })
  if (work.terms.isDueDayDisbursementOfThatDay) joinPeriodAfterTerm(work, row, on)
  work.rows.push(row)
  renumber(work)
  return row
}

/** The term goes on by whole periods until one holds the day. */
function joinPeriodAfterTerm({ model, terms, rows }: Work, row: LifeRow, on: number): void {
  const { unit, every } = terms.frequency
  let from = rows
    .filter((other) => !other.isDownPayment)
    .reduce((latest, other) => Math.max(latest, other.due), model.periods[0]!.from)
  while (addUnits(from, every, unit) < on) from = addUnits(from, every, unit)
  row.from = from
  row.due = addUnits(from, every, unit)
}

/** Money the customer has too much in the loan pays what has come up. */
export function useOverpaid(work: Work, outcome: Outcome): void {
  if (work.overpaidFen <= 0n) return
  outcome.overpaidFen = outcome.amountFen < work.overpaidFen ? outcome.amountFen : work.overpaidFen
  const parts = outcome.parts
  work.overpaidFen = allocateMoney(work, outcome, work.overpaidFen, work.terms.allocation.default)
  outcome.parts = parts
}
