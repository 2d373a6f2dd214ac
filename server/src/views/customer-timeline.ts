import { actionLabel, type customersApi, labelOf, type OutputOf, systemActorLabel } from '@puhui/api'
import { customerById } from '../modules/customers/index.ts'
import type { ReadContext } from '../platform/context.ts'

type Timeline = OutputOf<typeof customersApi.customerTimeline>

/** Everything that the journal says about a customer, newest first. */
export async function customerTimeline(ctx: ReadContext, customerId: string): Promise<Timeline> {
  await customerById(ctx, customerId)
  const rows = await ctx.db
    .selectFrom('journal as j')
    .leftJoin('staff_user as u', 'u.id', 'j.actor_id')
    .select(['j.recorded_at', 'j.action', 'j.actor_kind', 'j.actor_id', 'u.name', 'j.object_kind', 'j.object_id'])
    .select(['j.reason', 'j.before', 'j.after'])
    .where('j.customer_id', '=', customerId)
    .orderBy('j.id', 'desc')
    .limit(500)
    .execute()
  return {
    events: rows.map((row) => ({
      at: row.recorded_at,
      kind: row.action,
      title: actionLabel(row.action),
      actorName: row.name ?? nameOf({ kind: row.actor_kind, id: row.actor_id })[ctx.locale],
      objectKind: row.object_kind,
      objectId: row.object_id,
      reason: row.reason,
      changes: changesBetween(row.before, row.after),
    })),
  }
}

function nameOf({ kind, id }: { readonly kind: string; readonly id: string }) {
  return kind === 'system' || kind === 'job' ? systemActorLabel(id) : labelOf('actorKind', kind)
}

/** Of each field that differs: what it was and what it became, null where there was nothing. */
function changesBetween(before: unknown, after: unknown): Record<string, [unknown, unknown]> {
  const [was, now] = [fieldsOf(before), fieldsOf(after)]
  const fields = [...new Set([...Object.keys(was), ...Object.keys(now)])]
  const pairs = fields.map((field): [string, [unknown, unknown]] => [field, [was[field] ?? null, now[field] ?? null]])
  return Object.fromEntries(pairs.filter(([, [one, other]]) => JSON.stringify(one) !== JSON.stringify(other)))
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
