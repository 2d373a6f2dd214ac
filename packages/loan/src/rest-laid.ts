import type { Core } from './core.ts'
import { pastDueOf, type Rest } from './rest.ts'
import type { RestUntil } from './rest-rows.ts'
import type { Row } from './row.ts'

/** What the rows were last laid by: what is still the same needs no laying again. */
export interface Laid {
  readonly rows: readonly Row[]
  readonly rest: Rest
  readonly schedule: Core['schedule']
  readonly epoch: number
}

/** The first row that may come out otherwise than it was laid; the number of rows when all stay. */
export function firstToLay({ rows, laid, schedule }: Core, rest: Rest, { epoch, stopEpoch }: RestUntil): number {
  if (laid === undefined || laid.schedule !== schedule || laid.rest.owedFen !== rest.owedFen) return 0
  const touched = laid.rows === rows ? rows.length : firstOther(laid.rows, rows)
  const since = Math.min(
    changedSince(laid.rest.moves, rest.moves),
    changedSince(laid.rest.rates, rest.rates),
    stopEpoch,
    growsByTime(rows, schedule, epoch) ? Math.min(laid.epoch, epoch) : Number.POSITIVE_INFINITY,
  )
  if (since === Number.POSITIVE_INFINITY) return touched
  const running = rows.findIndex((row) => row.toEpoch > since)
  return running < 0 ? touched : Math.min(touched, running)
}

/** Late principal that bears interest: each day that passes adds what the rows did not foresee. */
function growsByTime(rows: readonly Row[], schedule: Core['schedule'], epoch: number): boolean {
  if (pastDueOf(schedule) !== 'bears-interest') return false
  const begun = rows.findLastIndex((row) => row.rest !== undefined && row.fromEpoch < epoch)
  return rows.some((row, at) => at < begun && row.rest !== undefined && row.principalFen > row.paid.principalFen)
}

/** The day of the first entry that differs. */
function changedSince<T extends { readonly epoch: number }>(before: readonly T[], after: readonly T[]): number {
  if (before === after) return Number.POSITIVE_INFINITY
  const at = firstOther(before, after)
  return Math.min(before[at]?.epoch ?? Number.POSITIVE_INFINITY, after[at]?.epoch ?? Number.POSITIVE_INFINITY)
}

function firstOther<T>(before: readonly T[], after: readonly T[]): number {
  let at = 0
  while (at < after.length && before[at] === after[at]) at++
  return at
}
