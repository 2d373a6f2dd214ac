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

/** The next people of a campaign, locked, so that two workers never take the same. */
export function takeWaiting(ctx: WriteContext, campaignId: string, limit: number) {
  return ctx.tx
    .selectFrom('campaign_member')
    .select(['customer_id', 'arm'])
    .where('campaign_id', '=', campaignId)
    .where('status', '=', 'waiting')
    .orderBy('customer_id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
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

export interface CampaignCounts {
  readonly waiting: number
  readonly reached: number
}

export async function countMembers(reader: Reader, campaignId: string): Promise<CampaignCounts> {
  const { rows } = await sql<CampaignCounts>`
    select count(*) filter (where status = 'waiting')::int as waiting,
      count(*) filter (where status in ('sent', 'task'))::int as reached
    from campaign_member where campaign_id = ${campaignId}`.execute(reader)
  return rows[0]!
}

export function readChannels(reader: Reader, customerId: string) {
  return reader.selectFrom('contact_channel').selectAll().where('customer_id', '=', customerId).execute()
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
