import type { Day } from '@puhui/calendar'
import { insertMarkers, insertSetAside, type SetAside } from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { patiently } from '../patiently.ts'
import { type DayEndRun, within } from './run-context.ts'

/** A payment may come in between. */
const TRIES = 3

interface LoansStep<Loan> {
  readonly on: Day
  readonly step: 'dueCalls' | 'repricing'
  /** When the step began, by the clock of the machine. */
  readonly started: number
  readonly loans: readonly Loan[]
}

/**
 * Works on loans one after the other, each in a transaction of its own; one that fails is set aside with its error, and the
 * rest goes on. What was done already must be left alone by the work, so that a run that was killed goes on.
 *
 * @param work says whether it did anything
 */
export async function oneByOne<Loan extends { readonly id: string }>(
  run: DayEndRun,
  { on, step, started, loans }: LoansStep<Loan>,
  work: (ctx: WriteContext, loan: Loan) => Promise<boolean>,
): Promise<void> {
  const setAside: SetAside[] = []
  let count = 0
  for (const loan of loans) {
    try {
      if (await patiently(TRIES, () => within(run, (ctx) => work(ctx, loan)))) count++
    } catch (error) {
      setAside.push({ loanId: loan.id, error: (error as Error).message })
    }
  }
  const tookMs = performance.now() - started
  await within(run, async (ctx) => {
    await insertSetAside(ctx.tx, on, step, setAside, ctx.clock.now())
    await insertMarkers(ctx.tx, on, [{ step, chunk: 0, count, amountFen: null, tookMs }])
  })
}
