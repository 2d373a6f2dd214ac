import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import type { ApplicationOpinionTable, OpinionNeed } from './schema.ts'

export type Opinion = Selectable<ApplicationOpinionTable>

export interface NewOpinion {
  readonly applicationId: string
  readonly approvedFen: bigint
  readonly reason: string
  readonly needs: readonly OpinionNeed[]
}

/** @returns null when one waits already: the database lets only one in */
export async function insertOpinion(ctx: WriteContext, of: NewOpinion): Promise<string | null> {
  const id = ctx.ids.next('opn')
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('application_opinion')
    .values({
      id,
      application_id: of.applicationId,
      approved_fen: of.approvedFen,
      reason: of.reason,
      needs: of.needs,
      proposed_by: ctx.actor.id,
      proposed_at: ctx.clock.now(),
      verdict: null,
      decided_by: null,
      comment: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? id : null
}

export function readOpenOpinion(reader: Reader, applicationId: string): Promise<Opinion | undefined> {
  return reader
    .selectFrom('application_opinion')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('verdict', 'is', null)
    .executeTakeFirst()
}

export async function closeOpinion(
  ctx: WriteContext,
  id: string,
  verdict: 'confirmed' | 'rejected',
  comment: string,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('application_opinion')
    .set({ verdict, decided_by: ctx.actor.id, decided_at: ctx.clock.now(), comment: comment === '' ? null : comment })
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What was proposed and by whom it was confirmed, newest last. */
export function readOpinions(reader: Reader, applicationId: string) {
  return reader
    .selectFrom('application_opinion as o')
    .leftJoin('staff_user as p', 'p.id', 'o.proposed_by')
    .leftJoin('staff_user as d', 'd.id', 'o.decided_by')
    .selectAll('o')
    .select([
      sql<string>`coalesce(p.name, o.proposed_by)`.as('proposer'),
      sql<string | null>`coalesce(d.name, o.decided_by)`.as('decider'),
    ])
    .where('o.application_id', '=', applicationId)
    .orderBy('o.proposed_at')
    .execute()
}
