import type { FactSource } from '@puhui/condition'
import { nextSources } from '@puhui/policy'
import { sql } from 'kysely'
import { factsOf } from '../modules/applications/index.ts'
import { consentsOf } from '../modules/customers/index.ts'
import { FACTS } from '../modules/policies/index.ts'
import { SOURCE_RULES, type SourceName } from '../modules/sources/index.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { sourcesOnFile } from './ask-in-batch.ts'
import type { Decided } from './decide-batch.ts'
import type { SourceBudget } from './source-budget.ts'

/** Outcomes, and how many were left with more data because a source had not said what the policy asks. */
export function batchReport() {
  const outcomes: Record<string, number> = {}
  const wantOf: Partial<Record<FactSource, number>> = {}
  return {
    add: (decided: readonly Decided[]) => {
      for (const { offer, verdict } of decided) {
        outcomes[offer.outcome] = (outcomes[offer.outcome] ?? 0) + 1
        if (offer.outcome !== 'moreData') continue
        const sources = new Set(verdict.decision.missing.flatMap((id) => FACTS.get(id)?.source ?? []))
        for (const source of sources) wantOf[source] = (wantOf[source] ?? 0) + 1
      }
    },
    shown: () => ({ outcomes, moreDataForWantOf: wantOf }),
  }
}

/** Calls, answers that were known, time-outs, cost and latency, and who was not asked about and why. */
export function tallyShown(budget: SourceBudget) {
  const shown = Object.entries(budget.tally()).map(([source, { costFen, ...tally }]) => {
    return [source, { ...tally, costFen: String(costFen) }] as const
  })
  return Object.fromEntries(shown)
}

const ASKED: readonly (FactSource & SourceName)[] = ['bureau', 'income']
/** What a lender knows by itself, or what a file cannot be asked about. */
const OWN: readonly FactSource[] = ['application', 'identity', 'list', 'own-history', 'product', 'policy', 'device']

/**
 * What a run would want to ask: the next stage of each application that is not settled on what is on file. Later stages
 * may want more; answers that are known cost nothing.
 */
export function wantedSources() {
  const wanted = new Map<SourceName, { wanted: number; withConsent: number }>()
  return {
    add: async (ctx: ReadContext, decided: readonly Decided[]) => {
      for (const { policy, groups, customerId } of decided) {
        const known = factsOf(groups)
        const next = nextSources(policy.compiled, known, [...OWN, ...sourcesOnFile(known)])
        for (const source of ASKED.filter((one) => next.includes(one))) {
          const before = wanted.get(source) ?? { wanted: 0, withConsent: 0 }
          const isGranted = await hasConsent(ctx, customerId, source)
          wanted.set(source, { wanted: before.wanted + 1, withConsent: before.withConsent + (isGranted ? 1 : 0) })
        }
      }
    },
    shown: async (reader: Reader) => {
      const entries = [...wanted].map(async ([source, counts]) => {
        const priceFen = await priceOf(reader, source)
        const estimatedCostFen = priceFen === null ? null : String(priceFen * BigInt(counts.withConsent))
        return [source, { ...counts, estimatedCostFen }] as const
      })
      return Object.fromEntries(await Promise.all(entries))
    },
  }
}

async function hasConsent(ctx: ReadContext, customerId: string, source: SourceName): Promise<boolean> {
  const { purpose } = SOURCE_RULES[source]
  return (await consentsOf(ctx, customerId)).findLast((one) => one.purpose === purpose)?.answer === 'granted'
}

/** What the last calls cost on average; null when nobody has been asked yet. */
async function priceOf(reader: Reader, source: SourceName): Promise<bigint | null> {
  const { rows } = await sql<{ price: bigint | null }>`
    select round(avg(price_fen))::bigint as price from (
      select price_fen from source_call where source = ${source} and status = 'answered'
      order by asked_at desc limit 1000) last`.execute(reader)
  return rows[0]?.price ?? null
}
