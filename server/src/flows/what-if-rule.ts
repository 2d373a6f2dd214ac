import { addDays, addMonths, type Day } from '@puhui/calendar'
import { readOffered, versionById } from '../modules/products/index.ts'
import {
  encodeChunk,
  type Frame,
  finishWhatIf,
  hashOfResult,
  inputsHasher,
  insertInput,
  insertWhatIf,
  parameterProblems,
  readInputs,
  readNumbersInForce,
  readWhatIf,
  reckonChunks,
  reckoner,
  regulationById,
  requireLawfulNumbers,
  resultOf,
  type Scenario,
  type SetParameter,
  setWhatIfJob,
  setWhatIfRunning,
  type VersionTerms,
  type WhatIfRow,
} from '../modules/regulations/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { JobCancelled, type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import { countRows, readLoans, readOffers } from './what-if-rows.ts'

export interface WhatIfWanted {
  readonly name: string
  readonly regulationId: string | null
  readonly numbers: readonly SetParameter[]
  readonly effectiveOn: Day
  readonly oldContracts: 'kept' | 'repriced'
}

/**
 * Asks what numbers would do to the live book and to the offers of the past twelve months.
 *
 * @refuses regulations.not_found, regulations.numbers_invalid with every problem
 */
export async function startWhatIf(
  ctx: WriteContext,
  { name, regulationId, ...asked }: WhatIfWanted,
): Promise<{ whatIfId: string; jobId: string }> {
  if (regulationId !== null) await regulationById(ctx, regulationId)
  const { kind } = await lenderProfile(ctx)
  requireLawfulNumbers(parameterProblems(kind, asked.numbers))
  const asOf = await businessDate(ctx.db)
  const scenario: Scenario = { ...asked, from: addDays(addMonths(asOf, -12), 1), to: asOf }
  const whatIfId = await insertWhatIf(ctx, { name, regulationId, scenario, asOf })
  const jobId = await enqueue(ctx, whatIfJob, { whatIfId }, { objectKind: 'what_if', objectId: whatIfId })
  await setWhatIfJob(ctx, whatIfId, jobId)
  await record(ctx, {
    action: 'regulations.what_if_started',
    objectKind: 'what_if',
    objectId: whatIfId,
    after: { name, regulationId, ...scenario },
  })
  return { whatIfId, jobId }
}

/** @refuses regulations.what_if_not_found */
export async function whatIfById({ db }: Pick<ReadContext, 'db'>, id: string): Promise<WhatIfRow> {
  const row = await readWhatIf(db, id)
  if (!row) throw new RefusalError({ code: 'regulations.what_if_not_found' })
  return row
}

/** Asks a what-if to stop; one that has ended stays as it ended. */
export async function cancelWhatIf(ctx: WriteContext, id: string): Promise<void> {
  const row = await whatIfById(ctx, id)
  if (row.status !== 'queued' && row.status !== 'running') return
  await ctx.tx.updateTable('job_run').set({ cancel_asked: true }).where('id', '=', row.job_id!).execute()
  if (row.status === 'queued') await finishWhatIf(ctx, id, 'cancelled')
  await record(ctx, { action: 'regulations.what_if_cancelled', objectKind: 'what_if', objectId: id })
}

/** Reads offers and contracts once, keeps what it read, counts. */
export const whatIfJob = job<{ readonly whatIfId: string }>({
  name: 'regulations.what_if',
  title: { zh: '政策变动测算', en: 'What a rule change would do' },
  retries: 0,
  run: async (ctx, { whatIfId }) => {
    const row = await readWhatIf(ctx.platform.db, whatIfId)
    if (!row || (row.status !== 'queued' && row.status !== 'running')) return { skipped: true }
    await ctx.write((open) => setWhatIfRunning(open, whatIfId))
    try {
      return await runWhatIf(ctx, row)
    } catch (error) {
      const status = error instanceof JobCancelled ? 'cancelled' : 'failed'
      await ctx.write(async (open) => void (await finishWhatIf(open, whatIfId, status)))
      throw error
    }
  },
})

