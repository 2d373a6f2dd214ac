import { type Fen, mulDiv } from '@puhui/money'
import { carryBalance } from './balance.ts'
import { type Decimal, fromFen, ONE, over, plus, times, toFen, whole, ZERO } from './decimal.ts'
import { alter, copyModel, lastOf, type Model, type Period } from './model.ts'
import {
  balanceAfter,
  calculatedInterest,
  creditedTotal,
  disbursedUntil,
  dueInterest,
  growth,
  isFullyPaid,
  openingBalance,
  paidTotal,
} from './model-read.ts'
import { settleLast } from './settle-last.ts'

/** Rounds a level to the multiple of the terms; one that would vanish stays as it is. */
export function roundLevel(model: Model, levelFen: Fen): Fen {
  const { multipleFen } = model.terms
  if (multipleFen <= 1n) return levelFen
  const rounded = roundToMultiple(levelFen, multipleFen)
  return rounded === 0n && levelFen > 0n ? levelFen : rounded
}

export function roundToMultiple(amountFen: Fen, multipleFen: Fen): Fen {
  return multipleFen <= 1n ? amountFen : mulDiv(amountFen, 1n, multipleFen, 'half-even') * multipleFen
}

/** Gives the periods the level that repays what is owed at the first of them. */
export function setLevel(model: Model, periods: readonly Period[]): void {
  if (periods.length === 0) return
  if (model.terms.method === 'declining') setDecliningLevel(model, periods)
  else setFlatLevel(model, periods)
}

function setDecliningLevel(model: Model, periods: readonly Period[]): void {
  const hasGrace = model.terms.interestGrace > 0
  const growths = periods.map((period) => (hasGrace && period.isInterestGrace ? ONE : growth(period)))
  const grown = growths.reduce((product, factor) => times(product, factor), ONE)
  const annuity = growths.slice(1).reduce((value, factor) => addRounded(ONE, times(value, factor)), ONE)
  const level = over(times(grown, fromFen(openingBalance(periods[0]!))), annuity)
  const levelFen = roundLevel(model, toFen(level) + fixedShare(periods))
  for (const period of periods) {
    if (levelFen >= paidTotal(period)) alter(period, { levelFen, agreedFen: levelFen })
  }
}

function addRounded(a: Decimal, b: Decimal): Decimal {
  return times(plus(a, b), ONE)
}

function fixedShare(periods: readonly Period[]): Fen {
  const totalFen = periods.reduce((sum, period) => sum + period.fixedInterestFen, 0n)
  return toFen(over(fromFen(totalFen), whole(periods.length)))
}

/** Interest on all that was paid out, for the whole term, in equal parts; the last takes what division leaves. */
function spreadInterest(model: Model): void {
  const { periods } = model
  const paidOut = fromFen(disbursedUntil(lastOf(periods), undefined) + model.paidDownFen)
  const total = periods.reduce((sum, period) => plus(sum, times(paidOut, minusOne(growth(period)))), ZERO)
  const totalFen = toFen(total)
  const partFen = mulDiv(totalFen, 1n, BigInt(periods.length), 'half-even')
  for (const period of periods) {
    const spreadFen = period === lastOf(periods) ? totalFen - partFen * BigInt(periods.length - 1) : partFen
    const changeFen = spreadFen - (period.spreadInterestFen ?? 0n)
    alter(period, { spreadInterestFen: spreadFen, levelFen: period.levelFen + changeFen })
  }
}

function minusOne(value: Decimal): Decimal {
  return plus(value, { units: -1n, scale: 0 })
}

/** Equal principal beside interest in equal parts; the last takes what division leaves of both. */
function setSpreadLevel(model: Model, periods: readonly Period[]): void {
  spreadInterest(model)
  const [first, last] = [periods[0]!, lastOf(periods)]
  const { previous } = first
  const repaidFen = previous ? disbursedUntil(previous, undefined) - balanceAfter(previous) : 0n
  const paidOutFen = disbursedUntil(last, undefined) + model.expectedFen
  const totalFen = paidOutFen - repaidFen
  const count = BigInt(periods.length)
  const partFen = spreadPrincipal(model, paidOutFen)
  for (const period of periods) {
    const principalFen = period === last ? totalFen - partFen * (count - 1n) : partFen
    const levelFen = principalFen + calculatedInterest(period)
    alter(period, { levelFen, agreedFen: levelFen })
    carryBalance(model)
  }
}

/** The principal of one instalment; where instalments are in multiples, they are so with the interest in them. */
function spreadPrincipal(model: Model, paidOutFen: Fen): Fen {
  const { periods, terms } = model
  const count = BigInt(periods.length)
  const shareOf = (amountFen: Fen) => roundLevel(model, mulDiv(amountFen, 1n, count, 'half-even'))
  if (terms.multipleFen <= 1n) return shareOf(paidOutFen)
  const interestFen = periods.reduce((sum, period) => sum + (period.spreadInterestFen ?? 0n), 0n)
  return shareOf(paidOutFen + interestFen) - (periods[0]!.spreadInterestFen ?? 0n)
}

