import { countGoldenLines, readGolden } from './golden.ts'
import type { ConformanceSet } from './report.ts'

const note = 'no adapter yet'

/** Sets that no adapter runs yet: they count as not passed. */
export const PENDING: readonly ConformanceSet[] = [
  {
    name: 'fineract-replays-core',
    run: () => [],
    pending: () => listLength('fineract-replays-core.json.gz'),
    note,
  },
  {
    name: 'fineract-replays-all',
    run: () => [],
    pending: () => countGoldenLines('fineract-replays-all.jsonl.gz'),
    note,
  },
]

/** The length of the longest list of a file: its cases. */
function listLength(name: string): number {
  const lists = Object.values(readGolden<Record<string, unknown>>(name)).filter((value) => Array.isArray(value))
  return Math.max(0, ...lists.map((list) => list.length))
}
