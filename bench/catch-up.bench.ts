import { addDays, type Day } from '@puhui/calendar'
import { dayEndRun, endDaysUntil } from '../server/src/flows/day-end.ts'
import { originateChunk } from '../server/src/flows/originate-batch.ts'
import { write } from '../server/src/platform/context.ts'
import { approveMany } from '../test/stories/portfolio-world.ts'
import { actor, assertPrincipalTies, bank, withLender } from './lending/lender.ts'
import type { Workload } from './measure.ts'

const LOANS = Number(process.env.PUHUI_BENCH_CATCH_UP_LOANS ?? 1_000)
const DAYS = Number(process.env.PUHUI_BENCH_DAYS ?? 700)

/** Day-end of many days in one run, as after a long stand-still. The peer is the first tenth of the days, ten times. */
export const workload: Workload = {
  id: 'P23',
  title: `catch-up of ${DAYS} days over ${LOANS.toLocaleString('en')} loans / ten times its first tenth`,
  run: () =>
    withLender('2026-01-31', async (platform) => {
      const applicationIds = await approveMany(platform as never, LOANS)
      for (let after = ''; ; ) {
        const chunk = await write(platform, { actor }, (ctx) => originateChunk(ctx, { applicationIds }, after))
        if (chunk.last === null) break
        after = chunk.last
      }
      const first = '2026-01-31' as Day
      const run = dayEndRun(platform, { actor, bank, until: addDays(first, DAYS - 1) })
      const started = performance.now()
      await endDaysUntil(run, addDays(first, DAYS / 10 - 1))
      const tenth = (performance.now() - started) / 1000
      await endDaysUntil(run, addDays(first, DAYS - 1))
      const ours = (performance.now() - started) / 1000
      await assertPrincipalTies(platform)
      return { ours: round(ours), peer: round(tenth * 10), ratio: round(ours / (tenth * 10)), unit: 's' }
    }),
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
