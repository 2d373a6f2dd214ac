import { addDays, type Day } from '@puhui/calendar'
import { readDueCallsOf } from '../../modules/servicing/index.ts'
import { carryOutDueCall } from '../call-due.ts'
import { oneByOne } from './one-by-one.ts'
import type { DayEndRun } from './run-context.ts'

/** On the morning that begins, calls due the loans whose notice has had its days; a notice that has ended is left alone. */
export async function callDueLoans(run: DayEndRun, on: Day): Promise<void> {
  const started = performance.now()
  const ids = await readDueCallsOf(run.platform.db, addDays(on, 1))
  if (ids.length === 0) return
  const loans = ids.map((id) => ({ id }))
  await oneByOne(run, { on, step: 'dueCalls', started, loans }, (ctx, { id }) => carryOutDueCall(ctx, id))
}
