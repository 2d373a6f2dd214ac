import type { Day } from '@puhui/calendar'
import { planFigures, stateOn } from '@puhui/loan'
import { CAP_TOLERANCE_PPM } from '@puhui/product'
import { sql } from 'kysely'
import { bookingDay } from '../modules/ledger/index.ts'
import { readParametersOf, regulationById } from '../modules/regulations/index.ts'
import { openLoan, previewCommand } from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { bookEvent } from './book-event.ts'
import { tellRepriced } from './repricing-notice.ts'

/** How contracts made before the day of a policy stand to its cap. */
export interface Repricing {
  readonly due: number
  readonly done: number
}

/** What a policy asks of old contracts; null when it leaves them as signed or sets no cap that was released. */
async function capOf(ctx: Pick<ReadContext, 'db'>, regulationId: string) {
  const row = await regulationById(ctx, regulationId)
  const numbers = await readParametersOf(ctx.db, regulationId)
  const cap = numbers.find(({ parameter, status }) => parameter === 'capAnnualPpm' && status === 'released')
  if (row.old_contracts !== 'repriced' || !cap) return null
  const capPpm = BigInt(cap.value)
  return { number: row.number, effectiveOn: cap.effective_on, capPpm, abovePpm: capPpm + CAP_TOLERANCE_PPM }
}

/** How many old contracts cost more than the cap and how many were brought down to it; null where none have to be. */
export async function repricingOf(ctx: Pick<ReadContext, 'db'>, regulationId: string): Promise<Repricing | null> {
  const cap = await capOf(ctx, regulationId)
  if (!cap) return null
  const { rows } = await sql<{ due: bigint; done: bigint }>`
    select count(*) filter (where e.id is null and l.status in ('active', 'overdue')) as due, count(e.id) as done
    from loan l left join loan_event e on e.external_key = ${keyOf(regulationId)} || l.id
    where l.disbursed_on < ${cap.effectiveOn} and l.annual_cost_simple_ppm > ${cap.abovePpm}`.execute(ctx.db)
  return { due: Number(rows[0]!.due), done: Number(rows[0]!.done) }
}

/**
 * Brings old contracts down to the cap of a policy that asks for it, from its day on.
 *
 * @refuses regulations.not_found, regulations.contracts_kept, regulations.not_in_force
 */
export async function startRepricing(ctx: WriteContext, regulationId: string): Promise<string> {
  const cap = await capOf(ctx, regulationId)
  if (!cap) throw new RefusalError({ code: 'regulations.contracts_kept' })
  if (cap.effectiveOn > (await businessDate(ctx.db))) throw new RefusalError({ code: 'regulations.not_in_force' })
  const about = { objectKind: 'regulation', objectId: regulationId }
  const jobId = await enqueue(ctx, repriceJob, { regulationId }, about)
  await record(ctx, { action: 'regulations.repricing_started', ...about, after: { jobId } })
  return jobId
}

/** One contract after the other, each in a transaction of its own; one that is done stays done. */
export const repriceJob = job<{ readonly regulationId: string }>({
  name: 'regulations.reprice',
  title: { zh: '老合同按新上限重新定价', en: 'Old contracts brought down to a new cap' },
  run: (ctx, { regulationId }) => repriceAll(ctx, regulationId),
})

/** Policies whose day has come reprice by themselves, in the morning. */
export const repriceDueJob = job({
  name: 'regulations.reprice_due',
  title: { zh: '到期政策重新定价', en: 'Repricing of regulations whose day has come' },
  cron: '50 4 * * *',
  isSilent: true,
  run: async (ctx) => {
    const { db } = ctx.platform
    const today = await businessDate(db)
    const rows = await db
      .selectFrom('regulation')
      .select('id')
      .where('old_contracts', '=', 'repriced')
      .where('state', '=', 'planned')
      .where('effective_on', '<=', today)
      .execute()
    for (const { id } of rows) await repriceAll(ctx, id)
  },
})

async function repriceAll(ctx: JobContext, regulationId: string) {
  const { db } = ctx.platform
  const cap = await capOf({ db }, regulationId)
  if (!cap || cap.effectiveOn > (await businessDate(db))) return { repriced: 0 }
  const ids = await dueIds(db, regulationId, cap)
  const refused: Record<string, number> = {}
  let repriced = 0
  for (const [at, id] of ids.entries()) {
    const why = await ctx.write((open) => repriceOne(open, id, { ...cap, regulationId }))
    if (why === null) repriced += 1
    else refused[why] = (refused[why] ?? 0) + 1
    if (at % 50 === 49) await ctx.progress({ done: at + 1, total: ids.length })
  }
  await ctx.progress({ done: ids.length, total: ids.length })
  return { repriced, refused }
}

interface Cap {
  readonly number: string
  readonly effectiveOn: Day
  readonly capPpm: bigint
  /** What rounding may add is not above it. */
  readonly abovePpm: bigint
}

async function dueIds(reader: Reader, regulationId: string, { effectiveOn, abovePpm }: Cap): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from loan l
    where l.status in ('active', 'overdue') and l.disbursed_on < ${effectiveOn} and l.annual_cost_simple_ppm > ${abovePpm}
      and not exists (select 1 from loan_event e where e.external_key = ${keyOf(regulationId)} || l.id)
    order by l.id`.execute(reader)
  return rows.map(({ id }) => id)
}

function keyOf(regulationId: string): string {
  return `reprice:${regulationId}:`
}

/** New terms with the same number of instalments and the rate that the cap leaves; the code of the refusal, if any. */
async function repriceOne(ctx: WriteContext, loanId: string, cap: Cap & { readonly regulationId: string }) {
  const { loan, row } = await openLoan(ctx, loanId)
  const bookedOn = await bookingDay(ctx)
  const above = row.annual_cost_simple_ppm - cap.capPpm
  const annualRatePpm = row.annual_rate_ppm > above ? row.annual_rate_ppm - above : 0n
  const { count } = planFigures(stateOn(loan, bookedOn))
  const terms = { instalments: count, annualRatePpm, graceInstalments: 0, arrears: 'kept' } as const
  const reason = `CN-RATE-004 ${cap.number}`
  try {
    const command = { kind: 'reschedule', ...terms, reason, valueOn: bookedOn } as const
    const previewed = previewCommand(loan, command, { bookedOn, eventId: ctx.ids.next('lev') })
    await bookEvent(ctx, row, previewed, { reason, externalKey: `${keyOf(cap.regulationId)}${loanId}` })
    await tellRepriced(ctx, row, previewed.before, previewed)
    return null
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal.code
    throw error
  }
}
