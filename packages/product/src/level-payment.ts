import { absFen, type Fen, minFen, mulDiv, PPM, type RatePpm, type Rounding } from '@puhui/money'
import { type AmortisedRow, type AmortiseRequest, amortise } from './amortise.ts'
import type { Period } from './schedule-types.ts'

/** How the last payment of a level plan may differ from the others. */
export type FinalPayment = 'lower' | 'similar' | 'higher'

/**
 * The level payment of a plan whose interest is rounded in its own way: the least one whose last payment is not higher,
 * the greatest whose last is not lower, or the one whose last is nearest.
 *
 * @returns the plan with that payment
 * @source SPEC R5
 */
export function planLevel(request: AmortiseRequest, final: FinalPayment): readonly AmortisedRow[] {
  const plan = (targetFen: Fen) => amortise({ ...request, targetFen })
  const excess = (targetFen: Fen) => lastOf(plan(targetFen)) - targetFen
  return plan(chooseLevel(excess, 2n * request.balanceFen, final))
}

/** The excess of the last payment falls as the level payment rises; finds where it passes zero. */
function chooseLevel(excess: (levelFen: Fen) => Fen, highFen: Fen, final: FinalPayment): Fen {
  let [low, high] = [0n, highFen]
  while (low < high) {
    const middle = (low + high) / 2n
    if (excess(middle) <= 0n) high = middle
    else low = middle + 1n
  }
  if (final === 'lower' || low === 0n) return low
  const below = low - 1n
  if (final === 'higher') return excess(low) === 0n ? low : below
  return absFen(excess(below)) < absFen(excess(low)) ? below : low
}

function lastOf(rows: readonly AmortisedRow[]): Fen {
  const last = rows.at(-1)!
  return last.principalFen + last.interestFen
}

/** One payment of an add-on plan: interest of the whole term is owed from the start and paid first. */
export interface AddOnRow {
  readonly period: Period
  readonly interestFen: Fen
  readonly principalFen: Fen
  readonly interestBalanceFen: Fen
  readonly principalBalanceFen: Fen
}

export interface AddOnRequest {
  readonly principalFen: Fen
  readonly dailyRatePpm: RatePpm
  readonly periods: readonly Period[]
  readonly interestRounding: Rounding
  /** The most interest that the whole term may bear. */
  readonly interestMaxFen?: Fen
}

/**
 * Add-on interest: the interest that the plan itself will earn, day by day on the principal that is still out, is
 * added at the start; payments take it first. The interest and the payment follow from each other.
 *
 * @source SPEC R6
 */
export function planAddOn(request: AddOnRequest): readonly AddOnRow[] {
  const excess = (levelFen: Fen) => {
    const interestFen = addOnInterest(request, levelFen)
    return request.principalFen + interestFen - BigInt(request.periods.length) * levelFen
  }
  const levelFen = chooseLevel(excess, 2n * request.principalFen, 'lower')
  return addOnRows(request, levelFen, addOnInterest(request, levelFen))
}

/** The interest that pays for itself: starts from the principal out all the time and falls until it stands. */
function addOnInterest(request: AddOnRequest, levelFen: Fen): Fen {
  let interestFen = earned(
    request,
    request.periods.map((period) => [period, request.principalFen] as const),
  )
  for (;;) {
    const rows = addOnRows(request, levelFen, interestFen)
    const before = rows.map((row) => [row.period, row.principalBalanceFen + row.principalFen] as const)
    const next = earned(request, before)
    if (next >= interestFen) return interestFen
    interestFen = next
  }
}

function earned(request: AddOnRequest, balances: readonly (readonly [Period, Fen])[]): Fen {
  const weighed = balances.reduce((sum, [period, balanceFen]) => sum + balanceFen * BigInt(period.days), 0n)
  const interestFen = mulDiv(weighed, request.dailyRatePpm, PPM, request.interestRounding)
  return minFen(interestFen, request.interestMaxFen ?? interestFen)
}

function addOnRows(request: AddOnRequest, levelFen: Fen, totalInterestFen: Fen): readonly AddOnRow[] {
  let [interestBalanceFen, principalBalanceFen] = [totalInterestFen, request.principalFen]
  return request.periods.map((period, index) => {
    const isLast = index === request.periods.length - 1
    const interestFen = isLast ? interestBalanceFen : minFen(levelFen, interestBalanceFen)
    const principalFen = isLast ? principalBalanceFen : minFen(levelFen - interestFen, principalBalanceFen)
    interestBalanceFen -= interestFen
    principalBalanceFen -= principalFen
    return { period, interestFen, principalFen, interestBalanceFen, principalBalanceFen }
  })
}
