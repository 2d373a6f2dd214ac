import { loansApi, type OutputOf } from '@puhui/api'
import { isDay } from '@puhui/calendar'
import type { Command } from 'commander'
import { type Connection, type Shared, withPlatform } from '../connect.ts'
import { UsageError } from '../failure.ts'
import { out, outJson } from '../print.ts'
import { waitFor } from '../wait.ts'

/** `puhui day-end --until DAY`: the day that is reached, and the loans that could not be read on it. */
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
        const setAside = await setAsideOf(connection)
        if (options.json) outJson({ ...Object(job.result), setAside })
        else out([`${until} ✓ ${job.done}`, ...linesOf(setAside, connection.locale)].join('\n'))
      })
    })
}

type SetAside = OutputOf<typeof loansApi.getDayEnd>['setAside']

/** What the last day of the run has set aside, each loan once. */
async function setAsideOf(connection: Connection): Promise<SetAside> {
  const { rows } = await connection.call(loansApi.listDayEnds, { query: { pageSize: 1 } })
  const [last] = rows
  if (!last || last.setAside === 0) return []
  const { setAside } = await connection.call(loansApi.getDayEnd, { params: { dayEndId: last.id } })
  return setAside.filter(({ loanId }, at) => setAside.findIndex((one) => one.loanId === loanId) === at)
}

function linesOf(setAside: SetAside, locale: 'zh' | 'en'): string[] {
  if (setAside.length === 0) return []
  const head = { zh: `搁置 ${setAside.length} 笔贷款：`, en: `${setAside.length} loans set aside:` }[locale]
  return [head, ...setAside.map(({ loanNumber, error }) => `  ${loanNumber}  ${error}`)]
}
