import { readGolden, readGoldenLines } from './golden.ts'
import type { ReplayCase, ReplayProduct } from './replay-case.ts'
import { differenceOf } from './replay-check.ts'
import { ReplayRun } from './replay-run.ts'
import type { CaseResult, ConformanceSet } from './report.ts'

export const fineractReplaysCore: ConformanceSet = {
  name: 'fineract-replays-core',
  run: () => resultsOf(readGolden<{ scenarios: readonly ReplayCase[] }>('fineract-replays-core.json.gz').scenarios),
  reasons: {},
}

export const fineractReplaysAll: ConformanceSet = {
  name: 'fineract-replays-all',
  run: () => resultsOf(readGoldenLines<ReplayCase>('fineract-replays-all.jsonl.gz')),
  reasons: {},
}

function resultsOf(cases: readonly ReplayCase[]): readonly CaseResult[] {
  const { products } = readGolden<{ products: Readonly<Record<string, ReplayProduct>> }>('fineract-products.json')
  return cases.map((example) => resultOf(example, products))
}

export function resultOf(example: ReplayCase, products: Readonly<Record<string, ReplayProduct>>): CaseResult {
  const id = example.exampleRow === undefined ? example.id : `${example.id}#${example.exampleRow}`
  const base = { id, category: example.categories[0] ?? 'schedule' }
  const difference = firstDifference(example, products)
  return difference === undefined ? base : { ...base, difference }
}

function firstDifference(example: ReplayCase, products: Readonly<Record<string, ReplayProduct>>): string | undefined {
  const run = new ReplayRun(products)
  try {
    for (const step of example.events) {
      if (step.op !== undefined) run.apply(step)
      const difference = step.expect === undefined ? undefined : differenceOf(run, step)
      if (difference !== undefined) return difference
    }
    return undefined
  } catch (error) {
    return `${String(error)} ${error instanceof Error ? (error.stack ?? '').split('\n')[1]?.trim() : ''}`
  }
}
