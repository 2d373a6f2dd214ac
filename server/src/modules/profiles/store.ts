import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader, stringify } from '../../platform/db.ts'
import { DEFAULT_SETTING, holdoutBucketOf, type KnownFact, type KnownFacts } from './model.ts'
import type { Basis, FactScalar, ProfileSetting } from './schema.ts'

export interface ProfileHead {
  readonly customerId: string
  readonly isPersonalised: boolean
  readonly version: number
  readonly computedAt: string
  readonly deletedAt: string | null
}

/** The heads of profiles; somebody who has none yet is not in the answer. */
export async function readHeads(reader: Reader, ids: readonly string[]): Promise<Map<string, ProfileHead>> {
  const rows = await reader
    .selectFrom('customer_profile')
    .select(['customer_id', 'is_personalised', 'version', 'computed_at', 'deleted_at'])
    .where(sql<boolean>`customer_id = any(${ids})`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        customerId: row.customer_id,
        isPersonalised: row.is_personalised,
        version: row.version,
        computedAt: row.computed_at,
        deletedAt: row.deleted_at,
      },
    ]),
  )
}

export async function readFacts(reader: Reader, ids: readonly string[]): Promise<Map<string, Map<string, KnownFact>>> {
  const rows = await reader
    .selectFrom('profile_fact')
    .selectAll()
    .where(sql<boolean>`customer_id = any(${ids})`)
    .orderBy('customer_id')
    .orderBy('fact_id')
    .execute()
  const facts = new Map<string, Map<string, KnownFact>>()
  for (const row of rows) {
    const own = facts.get(row.customer_id) ?? new Map<string, KnownFact>()
    const { value, source, basis } = row
    own.set(row.fact_id, { value, source, at: row.observed_at, confidencePpm: row.confidence_ppm, basis })
    facts.set(row.customer_id, own)
  }
  return facts
}

/** A fact that is new, other or gone. */
export interface FactChange {
  readonly customerId: string
  readonly version: number
  readonly factId: string
  readonly before: FactScalar | null
  readonly after: FactScalar | null
  readonly source: string
  readonly reason: string
}

export interface ProfileWrite {
  readonly heads: readonly { readonly customerId: string; readonly version: number }[]
  readonly put: readonly { readonly customerId: string; readonly facts: KnownFacts }[]
  readonly gone: readonly { readonly customerId: string; readonly factId: string }[]
  readonly changes: readonly FactChange[]
}

/** Writes profiles in a few statements, whatever their number. */
export async function writeProfiles(ctx: WriteContext, { heads, put, gone, changes }: ProfileWrite): Promise<void> {
  const now = ctx.clock.now()
  const headRows = heads.map((head) => ({ ...head, bucket: holdoutBucketOf(head.customerId) }))
  await sql`
    insert into customer_profile (customer_id, holdout_bucket, version, computed_at)
    select "customerId", bucket, version, ${now}::timestamptz
    from jsonb_to_recordset(${stringify(headRows)}::jsonb) as h("customerId" text, bucket int, version int)
    on conflict (customer_id) do update
      set version = excluded.version, computed_at = excluded.computed_at, changed_xid = pg_current_xact_id()`.execute(
    ctx.tx,
  )
  const factRows = put.flatMap(({ customerId, facts }) =>
    [...facts].map(([id, fact]) => ({
      c: customerId,
      f: id,
      v: fact.value,
      s: fact.source,
      t: fact.at,
      p: fact.confidencePpm,
      b: fact.basis,
    })),
  )
  for (let at = 0; at < factRows.length; at += ROWS_AT_ONCE) {
    await sql`
      insert into profile_fact (customer_id, fact_id, value, source, observed_at, confidence_ppm, basis)
      select c, f, v, s, t, p, b
      from jsonb_to_recordset(${stringify(factRows.slice(at, at + ROWS_AT_ONCE))}::jsonb)
        as r(c text, f text, v jsonb, s text, t timestamptz, p int, b text)
      on conflict (customer_id, fact_id) do update set value = excluded.value, source = excluded.source,
        observed_at = excluded.observed_at, confidence_ppm = excluded.confidence_ppm, basis = excluded.basis`.execute(
      ctx.tx,
    )
  }
  if (gone.length > 0)
    await sql`delete from profile_fact using jsonb_to_recordset(${stringify(gone)}::jsonb) as g("customerId" text, "factId" text)
      where customer_id = g."customerId" and fact_id = g."factId"`.execute(ctx.tx)
  for (let at = 0; at < changes.length; at += ROWS_AT_ONCE) {
    await sql`
      insert into profile_change (customer_id, version, fact_id, before, after, source, reason, changed_at)
      select "customerId", version, "factId", nullif(before, 'null'), nullif(after, 'null'), source, reason, ${now}::timestamptz
      from jsonb_to_recordset(${stringify(changes.slice(at, at + ROWS_AT_ONCE))}::jsonb)
        as c("customerId" text, version int, "factId" text, before jsonb, after jsonb, source text, reason text)`.execute(
      ctx.tx,
    )
  }
}

