import { loansApi } from '@puhui/api'
import { isDay } from '@puhui/calendar'
import type { Command } from 'commander'
import { type Shared, withPlatform } from '../connect.ts'
import { UsageError } from '../failure.ts'
import { out, outJson } from '../print.ts'
import { waitFor } from '../wait.ts'

/** `puhui day-end --until DAY`. */
export function dayEndCommands(program: Command): void {
  program
    .command('day-end')
    .description('运行日终 / run day-end')
    .requiredOption('--until <day>', '直到这一天（含），YYYY-MM-DD / up to and including this day')
    .option('--json')
    .action((options: { until: string; json?: boolean }, command: Command) => {
      if (!isDay(options.until)) throw new UsageError(`不是日期 / not a day: ${options.until}`)
      const until = options.until
      return withPlatform(command.optsWithGlobals<Shared>(), async (connection) => {
        const { jobId } = await connection.call(loansApi.runDayEnd, { body: { until } })
        const job = await waitFor(connection, jobId)
        if (options.json) outJson(job.result)
        else out(`${until} ✓ ${job.done}`)
      })
    })
}
