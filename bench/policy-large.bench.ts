import { runPolicy } from '@puhui/policy'
import { inTurns, type Workload } from './measure.ts'
import { BAND_SLOT, manyRows, type Row, records, tablePolicy } from './policy-tables.ts'

const rows = records({ a: 1_300, b: 130, c: 100, d: 100, e: 100 }, 1_000)

/** A table of this size needs an index: the peer is the array lookup somebody who knows the grid would write. */
export const workload: Workload = {
  id: 'P5',
  title: '16,369-row first-hit table by the policy engine / by a hand-written array lookup, 1,000 decisions each',
  run: async () => {
    const table = tablePolicy(manyRows())
    const grid = Int32Array.from({ length: 128 * 128 }, (_, i) => (i < 16_368 ? i + 1 : 0))
    const byPolicy = () => rows.reduce((sum, row) => sum + (runPolicy(table, row).slots[BAND_SLOT] as number), 0)
    const byHand = () => rows.reduce((sum, row) => sum + lookedUp(grid, row), 0)
    if (byPolicy() !== byHand()) throw new Error('the two answers differ')
    return inTurns({ ours: byPolicy, peer: byHand })
  },
}

function lookedUp(grid: Int32Array, { a, b, c, e }: Row): number {
  const band = Math.floor(a / 10)
  return band < 128 && b < 128 && c >= 0 && e < 1_000 ? grid[band * 128 + b]! : 0
}
