import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import type { Evidence } from './merge.ts'

export interface Candidate {
  readonly keptId: string
  readonly mergedId: string
  readonly evidence: readonly Evidence[]
}

const PAIRS_MAX = 200

/**
 * Pairs of records that may be one person. Two who each proved an ID number of their own are two people, whatever else
 * they share; a record that was merged, or is about to be, is in no pair.
 */
export async function readCandidates(reader: Reader, pair?: readonly [string, string]): Promise<readonly Candidate[]> {
  const [one, other] = pair ?? [null, null]
  const { rows } = await sql<{ kept_id: string; merged_id: string; evidence: Evidence[] }>`
    with pair as (
      select customer_id as a, holder_id as b from identity_claim
      union select a.id, b.id from customer a join customer b
        on b.bank_card_index = a.bank_card_index and b.id > a.id where a.resident_id_index is null or b.resident_id_index is null
      union select a.id, b.id from customer a join customer b
        on b.name_index = a.name_index and b.id > a.id where a.resident_id_index is null or b.resident_id_index is null
      union select ${one}::text, ${other}::text where ${one}::text is not null)
    select kept.id as kept_id, merged.id as merged_id, array_remove(array[
      case when exists (select from identity_claim i where (i.customer_id, i.holder_id) in
        ((kept.id, merged.id), (merged.id, kept.id))) then 'identityClaimed' end,
      case when kept.bank_card_index = merged.bank_card_index then 'bankCard' end,
      case when kept.name_index = merged.name_index then 'name' end,
      case when kept.born_on = merged.born_on then 'birthday' end,
      case when kept.place = merged.place then 'place' end], null) as evidence
    from (select distinct least(a, b) as a, greatest(a, b) as b from pair) p
    join customer x on x.id = p.a join customer y on y.id = p.b
    join customer kept on kept.id = case when (y.resident_id_index is null, y.created_at, y.id)
      < (x.resident_id_index is null, x.created_at, x.id) then y.id else x.id end
    join customer merged on merged.id = case when kept.id = x.id then y.id else x.id end
    where (kept.resident_id_index is null or merged.resident_id_index is null)
      and kept.merged_into is null and merged.merged_into is null
      and (${one}::text is null or (p.a, p.b) = (least(${one}::text, ${other}::text), greatest(${one}::text, ${other}::text)))
      and (${one}::text is not null or not exists (select from customer_merge m
        where m.merged_id = merged.id and m.kept_id = kept.id and m.status in ('proposed', 'merged', 'rejected')))
    limit ${PAIRS_MAX}`.execute(reader)
  return rows.map(({ kept_id, merged_id, evidence }) => ({ keptId: kept_id, mergedId: merged_id, evidence }))
}

/** Somebody tried to prove the identity that another record holds. */
export async function insertClaim(ctx: WriteContext, customerId: string, residentIdIndex: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into identity_claim (customer_id, holder_id, claimed_at)
    select ${customerId}, c.id, ${ctx.clock.now()}::timestamptz from customer c
    where c.resident_id_index = ${residentIdIndex} and c.id <> ${customerId} and c.merged_into is null
    on conflict do nothing`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export function readMerge(reader: Reader, id: string) {
  return reader.selectFrom('customer_merge').selectAll().where('id', '=', id).executeTakeFirst()
}

export type MergeRow = NonNullable<Awaited<ReturnType<typeof readMerge>>>

export function readMerges(reader: Reader) {
  return reader.selectFrom('customer_merge').selectAll().orderBy('proposed_at', 'desc').limit(PAIRS_MAX).execute()
}

/** The rows of both customers and the channels and choice of the kept one as they stand, for the undoing. */
export async function keepImages(ctx: WriteContext, id: string): Promise<void> {
  await sql`update customer_merge m set images = jsonb_build_object(
      'kept', (select to_jsonb(c) from customer c where c.id = m.kept_id),
      'merged', (select to_jsonb(c) from customer c where c.id = m.merged_id),
      'channels', coalesce((select jsonb_agg(to_jsonb(h)) from contact_channel h where h.customer_id = m.kept_id), '[]'),
      'isPersonalised', (select p.is_personalised from customer_profile p where p.customer_id = m.kept_id))
    where m.id = ${id}`.execute(ctx.tx)
}

/** What both records are and hold, in one text: equal texts are the same two customers to the byte. */
export async function readBoth(reader: Reader, ids: readonly [string, string]): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select jsonb_agg(jsonb_build_object('row', to_jsonb(c),
      'held', held_by(c.id),
      'isPersonalised', coalesce((select p.is_personalised from customer_profile p where p.customer_id = c.id), true),
      'channels', (select jsonb_agg(to_jsonb(h) order by channel) from contact_channel h where h.customer_id = c.id),
      'consents', (select jsonb_agg(jsonb_build_array(purpose, answer = 'granted', case when answer = 'granted' then version end,
        case when answer = 'granted' then kind end) order by purpose) from (
        select distinct on (purpose) purpose, answer, version, kind from customer_consent k
        where k.customer_id = c.id order by purpose, seq desc) k)) order by c.id)::text as text
    from customer c where c.id = any(${ids})`.execute(reader)
  return rows[0]!.text
}

