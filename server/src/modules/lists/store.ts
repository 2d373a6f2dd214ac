import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import type { EntryStatus, ListName, RequestKind, Verdict } from './model.ts'
import type { Subject, SubjectKind } from './subject.ts'

export interface NewEntry {
  readonly id: string
  readonly list: ListName
  readonly kind: SubjectKind
  readonly subject: Buffer
  readonly masked: string
  readonly reason: string
  readonly expiresOn: Day
  readonly origin: 'staff' | 'import'
}

/** An entry past its last day gives up its place, so that the subject can be listed anew. */
export async function expireBefore(ctx: WriteContext, on: Day, subjects: readonly Buffer[]): Promise<void> {
  await ctx.tx
    .updateTable('list_entry')
    .set({ status: 'expired', changed_at: ctx.clock.now() })
    .where('subject', 'in', subjects)
    .where('status', '=', 'active')
    .where('expires_on', '<', on)
    .execute()
}

/** @returns the ids that were taken; a subject that is on the list already is left out */
export async function insertEntries(ctx: WriteContext, entries: readonly NewEntry[]): Promise<ReadonlySet<string>> {
  const now = ctx.clock.now()
  const rows = await ctx.tx
    .insertInto('list_entry')
    .values(
      entries.map(({ expiresOn, ...entry }) => {
        return { ...entry, expires_on: expiresOn, created_by: ctx.actor.id, created_at: now, changed_at: now }
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export interface NewRequest {
  readonly entryId: string
  readonly kind: RequestKind
  readonly reason: string
}

/** @returns false when a request of the entry is open already */
export async function insertRequests(ctx: WriteContext, requests: readonly NewRequest[]): Promise<boolean> {
  const requested_at = ctx.clock.now()
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('list_request')
    .values(
      requests.map(({ entryId, kind, reason }) => {
        const id = ctx.ids.next('lrq')
        return { id, entry_id: entryId, kind, reason, requested_by: ctx.actor.id, requested_at }
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === BigInt(requests.length)
}

export function readEntry(reader: Reader, id: string) {
  return reader.selectFrom('list_entry').selectAll().where('id', '=', id).executeTakeFirst()
}

export function readRequest(reader: Reader, id: string) {
  return reader
    .selectFrom('list_request as r')
    .innerJoin('list_entry as e', 'e.id', 'r.entry_id')
    .selectAll('r')
    .select(['e.list', 'e.masked', 'e.status', 'e.kind as subject_kind'])
    .where('r.id', '=', id)
    .executeTakeFirst()
}

/** @returns false when somebody else decided it in between */
export async function updateDecided(ctx: WriteContext, id: string, verdict: Verdict, note: string): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('list_request')
    .set({ verdict, note, decided_by: ctx.actor.id, decided_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function updateStatus(ctx: WriteContext, id: string, status: EntryStatus): Promise<void> {
  const set = { status, changed_at: ctx.clock.now() }
  await ctx.tx.updateTable('list_entry').set(set).where('id', '=', id).executeTakeFirstOrThrow()
}

/** The lists that hold one of these subjects on a day. */
export async function readLists(reader: Reader, subjects: readonly Subject[], on: Day): Promise<ReadonlySet<ListName>> {
  if (subjects.length === 0) return new Set()
  const rows = await reader
    .selectFrom('list_entry')
    .select('list')
    .distinct()
    .where('status', '=', 'active')
    .where('expires_on', '>=', on)
    .where((where) => where.or(subjects.map(({ kind, index }) => where.and({ kind, subject: index }))))
    .execute()
  return new Set(rows.map(({ list }) => list))
}

/** The same for many customers at once, by telephone, identity number and card. */
export async function readListsOfCustomers(
  reader: Reader,
  customerIds: readonly string[],
  on: Day,
): Promise<ReadonlyMap<string, ReadonlySet<ListName>>> {
  const { rows } = await sql<{ customer_id: string; lists: ListName[] }>`
    select coalesce(c.merged_into, c.id) as customer_id, array_agg(distinct e.list) as lists
    from customer c join list_entry e on e.status = 'active' and e.expires_on >= ${on}::date
      and (e.kind, e.subject) in (('phone', c.mobile_index), ('residentId', c.resident_id_index), ('bankCard', c.bank_card_index))
    where c.id = any(${customerIds}) or c.merged_into = any(${customerIds}) group by 1`.execute(reader)
  return new Map(rows.map(({ customer_id, lists }) => [customer_id, new Set(lists)]))
}
