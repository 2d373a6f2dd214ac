import { epochOf } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { alignRows, pause } from './change-terms.ts'
import { chargeOpen, chargesOf, placeCharge } from './charge.ts'
import { equalParts } from './equal-parts.ts'
import type { ReAged } from './life-event.ts'
import { ask, type LifeRow, newRow, openOf, payPart, totalOfParts, updateMet, withPart } from './life-row.ts'
import { lastOf, type Period } from './model.ts'
import { creditedPrincipal, dueInterest, duePrincipal, totalOpenPrincipal } from './model-read.ts'
import { openInterestUntil } from './model-until.ts'
import { NO_PARTS } from './parts.ts'
import { equalAmounts, reAgeEqually, reAgeModel, reAgeStart } from './re-age-model.ts'
import { reAgePlainly } from './re-age-plain.ts'
import { type Charge, isRecalculated, newOutcome, type Outcome, renumber, type Work } from './work.ts'

/** The open debt gets new due days; past instalments keep what was paid. */
export function reAge(work: Work, outcome: Outcome, event: ReAged): void {
  if (!isRecalculated(work)) reAgePlainly(work, outcome, event)
  else if (event.interest === 'recalculated') reAgeWithInterest(work, outcome, event)
  else reAgeInEqualParts(work, outcome, event)
  if (totalOfParts(outcome.parts) === 0n) outcome.isVoid = true
  outcome.amountFen = totalOfParts(outcome.parts)
}

function reAgeWithInterest(work: Work, outcome: Outcome, event: ReAged): void {
  const { model } = work
  const { on } = outcome
  const interestFen = openInterestUntil(model, on)
  const principalFen = totalOpenPrincipal(model)
  const start = reAgeStart(event, work.disbursedOn)
  reAgeModel(model, event, on, principalFen, work.disbursedOn)
  rebuildRows(work, on, start)
  reApplyPauses(work, start)
  outcome.parts = { ...NO_PARTS, principalFen, interestFen }
  alignRows(work)
}

/** Rows that fall due from the day on give way to those of the model. */
function rebuildRows(work: Work, on: number, start: number): void {
  const holder = work.model.periods.find((period) => period.isHolder)
  const held = holder ? holderRow(work, holder, on) : undefined
  const gone = work.rows.filter((row) => !row.isDownPayment && row.due >= on)
  const lifted = [...new Set(gone.flatMap((row) => chargesOf(work, row)))]
  work.rows = work.rows.filter((row) => !gone.includes(row))
  const rest = [...work.rows]
  const rows: LifeRow[] = []
  for (const period of work.model.periods) {
    let row: LifeRow | undefined
    while (rest.length > 0 && (row === undefined || row.isExtra || row.isDownPayment)) {
      row = rest.shift()!
      rows.push(row)
    }
    if (row) renewRow(row, period, on, start)
    else rows.push(period.isHolder && held ? held : rowOf(period, on))
  }
  work.rows = [...rows, ...rest]
  renumber(work)
  for (const charge of lifted) placeCharge(work, charge)
}

function renewRow(row: LifeRow, period: Period, on: number, start: number): void {
  if (row.isMet && row.from < start) return
  row.from = period.from
  row.due = period.due
  const isEmpty = period.levelFen === 0n
  ask(row, 'principal', isEmpty ? 0n : duePrincipal(period))
  ask(row, 'interest', isEmpty ? 0n : dueInterest(period))
  if (row.from >= start) row.isReAged = true
  row.isExtra = false
  row.credited = withPart(row.credited, 'principal', creditedPrincipal(period))
  updateMet(row, on)
}

function rowOf(period: Period, on: number): LifeRow {
  const row = newRow(period.from, period.due, { isReAged: true })
  ask(row, 'principal', duePrincipal(period))
  ask(row, 'interest', dueInterest(period))
  row.credited = withPart(row.credited, 'principal', creditedPrincipal(period))
  updateMet(row, on)
  return row
}

function holderRow(work: Work, period: Period, on: number): LifeRow {
  const row = newRow(period.from, period.due, { isReAged: true })
  ask(row, 'principal', duePrincipal(period))
  ask(row, 'interest', dueInterest(period))
  payPart(row, 'principal', on, period.paidPrincipalFen)
  payPart(row, 'interest', on, period.paidInterestFen)
  const early = work.rows.filter((other) => !other.isDownPayment && !other.isExtra && other.due >= on)
  row.advanceFen = early.reduce((sum, other) => sum + other.advanceFen, 0n)
  row.lateFen = early.reduce((sum, other) => sum + other.lateFen, 0n)
  row.credited = withPart(row.credited, 'principal', creditedPrincipal(period))
  updateMet(row, on)
  return row
}

/** Pauses that reach into the new instalments hold there too. */
function reApplyPauses(work: Work, start: number): void {
  const reAged = work.rows.filter((row) => row.isReAged)
  if (reAged.length === 0) return
  const end = lastOf(reAged).due
  for (const event of work.events) {
    if (event.kind !== 'interestPaused') continue
    const [from, until] = [epochOf(event.valueOn), epochOf(event.untilOn)]
    const reaches = (from <= start && until >= start) || (from > start && from < end)
    if (reaches) pause(work, newOutcome(event, 0n), event)
  }
}

