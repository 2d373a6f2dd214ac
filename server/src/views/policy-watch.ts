import type { OutputOf, policiesApi } from '@puhui/api'
import { sql } from 'kysely'
import { watchReading } from '../flows/policy-watch.ts'
import { type Rates, readPolicy } from '../modules/policies/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { inPlace, isNarrowed, type PlaceQuery } from './place-filter.ts'
import { measureLabel } from './policy-file.ts'

type Reading = OutputOf<typeof policiesApi.watchReading>

/** How the version in force decides within the window, in one part of the country or all of it, beside what is normal there. */
export async function policyWatchShown(ctx: ReadContext, code: string, place: PlaceQuery): Promise<Reading> {
  const only = isNarrowed(place) ? inPlace(place, sql.ref('decision.customer_id')) : undefined
  const { version, since, observed, expected, findings } = await watchReading(ctx, code, only)
  const { reasons } = (await readPolicy(ctx.db, code, version))!
  const codes = [...new Set([...observed.reasons.keys(), ...(expected?.reasons.keys() ?? [])])]
  const row = (measure: string, count: (rates: Rates) => number) => ({
    measure,
    label: measureLabel(measure, reasons),
    observedPpm: rate(count(observed), observed.decisions),
    expectedPpm: expected && rate(count(expected), expected.decisions),
    hasDrifted: findings.some((one) => one.measure === measure),
  })
  return {
    version,
    since,
    decisions: observed.decisions,
    expectedDecisions: expected?.decisions ?? null,
    measures: [
      row('approval', ({ approved }) => approved),
      ...codes
        .map((one) => row(one, (rates) => rates.reasons.get(one) ?? 0))
        .sort((a, b) => (b.observedPpm ?? 0) - (a.observedPpm ?? 0)),
    ],
  }
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000)
}
