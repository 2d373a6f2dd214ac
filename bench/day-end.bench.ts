import { dayEndRun } from '../server/src/flows/day-end.ts'
import {
  actor,
  assertPrincipalTies,
  bank,
  liveThroughDay,
  multiplyLoans,
  originateAndLive,
  withLender,
} from './lending/lender.ts'
import type { Workload } from './measure.ts'

const LOANS = Number(process.env.PUHUI_BENCH_LOANS ?? 100_000)
const GOAL_S_PER_MILLION = 60
const PER_DAY = 20

/** One ordinary night: direct debits, accrual, past due, reminders, over loans whose due days lie all over the month. */
export const workload: Workload = {
  id: 'P21',
  title: `day-end over ${LOANS.toLocaleString('en')} active loans / the goal of ${GOAL_S_PER_MILLION} s for a million`,
  run: () =>
    withLender('2026-03-01', async (platform) => {
      await originateAndLive(platform, { perDay: PER_DAY, days: 31, after: 75 })
      const made = PER_DAY * 31
      const active = await multiplyLoans(platform.owner, Math.ceil(LOANS / made) - 1)
      await assertPrincipalTies(platform)
      const started = performance.now()
      await liveThroughDay(platform, dayEndRun(platform, { actor, bank }))
      const ours = (performance.now() - started) / 1000
      await assertPrincipalTies(platform)
      const row = await platform.db
        .selectFrom('day_end')
        .selectAll()
        .orderBy('business_on', 'desc')
        .executeTakeFirstOrThrow()
      if (process.env.PUHUI_BENCH_VERBOSE) {
        const steps = await platform.db
          .selectFrom('day_end_done')
          .select(['step', 'chunk', 'count', 'took_ms'])
          .where('business_on', '=', row.business_on)
          .execute()
        console.error(active, row.figures, steps)
      }
      const peer = (GOAL_S_PER_MILLION * active) / 1_000_000
      return { ours: round(ours), peer: round(peer), ratio: round(ours / peer), unit: 's' }
    }),
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
