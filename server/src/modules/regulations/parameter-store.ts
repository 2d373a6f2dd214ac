import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import type { SetParameter } from './parameters.ts'

export interface NumberInForce extends SetParameter {
  readonly regulationId: string
  readonly number: string
  readonly effectiveOn: Day
}

/** Released numbers that hold on a day, the earlier first. */
export async function readNumbersInForce(reader: Reader, on: Day): Promise<NumberInForce[]> {
  const rows = await reader
    .selectFrom('regulation_parameter as p')
    .innerJoin('regulation as r', 'r.id', 'p.regulation_id')
    .select(['p.rule', 'p.parameter', 'p.value', 'p.regulation_id', 'p.effective_on', 'r.number'])
    .where('p.status', '=', 'released')
    .where('p.effective_on', '<=', on)
    .where((where) => where.or([where('p.ended_on', 'is', null), where('p.ended_on', '>', on)]))
    .orderBy('p.effective_on')
    .orderBy('p.decided_at')
    .orderBy('p.id')
    .execute()
  return rows.map(({ regulation_id, effective_on, ...row }) => ({
    ...row,
    regulationId: regulation_id,
    effectiveOn: effective_on,
  }))
}

export function readParametersOf(reader: Reader, regulationId: string) {
  return reader
    .selectFrom('regulation_parameter as p')
    .leftJoin('staff_user as author', 'author.id', 'p.author_id')
    .leftJoin('staff_user as approver', 'approver.id', 'p.approver_id')
    .selectAll('p')
    .select([
      sql<string>`coalesce(author.name, p.author_id)`.as('author_name'),
      sql<string | null>`coalesce(approver.name, p.approver_id)`.as('approver_name'),
    ])
    .where('p.regulation_id', '=', regulationId)
    .orderBy('p.proposed_at')
    .orderBy('p.id')
    .execute()
}

export interface NewParameters {
  readonly regulationId: string
  readonly approvalId: string
  readonly effectiveOn: Day
  readonly numbers: readonly SetParameter[]
}

export async function insertParameters(ctx: WriteContext, of: NewParameters): Promise<void> {
  const rows = of.numbers.map(({ rule, parameter, value }) => ({
    id: ctx.ids.next('rgp'),
    regulation_id: of.regulationId,
    rule,
    parameter,
    value,
    effective_on: of.effectiveOn,
    author_id: ctx.actor.id,
    approval_id: of.approvalId,
    approver_id: null,
    proposed_at: ctx.clock.now(),
    ended_on: null,
  }))
  await ctx.tx.insertInto('regulation_parameter').values(rows).execute()
}

export async function updateDecided(
  ctx: WriteContext,
  approvalId: string,
  status: 'released' | 'rejected',
): Promise<void> {
  await ctx.tx
    .updateTable('regulation_parameter')
    .set({ status, approver_id: ctx.actor.id, decided_at: ctx.clock.now() })
    .where('approval_id', '=', approvalId)
    .where('status', '=', 'proposed')
    .execute()
}

/** From a day on the numbers of a superseded entry hold no more. */
export async function endParameters(ctx: WriteContext, regulationId: string, on: Day): Promise<void> {
  await ctx.tx
    .updateTable('regulation_parameter')
    .set({ ended_on: on })
    .where('regulation_id', '=', regulationId)
    .where('status', '=', 'released')
    .where('ended_on', 'is', null)
    .execute()
}
