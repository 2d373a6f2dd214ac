import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import type { SourceAnswer, SourceName } from './model.ts'

/** The newest answer to a question that still serves; it costs nothing again. */
export async function readAnswer(
  reader: Reader,
  source: SourceName,
  question: Buffer,
  now: string,
): Promise<SourceAnswer | null> {
  const row = await reader
    .selectFrom('source_call')
    .selectAll()
    .where('source', '=', source)
    .where('question', '=', question)
    .where(sql<boolean>`good_until > ${now}::timestamptz`)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { status, facts, provider, reference } = row
  return { status, facts, provider, reference, isSimulated: row.is_simulated, priceFen: 0n, latencyMs: 0 }
}

export interface NewCall {
  readonly source: SourceName
  readonly customerId: string
  readonly question: Buffer
  readonly purpose: string
  readonly consentVersion: number
  readonly answer: SourceAnswer
  readonly goodUntil: string | null
}

export async function insertCall(ctx: WriteContext, { answer, ...call }: NewCall): Promise<void> {
  await ctx.tx
    .insertInto('source_call')
    .values({
      id: ctx.ids.next('src'),
      source: call.source,
      customer_id: call.customerId,
      question: call.question,
      purpose: call.purpose,
      consent_version: call.consentVersion,
      provider: answer.provider,
      status: answer.status,
      facts: json(answer.facts),
      price_fen: answer.priceFen,
      latency_ms: answer.latencyMs,
      is_simulated: answer.isSimulated,
      reference: answer.reference,
      asked_at: ctx.clock.now(),
      good_until: call.goodUntil,
    })
    .execute()
}
