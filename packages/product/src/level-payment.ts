import { type Fen, minFen, mulDiv, PPM, type RatePpm, type Rounding } from '@puhui/money'
import { type AmortisedRow, type AmortiseRequest, amortise } from './amortise.ts'
import type { Period } from './schedule-types.ts'

/** How the last payment of a level plan may differ from the others. */
export type FinalPayment = 'lower' | 'similar' | 'higher'

/**
 * The level payment of a plan whose interest is rounded in its own way: the least one whose last payment is not higher
 * (`lower`), the greatest whose last is not lower (`higher`), or of these two the first as long as its last is lower by
 * at most one fen for each payment (`similar`).
 *
 * @returns the plan with that payment
 * @source SPEC R5
 */
export function planLevel(request: AmortiseRequest, final: FinalPayment): readonly AmortisedRow[] {
  const plan = (targetFen: Fen) => amortise({ ...request, targetFen })
  const excess = (targetFen: Fen) => lastOf(plan(targetFen)) - targetFen
  const lower = leastNotHigher(excess, 2n * request.balanceFen)
  if (final === 'lower' || lower === 0n || excess(lower) === 0n) return plan(lower)
  const isNear = -excess(lower) <= BigInt(request.periods.length)
  return final === 'similar' && isNear ? plan(lower) : plan(lower - 1n)
}

/** The excess of the last payment falls as the level payment rises; finds where it passes zero. */
function leastNotHigher(excess: (levelFen: Fen) => Fen, highFen: Fen): Fen {
  let [low, high] = [0n, highFen]
  while (low < high) {
    const middle = (low + high) / 2n
    if (excess(middle) <= 0n) high = middle
    else low = middle + 1n
  }
  return low
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

/** Interest goes round at most so often before it is taken as it is. */
const ROUNDS_MAX = 100

/**
 * Add-on interest: the interest that the plan itself will earn, day by day on the principal that is still out, is
 * added at the start; payments take it first. The interest and the payment follow from each other: from the interest of
 * principal out all the time, each round plans with the interest of the round before, until it stands still.
 *
 * @returns rows of equal payments, rounded up; the last is lower by less than a fen for each payment
 * @source SPEC R6
 */
export function planAddOn(request: AddOnRequest): readonly AddOnRow[] {
  const { principalFen, periods, interestRounding: rounding } = request
  const count = BigInt(periods.length)
  const days = BigInt(periods.reduce((sum, period) => sum + period.days, 0))
  const outAllTheTime = capped(request, principalFen * days * request.dailyRatePpm)
  let interest = earned(request, addOnRows(request, mulDiv(outAllTheTime, 1n, PPM, rounding)).rows)
  for (let round = 0; ; round++) {
    const { rows, overFen } = addOnRows(request, mulDiv(interest, 1n, PPM, rounding), levelOf(request, interest))
    const next = earned(request, rows)
    const isStill = mulDiv(interest - next, 1n, PPM, 'floor') === 0n && overFen >= 0n && overFen <= count
    if (isStill || round === ROUNDS_MAX) return rows
    interest = next
  }
}

/** The payment that covers principal and interest (in millionths of a fen), rounded up. */
function levelOf({ principalFen, periods }: AddOnRequest, interest: bigint): Fen {
  return mulDiv(principalFen * PPM + interest, 1n, PPM * BigInt(periods.length), 'ceiling')
}

function capped({ interestMaxFen }: AddOnRequest, interest: bigint): bigint {
  return interestMaxFen === undefined ? interest : minFen(interest, interestMaxFen * PPM)
}

/** What the principal that is out earns over the rows, in millionths of a fen. */
function earned(request: AddOnRequest, rows: readonly AddOnRow[]): bigint {
  let balanceFen = request.principalFen
  let interest = 0n
  for (const row of rows) {
    interest += balanceFen * BigInt(row.period.days) * request.dailyRatePpm
    balanceFen = row.principalBalanceFen
  }
  return capped(request, interest)
}

/** With equal payments; `overFen` is what they come to beyond what is owed, by which the last is lower. */
function addOnRows(
  request: AddOnRequest,
  totalInterestFen: Fen,
  levelFen: Fen = levelOf(request, totalInterestFen * PPM),
): { readonly rows: readonly AddOnRow[]; readonly overFen: Fen } {
  const overFen = levelFen * BigInt(request.periods.length) - request.principalFen - totalInterestFen
  let [interestBalanceFen, principalBalanceFen] = [totalInterestFen, request.principalFen]
  const rows = request.periods.map((period, index) => {
    const isLast = index === request.periods.length - 1
    const interestFen = isLast ? interestBalanceFen : minFen(levelFen, interestBalanceFen)
    const principalFen = isLast ? principalBalanceFen : minFen(levelFen - interestFen, principalBalanceFen)
    interestBalanceFen -= interestFen
    principalBalanceFen -= principalFen
    return { period, interestFen, principalFen, interestBalanceFen, principalBalanceFen }
  })
  return { rows, overFen }
}
