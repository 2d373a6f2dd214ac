import type { Day } from '@puhui/calendar'
import type { Selectable } from 'kysely'
import type { WriteContext } from '../../../platform/context.ts'
import { json, type Reader } from '../../../platform/db.ts'
import type { RegulationMeasureTable, RegulationWhatIfTable } from '../schema.ts'
import type { Scenario } from './types.ts'

export type WhatIfRow = Omit<Selectable<RegulationWhatIfTable>, 'scenario'> & { readonly scenario: Scenario }

export interface NewWhatIf {
  readonly name: string
  readonly regulationId: string | null
  readonly scenario: Scenario
  readonly asOf: Day
}

export async function insertWhatIf(ctx: WriteContext, of: NewWhatIf): Promise<string> {
  const id = ctx.ids.next('wif')
  await ctx.tx
    .insertInto('regulation_what_if')
    .values({
      id,
      regulation_id: of.regulationId,
      name: of.name,
      scenario: json(of.scenario),
      as_of: of.asOf,
      job_id: null,
      inputs_hash: null,
      result: null,
      result_hash: null,
      made_by: ctx.actor.id,
      made_at: ctx.clock.now(),
    })
    .execute()
  return id
}

export async function readWhatIf(reader: Reader, id: string): Promise<WhatIfRow | undefined> {
  const row = await reader.selectFrom('regulation_what_if').selectAll().where('id', '=', id).executeTakeFirst()
  return row as WhatIfRow | undefined
}

export async function setWhatIfJob(ctx: WriteContext, id: string, jobId: string): Promise<void> {
  await ctx.tx.updateTable('regulation_what_if').set({ job_id: jobId }).where('id', '=', id).execute()
}

export async function setWhatIfRunning(ctx: WriteContext, id: string): Promise<void> {
  await ctx.tx.deleteFrom('regulation_what_if_input').where('what_if_id', '=', id).execute()
  await ctx.tx.updateTable('regulation_what_if').set({ status: 'running' }).where('id', '=', id).execute()
}

export async function insertInput(ctx: WriteContext, id: string, no: number, content: Buffer): Promise<void> {
  await ctx.tx.insertInto('regulation_what_if_input').values({ what_if_id: id, no, content }).execute()
}

export async function readInputs(reader: Reader, id: string): Promise<Buffer[]> {
  const rows = await reader
    .selectFrom('regulation_what_if_input')
    .select('content')
    .where('what_if_id', '=', id)
    .orderBy('no')
    .execute()
  return rows.map(({ content }) => content)
}

export interface Finished {
  readonly inputsHash: string
  readonly result: unknown
  readonly resultHash: string
}

/** @returns false when it had ended already */
export async function finishWhatIf(
  ctx: WriteContext,
  id: string,
  status: 'done' | 'cancelled' | 'failed',
  finished?: Finished,
): Promise<boolean> {
  const set = finished
    ? { inputs_hash: finished.inputsHash, result: json(finished.result), result_hash: finished.resultHash }
    : {}
  const { numUpdatedRows } = await ctx.tx
    .updateTable('regulation_what_if')
    .set({ status, ...set, finished_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type MeasureRow = Selectable<RegulationMeasureTable>

/** @returns false when this entry has a measure for the product already */
export async function insertMeasure(
  ctx: WriteContext,
  measure: Omit<MeasureRow, 'id' | 'taken_by' | 'taken_at'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('regulation_measure')
    .values({ ...measure, id: ctx.ids.next('rgm'), taken_by: ctx.actor.id, taken_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.columns(['regulation_id', 'product_code']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