function reAgeInEqualParts(work: Work, outcome: Outcome, event: ReAged): void {
  const { model } = work
  const { on } = outcome
  const open = equalAmounts(model, event, on)
  const charges = liftCharges(work, on)
  const count = event.instalments
  const [fees, penalties] = [equalParts(charges.feeFen, count), equalParts(charges.penaltyFen, count)]
  outcome.parts = { ...open, feeFen: charges.feeFen, penaltyFen: charges.penaltyFen }
  const early = earlyPaid(work, on)
  reAgeEqually(model, event, on, {
    totalFen: charges.feeFen + charges.penaltyFen,
    parts: { valueFen: fees.valueFen + penalties.valueFen, restFen: fees.restFen + penalties.restFen, count },
  })
  equalRows(work, on, early, (index, row) => {
    row.asked = {
      ...row.asked,
      feeFen: index === count - 1 ? fees.valueFen + fees.restFen : fees.valueFen,
      penaltyFen: index === count - 1 ? penalties.valueFen + penalties.restFen : penalties.valueFen,
    }
    for (const { charge, openFen } of charges.lifted) {
      const share = equalParts(openFen, count)
      row.chargeShares.set(charge.spec.chargeId, index === count - 1 ? share.valueFen + share.restFen : share.valueFen)
    }
  })
}

interface LiftedCharges {
  readonly feeFen: Fen
  readonly penaltyFen: Fen
  readonly lifted: readonly { readonly charge: Charge; readonly openFen: Fen }[]
}

/** Principal, interest and charges that are open are taken off the rows. */
function liftCharges(work: Work, on: number): LiftedCharges {
  let [feeFen, penaltyFen] = [0n, 0n]
  const lifted: { charge: Charge; openFen: Fen }[] = []
  for (const row of work.rows) {
    for (const charge of chargesOf(work, row)) {
      const openFen = chargeOpen(charge)
      if (openFen > 0n && !lifted.some((known) => known.charge === charge)) lifted.push({ charge, openFen })
    }
    feeFen += openOf(row, 'fee')
    penaltyFen += openOf(row, 'penalty')
    row.asked = {
      principalFen: row.asked.principalFen - positive(openOf(row, 'principal')),
      interestFen: row.asked.interestFen - positive(openOf(row, 'interest')),
      feeFen: row.paid.feeFen,
      penaltyFen: row.paid.penaltyFen,
    }
    updateMet(row, on)
  }
  return { feeFen, penaltyFen, lifted }
}

const positive = (fen: Fen): Fen => (fen > 0n ? fen : 0n)

interface EarlyPaid {
  readonly feeFen: Fen
  readonly penaltyFen: Fen
  readonly advanceFen: Fen
}

function earlyPaid(work: Work, on: number): EarlyPaid {
  const rows = work.rows.filter((row) => !row.isDownPayment && !row.isExtra && row.due >= on)
  const sum = (figure: (row: LifeRow) => Fen) => rows.reduce((total, row) => total + figure(row), 0n)
  return {
    feeFen: sum((row) => row.paid.feeFen),
    penaltyFen: sum((row) => row.paid.penaltyFen),
    advanceFen: sum((row) => row.advanceFen),
  }
}

function equalRows(work: Work, on: number, early: EarlyPaid, addCharges: (index: number, row: LifeRow) => void): void {
  const { model } = work
  const end = lastOf(model.periods).due
  const kept = work.rows.filter((row) => row.isDownPayment || (row.isExtra ? row.due > end : row.due < on))
  for (const row of kept) if (row.isExtra) row.from = end
  const rows = kept.filter((row) => row.isDownPayment || row.isExtra)
  let index = 0
  for (const period of model.periods) {
    const past = period.due < on ? kept.find((row) => row.due === period.due && row.from === period.from) : undefined
    if (past) {
      past.asked = { ...past.asked, interestFen: past.paid.interestFen, principalFen: past.paid.principalFen }
      past.credited = withPart(past.credited, 'principal', creditedPrincipal(period))
      updateMet(past, on)
      if (!rows.includes(past)) rows.push(past)
      continue
    }
    const row = rowOf(period, on)
    if (period.isHolder) fillHolder(row, period, early)
    else {
      addCharges(index, row)
      index += 1
    }
    updateMet(row, on)
    rows.push(row)
  }
  work.rows = rows
  alignRows(work)
}

function fillHolder(row: LifeRow, period: Period, early: EarlyPaid): void {
  row.asked = { ...row.asked, feeFen: early.feeFen, penaltyFen: early.penaltyFen }
  row.paid = {
    principalFen: period.paidPrincipalFen,
    interestFen: period.paidInterestFen,
    feeFen: early.feeFen,
    penaltyFen: early.penaltyFen,
  }
  row.advanceFen = early.advanceFen
}