function setFlatLevel(model: Model, periods: readonly Period[]): void {
  const [first, last] = [periods[0]!, lastOf(periods)]
  if (model.terms.method === 'flat-spread') {
    setSpreadLevel(model, periods)
    return
  }
  let interestFen = fixedShare(periods)
  for (const period of periods) {
    const ownFen = calculatedInterest(period)
    interestFen += ownFen
    alter(period, { levelFen: ownFen })
  }
  const { previous } = first
  const repaidFen = previous ? disbursedUntil(previous, undefined) - balanceAfter(previous) : 0n
  const totalFen = disbursedUntil(first, lastOf(first.slices)) + interestFen - repaidFen
  const count = BigInt(periods.length)
  const levelFen = roundLevel(model, mulDiv(totalFen, 1n, count, 'half-even'))
  const restFen = totalFen - levelFen * count
  let aheadFen = 0n
  for (const period of periods) {
    const wantedFen = period === last ? levelFen + restFen : levelFen
    const shortFen = paidTotal(period) - (wantedFen + creditedTotal(period) + period.pulledInterestFen)
    const setFen = shortFen > 0n ? paidTotal(period) : wantedFen
    if (shortFen > 0n) aheadFen += shortFen
    alter(period, { levelFen: setFen, agreedFen: setFen })
    carryBalance(model)
  }
  if (aheadFen > 0n) lowerFromTheEnd(model, periods, aheadFen)
}

/** What was paid ahead of one level lowers the last levels. */
function lowerFromTheEnd(model: Model, periods: readonly Period[], aheadFen: Fen): void {
  let leftFen = aheadFen
  for (const period of [...periods].reverse()) {
    if (leftFen <= 0n || isFullyPaid(period)) continue
    const paidFen = paidTotal(period) - creditedTotal(period) - period.pulledInterestFen
    const lowered = [period.levelFen - leftFen, paidFen, calculatedInterest(period), 0n]
    const levelFen = lowered.reduce((most, value) => (value > most ? value : most))
    leftFen -= period.levelFen - levelFen
    alter(period, { levelFen })
    carryBalance(model)
  }
}

interface LevelGap {
  readonly levelFen: Fen
  readonly gapFen: Fen
  readonly uncounted: number
}

/** How far the last open level is from the one before it. */
function gapOf(periods: readonly Period[]): LevelGap {
  for (let index = periods.length - 1; index > 0; index -= 1) {
    const [last, before] = [periods[index]!, periods[index - 1]!]
    if (isFullyPaid(last) || isFullyPaid(before)) continue
    const uncounted = periods.filter((period) => before.levelFen < paidTotal(period)).length
    return { levelFen: before.levelFen, gapFen: last.levelFen - before.levelFen, uncounted }
  }
  return { levelFen: periods[0]!.levelFen, gapFen: 0n, uncounted: 0 }
}

const size = (fen: Fen): Fen => (fen < 0n ? -fen : fen)

/** Spreads what the last level differs over all of them, up to three times, while that makes the difference smaller. */
export function smoothLevel(model: Model, periods: readonly Period[]): void {
  let trial: Model | undefined
  for (let round = 1; round <= 3 && periods.length > 0; round += 1) {
    const gap = gapOf(periods)
    const half = BigInt(Math.floor(periods.length / 2)) * 100n
    if (half === 0n || gap.gapFen === 0n || size(gap.gapFen) * 100n <= half) return
    const share = mulDiv(gap.gapFen, 1n, BigInt(Math.max(1, periods.length - gap.uncounted)), 'half-even')
    const levelFen = roundLevel(model, gap.levelFen + share)
    if (levelFen === gap.levelFen) return
    trial ??= copyModel(model)
    const { from, due } = periods[0]!
    const tried = trial.periods.filter((period) => period.from >= from && period.due >= due && !period.isHolder)
    for (const period of tried) if (levelFen >= paidTotal(period)) alter(period, { levelFen, agreedFen: levelFen })
    carryBalance(trial)
    settleLast(trial, due)
    if (size(gapOf(trial.periods).gapFen) >= size(gap.gapFen)) return
    periods.forEach((period, index) => {
      const better = tried[index]
      if (better) alter(period, { levelFen: better.levelFen, agreedFen: better.levelFen })
    })
    carryBalance(model)
  }
}

/** The first periods ask for interest only; the others repay what is owed. */
export function applyPrincipalGrace(model: Model, periods: readonly Period[]): void {
  const count = Math.min(model.terms.principalGrace, periods.length)
  if (count <= 0) return
  for (const period of periods.slice(0, count)) {
    const levelFen = dueInterest(period)
    alter(period, { levelFen, agreedFen: levelFen })
  }
  if (count === periods.length) return
  carryBalance(model)
  setLevel(model, periods.slice(count))
}

export function applyInterestGrace(model: Model): void {
  const count = model.terms.interestGrace
  if (count <= 0) return
  for (const [index, period] of model.periods.entries()) alter(period, { isInterestGrace: index < count })
}
