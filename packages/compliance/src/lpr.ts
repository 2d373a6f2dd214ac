import { type Day, daysBetween } from '@puhui/calendar'
import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import type { RatePpm } from '@puhui/money'

export interface Lpr {
  /** The publication that set these rates. */
  readonly since: Day
  readonly oneYearPpm: RatePpm
  readonly fiveYearPpm: RatePpm
}

/** Publications on which a rate changed; between them it was published again unchanged, month by month. */
const CHANGES: readonly (readonly [on: string, oneYear: number, fiveYear: number])[] = [
  ['2019-08-20', 42_500, 48_500],
  ['2019-09-20', 42_000, 48_500],
  ['2019-11-20', 41_500, 48_000],
  ['2020-02-20', 40_500, 47_500],
  ['2020-04-20', 38_500, 46_500],
  ['2021-12-20', 38_000, 46_500],
  ['2022-01-20', 37_000, 46_000],
  ['2022-05-20', 37_000, 44_500],
  ['2022-08-22', 36_500, 43_000],
  ['2023-06-20', 35_500, 42_000],
  ['2023-08-21', 34_500, 42_000],
  ['2024-02-20', 34_500, 39_500],
  ['2024-07-22', 33_500, 38_500],
  ['2024-10-21', 31_000, 36_000],
  ['2025-05-20', 30_000, 35_000],
]

/** The last monthly publication that was checked. A lender that goes on must hand in what came after. */
export const LPR_PUBLISHED_THROUGH = '2026-08-20' as Day

/** The published loan prime rates, oldest first. */
export const LPR_SERIES: readonly Lpr[] = CHANGES.map(([on, one, five]) => ({
  since: on as Day,
  oneYearPpm: BigInt(one),
  fiveYearPpm: BigInt(five),
}))

export type LprRefusal =
  | (Refusal<'compliance.lpr_not_published'> & { readonly on: Day })
  | (Refusal<'compliance.lpr_stale'> & { readonly on: Day; readonly publishedThrough: Day })

export interface LprTable {
  readonly series: readonly Lpr[]
  readonly publishedThrough: Day
}

/**
 * The loan prime rate (贷款市场报价利率) of a day: the latest published on or before it.
 *
 * @param table the series known; a lender adds what was published since
 * @param staleAfterDays how old the last publication may be; the law's own number is in CN-DATA-007
 * @refuses compliance.lpr_not_published before the series begins, compliance.lpr_stale when the table is too old
 * @source 全国银行间同业拆借中心; CN-DATA-007; SPEC W2
 * @example lprOn('2022-05-20' as Day) // { ok: true, value: { since: '2022-05-20', oneYearPpm: 37_000n, fiveYearPpm: 44_500n } }
 */
export function lprOn(
  on: Day,
  table: LprTable = { series: LPR_SERIES, publishedThrough: LPR_PUBLISHED_THROUGH },
  staleAfterDays = 45,
): Result<Lpr, LprRefusal> {
  const found = table.series.findLast((lpr) => lpr.since <= on)
  if (!found) return refuse({ code: 'compliance.lpr_not_published', on })
  const { publishedThrough } = table
  if (daysBetween(publishedThrough, on) > staleAfterDays) {
    return refuse({ code: 'compliance.lpr_stale', on, publishedThrough })
  }
  return ok(found)
}