async function runWhatIf(ctx: JobContext, row: WhatIfRow) {
  const { db } = ctx.platform
  const { scenario } = row
  const counts = await countRows(db, scenario)
  const total = counts.offers + counts.loans
  const frame = await frameOf({ db }, row)
  const reckon = reckoner(frame)
  const hasher = inputsHasher()
  let [no, done] = [0, 0]
  const keep = async (chunk: Parameters<typeof encodeChunk>[0], zh: string, en: string) => {
    const content = encodeChunk(chunk)
    hasher.add(content)
    await ctx.write((open) => insertInput(open, row.id, no, content))
    no += 1
    await ctx.progress({ done, total, note: { zh, en } })
  }
  await keep({ frame }, '读取产品版本', 'Reading product versions')
  for (let after = ''; ; ) {
    const offers = await readOffers(db, scenario, after)
    if (offers.length === 0) break
    for (const offer of offers) reckon.offer(offer)
    done += offers.length
    after = offers.at(-1)!.id
    await keep({ offers }, '测算历史批准', 'Counting past offers')
  }
  for (let after = ''; ; ) {
    const loans = await readLoans(db, row.as_of, after)
    if (loans.length === 0) break
    for (const loan of loans) reckon.loan(loan)
    done += loans.length
    after = loans.at(-1)!.id
    await keep({ loans }, '测算存量合同', 'Counting the live book')
  }
  const result = resultOf(reckon.done(), frame)
  const finished = { inputsHash: hasher.done(), result, resultHash: hashOfResult(result) }
  await ctx.write(async (open) => {
    await finishWhatIf(open, row.id, 'done', finished)
    await record(open, {
      action: 'regulations.what_if_finished',
      objectKind: 'what_if',
      objectId: row.id,
      after: {
        inputsHash: finished.inputsHash,
        resultHash: finished.resultHash,
        offers: result.offers.count,
        changed: result.changed.count,
      },
    })
  })
  return { offers: result.offers.count, changed: result.changed.count, affectedContracts: result.book.affected }
}

/** The versions on sale on the day, and those that offers of the window were made under. */
async function frameOf({ db }: Pick<ReadContext, 'db'>, { scenario, as_of }: WhatIfRow): Promise<Frame> {
  const { kind } = await lenderProfile({ db })
  const onSale = await readOffered(db, scenario.effectiveOn)
  const used = await db.selectFrom('application').select('product_version_id').distinct().execute()
  const known = new Set(onSale.map(({ id }) => id))
  const others = [...new Set(used.map((one) => one.product_version_id))].filter((id) => !known.has(id)).sort()
  const versions: VersionTerms[] = onSale.map((one) => ({ ...shortOf(one), isOnSale: true }))
  for (const id of others) versions.push({ ...shortOf(await versionById({ db }, id)), isOnSale: false })
  const numbersBefore = (await readNumbersInForce(db, scenario.effectiveOn)).map(({ rule, parameter, value }) => ({
    rule,
    parameter,
    value,
  }))
  return { kind, asOf: as_of, scenario, numbersBefore, versions }
}

function shortOf({ id, code, name, version, terms }: Awaited<ReturnType<typeof versionById>>) {
  return { id, code, name, version, terms }
}

/**
 * Works a what-if out again from the very rows that it counted.
 *
 * @refuses regulations.what_if_not_found, regulations.what_if_unfinished
 */
export async function repeatWhatIf(ctx: Pick<ReadContext, 'db'>, id: string) {
  const row = await whatIfById(ctx, id)
  if (row.status !== 'done') throw new RefusalError({ code: 'regulations.what_if_unfinished' })
  const { counted, frame, hash } = reckonChunks(await readInputs(ctx.db, id))
  const resultHash = hashOfResult(resultOf(counted, frame))
  return { isSame: hash === row.inputs_hash && resultHash === row.result_hash, inputsHash: hash, resultHash }
}
