import { epochOf } from '@puhui/calendar'
import { type Fen, maxFen, minFen, mulDiv, sumFen } from '@puhui/money'
import type { ScheduleTerms } from '@puhui/product'
import { claimsOn } from './accrued.ts'
import { isChargesAlone } from './beyond-row.ts'
import { type Core, isEnded } from './core.ts'
import { equalBeside, equalParts } from './equal-parts.ts'
import type { ReAge, Rescheduled } from './event.ts'
import type { Rest } from './rest.ts'
import { newRestRow } from './rest-level.ts'
import { closed, closeForGood, holderOf, movedIn, newPeriods, scheduleUnder } from './rest-re-age.ts'
import { closePast, newRow } from './rest-reschedule.ts'
import { followRest } from './rest-rows.ts'
import { addParts, NO_PARTS, openPart, type Row } from './row.ts'
import type { Parts } from './state.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Lays all that is open out in equal parts, charges and interest among them: the interest that has run by the day, or
 * that of the whole term. From the day on none runs.
 *
 * @source SPEC K11
 */
export function reAgeEqually(terms: LoanTerms, core: Core, rest: Rest, event: Rescheduled, rule: ReAge): Core {
  const epoch = epochOf(event.valueOn)
  const plan = { ...rule, instalments: event.instalments }
  const gone = core.rows.filter((row) => row.dueEpoch >= epoch && row.period.number > 0)
  const open = openOn(terms, core, gone, epoch, rule.interest)
  if (open.principalFen === 0n || isEnded(core)) return core
  const kept = [
    ...pastOf(core, epoch),
    ...(gone.every(isChargesAlone) ? [] : [holderWithCharges(core.schedule, gone, epoch)]),
  ]
  const periods = newPeriods(plan, kept.at(-1)!.period)
  const endEpoch = Math.max(...core.rows.filter(({ rest: own }) => own).map(({ toEpoch }) => toEpoch))
  const stillFrom = Math.min(epoch, endEpoch)
  const rates = [...rest.rates.filter((rate) => rate.epoch < stillFrom), { epoch: stillFrom, annualRatePpm: 0n }]
  const multipleFen = rule.isInMultiples ? core.schedule.instalment.multipleFen : 1n
  const laid = partsOf(open, periods.length, multipleFen).map((part, at) => equalRow(periods[at]!, part, rule))
  const own = { ...rest, ...movedIn(core.rows, rest, epoch), rates, isStill: true } as const
  const schedule = scheduleUnder(core.schedule, plan)
  return followRest(terms, { ...core, schedule, rows: [...kept, ...laid], rest: own, hasCarried: true }, epoch)
}

/** What is laid out, as a whole or in one instalment, and what of its interest has run by the day. */
interface Open extends Parts {
  readonly ranFen: Fen
}

function openOn(terms: LoanTerms, core: Core, gone: readonly Row[], epoch: number, until: ReAge['interest']): Open {
  const { rows, penalty } = core
  const charges = (part: 'fee' | 'penalty') =>
    sumFen(rows.map((row) => (gone.includes(row) ? chargesOpen(row, part) : openPart(row, part, epoch, penalty))))
  const ranFen = claimsOn(terms, core, epoch).interestFen
  const wholeFen = sumFen(rows.map((row) => openPart(row, 'interest', epoch, penalty)))
  return {
    principalFen: sumFen(rows.map((row) => openPart(row, 'principal', epoch, penalty))),
    interestFen: until === 'equal-to-term' ? maxFen(wholeFen, ranFen) : ranFen,
    ranFen,
    feeFen: charges('fee'),
    penaltyFen: charges('penalty'),
  }
}

/** Of an instalment to come only charges put into it are open; its own fee goes with it. */
function chargesOpen({ feeFen, carried, paid, waived }: Row, part: 'fee' | 'penalty'): Fen {
  if (part === 'penalty') return carried.penaltyFen - paid.penaltyFen - waived.penaltyFen
  return carried.feeFen - maxFen(0n, paid.feeFen + waived.feeFen - feeFen)
}

/** Instalments past due ask for what was paid; what has run in them beyond that is laid elsewhere. */
function pastOf(core: Core, epoch: number): readonly Row[] {
  const past = core.rows.filter((row) => row.dueEpoch < epoch || row.period.number < 1)
  const asPaid = past.map((row) => ({ ...row, principalFen: row.rest ? row.principalFen : row.paid.principalFen }))
  return closePast(asPaid, epoch, core.penalty).rows.map((row) => closeForGood(row.rest ? row : closed(row, epoch)))
}

function holderWithCharges(schedule: ScheduleTerms, gone: readonly Row[], epoch: number): Row {
  const holder = closeForGood(holderOf(schedule, gone, epoch))
  const paid = gone.reduce((sum, row) => addParts(sum, row.paid), NO_PARTS)
  const waived = gone.reduce((sum, row) => addParts(sum, row.waived), NO_PARTS)
  const feeFen = sumFen(gone.map((row) => minFen(row.feeFen, row.paid.feeFen + row.waived.feeFen)))
  const carried = {
    ...NO_PARTS,
    feeFen: paid.feeFen + waived.feeFen - feeFen,
    penaltyFen: paid.penaltyFen + waived.penaltyFen,
  }
  return { ...holder, feeFen, paid, waived, carried }
}

function partsOf(open: Open, count: number, multipleFen: Fen): readonly Open[] {
  const [interest, fee, penalty] = [open.interestFen, open.feeFen, open.penaltyFen].map((fen) =>
    equalParts(fen, count),
  ) as [readonly Fen[], readonly Fen[], readonly Fen[]]
  const othersFen = interest.map((interestFen, at) => interestFen + fee[at]! + penalty[at]!)
  const totalFen = open.principalFen + open.interestFen + open.feeFen + open.penaltyFen
  const principal = equalBeside(open.principalFen, { totalFen, othersFen, multipleFen })
  const ran = inStep(interest, open.ranFen)
  return interest.map((interestFen, at) => ({
    principalFen: principal[at]!,
    interestFen,
    feeFen: fee[at]!,
    penaltyFen: penalty[at]!,
    ranFen: ran[at]!,
  }))
}

/** A part of the whole, in the same shares as the whole: never more of a share than it is. */
function inStep(shares: readonly Fen[], partFen: Fen): readonly Fen[] {
  const wholeFen = sumFen(shares)
  let [untilFen, givenFen] = [0n, 0n]
  return shares.map((share) => {
    untilFen += share
    const dueFen = wholeFen === 0n ? 0n : mulDiv(untilFen, partFen, wholeFen, 'floor')
    const own = dueFen - givenFen
    givenFen = dueFen
    return own
  })
}

function equalRow(period: Row['period'], open: Open, { isEarnedAnew, isOwedWhole }: ReAge): Row {
  const { principalFen, interestFen, feeFen, penaltyFen, ranFen } = open
  const owedFen = isOwedWhole ? interestFen : ranFen
  const fixed = { amountFen: interestFen, owedFen, earnedFen: isEarnedAnew ? 0n : ranFen }
  const rest = { ...newRestRow(interestFen, principalFen + interestFen), isLaidAnew: true, fixed } as const
  return { ...newRow(period), carried: { ...NO_PARTS, feeFen, penaltyFen }, rest }
}
