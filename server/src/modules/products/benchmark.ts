import type { Day } from '@puhui/calendar'
import { LPR_SERIES } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import type { BenchmarkRate, FloatingRule } from '@puhui/product'
import { businessDate } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'

export type Benchmark = FloatingRule['benchmark']

/** One publication of a market rate; those that came with the program were entered by nobody. */
export interface PublishedRate {
  readonly benchmark: Benchmark
  readonly publishedOn: Day
  readonly ratePpm: bigint
  readonly source: Localized
  readonly enteredBy: string | null
}

const PUBLISHER: Localized = { zh: '全国银行间同业拆借中心', en: 'National Interbank Funding Center' }

/** All publications known, newest first: those of the program and those that were entered here. */
export async function publishedRates(reader: Reader): Promise<PublishedRate[]> {
  const rows = await reader.selectFrom('benchmark_rate').selectAll().execute()
  const entered = rows.map((row) => ({
    benchmark: row.benchmark,
    publishedOn: row.published_on,
    ratePpm: row.rate_ppm,
    source: { zh: row.source, en: row.source },
    enteredBy: row.entered_by,
  }))
  return [...builtIn(), ...entered].sort((a, b) => (a.publishedOn < b.publishedOn ? 1 : -1))
}

function builtIn(): PublishedRate[] {
  return LPR_SERIES.flatMap(({ since, oneYearPpm, fiveYearPpm }) => {
    const base = { publishedOn: since, source: PUBLISHER, enteredBy: null }
    return [
      { ...base, benchmark: 'LPR1Y' as const, ratePpm: oneYearPpm },
      { ...base, benchmark: 'LPR5Y' as const, ratePpm: fiveYearPpm },
    ]
  })
}

/** The publications of one benchmark, oldest first, as prices follow them. */
export async function seriesOf(reader: Reader, benchmark: Benchmark): Promise<BenchmarkRate[]> {
  const rates = (await publishedRates(reader)).filter((rate) => rate.benchmark === benchmark)
  return rates.reverse().map(({ publishedOn, ratePpm }) => ({ since: publishedOn, ratePpm }))
}

interface Entry {
  readonly benchmark: Benchmark
  readonly publishedOn: Day
  readonly ratePpm: number
}

/**
 * Keeps publications. The same one twice is once; another rate for the same day is refused.
 *
 * @refuses products.rate_in_future, products.rate_already_published
 */
export async function enterRates(
  ctx: WriteContext,
  { source, rates }: { readonly source: string; readonly rates: readonly Entry[] },
): Promise<number> {
  const today = await businessDate(ctx.db)
  if (rates.some(({ publishedOn }) => publishedOn > today)) throw new RefusalError({ code: 'products.rate_in_future' })
  const known = await publishedRates(ctx.db)
  const fresh = freshOf(known, rates)
  if (fresh.length === 0) return 0
  const common = { source, entered_by: ctx.actor.id, created_at: ctx.clock.now() }
  await ctx.tx
    .insertInto('benchmark_rate')
    .values(
      fresh.map((rate) => ({
        ...common,
        benchmark: rate.benchmark,
        published_on: rate.publishedOn,
        rate_ppm: BigInt(rate.ratePpm),
      })),
    )
    .execute()
  await record(ctx, {
    action: 'products.rates_entered',
    objectKind: 'product',
    objectId: 'benchmark-rates',
    after: { source, rates: fresh },
  })
  return fresh.length
}

/** Those that are not known yet, each once, though it stands twice in one hand-in. */
function freshOf(known: readonly PublishedRate[], rates: readonly Entry[]): Entry[] {
  const fresh: Entry[] = []
  for (const rate of rates) {
    const seen = [...known, ...fresh.map((one) => ({ ...one, ratePpm: BigInt(one.ratePpm) }))]
    if (!isKnown(seen, rate)) fresh.push(rate)
  }
  return fresh
}

function isKnown(
  known: readonly Pick<PublishedRate, 'benchmark' | 'publishedOn' | 'ratePpm'>[],
  { benchmark, publishedOn, ratePpm }: Entry,
): boolean {
  const same = known.find((rate) => rate.benchmark === benchmark && rate.publishedOn === publishedOn)
  if (same && same.ratePpm !== BigInt(ratePpm)) {
    throw new RefusalError({ code: 'products.rate_already_published', day: publishedOn })
  }
  return same !== undefined
}
