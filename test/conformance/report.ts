/** How one outside case came out. */
export interface CaseResult {
  readonly id: string
  readonly category: string
  /** What differs; absent when the case passes. */
  readonly difference?: string
}

/** One set of outside cases and the adapter that turns them into our terms. */
export interface ConformanceSet {
  readonly name: string
  /** Undefined when the file of the set is not there. */
  readonly run: () => readonly CaseResult[] | undefined
  /** Deviations that are understood, by case id. A case that is listed and passes is reported as stale. */
  readonly reasons?: Readonly<Record<string, string>>
  /** Deviations of a whole category that have one reason. */
  readonly categoryReasons?: Readonly<Record<string, string>>
  readonly note?: string
}

export interface Deviation {
  readonly id: string
  readonly category: string
  readonly difference: string
  readonly reason: string
}

export interface SetReport {
  readonly passed: number
  readonly total: number
  readonly categories: Readonly<Record<string, { readonly passed: number; readonly total: number }>>
  readonly deviations: readonly Deviation[]
  readonly note?: string
}

/** Runs cases one by one: a case that cannot be read or run is one failed case with its reason, and the others go on. */
export function runEach<T>(
  cases: readonly T[],
  run: (example: T, index: number) => CaseResult,
  idOf: (example: T, index: number) => string = (example, index) =>
    (example as { id?: string } | null)?.id ?? `case ${index + 1}`,
): readonly CaseResult[] {
  return cases.map((example, index) => {
    try {
      return run(example, index)
    } catch (error) {
      return { id: idOf(example, index), category: 'not run', difference: String(error) }
    }
  })
}

export function reportOf(set: ConformanceSet): SetReport {
  const results = resultsOf(set)
  const categories: Record<string, { passed: number; total: number }> = {}
  for (const { category, difference } of results ?? []) {
    const row = categories[category] ?? { passed: 0, total: 0 }
    categories[category] = { passed: row.passed + (difference === undefined ? 1 : 0), total: row.total + 1 }
  }
  const deviations = (results ?? []).flatMap(({ id, category, difference }) =>
    difference === undefined
      ? []
      : [{ id, category, difference, reason: set.reasons?.[id] ?? set.categoryReasons?.[category] ?? 'not examined' }],
  )
  const total = results?.length ?? 0
  const note = results === undefined ? 'the file of this set is not there' : set.note
  return {
    passed: total - deviations.length,
    total,
    categories,
    deviations,
    ...(note === undefined ? {} : { note }),
  }
}

function resultsOf(set: ConformanceSet): readonly CaseResult[] | undefined {
  try {
    return set.run()
  } catch (error) {
    return [{ id: set.name, category: 'not read', difference: String(error) }]
  }
}
