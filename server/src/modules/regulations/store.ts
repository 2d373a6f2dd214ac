import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader, type Tx } from '../../platform/db.ts'
import type { RegulationTable } from './schema.ts'

export type RegulationRow = Selectable<RegulationTable>
export type StoredState = RegulationRow['state']

export function readRegulation(reader: Reader, id: string): Promise<RegulationRow | undefined> {
  return reader.selectFrom('regulation').selectAll().where('id', '=', id).executeTakeFirst()
}

export interface RegulationText {
  readonly title: Localized
  readonly issuer: Localized
  readonly reference: Localized
  readonly address: string | null
  readonly body: Localized
  readonly publishedOn: Day | null
  readonly effectiveOn: Day
  readonly oldContracts: 'kept' | 'repriced'
  readonly rules: readonly string[]
  readonly ownerId: string | null
}

export async function insertRegulation(ctx: WriteContext, text: RegulationText): Promise<string> {
  const id = ctx.ids.next('rgl')
  const at = ctx.clock.now()
  await ctx.tx
    .insertInto('regulation')
    .values({
      id,
      number: sql<string>`'REG-' || lpad(nextval('regulation_number')::text, 4, '0')`,
      origin: 'entered',
      ...columnsOf(text),
      effective_to: null,
      state: 'watched',
      superseded_by: null,
      created_by: ctx.actor.id,
      created_at: at,
      changed_at: at,
    })
    .execute()
  return id
}

/** @returns false when somebody has changed it since that revision */
export async function updateText(ctx: WriteContext, id: string, revision: number, text: RegulationText) {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('regulation')
    .set({ ...columnsOf(text), revision: revision + 1, changed_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function columnsOf(text: RegulationText) {
  return {
    title: json(text.title),
    issuer: json(text.issuer),
    reference: json(text.reference),
    address: text.address,
    body: json(text.body),
    published_on: text.publishedOn,
    effective_on: text.effectiveOn,
    old_contracts: text.oldContracts,
    rules: [...text.rules],
    owner_id: text.ownerId,
  }
}

/** @returns false when it is not in the state that was seen */
export async function updateState(
  ctx: WriteContext,
  id: string,
  { from, to, by }: { readonly from: StoredState; readonly to: StoredState; readonly by?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('regulation')
    .set({ state: to, superseded_by: by ?? null, changed_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What was read before is not read now. */
export async function raiseRevision(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('regulation').set({ revision: sql`revision + 1` }).where('id', '=', id).execute()
}

export function readNotes(reader: Reader, regulationId: string) {
  return reader
    .selectFrom('regulation_note as n')
    .leftJoin('staff_user as u', 'u.id', 'n.author_id')
    .select(['n.id', 'n.body', 'n.written_at', sql<string>`coalesce(u.name, n.author_id)`.as('author')])
    .where('n.regulation_id', '=', regulationId)
    .orderBy('n.written_at')
    .orderBy('n.id')
    .execute()
}

export async function insertNote(ctx: WriteContext, regulationId: string, body: Localized): Promise<string> {
  const id = ctx.ids.next('rgn')
  await ctx.tx
    .insertInto('regulation_note')
    .values({
      id,
      regulation_id: regulationId,
      body: json(body),
      author_id: ctx.actor.id,
      written_at: ctx.clock.now(),
    })
    .execute()
  return id
}

/** Reading twice is reading once. */
export async function insertReading(ctx: WriteContext, regulationId: string, revision: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('regulation_reading')
    .values({ regulation_id: regulationId, revision, reader_id: ctx.actor.id, read_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export interface NewAction {
  readonly regulationId: string
  readonly title: Localized
  readonly ownerId: string
  readonly dueOn: Day
}

export async function insertAction(ctx: WriteContext, of: NewAction): Promise<string> {
  const id = ctx.ids.next('rga')
  await ctx.tx
    .insertInto('regulation_action')
    .values({
      id,
      regulation_id: of.regulationId,
      title: json(of.title),
      owner_id: of.ownerId,
      due_on: of.dueOn,
      done_on: null,
      done_by: null,
      created_by: ctx.actor.id,
      created_at: ctx.clock.now(),
    })
    .execute()
  return id
}

export function readActions(reader: Reader, regulationId: string) {
  return reader
    .selectFrom('regulation_action as a')
    .leftJoin('staff_user as u', 'u.id', 'a.owner_id')
    .leftJoin('staff_user as d', 'd.id', 'a.done_by')
    .selectAll('a')
    .select([
      sql<string>`coalesce(u.name, a.owner_id)`.as('owner'),
      sql<string | null>`coalesce(d.name, a.done_by)`.as('doer'),
    ])
    .where('a.regulation_id', '=', regulationId)
    .orderBy('a.due_on')
    .orderBy('a.id')
    .execute()
}

export function readAction(reader: Reader, id: string) {
  return reader.selectFrom('regulation_action').selectAll().where('id', '=', id).executeTakeFirst()
}

/** @returns false when it was done already */
export async function updateDone(ctx: WriteContext, id: string, on: Day, note: string): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('regulation_action')
    .set({ done_on: on, done_by: ctx.actor.id, note })
    .where('id', '=', id)
    .where('done_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
