import type { Day } from '@puhui/calendar'
import { insertMarkers, insertSetAside, type SetAside } from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { type DayEndRun, within } from './run-context.ts'

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
      if (await patiently(() => within(run, (ctx) => work(ctx, loan)))) count++
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

const TRIES = 3

/** A payment may come in between: the loan is looked at anew. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const isRace = error instanceof RefusalError && error.refusal.code === 'loans.changed_meanwhile'
      if (!isRace || attempt === TRIES) throw error
    }
  }
}
