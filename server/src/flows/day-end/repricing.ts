import { addDays, type Day } from '@puhui/calendar'
import { dueRepricing } from '@puhui/loan'
import type { BenchmarkRate } from '@puhui/product'
import { seriesOf } from '../../modules/products/index.ts'
import { openLoan, type Previewed, previewCommand, readFloating } from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { bookEvent } from '../book-event.ts'
import { tellRepriced } from '../repricing-notice.ts'
import { oneByOne } from './one-by-one.ts'
import { type DayEndRun, within } from './run-context.ts'

/**
 * Lets floating rates follow their benchmarks on the morning that begins. A rate that was published or entered late has
 * effect from its own repricing day: the difference is booked this morning. Each loan has a transaction of its own; what
 * is right already is left alone, so that a run that was killed goes on.
 */
export async function repriceFloating(run: DayEndRun, on: Day): Promise<void> {
  const started = performance.now()
  const { db } = run.platform
  const loans = await within(run, ({ tx }) => readFloating(tx))
  if (loans.length === 0) return
  const series = { LPR1Y: await seriesOf(db, 'LPR1Y'), LPR5Y: await seriesOf(db, 'LPR5Y') }
  await oneByOne(run, { on, step: 'repricing', started, loans }, (ctx, { id, benchmark }) =>
    repriceOne(ctx, id, { until: addDays(on, 1), series: series[benchmark] }),
  )
}

async function repriceOne(
  ctx: WriteContext,
  loanId: string,
  { until, series }: { readonly until: Day; readonly series: readonly BenchmarkRate[] },
): Promise<boolean> {
  const { row, loan } = await openLoan(ctx, loanId)
  let first: Previewed | undefined
  let last: Previewed | undefined
  let known = row
  for (let current = loan; ; current = last.evolved) {
    const command = dueRepricing(current, until, series)
    if (!command) break
    last = previewCommand(current, command, { bookedOn: until, eventId: ctx.ids.next('lev') })
    first ??= last
    await bookEvent(ctx, known, last)
    known = { ...known, event_seq: last.event.seq }
  }
  if (!first || !last) return false
  await tellRepriced(ctx, row, first.before, last)
  return true
}
