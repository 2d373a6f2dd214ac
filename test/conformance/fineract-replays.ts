import { readGolden, readGoldenLines } from './golden.ts'
import type { ReplayCase, ReplayProduct } from './replay-case.ts'
import { differenceOf } from './replay-check.ts'
import { REPLAY_REASONS } from './replay-deviations.ts'
import { ReplayRun } from './replay-run.ts'
import { applyStep } from './replay-steps.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

const CORE = 'fineract-replays-core.json.gz'
const ALL = 'fineract-replays-all.jsonl.gz'

type Products = Readonly<Record<string, ReplayProduct>>

export const fineractReplaysCore: ConformanceSet = setOf(
  'fineract-replays-core',
  () => readGolden<{ scenarios: readonly ReplayCase[] }>(CORE)?.scenarios,
)

export const fineractReplaysAll: ConformanceSet = setOf('fineract-replays-all', () => {
  const lines = readGoldenLines<ReplayCase>(ALL)
  return lines.length === 0 ? undefined : lines
})

function setOf(name: string, read: () => readonly ReplayCase[] | undefined): ConformanceSet {
  return {
    name,
    run: () => {
      const cases = read()
      return cases && resultsOf(cases)
    },
    reasons: REPLAY_REASONS,
  }
}

function resultsOf(cases: readonly ReplayCase[]): readonly CaseResult[] {
  const products = readGolden<{ products: Products }>('fineract-products.json')?.products ?? {}
  return runEach(cases, (example) => resultOf(example, products))
}

/** Scenarios that stand in both files are run once. */
const done = new Map<string, string | undefined>()

export function resultOf(example: ReplayCase, products: Products): CaseResult {
  const key = JSON.stringify(example.events)
  if (!done.has(key)) done.set(key, firstDifference(example, new ReplayRun(products)))
  const difference = done.get(key)
  const category = example.categories?.[0] ?? 'schedule'
  return { id: idOf(example), category, ...(difference === undefined ? {} : { difference }) }
}

function idOf({ id, exampleRow }: ReplayCase): string {
  return exampleRow === undefined ? id : `${id}#${exampleRow}`
}

function firstDifference(example: ReplayCase, run: ReplayRun): string | undefined {
  try {
    return differenceIn(example, run)
  } catch (error) {
    return String(error)
  }
}

function differenceIn(example: ReplayCase, run: ReplayRun): string | undefined {
  for (const step of example.events) {
    if (step.op !== undefined) applyStep(run, step)
    const difference = step.expect === undefined ? undefined : differenceOf(run, step)
    if (difference !== undefined) return difference
  }
  return undefined
}
