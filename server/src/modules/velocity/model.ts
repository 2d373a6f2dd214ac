import { VELOCITY_WINDOWS, velocityFactId } from '@puhui/policy'
import type { SubjectKind } from '../lists/index.ts'

const HOUR = 3_600_000
/** One hour more than the longest window: clocks of two processes may differ. */
const KEPT = (90 * 24 + 1) * HOUR
/** What a subject is remembered by at most; beyond it every count says this much. */
export const EVENTS_MAX = 1_000

/** The applications of one subject, oldest first; times in milliseconds since 1970. */
export interface Seen {
  readonly ats: readonly number[]
  readonly customers: readonly string[]
}

/** Applications and different customers of a subject in each window before an instant, by fact id. */
export function countsOf(kind: SubjectKind, { ats, customers }: Seen, now: number): Readonly<Record<string, number>> {
  const facts: Record<string, number> = {}
  for (const { name, hours } of VELOCITY_WINDOWS) {
    const from = now - hours * HOUR
    const people = new Set<string>()
    let count = 0
    ats.forEach((at, i) => {
      if (at <= from || at > now) return
      count += 1
      people.add(customers[i]!)
    })
    facts[velocityFactId(kind, 'Applications', name)] = count
    facts[velocityFactId(kind, 'Customers', name)] = people.size
  }
  return facts
}

/** What is remembered after one more application. */
export function seenAfter({ ats, customers }: Seen, at: number, customer: string): Seen {
  const kept = ats.flatMap((each, i) => (each > at - KEPT ? [[each, customers[i]!] as const] : []))
  const all = [...kept, [at, customer] as const].slice(-EVENTS_MAX)
  return { ats: all.map(([each]) => each), customers: all.map(([, each]) => each) }
}
