import { addDays, type Day } from '@puhui/calendar'
import { dayEndRun, endDaysUntil } from '../server/src/flows/day-end.ts'
import { originateChunk } from '../server/src/flows/originate-batch.ts'
import { readContext, write } from '../server/src/platform/context.ts'
import type { OpenPlatform } from '../server/src/platform/open.ts'
import { loanFile } from '../server/src/views/loan-file.ts'
import { approveMany } from '../test/stories/portfolio-world.ts'
import { actor, bank, withLender } from './lending/lender.ts'
import { inTurns, type Workload } from './measure.ts'

const DAYS = Number(process.env.PUHUI_BENCH_DAYS ?? 700)
const READS = 20

/** The whole file of loans that have lived for two years with daily interest, against that of loans paid out today. */
export const workload: Workload = {
  id: 'P25',
  title: `reading the file of a loan after ${DAYS} days / on its first day`,
  run: () =>
    withLender('2026-01-31', async (platform) => {
      const old = await originate(platform, 'old')
      await endDaysUntil(dayEndRun(platform, { actor, bank }), addDays('2026-01-31' as Day, DAYS - 1))
      const young = await originate(platform, 'young')
      return inTurns({ ours: () => readAll(platform, old), peer: () => readAll(platform, young) })
    }),
}

async function originate(platform: OpenPlatform, name: string): Promise<readonly string[]> {
  const applicationIds = await approveMany(platform as never, 5 * READS, name)
  const { loanIds } = await write(platform, { actor }, (ctx) => originateChunk(ctx, { applicationIds }, ''))
  const rows = await platform.db
    .selectFrom('loan')
    .select('id')
    .where('id', 'in', loanIds)
    .where('term_months', '=', 36)
    .execute()
  return rows.map(({ id }) => id)
}

async function readAll(platform: OpenPlatform, ids: readonly string[]): Promise<number> {
  let instalments = 0
  for (const id of ids) {
    const file = await loanFile(readContext(platform, { actor }), id, {})
    instalments += file.schedule.length
  }
  return instalments
}
