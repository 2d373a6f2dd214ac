/** How often one telephone, card or device applied within the hour. */
export interface SubjectSeen {
  readonly kind: string
  readonly subject: string
  readonly customer: string
  readonly at: number
}

export interface SubjectCount {
  readonly kind: string
  readonly subject: string
  readonly count: number
  readonly customers: number
}

const HOUR_MS = 3_600_000

/** Remembers who applied within the hour and answers who did so most often. */
export function openSubjects() {
  let seen: SubjectSeen[] = []
  return {
    add(one: SubjectSeen): void {
      seen.push(one)
    },
    /** Those who applied more than once, the most frequent first. */
    top(now: number, most: number): SubjectCount[] {
      seen = seen.filter(({ at }) => at > now - HOUR_MS)
      const groups = grouped(seen, ({ kind, subject }) => `${kind}|${subject}`)
      return [...groups.values()]
        .filter((group) => group.length > 1)
        .map((group) => ({
          kind: group[0]!.kind,
          subject: group[0]!.subject,
          count: group.length,
          customers: new Set(group.map(({ customer }) => customer)).size,
        }))
        .sort((a, b) => b.count - a.count || (a.subject < b.subject ? -1 : 1))
        .slice(0, most)
    },
  }
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}
