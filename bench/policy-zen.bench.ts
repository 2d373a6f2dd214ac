import { ZenEngine } from '@gorules/zen-engine'
import { decide, runPolicy } from '@puhui/policy'
import { inTurns, type Workload } from './measure.ts'
import { BAND_SLOT, records, tablePolicy, twentyRows } from './policy-tables.ts'
import { zenRows, zenTable } from './zen-graphs.ts'

const table = tablePolicy(twentyRows())
const rows = records({ a: 100, b: 100, c: 100, d: 100, e: 100 }, 1_024)
const times = 100

/** One call of ours is worth a hundred rounds, so that both take a time that can be measured. */
export const workload: Workload = {
  id: 'P7',
  title: `20-row table with its whole trace written out, ${1_024 * times} decisions / zen-engine with trace, 1,024 decisions`,
  run: async () => {
    const zen = new ZenEngine().createDecision(zenTable('first', ['a', 'b', 'c', 'd', 'e'], zenRows(twentyRows())))
    for (const row of rows) {
      const theirs = (await zen.evaluate(row, { trace: true })).result.gives
      if (theirs !== runPolicy(table, row).slots[BAND_SLOT]) throw new Error('the two answers differ')
    }
    const byZen = async () => {
      let sum = 0
      for (const row of rows) sum += Object.keys((await zen.evaluate(row, { trace: true })).trace!).length
      return sum
    }
    const whole = await inTurns(
      { ours: () => total((row) => decide(table, row).stages[0]!.lines.length), peer: byZen },
      5,
    )
    return whole
  },
}

function total(count: (row: (typeof rows)[number]) => number): number {
  let sum = 0
  for (let i = 0; i < times; i++) for (const row of rows) sum += count(row)
  return sum
}