/** How many rows of each kind would go along. */
export async function readHoldings(reader: Reader, customerId: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ counts: Record<string, number> }>`select jsonb_build_object(
    'applications', jsonb_array_length(h -> 'application'), 'decisions', jsonb_array_length(h -> 'decision'),
    'contracts', jsonb_array_length(h -> 'contract'), 'loans', jsonb_array_length(h -> 'loan'),
    'hardship', jsonb_array_length(h -> 'hardship_request'), 'papers', jsonb_array_length(h -> 'paper'),
    'transactions', jsonb_array_length(h -> 'customer_transaction'),
    'riskAnswers', jsonb_array_length(h -> 'risk_answer'), 'surveyAnswers', jsonb_array_length(h -> 'survey_answer'),
    'consents', jsonb_array_length(h -> 'customer_consent'), 'checks', jsonb_array_length(h -> 'identity_check'),
    'deviceEvents', jsonb_array_length(h -> 'device_event'),
    'permits', jsonb_array_length(h -> 'contact_permit'), 'campaigns', jsonb_array_length(h -> 'campaign_member')) as counts
    from held_by(${customerId}) as h`.execute(reader)
  return rows[0]!.counts
}

export async function moveRows(ctx: WriteContext, mergeId: string): Promise<number> {
  const { rows } = await sql<{ moved: number }>`select merge_customer_rows(${mergeId}) as moved`.execute(ctx.tx)
  return rows[0]!.moved
}

export async function partRows(ctx: WriteContext, mergeId: string): Promise<number> {
  const { rows } = await sql<{ moved: number }>`select part_customer_rows(${mergeId}) as moved`.execute(ctx.tx)
  return rows[0]!.moved
}

/** A channel that either of them closed is closed. */
export async function closeChannels(ctx: WriteContext, keptId: string, mergedId: string): Promise<void> {
  await sql`update contact_channel k set is_open = false, changed_at = ${ctx.clock.now()}::timestamptz
    from contact_channel m where k.customer_id = ${keptId} and m.customer_id = ${mergedId}
      and m.channel = k.channel and not m.is_open and k.is_open`.execute(ctx.tx)
}

/** The merges into a record that stand now. */
export async function readStandingMerges(reader: Reader, keptId: string): Promise<ReadonlySet<string>> {
  const rows = await reader
    .selectFrom('customer_merge')
    .select('id')
    .where('kept_id', '=', keptId)
    .where('status', '=', 'merged')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Whether another merge of the kept record came after this one: that one has to be undone first. */
export async function hasNewerMerge(reader: Reader, { id, kept_id, decided_at }: MergeRow): Promise<boolean> {
  const newer = await reader
    .selectFrom('customer_merge')
    .select('id')
    .where('status', '=', 'merged')
    .where((eb) => eb.or([eb('kept_id', '=', kept_id), eb('merged_id', '=', kept_id)]))
    .where(sql<boolean>`(decided_at, id) > (${decided_at}::timestamptz, ${id})`)
    .executeTakeFirst()
  return newer !== undefined
}
