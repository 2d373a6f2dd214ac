import { hasGolden, readGolden, readGoldenLines } from './golden.ts'
import type { ReplayCase, ReplayProduct } from './replay-case.ts'
import { differenceOf } from './replay-check.ts'
import { reasonsAmong } from './replay-deviations.ts'
import { ReplayRun } from './replay-run.ts'
import { applyStep } from './replay-steps.ts'
import type { CaseResult, ConformanceSet } from './report.ts'

const CORE = 'fineract-replays-core.json.gz'
const ALL = 'fineract-replays-all.jsonl.gz'

type Products = Readonly<Record<string, ReplayProduct>>

export const fineractReplaysCore: ConformanceSet = setOf(
  'fineract-replays-core',
  () => readGolden<{ scenarios: readonly ReplayCase[] }>(CORE).scenarios,
)

export const fineractReplaysAll: ConformanceSet = setOf('fineract-replays-all', () => readGoldenLines<ReplayCase>(ALL))

function setOf(name: string, read: () => readonly ReplayCase[]): ConformanceSet {
  const ids = hasGolden() ? new Set(read().map(idOf)) : new Set<string>()
  return { name, run: () => resultsOf(read()), reasons: reasonsAmong(ids) }
}

function resultsOf(cases: readonly ReplayCase[]): readonly CaseResult[] {
  const { products } = readGolden<{ products: Products }>('fineract-products.json')
  return cases.map((example) => resultOf(example, products))
}

/** Scenarios that stand in both files are run once. */
const done = new Map<string, CaseResult>()

export function resultOf(example: ReplayCase, products: Products): CaseResult {
  const key = `${example.source} ${example.exampleRow ?? ''}`
  const known = done.get(key)
  if (known) return known
  const base = { id: idOf(example), category: example.categories[0] ?? 'schedule' }
  const difference = firstDifference(example, products)
  const result = difference === undefined ? base : { ...base, difference }
  done.set(key, result)
  return result
}

function idOf({ id, exampleRow }: ReplayCase): string {
  return exampleRow === undefined ? id : `${id}#${exampleRow}`
}

function firstDifference(example: ReplayCase, products: Products): string | undefined {
  const run = new ReplayRun(products)
  try {
    for (const step of example.events) {
      if (step.op !== undefined) applyStep(run, step)
      const difference = step.expect === undefined ? undefined : differenceOf(run, step)
      if (difference !== undefined) return difference
    }
    return undefined
  } catch (error) {
    return String(error)
  }
}
