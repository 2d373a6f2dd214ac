import { describe, expect, test } from 'vitest'
import { hasGolden } from './golden.ts'
import { reportOf } from './report.ts'
import { SETS } from './sets.ts'

/** Cases that pass today. A floor only rises. */
const FLOORS: Readonly<Record<string, number>> = {
  'pmt-irr': 47,
  'apr-examples': 94,
  'fineract-schedules': 190,
  'fineract-schedules-newer': 10,
  'opencbs-schedules': 16,
  'fineract-replays-core': 230,
  'fineract-replays-all': 717,
  'daily-interest-schedules': 137,
  'daily-interest-actual-payments': 51,
  'dmn-level-2': 116,
  'dmn-tables': 102,
  'zen-jdm': 119,
}

if (!hasGolden())
  console.warn('The outside cases are not on this machine: conformance is not checked. Set PUHUI_SHARED.')

// The outside cases are no part of the project: without them there is nothing to hold against, and the line above says so.
describe.runIf(hasGolden())('conformance with answers from outside', () => {
  for (const set of SETS) {
    test(`[X1] ${set.name} does not fall below its floor`, () => {
      expect(reportOf(set).passed).toBeGreaterThanOrEqual(FLOORS[set.name] ?? 0)
    })

    test(`[X2] every deviation of ${set.name} has a reason, and no reason is stale`, () => {
      const deviating = reportOf(set).deviations
      expect(deviating.filter(({ reason }) => reason === 'not examined').map(({ id }) => id)).toEqual([])
      const ids = new Set(deviating.map(({ id }) => id))
      expect(Object.keys(set.reasons ?? {}).filter((id) => !ids.has(id))).toEqual([])
    })
  }
})