const ROWS_AT_ONCE = 20_000

export async function readChanges(reader: Reader, customerId: string) {
  return reader
    .selectFrom('profile_change')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('seq', 'desc')
    .limit(500)
    .execute()
}

export async function readSetting(reader: Reader): Promise<ProfileSetting> {
  const row = await reader
    .selectFrom('profile_setting')
    .select('setting')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.setting ?? DEFAULT_SETTING
}

export async function insertSetting(ctx: WriteContext, setting: ProfileSetting, reason: string): Promise<void> {
  await ctx.tx
    .insertInto('profile_setting')
    .values({ setting: json(setting), reason, set_by: ctx.actor.id, set_at: ctx.clock.now() })
    .execute()
}

export async function putCorrection(ctx: WriteContext, customerId: string, factId: string, value: FactScalar) {
  const now = ctx.clock.now()
  await ctx.tx
    .insertInto('profile_correction')
    .values({ customer_id: customerId, fact_id: factId, value: json(value), corrected_at: now })
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'fact_id']).doUpdateSet({ value: json(value), corrected_at: now }),
    )
    .execute()
}

export async function markPersonalised(ctx: WriteContext, customerId: string, isPersonalised: boolean): Promise<void> {
  await sql`
    insert into customer_profile (customer_id, holdout_bucket, is_personalised, computed_at)
    values (${customerId}, ${holdoutBucketOf(customerId)}, ${isPersonalised}, ${ctx.clock.now()}::timestamptz)
    on conflict (customer_id) do update
      set is_personalised = excluded.is_personalised, deleted_at = case when excluded.is_personalised then null
        else customer_profile.deleted_at end, changed_xid = pg_current_xact_id()`.execute(ctx.tx)
}

/** Takes away what was concluded about a customer and what it was concluded from. */
export async function deleteTags(ctx: WriteContext, customerId: string): Promise<number> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('profile_fact')
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()
  for (const table of [
    'profile_change',
    'profile_correction',
    'customer_transaction',
    'risk_answer',
    'device_event',
  ] as const)
    await ctx.tx.deleteFrom(table).where('customer_id', '=', customerId).execute()
  await markPersonalised(ctx, customerId, false)
  await ctx.tx
    .updateTable('customer_profile')
    .set({ deleted_at: ctx.clock.now(), version: 0 })
    .where('customer_id', '=', customerId)
    .execute()
  return Number(numDeletedRows)
}

export async function insertRiskAnswer(
  ctx: WriteContext,
  customerId: string,
  answer: {
    readonly version: number
    readonly answers: readonly number[]
    readonly points: number
    readonly level: string
    readonly channel: string
  },
): Promise<void> {
  const { version, answers, points, level, channel } = answer
  await ctx.tx
    .insertInto('risk_answer')
    .values({
      customer_id: customerId,
      questionnaire_version: version,
      answers: json(answers),
      points,
      level,
      channel,
      answered_at: ctx.clock.now(),
    })
    .execute()
}

/** Profiles that changed in a transaction from `sinceXid` on, or all; and from where to ask next time. */
export async function readChangedSince(reader: Reader, sinceXid: string | null, after: string, limit: number) {
  const { rows } = await sql<{
    customer_id: string
    is_personalised: boolean
    facts: Readonly<Record<string, FactScalar>> | null
  }>`
    select p.customer_id, p.is_personalised,
      (select jsonb_object_agg(f.fact_id, f.value) from profile_fact f where f.customer_id = p.customer_id) as facts
    from customer_profile p
    where p.customer_id > ${after} and (${sinceXid}::xid8 is null or p.changed_xid >= ${sinceXid}::xid8)
    order by p.customer_id limit ${limit}`.execute(reader)
  return rows
}

/** The oldest transaction that is still open: what commits later carries at least this number. */
export async function oldestOpenXid(reader: Reader): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
    reader,
  )
  return rows[0]!.xmin
}

export type { Basis }
