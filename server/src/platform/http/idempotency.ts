import { hash } from 'node:crypto'
import type { WriteContext } from '../context.ts'
import { stringify } from '../db.ts'
import { RefusalError } from '../refusal-error.ts'

export interface Answer {
  readonly status: number
  readonly body: string
}

export interface KeyedRequest {
  readonly scope: string
  readonly key: string
  readonly requestHash: string
}

/** What a key stands for: one caller doing one operation with one input. */
export function keyedRequest(actorId: string, operationId: string, key: string, input: unknown): KeyedRequest {
  const requestHash = hash('sha256', stringify(input))
  return { scope: `${actorId}:${operationId}`, key, requestHash }
}

/**
 * Does the work once per key. The key, the effect and the answer are one transaction: whoever comes second waits for the
 * first on the row of the key and then gets the first one's answer, letter by letter.
 *
 * A refusal is not kept: it changed nothing, and the next try may find a better day.
 */
export async function oncePerKey(
  ctx: WriteContext,
  request: KeyedRequest,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { scope, key, requestHash } = request
  const taken = await ctx.tx
    .insertInto('idempotency_key')
    .values({ scope, key, request_hash: requestHash, status: null, answer: null, created_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 0n) return storedAnswer(ctx, request)
  const answer = await work()
  await ctx.tx
    .updateTable('idempotency_key')
    .set({ status: answer.status, answer: answer.body })
    .where('scope', '=', scope)
    .where('key', '=', key)
    .execute()
  return answer
}

async function storedAnswer(ctx: WriteContext, { scope, key, requestHash }: KeyedRequest): Promise<Answer> {
  const row = await ctx.tx
    .selectFrom('idempotency_key')
    .selectAll()
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (row.request_hash !== requestHash) throw new RefusalError({ code: 'idempotency.key_reused' })
  if (row.status === null || row.answer === null) throw new RefusalError({ code: 'idempotency.in_flight' })
  return { status: row.status, body: row.answer }
}
