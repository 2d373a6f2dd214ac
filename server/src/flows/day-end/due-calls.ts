import { addDays, type Day } from '@puhui/calendar'
import { insertMarkers, insertSetAside, readDueCallsOf, type SetAside } from '../../modules/servicing/index.ts'
import { carryOutDueCall } from '../call-due.ts'
import { patiently } from './patiently.ts'
import { type DayEndRun, within } from './run-context.ts'

/**
 * On the morning that begins, calls due the loans whose notice has had its days. Each loan has a transaction of its own, and
 * a notice that has ended is left alone, so that a run that was killed goes on.
 */
export async function callDueLoans(run: DayEndRun, on: Day): Promise<void> {
  const started = performance.now()
  const loans = await readDueCallsOf(run.platform.db, addDays(on, 1))
  if (loans.length === 0) return
  const setAside: SetAside[] = []
  let count = 0
  for (const loanId of loans) {
    try {
      if (await patiently(() => within(run, (ctx) => carryOutDueCall(ctx, loanId)))) count++
    } catch (error) {
      setAside.push({ loanId, error: (error as Error).message })
    }
  }
  const tookMs = performance.now() - started
  await within(run, async (ctx) => {
    await insertSetAside(ctx.tx, on, 'dueCalls', setAside, ctx.clock.now())
    await insertMarkers(ctx.tx, on, [{ step: 'dueCalls', chunk: 0, count, amountFen: null, tookMs }])
  })
}
