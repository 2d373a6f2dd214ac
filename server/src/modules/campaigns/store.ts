import type { ContactChannel } from '@puhui/contact'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import type { Arm, CampaignStatus } from './schema.ts'

export function readCampaign(reader: Reader, id: string) {
  return reader.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst()
}

export type CampaignRow = NonNullable<Awaited<ReturnType<typeof readCampaign>>>

/** Moves a campaign on from one of the states given; false when it is in none of them (any more). */
export async function moveCampaign(
  ctx: WriteContext,
  id: string,
  from: readonly CampaignStatus[],
  set: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('campaign')
    .set({ ...set, changed_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('status', 'in', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function insertMembers(
  ctx: WriteContext,
  campaignId: string,
  members: readonly { readonly customerId: string; readonly arm: Arm }[],
): Promise<void> {
  const ids = members.map(({ customerId }) => customerId)
  const arms = members.map(({ arm }) => arm)
  await sql`insert into campaign_member (campaign_id, customer_id, arm)
    select ${campaignId}, u.id, u.arm from unnest(${ids}::text[], ${arms}::text[]) as u (id, arm)`.execute(ctx.tx)
}

/** The next people of a campaign that is held, so that two workers never take the same. */
export function takeWaiting(ctx: WriteContext, campaignId: string, limit: number) {
  return ctx.tx
    .selectFrom('campaign_member')
    .select(['customer_id', 'arm'])
    .where('campaign_id', '=', campaignId)
    .where('status', '=', 'waiting')
    .orderBy('customer_id')
    .limit(limit)
    .execute()
}

export interface MemberOutcome {
  readonly customerId: string
  readonly status: 'sent' | 'task' | 'refused' | 'held-out' | 'over-budget'
  readonly refusals: readonly string[]
  readonly isEligible: boolean
}

export async function keepOutcomes(
  ctx: WriteContext,
  campaignId: string,
  outcomes: readonly MemberOutcome[],
): Promise<void> {
  const rows = outcomes.map(({ customerId, status, refusals, isEligible }) => ({
    customer_id: customerId,
    status,
    refusals,
    is_eligible: isEligible,
  }))
  await sql`update campaign_member m set status = o.status, refusals = o.refusals, refusal = o.refusals[1],
      is_eligible = o.is_eligible, decided_at = ${ctx.clock.now()}
    from jsonb_to_recordset(${json(rows)}) as o (customer_id text, status text, refusals text[], is_eligible boolean)
    where m.campaign_id = ${campaignId} and m.customer_id = o.customer_id and m.status = 'waiting'`.execute(ctx.tx)
}

/** Takes a campaign for one batch: who else sends for it waits here. Undefined once nothing is to be sent. */
export function holdCampaign(ctx: WriteContext, id: string) {
  return ctx.tx
    .selectFrom('campaign')
    .selectAll()
    .where('id', '=', id)
    .where('status', '=', 'sending')
    .forUpdate()
    .executeTakeFirst()
}

export interface CampaignCounts {
  readonly audience: number
  readonly waiting: number
  readonly reached: number
}

/** Members of a campaign by what became of them: read once at the start of a run, not for every batch. */
export async function countMembers(reader: Reader, campaignId: string): Promise<CampaignCounts> {
  const { rows } = await sql<CampaignCounts>`
    select count(*)::int as audience, count(*) filter (where status = 'waiting')::int as waiting,
      count(*) filter (where status in ('sent', 'task'))::int as reached
    from campaign_member where campaign_id = ${campaignId}`.execute(reader)
  return rows[0]!
}

export interface NewPermit {
  readonly id: string
  readonly customerId: string
}

/** Mints permits of one campaign, one a person; paper is used up by being written. */
export async function insertPermits(
  ctx: WriteContext,
  { id: campaignId, channel, kind }: CampaignRow,
  permits: readonly NewPermit[],
  { contentHash, expiresAt, isPaper }: { contentHash: string; expiresAt: string; isPaper: boolean },
): Promise<void> {
  const now = ctx.clock.now()
  await sql`insert into contact_permit
      (id, campaign_id, customer_id, channel, kind, content_hash, issued_at, expires_at, used_at)
    select u.id, ${campaignId}, u.customer, ${channel}, ${kind}, ${contentHash}, ${now}::timestamptz,
      ${expiresAt}::timestamptz, ${isPaper ? now : null}::timestamptz
    from unnest(${permits.map(({ id }) => id)}::text[], ${permits.map(({ customerId }) => customerId)}::text[])
      as u (id, customer)`.execute(ctx.tx)
}

export function readChannels(reader: Reader, customerId: string) {
  return reader.selectFrom('contact_channel').selectAll().where('customer_id', '=', customerId).execute()
}

/** The sealed e-mail addresses of those who gave one. */
export async function readEmails(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await reader
    .selectFrom('contact_channel')
    .select(['customer_id', 'address_cipher'])
    .where('channel', '=', 'email')
    .where(sql<boolean>`customer_id = any(${ids})`)
    .execute()
  return new Map(rows.flatMap((row) => (row.address_cipher === null ? [] : [[row.customer_id, row.address_cipher]])))
}

export async function upsertChannel(
  ctx: WriteContext,
  channel: {
    readonly customer_id: string
    readonly channel: ContactChannel
    readonly is_open: boolean
    readonly address_cipher?: Buffer
    readonly address_masked?: string
  },
): Promise<void> {
  const { customer_id, channel: name, ...set } = channel
  const changed = { ...set, changed_at: ctx.clock.now() }
  await ctx.tx
    .insertInto('contact_channel')
    .values({ customer_id, channel: name, address_cipher: null, address_masked: null, ...changed })
    .onConflict((conflict) => conflict.columns(['customer_id', 'channel']).doUpdateSet(changed))
    .execute()
}
