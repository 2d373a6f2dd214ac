import { hasFieldLabel, labels } from '@puhui/api'

interface Line {
  readonly objectKind: string
  readonly before: unknown
  readonly after: unknown
}

/** The fields and the kinds of objects of journal lines that have no name in the reader's language. */
export function namelessIn(lines: readonly Line[]): string[] {
  const fields = lines.flatMap(({ before, after }) => [...keysOf(before), ...keysOf(after)])
  const kinds = lines.map(({ objectKind }) => objectKind)
  return [
    ...new Set(fields.filter((field) => !hasFieldLabel(field)).map((field) => `field ${field}`)),
    ...new Set(kinds.filter((kind) => !Object.hasOwn(labels.objectKind, kind)).map((kind) => `object ${kind}`)),
  ]
}

/** Every key that the screen would show: outermost, and of what stands inside. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  const { zh, en } = value as { zh?: unknown; en?: unknown }
  if (typeof zh === 'string' && typeof en === 'string') return []
  return Object.entries(value).flatMap(([key, part]) => [key, ...keysOf(part)])
}
