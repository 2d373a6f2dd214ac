import { type Fen, minFen, mulDiv, PPM, type RatePpm, type Rounding } from '@puhui/money'
import {
  type AmortisedRow,
  type AmortiseRequest,
  type AmortiseTerms,
  amortise,
  interestOf,
  stepOf,
} from './amortise.ts'
import type { Period } from './schedule-types.ts'

/**
 * Plans every row anew from what is left: the instalment (or the principal) follows the balance, so that rounding never
 * gathers in the last row.
 *
 * @source SPEC U1
 */
export function planReleveled({ running, ...request }: AmortiseRequest): readonly AmortisedRow[] {
  let { balanceFen } = request
  return request.periods.map((_, index) => {
    const [row] = amortise({
      ...request,
      ...(index === 0 && running ? { running } : {}),
      balanceFen,
      periods: request.periods.slice(index),
      interestOnlyPeriods: Math.max(0, (request.interestOnlyPeriods ?? 0) - index),
    })
    balanceFen = row!.balanceFen
    return row!
  })
}

export interface SharesRequest {
  readonly terms: AmortiseTerms
  readonly balanceFen: Fen
  readonly periods: readonly Period[]
  /** Interest-only rows at the beginning; the shares are for the rows after them. */
  readonly interestOnlyPeriods: number
  /** Share of the principal in each row; without it, equal parts of what is left. */
  readonly principalSharesPpm?: readonly RatePpm[]
  readonly principalRounding: Rounding
  /** Share of the whole flat interest in each row; without it, each row bears the interest of its period. */
  readonly interestSharesPpm?: readonly RatePpm[]
}

/**
 * A plan of given shares 自定义还款计划: seasons, harvests, a large part in the middle.
 *
 * @returns rows whose principal sums to the balance; the last takes what rounding leaves
 * @source SPEC U2
 */
export function planShares(request: SharesRequest): readonly AmortisedRow[] {
  const { terms, periods, interestOnlyPeriods } = request
  const isFlat = terms.method === 'flat'
  const flatFen = flatInterest(request)
  let balanceFen = request.balanceFen
  return periods.map((period, index) => {
    const place = index - interestOnlyPeriods
    const earningFen = isFlat ? request.balanceFen : balanceFen
    const interestSteps = [stepOf(terms, period, period.periodFrom, period.periodTo, earningFen)]
    const share = request.interestSharesPpm?.[place]
    const rounding = terms.interestRounding ?? 'half-even'
    const interestFen =
      share === undefined ? interestOf(interestSteps, rounding) : mulDiv(flatFen, share, PPM, rounding)
    const principalFen = index === periods.length - 1 ? balanceFen : principalAt(request, place, balanceFen)
    balanceFen -= principalFen
    return { period, principalFen, interestFen, balanceFen, interestSteps }
  })
}

function principalAt(request: SharesRequest, place: number, balanceFen: Fen): Fen {
  if (place < 0) return 0n
  const left = BigInt(request.periods.length - request.interestOnlyPeriods - place)
  const share = request.principalSharesPpm?.[place]
  if (share === undefined) return mulDiv(balanceFen, 1n, left, request.principalRounding)
  return minFen(balanceFen, mulDiv(request.balanceFen, share, PPM, request.principalRounding))
}

/** Interest of all rows after the interest-only ones, exact, on the whole principal. */
function flatInterest({ terms, periods, interestOnlyPeriods, balanceFen }: SharesRequest): Fen {
  const bearing = periods.slice(interestOnlyPeriods)
  return interestOf(bearing.map((period) => stepOf(terms, period, period.periodFrom, period.periodTo, balanceFen)))
}

/** Moves what the last instalment has more (or less) than the others to the first that repays; interest stays as planned. */
export function remainderToFirst(rows: readonly AmortisedRow[]): readonly AmortisedRow[] {
  const at = rows.findIndex((row) => row.principalFen > 0n)
  const [first, last] = [rows[at], rows.at(-1)]
  if (!first || !last || first === last) return rows
  const extraFen = last.principalFen + last.interestFen - first.principalFen - first.interestFen
  return rows.map((row, index) => {
    if (index < at) return row
    if (index === rows.length - 1) return { ...row, principalFen: row.principalFen - extraFen }
    const balanceFen = row.balanceFen - extraFen
    return index === at ? { ...row, principalFen: row.principalFen + extraFen, balanceFen } : { ...row, balanceFen }
  })
}
