import type { OutputOf, productsApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { type BenchmarkRate, type FloatingRule, marginEffect, type RatedLoan } from '@puhui/product'
import { sql } from 'kysely'
import { seriesOf } from '../modules/products/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'

type Effect = OutputOf<typeof productsApi.showMarginEffect>

/** What a shift of the market rate does to a year's margin, and what the margin over the benchmark has been (MPR-01). */
export async function marginEffectShown(
  ctx: ReadContext,
  { shiftPpm, fundedPpm }: { readonly shiftPpm: number; readonly fundedPpm: number },
): Promise<Effect> {
  const on = await businessDate(ctx.db)
  const [oneYear, fiveYear] = [await seriesOf(ctx.db, 'LPR1Y'), await seriesOf(ctx.db, 'LPR5Y')]
  const benchmarkPpm = { LPR1Y: rateOn(oneYear, on), LPR5Y: rateOn(fiveYear, on) }
  const loans = await ratedLoans(ctx.db)
  const shift = { on, days: 365, shiftPpm: BigInt(shiftPpm), fundedPpm: BigInt(fundedPpm), benchmarkPpm }
  const effect = marginEffect(loans, shift)
  const averageRatePpm = average(loans)
  return {
    asOf: on,
    shiftPpm,
    fundedPpm,
    benchmarkPpm: Number(benchmarkPpm.LPR1Y),
    averageRatePpm: averageRatePpm === null ? null : Number(averageRatePpm),
    marginPpm: averageRatePpm === null ? null : Number(averageRatePpm - benchmarkPpm.LPR1Y),
    floatingFen: String(effect.floatingFen),
    fixedFen: String(effect.fixedFen),
    incomeFen: String(effect.incomeFen),
    costFen: String(effect.costFen),
    marginFen: String(effect.marginFen),
    months: await monthsOf(ctx.db, oneYear),
  }
}

function rateOn(series: readonly BenchmarkRate[], on: Day): bigint {
  return series.findLast((one) => one.since <= on)?.ratePpm ?? 0n
}

function average(loans: readonly RatedLoan[]): bigint | null {
  const whole = loans.reduce((sum, loan) => sum + loan.outstandingFen, 0n)
  const weighed = loans.reduce((sum, loan) => sum + loan.outstandingFen * loan.annualRatePpm, 0n)
  return whole === 0n ? null : weighed / whole
}

/** The rule as it is stored: rates are decimal strings. */
type StoredRule = Omit<FloatingRule, RateField> & Readonly<Record<RateField, string>>
type RateField = 'benchmarkPpm' | 'floorPpm' | 'ceilingPpm'

interface LoanRow {
  readonly outstanding_fen: bigint
  readonly annual_rate_ppm: bigint
  readonly disbursed_on: Day
  readonly floating: StoredRule | null
}

/** Fixed loans in one sum for each rate, floating ones one by one. */
async function ratedLoans(reader: Reader): Promise<RatedLoan[]> {
  const { rows } = await sql<LoanRow>`
    select sum(outstanding_fen)::bigint as outstanding_fen, annual_rate_ppm, min(disbursed_on) as disbursed_on,
      terms#>'{schedule,plan,floating}' as floating
    from loan left join loan_terms on loan_id = id and terms#>'{schedule,plan,floating}' is not null
    where status in ('active', 'overdue') and outstanding_fen > 0
    group by annual_rate_ppm, terms#>'{schedule,plan,floating}',
      case when terms#>'{schedule,plan,floating}' is null then null else disbursed_on end`.execute(reader)
  return rows.map(({ outstanding_fen, annual_rate_ppm, disbursed_on, floating }) => ({
    outstandingFen: outstanding_fen,
    annualRatePpm: annual_rate_ppm,
    ...(floating ? { floating: { rule: ruleOf(floating), disbursedOn: disbursed_on } } : {}),
  }))
}

function ruleOf(stored: StoredRule): FloatingRule {
  return {
    ...stored,
    benchmarkPpm: BigInt(stored.benchmarkPpm),
    floorPpm: BigInt(stored.floorPpm),
    ceilingPpm: BigInt(stored.ceilingPpm),
  }
}

async function monthsOf(reader: Reader, series: readonly BenchmarkRate[]): Promise<Effect['months']> {
  const { rows } = await sql<{ month: string; disbursed_fen: bigint; rate_ppm: bigint }>`
    select to_char(disbursed_on, 'YYYY-MM') as month, sum(principal_fen)::bigint as disbursed_fen,
      round(sum(principal_fen * annual_rate_ppm)::numeric / sum(principal_fen))::bigint as rate_ppm
    from loan where disbursed_on is not null group by 1 order by 1 desc limit 36`.execute(reader)
  return rows.map(({ month, disbursed_fen, rate_ppm }) => {
    const benchmarkPpm = rateOn(series, addDays(`${month}-01` as Day, 27))
    return {
      month,
      disbursedFen: String(disbursed_fen),
      averageRatePpm: Number(rate_ppm),
      benchmarkPpm: Number(benchmarkPpm),
      marginPpm: Number(rate_ppm - benchmarkPpm),
    }
  })
}
