import type { RulePack } from '@puhui/compliance'
import { mulDiv } from '@puhui/money'
import { packWith } from '../parameters.ts'
import { cured, type Surroundings } from './cure.ts'
import { breachesOf, limitsOf } from './lawful.ts'
import { type Priced, pricerOn } from './price.ts'
import { type ProductEffect, productEffects } from './products.ts'
import {
  type Breach,
  type Dimension,
  type Frame,
  type LoanRow,
  MEASURES,
  type Measure,
  type OfferRow,
  type VersionTerms,
} from './types.ts'

interface Sum {
  count: number
  amountFen: bigint
  interestFen: bigint
  monthlyFen: bigint
}

interface Group {
  offers: number
  changed: number
  changedFen: bigint
  lostInterestFen: bigint
  loans: number
  affectedLoans: number
  monthlyBeforeFen: bigint
  monthlyAfterFen: bigint
}

/** Everything that is counted, before people read it. */
export interface Counted {
  readonly offers: Sum
  readonly changed: Sum
  readonly byReason: Map<Breach, Sum>
  readonly months: Map<string, { count: number; changed: number; amountFen: bigint; changedFen: bigint }>
  readonly book: {
    loans: number
    outstandingFen: bigint
    affected: number
    affectedFen: bigint
    monthlyBeforeFen: bigint
    monthlyAfterFen: bigint
    weightedMonths: bigint
  }
  readonly groups: Map<Dimension, Map<string, Group>>
  readonly kept: Map<Measure, Sum>
  readonly products: readonly ProductEffect[]
}

/** Takes rows one by one and counts what a change of the rules would do to them. */
export interface Reckoner {
  offer(row: OfferRow): void
  loan(row: LoanRow): void
  done(): Counted
}

/**
 * Counts the effect of numbers. An offer changes when the rules with the numbers stop it and those without do not; a
 * contract is affected when it costs more than the cap.
 */
export function reckoner(frame: Frame): Reckoner {
  const { scenario, kind, numbersBefore } = frame
  const before = packWith(kind, numbersBefore)
  const pack = packWith(kind, [...numbersBefore, ...scenario.numbers])
  const price = pricerOn(scenario.effectiveOn)
  const around: Surroundings = { price, pack, limits: limitsOf(pack), scenario }
  const versions = new Map(frame.versions.map((version) => [version.id, version]))
  const counted = emptyCount(productEffects(frame, price, { before, pack }))
  return {
    offer: (row) => countOffer(counted, row, { around, before, version: versions.get(row.versionId)! }),
    loan: (row) => countLoan(counted, row, around),
    done: () => counted,
  }
}

interface OfferContext {
  readonly around: Surroundings
  readonly before: RulePack
  readonly version: VersionTerms
}

function countOffer(counted: Counted, row: OfferRow, { around, before, version }: OfferContext): void {
  const priced = around.price({ ...row, terms: version.terms })
  const reasons = newBreaches(around, before, row, priced)
  const isChanged = reasons.length > 0
  add(counted.offers, row, priced)
  const month = entry(counted.months, row.month, () => ({ count: 0, changed: 0, amountFen: 0n, changedFen: 0n }))
  month.count += 1
  month.amountFen += row.amountFen
  for (const [by, value] of valuesOf(row)) {
    const group = groupOf(counted, by, value)
    group.offers += 1
    if (!isChanged) continue
    group.changed += 1
    group.changedFen += row.amountFen
    group.lostInterestFen += priced.interestFen
  }
  if (!isChanged) return
  month.changed += 1
  month.changedFen += row.amountFen
  add(counted.changed, row, priced)
  for (const reason of reasons) add(entry(counted.byReason, reason, emptySum), row, priced)
  for (const measure of MEASURES) {
    const kept = cured(around, row, version.terms, measure)
    if (kept) add(entry(counted.kept, measure, emptySum), kept.asked, kept.priced)
  }
}

/** What stops it now and did not before. */
function newBreaches(around: Surroundings, before: RulePack, row: OfferRow, priced: Priced): Breach[] {
  const judged = { ...row, costPpm: priced.costPpm, monthlyDueFen: row.otherDueFen + priced.monthlyFen }
  const now = breachesOf(around.pack, around.scenario.effectiveOn, judged)
  if (now.length === 0) return []
  const then = breachesOf(before, around.scenario.effectiveOn, judged)
  return then.length > 0 ? [] : now
}

function countLoan(counted: Counted, row: LoanRow, { limits, scenario }: Surroundings): void {
  const isAffected = row.costPpm > limits.capPpm
  const beforeFen = monthOf(row.outstandingFen, row.ratePpm)
  const lowered = row.ratePpm - (row.costPpm - limits.capPpm)
  const ratePpm = isAffected && scenario.oldContracts === 'repriced' ? (lowered > 0n ? lowered : 0n) : row.ratePpm
  const afterFen = monthOf(row.outstandingFen, ratePpm)
  const { book } = counted
  book.loans += 1
  book.outstandingFen += row.outstandingFen
  book.monthlyBeforeFen += beforeFen
  book.monthlyAfterFen += afterFen
  if (isAffected) {
    book.affected += 1
    book.affectedFen += row.outstandingFen
    book.weightedMonths += row.outstandingFen * BigInt(row.monthsLeft)
  }
  for (const [by, value] of loanValuesOf(row)) {
    const group = groupOf(counted, by, value)
    group.loans += 1
    if (isAffected) group.affectedLoans += 1
    group.monthlyBeforeFen += beforeFen
    group.monthlyAfterFen += afterFen
  }
}

function monthOf(balanceFen: bigint, ratePpm: bigint): bigint {
  return mulDiv(balanceFen, ratePpm, 12_000_000n, 'half-even')
}

function add(sum: Sum, { amountFen, ratePpm }: { amountFen: bigint; ratePpm: bigint }, priced: Priced): void {
  sum.count += 1
  sum.amountFen += amountFen
  sum.interestFen += priced.interestFen
  sum.monthlyFen += monthOf(amountFen, ratePpm)
}

function valuesOf({ product, region, grade, age, channel }: OfferRow): readonly (readonly [Dimension, string])[] {
  return [
    ['product', product],
    ['region', region],
    ['grade', grade],
    ['age', age],
    ['channel', channel],
  ]
}

function loanValuesOf({ product, region, grade, channel }: LoanRow): readonly (readonly [Dimension, string])[] {
  return [
    ['product', product],
    ['region', region],
    ['grade', grade],
    ['channel', channel],
  ]
}

function groupOf({ groups }: Counted, by: Dimension, value: string): Group {
  return entry(
    entry(groups, by, () => new Map<string, Group>()),
    value,
    () => ({
      offers: 0,
      changed: 0,
      changedFen: 0n,
      lostInterestFen: 0n,
      loans: 0,
      affectedLoans: 0,
      monthlyBeforeFen: 0n,
      monthlyAfterFen: 0n,
    }),
  )
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

function emptySum(): Sum {
  return { count: 0, amountFen: 0n, interestFen: 0n, monthlyFen: 0n }
}

function emptyCount(products: readonly ProductEffect[]): Counted {
  return {
    offers: emptySum(),
    changed: emptySum(),
    byReason: new Map(),
    months: new Map(),
    book: {
      loans: 0,
      outstandingFen: 0n,
      affected: 0,
      affectedFen: 0n,
      monthlyBeforeFen: 0n,
      monthlyAfterFen: 0n,
      weightedMonths: 0n,
    },
    groups: new Map(),
    kept: new Map(),
    products,
  }
}
