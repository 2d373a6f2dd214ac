import { epochOf } from '@puhui/calendar'
import { type Fen, mulDiv, sumFen } from '@puhui/money'
import type { ScheduleTerms } from '@puhui/product'
import { type Core, principalFrom } from './core.ts'
import { equalParts, withoutRemainder } from './equal-parts.ts'
import type { ReAmortise, Rescheduled } from './event.ts'
import type { Rest } from './rest.ts'
import { levelAnew } from './rest-change.ts'
import { closed, closeForGood, movedIn } from './rest-re-age.ts'
import { followRest } from './rest-rows.ts'
import { smoothRest } from './rest-smooth.ts'
import { addToPart, openPart, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Spreads what is past due over the instalments to come, whose days stay: principal makes them level anew, and its
 * interest finds its place in the next ones, or is laid in equal parts on all of them, fees too. Without interest each
 * instalment to come asks for its share more.
 *
 * @source SPEC K12
 */
export function reAmortise(terms: LoanTerms, core: Core, rest: Rest, event: Rescheduled, rule: ReAmortise): Core {
  const { valueOn: on } = event
  const epoch = epochOf(on)
  const index = core.rows.findIndex((row) => row.dueEpoch > epoch && row.rest !== undefined)
  const past = core.rows.slice(0, Math.max(0, index))
  const open = openIn(past, core, epoch)
  if (open.principalFen + open.interestFen === 0n) return core
  const isEqual = rule.interest === 'equal-parts'
  const kept = past.map((row) => (isEqual ? closeForGood(closed(withoutFee(row), epoch)) : closed(row, epoch)))
  const own = { ...rest, ...movedIn(past, rest, epoch) }
  const rows = [...kept, ...core.rows.slice(index).map(laidAnew)]
  const ready = { ...core, rows: isEqual ? withEqualParts(rows, index, open, rule) : rows, rest: own }
  if (!bearsInterest(core.schedule, own, epoch)) {
    return followRest(
      terms,
      { ...ready, rows: withShares(ready.rows, index, open.principalFen, multipleOf(core.schedule, rule)) },
      epoch,
    )
  }
  const balanceFen = principalFrom(core, index) + open.principalFen
  const leveled = levelAnew(terms, ready, own, { index, on, epoch, balanceFen })
  const laid = followRest(terms, { ...ready, rows: leveled, hasCarried: true }, epoch)
  return smoothRest(terms, laid, { epoch, number: laid.rows[index]!.period.number, multipleFen: 1n })
}

/** A pause of interest ends: only a loan that bears none from the day on is without interest. */
function bearsInterest({ annualRatePpm, plan }: ScheduleTerms, { rates }: Rest, epoch: number): boolean {
  const own = rates.findLast((rate) => rate.epoch <= epoch)?.annualRatePpm ?? annualRatePpm
  const later = [...rates, ...(plan?.rates ?? []).map(({ from, ...rate }) => ({ ...rate, epoch: epochOf(from) }))]
  return own > 0n || later.some((rate) => rate.epoch > epoch && rate.annualRatePpm > 0n)
}

/** A further part is laid over what is left of the instalments, not over the plan that stood before. */
function laidAnew(row: Row): Row {
  return row.rest ? { ...row, rest: { ...row.rest, isLaidAnew: true } } : row
}

interface PastDue {
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly feeFen: Fen
}

function openIn(past: readonly Row[], { penalty }: Core, epoch: number): PastDue {
  const sum = (part: 'principal' | 'interest' | 'fee') => sumFen(past.map((row) => openPart(row, part, epoch, penalty)))
  const last = past.findLast((row) => row.rest !== undefined)
  const unborneFen = last?.rest ? last.rest.runFen - last.interestFen : 0n
  const interestFen = sum('interest') + (unborneFen > 0n ? unborneFen : 0n)
  return { principalFen: sum('principal'), interestFen, feeFen: sum('fee') }
}

/** Interest past due, earned already, and fees in equal parts on the rows from an index on. */
function withEqualParts(rows: readonly Row[], index: number, open: PastDue, rule: ReAmortise): readonly Row[] {
  const { interestFen, feeFen } = open
  const later = rows.slice(index).filter((row) => row.rest !== undefined)
  const parts = equalParts(interestFen, later.length)
  const [interest, fees] = [rule.letsOffRemainder ? withoutRemainder(parts) : parts, equalParts(feeFen, later.length)]
  return rows.map((row, at) => {
    if (at < index) return row
    const place = later.indexOf(row)
    if (row.rest === undefined || place < 0) return row
    const [partFen, before] = [interest[place]!, row.rest.fixed]
    const fixed = {
      amountFen: (before?.amountFen ?? 0n) + partFen,
      owedFen: (before?.owedFen ?? 0n) + partFen,
      earnedFen: (before?.earnedFen ?? 0n) + (rule.isEarnedAnew ? 0n : partFen),
    }
    return { ...row, carried: addToPart(row.carried, 'fee', fees[place]!), rest: { ...row.rest, fixed } }
  })
}

function withoutFee(row: Row): Row {
  const openFen = row.feeFen + row.carried.feeFen - row.paid.feeFen - row.waived.feeFen
  return openFen === 0n ? row : { ...row, carried: addToPart(row.carried, 'fee', -openFen) }
}

function multipleOf({ instalment }: ScheduleTerms, { isInMultiples }: ReAmortise): Fen {
  return isInMultiples ? instalment.multipleFen : 1n
}

/** An equal share more for each row from an index on. */
function withShares(rows: readonly Row[], index: number, amountFen: Fen, multipleFen: Fen): readonly Row[] {
  const count = rows.slice(index).filter((row) => row.rest !== undefined).length
  const wholeFen = mulDiv(amountFen, 1n, BigInt(count), 'half-even')
  const shareFen = mulDiv(wholeFen, 1n, multipleFen, 'half-even') * multipleFen
  return rows.map((row, at) => {
    if (at < index || row.rest === undefined) return row
    const levelFen = row.rest.levelFen + shareFen
    return { ...row, settledOn: undefined, rest: { ...row.rest, levelFen, agreedFen: levelFen } }
  })
}
