import type { OutputOf, surveysApi } from '@puhui/api'
import { addMonths, type Day } from '@puhui/calendar'
import { CELL_MIN } from '@puhui/segment'
import { sql } from 'kysely'
import { CATEGORIES } from '../modules/profiles/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { countIn, isHiddenIn, type PlacedCount, placedBy } from './place-cells.ts'
import { type PlaceQuery, provinceOf } from './place-filter.ts'

type Market = OutputOf<typeof surveysApi.needReport>['market']

const MONTHS = 3
const ppm = (share: number): number => Math.round(share * 1_000_000)

interface Stretch {
  readonly from: string
  readonly end: string
}

/** The three whole months before the end of a wave. */
function stretchBefore(to: Day): Stretch {
  return { from: addMonths(to, -MONTHS).slice(0, 7), end: to.slice(0, 7) }
}

/**
 * What customers spent by category in the three whole months before the end of each wave, from their transactions. A
 * sum over fewer than five people is hidden. Where the transactions do not reach back through all three months of the
 * wave before, nothing is said of them: a part would look like a rise.
 */
export async function spendingOf(
  ctx: ReadContext,
  place: PlaceQuery,
  { now, before }: { readonly now: Day; readonly before: Day | undefined },
): Promise<Pick<Market, 'spending' | 'since' | 'isBeforeCovered'>> {
  const since = await firstMonth(ctx)
  const earlier = before === undefined ? undefined : stretchBefore(before)
  const isBeforeCovered = earlier !== undefined && since !== null && since <= earlier.from
  const recent = await spentIn(ctx, place, stretchBefore(now))
  const past = isBeforeCovered ? await spentIn(ctx, place, earlier) : new Map<string, bigint | null>()
  const ids = [...new Set([...recent.keys(), ...past.keys()])].sort()
  const spending = ids.map((id) => {
    const [nowFen, beforeFen] = [recent.get(id) ?? null, isBeforeCovered ? (past.get(id) ?? null) : null]
    const isComparable = nowFen !== null && beforeFen !== null && beforeFen > 0n
    return {
      id,
      label: CATEGORIES.find(({ value }) => value === id)?.label ?? { zh: id, en: id },
      nowFen: nowFen === null ? null : String(nowFen),
      beforeFen: beforeFen === null ? null : String(beforeFen),
      changePpm: isComparable ? ppm(Number(nowFen - beforeFen) / Number(beforeFen)) : null,
    }
  })
  return { spending, since, isBeforeCovered }
}

async function firstMonth(ctx: ReadContext): Promise<string | null> {
  const { rows } = await sql<{ month: string | null }>`
    select to_char(min(occurred_on), 'YYYY-MM') as month from customer_transaction where direction = 'out'`.execute(
    ctx.db,
  )
  return rows[0]!.month
}

/** Sums by category; null stands for a sum over too few people. */
async function spentIn(
  ctx: ReadContext,
  place: PlaceQuery,
  { from, end }: Stretch,
): Promise<ReadonlyMap<string, bigint | null>> {
  const { rows } = await sql<PlacedCount & { readonly category: string; readonly fen: bigint }>`
    select coalesce(t.category, 'other') as category, c.city_tier as "cityTier", ${provinceOf('c')} as province,
        sum(t.amount_fen)::bigint as fen, count(distinct t.customer_id)::int as people
      from customer_transaction t join customer c on c.id = t.customer_id where t.direction = 'out'
        and t.occurred_on >= ${`${from}-01`}::date and t.occurred_on < ${`${end}-01`}::date
      group by 1, 2, 3`.execute(ctx.db)
  const shown = [...placedBy(rows, ({ category }) => category)].flatMap(([category, own]) => {
    const here = own.filter((each) => countIn([each], place) > 0)
    if (here.length === 0) return []
    const isHidden = countIn(own, place) < CELL_MIN || isHiddenIn(place, own)
    return [[category, isHidden ? null : here.reduce((sum, { fen }) => sum + fen, 0n)] as const]
  })
  return new Map(shown)
}
