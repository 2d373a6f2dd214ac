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
  readonly run: () => readonly CaseResult[]
  /** Deviations that are understood, by case id. A case that is listed and passes is reported as stale. */
  readonly reasons?: Readonly<Record<string, string>>
  /** Deviations of a whole category that have one reason. */
  readonly categoryReasons?: Readonly<Record<string, string>>
  /** How many cases there are, where no adapter runs them yet. */
  readonly pending?: () => number
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

export function reportOf(set: ConformanceSet): SetReport {
  const results = set.run()
  const categories: Record<string, { passed: number; total: number }> = {}
  for (const { category, difference } of results) {
    const row = categories[category] ?? { passed: 0, total: 0 }
    categories[category] = { passed: row.passed + (difference === undefined ? 1 : 0), total: row.total + 1 }
  }
  const deviations = results.flatMap(({ id, category, difference }) =>
    difference === undefined
      ? []
      : [{ id, category, difference, reason: set.reasons?.[id] ?? set.categoryReasons?.[category] ?? 'not examined' }],
  )
  const passed = results.length - deviations.length
  return {
    passed,
    total: results.length + (set.pending?.() ?? 0),
    categories,
    deviations,
    ...(set.note === undefined ? {} : { note: set.note }),
  }
}
