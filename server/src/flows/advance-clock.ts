import { addDays, type Day, daysBetween } from '@puhui/calendar'
import { sql } from 'kysely'
import { at, businessDate, dayOf, type Instant, type StoredClock, type TestClock } from '../platform/clock.ts'
import type { Platform, WriteContext } from '../platform/context.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { type JobContext, type JobDefinition, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { tx } from '../platform/tx.ts'
import type { DebitPort } from './collect.ts'
import { dayEndRun, endDay, nextDayEnd } from './day-end.ts'

/** Days to be ended, the last one included. */
export interface DayEndInput {
  readonly until: Day
}

export interface DayEndJobs {
  readonly dayEnd: JobDefinition<DayEndInput>
  readonly advance: JobDefinition<DayEndInput>
}

/** The two jobs that end days: one asked for as such, one by whoever moves the test clock. */
export function dayEndJobs(bank: DebitPort): DayEndJobs {
  const run = (ctx: JobContext, input: DayEndInput) => endDays(ctx, bank, input)
  return {
    dayEnd: job<DayEndInput>({ name: 'day_end.run', title: { zh: '日终', en: 'Day-end' }, run }),
    advance: job<DayEndInput>({
      name: 'clock.advance',
      title: { zh: '推进演示时钟', en: 'Advance the test clock' },
      run,
    }),
  }
}

async function endDays(ctx: JobContext, bank: DebitPort, { until }: DayEndInput) {
  const { platform, actor } = ctx
  const run = dayEndRun(platform, { actor, bank, until })
  let day = await nextDayEnd(platform)
  const total = Math.max(0, daysBetween(day, until) + 1)
  for (let done = 0; day <= until; done++) {
    await ctx.progress({ done, total, note: { zh: `正在结束 ${day}`, en: `Ending ${day}` } })
    await moveClock(platform, at(day, '22:00'))
    await endDay(run, day)
    await moveClock(platform, at(addDays(day, 1), '09:00'))
    day = await nextDayEnd(platform)
  }
  await ctx.progress({ done: total, total, note: { zh: `营业日 ${day}`, en: `The business day is ${day}` } })
  return { days: total, businessOn: day }
}

/** Takes a test clock along with the days; the real one goes by itself. Time never goes back. */
async function moveClock({ clock, db }: Platform, instant: Instant): Promise<void> {
  if (!clock.isTest || clock.now() >= instant) return
  const movable = clock as TestClock & Partial<StoredClock>
  if (movable.move) await tx(db, (open) => movable.move!(open, instant))
  movable.set(instant)
}

const RUNNING = ['queued', 'running'] as const

/**
 * Asks for day-end up to and including a day.
 *
 * @returns the id of the job
 * @refuses dayEnd.already_running, clock.cannot_go_back, dayEnd.not_yet while the day has not passed on the real clock
 */
export async function askDayEnd(ctx: WriteContext, jobs: DayEndJobs, until: Day): Promise<string> {
  await refuseWhileRunning(ctx, jobs)
  if (until < (await nextDayEnd(ctx))) throw new RefusalError({ code: 'clock.cannot_go_back' })
  if (!ctx.clock.isTest && until >= dayOf(ctx.clock.now())) throw new RefusalError({ code: 'dayEnd.not_yet' })
  return ask(ctx, jobs.dayEnd, { until, action: 'dayEnd.asked' })
}

/**
 * Moves the test clock to a later day, ending every day on the way.
 *
 * @refuses clock.not_a_test_clock, dayEnd.already_running, clock.cannot_go_back
 */
export async function advanceClock(
  ctx: WriteContext,
  jobs: DayEndJobs,
  wish: { readonly days: number } | { readonly until: Day },
): Promise<{ jobId: string; until: Day }> {
  if (!ctx.clock.isTest) throw new RefusalError({ code: 'clock.not_a_test_clock' })
  await refuseWhileRunning(ctx, jobs)
  const today = await businessDate(ctx.db)
  const until = 'days' in wish ? addDays(today, wish.days) : wish.until
  if (until <= today) throw new RefusalError({ code: 'clock.cannot_go_back' })
  const jobId = await ask(ctx, jobs.advance, { until: addDays(until, -1), action: 'clock.advance_asked' })
  return { jobId, until }
}

/** Of two who ask at once the second waits, and then sees the run of the first. */
async function refuseWhileRunning(ctx: WriteContext, { dayEnd, advance }: DayEndJobs): Promise<void> {
  await sql`select pg_advisory_xact_lock(7331, 2)`.execute(ctx.tx)
  const other = await ctx.tx
    .selectFrom('job_run')
    .select('id')
    .where('name', 'in', [dayEnd.name, advance.name])
    .where('status', 'in', RUNNING)
    .executeTakeFirst()
  if (other) throw new RefusalError({ code: 'dayEnd.already_running', jobId: other.id })
}

async function ask(
  ctx: WriteContext,
  definition: JobDefinition<DayEndInput>,
  { until, action }: DayEndInput & { readonly action: string },
): Promise<string> {
  const total = Math.max(0, daysBetween(await nextDayEnd(ctx), until) + 1)
  const jobId = await enqueue(ctx, definition, { until }, { total })
  await record(ctx, { action, objectKind: 'job', objectId: jobId, after: { until } })
  return jobId
}
