import type { AnyOperation } from '@puhui/api'
import { type WriteContext, write } from '../platform/context.ts'
import { stringify } from '../platform/db.ts'
import { keyedRequest, oncePerKey } from '../platform/http/idempotency.ts'
import type { StepsContext } from '../platform/http/mount.ts'

/**
 * The write at the end of an operation of several steps, once per idempotency key: key, effect and answer are one
 * transaction, and a repeated request gets the first answer.
 */
export async function writeOnce<T>(
  ctx: StepsContext,
  operation: AnyOperation,
  input: unknown,
  work: (ctx: WriteContext) => Promise<T>,
): Promise<T> {
  const caller = { actor: ctx.actor, requestId: ctx.requestId, locale: ctx.locale }
  const keyed = keyedRequest(ctx.actor.id, operation.id, String(ctx.request.headers['idempotency-key']), input)
  const answer = await write(ctx.platform, caller, (open) =>
    oncePerKey(open, keyed, async () => ({ status: 200, body: stringify(await work(open)) })),
  )
  return JSON.parse(answer.body) as T
}

/** Whether this request has been answered before: then nobody outside is asked again. */
export async function isAnswered(ctx: StepsContext, operation: AnyOperation): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('idempotency_key')
    .select('status')
    .where('scope', '=', `${ctx.actor.id}:${operation.id}`)
    .where('key', '=', String(ctx.request.headers['idempotency-key']))
    .executeTakeFirst()
  return row?.status !== undefined && row.status !== null
}
