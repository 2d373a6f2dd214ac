/** What a journal line says: everything of its row except its number and its seal. */
export interface JournalFacts {
  readonly recorded_at: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly action: string
  readonly object_kind: string
  readonly object_id: string
  readonly customer_id: string | null
  readonly reason: string | null
  readonly before: unknown
  readonly after: unknown
  readonly request_id: string
}

/** One text for one line, whatever order the database keeps the keys of JSON in. */
export function canonicalLine(line: JournalFacts): string {
  const {
    recorded_at,
    actor_kind,
    actor_id,
    action,
    object_kind,
    object_id,
    customer_id,
    reason,
    before,
    after,
    request_id,
  } = line
  return JSON.stringify([
    recorded_at,
    actor_kind,
    actor_id,
    action,
    object_kind,
    object_id,
    customer_id,
    reason,
    sorted(before),
    sorted(after),
    request_id,
  ])
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object' || isSorted(value)) return value
  const entries = Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item)]))
}

/** Texts and counts side by side whose names stand in order already. */
function isSorted(value: object): boolean {
  let before = ''
  for (const [name, item] of Object.entries(value)) {
    if (name < before || (typeof item === 'object' && item !== null)) return false
    before = name
  }
  return true
}
