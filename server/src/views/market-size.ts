import type { marketApi, OutputOf } from '@puhui/api'
import { ratioPpm } from '@puhui/money'
import { sql } from 'kysely'
import {
  cagrPpm,
  checkClaim,
  type MarketRecord,
  multipleOf,
  type YearSize,
  yearlyGrowth,
} from '../modules/market/index.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { recordsOf, sourceOf, sourceShown } from './market-data.ts'

type Size = OutputOf<typeof marketApi.showSize>

interface Year extends YearSize {
  readonly basis: Size['rows'][number]['basis']
  readonly parts: readonly { readonly part: string; readonly sizeFen: bigint }[]
}

/** The size of the market by year: growth and shares worked out, and what its source says held against its figures. */
export async function marketSize(ctx: ReadContext, query: { readonly sourceId?: string | undefined }): Promise<Size> {
  const { source, sources } = await sourceOf(ctx, 'size', query.sourceId)
  const [years, own] = [yearsOf(await recordsOf(ctx, source)), await ownByYear(ctx.db)]
  const growth = yearlyGrowth(years)
  return {
    source: sourceShown(source),
    sources: sources.map(sourceShown),
    rows: years.map(({ year, basis, sizeFen, parts }, at) => ({
      year,
      basis,
      sizeFen: String(sizeFen),
      ...growth[at]!,
      ...ownShare(own.get(year), sizeFen),
      parts: parts.map((one) => ({
        part: one.part,
        sizeFen: String(one.sizeFen),
        sharePpm: Number(ratioPpm(one.sizeFen, sizeFen) ?? 0n),
      })),
    })),
    cagr: spans(years),
    claims: source.claims.map((claim) => {
      const { neededFen, ...checked } = checkClaim(claim, years)
      return { ...checked, neededFen: neededFen === null ? null : String(neededFen) }
    }),
  }
}

/** A row without a part is the whole year; where there is none, the parts add up to it. */
function yearsOf(records: readonly MarketRecord[]): Year[] {
  const years = [...new Set(records.map(({ year }) => Number(year)))].sort((a, b) => a - b)
  return years.map((year) => {
    const own = records.filter((record) => Number(record.year) === year)
    const whole = own.find(({ part }) => part === undefined)
    const parts = own.flatMap(({ part, size = '0' }) => (part === undefined ? [] : [{ part, sizeFen: BigInt(size) }]))
    const sizeFen = whole ? BigInt(whole.size ?? '0') : parts.reduce((sum, one) => sum + one.sizeFen, 0n)
    return { year, sizeFen, basis: ((whole ?? own[0])?.basis ?? 'actual') as Year['basis'], parts }
  })
}

/** From the first year to every later one, and between neighbours. */
function spans(years: readonly Year[]): Size['cagr'] {
  const pairs = years.flatMap((from, at) => years.slice(at + 1).map((to) => [from, to] as const))
  return pairs
    .filter(([from, to]) => from === years[0] || years.indexOf(to) === years.indexOf(from) + 1)
    .flatMap(([from, to]) => {
      const ppm = cagrPpm(from, to)
      const multiplePpm = Math.round(multipleOf(from, to) * 1_000_000)
      return ppm === null ? [] : [{ fromYear: from.year, toYear: to.year, multiplePpm, cagrPpm: ppm }]
    })
}

async function ownByYear(reader: Reader): Promise<ReadonlyMap<number, bigint>> {
  const { rows } = await sql<{ year: number; fen: bigint }>`
    select extract(year from disbursed_on)::int as year, sum(principal_fen)::bigint as fen
      from loan where disbursed_on is not null group by 1`.execute(reader)
  return new Map(rows.map(({ year, fen }) => [year, fen]))
}

/** A lender is small beside a market of trillions: its share is given in parts of a billion. */
function ownShare(ownFen: bigint | undefined, sizeFen: bigint) {
  if (ownFen === undefined) return { ownFen: null, ownSharePpb: null }
  return { ownFen: String(ownFen), ownSharePpb: sizeFen === 0n ? null : Number((ownFen * 1_000_000_000n) / sizeFen) }
}
