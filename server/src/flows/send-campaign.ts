import { createHash } from 'node:crypto'
import {
  armOf,
  type CampaignRow,
  countMembers,
  emailOf,
  insertMembers,
  keepOutcomes,
  type MemberOutcome,
  moveCampaign,
  readChannels,
  requireCampaign,
  takeWaiting,
} from '../modules/campaigns/index.ts'
import { mobileOf } from '../modules/customers/index.ts'
import { type audienceNow, freezeAudience, idsIn } from '../modules/segments/index.ts'
import { later } from '../platform/clock.ts'
import { readContext, type WriteContext } from '../platform/context.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { send } from '../platform/outbox/send.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type GatedMember, gateMembers, isQuietNow } from './contact-gate.ts'

const PEOPLE_AT_ONCE = 200
const PERMIT_MS = 15 * 60_000
export const CAMPAIGN_TEMPLATE = 'campaigns.message'

/**
 * Starts an approved campaign: freezes whom its segment means, draws everybody into an arm, and sends.
 *
 * @refuses campaigns.not_found, campaigns.not_approved
 */
export async function startCampaign(
  ctx: WriteContext,
  campaignId: string,
  audience: Awaited<ReturnType<typeof audienceNow>>,
): Promise<{ jobId: string; audience: number }> {
  const campaign = await requireCampaign(ctx, campaignId)
  const frozen = await freezeAudience(ctx, campaign.segment_id!, audience)
  const set = { status: 'sending', audience_id: frozen.id, started_at: ctx.clock.now() }
  if (!(await moveCampaign(ctx, campaignId, ['approved'], set)))
    throw new RefusalError({ code: 'campaigns.not_approved' })
  const ids = idsIn(audience.frozen.audience)
  const members = ids.map((id) => ({ customerId: id, arm: armOf(campaignId, id, campaign.holdout_ppm) }))
  await insertMembers(ctx, campaignId, members)
  await record(ctx, {
    action: 'campaigns.started',
    objectKind: 'campaign',
    objectId: campaignId,
    after: { audienceId: frozen.id, audience: ids.length },
  })
  const about = { objectKind: 'campaign', objectId: campaignId, total: ids.length }
  return { jobId: await enqueue(ctx, sendCampaignJob, { campaignId }, about), audience: ids.length }
}

/** Sends what waits of one campaign; in quiet hours it leaves the rest for the morning. */
export const sendCampaignJob = job<{ readonly campaignId: string }>({
  name: 'campaigns.send',
  title: { zh: '营销触达', en: 'Send a campaign' },
  run: (ctx, { campaignId }) => sendWaiting(ctx, campaignId),
})

/** Goes on with campaigns that stopped for the night. */
export const continueCampaignsJob = job({
  name: 'campaigns.continue',
  title: { zh: '继续触达', en: 'Go on with campaigns' },
  cron: '*/10 * * * *',
  isSilent: true,
  run: async (ctx) => {
    const { db } = ctx.platform
    const open = await db.selectFrom('campaign').select('id').where('status', '=', 'sending').execute()
    for (const { id } of open) await sendWaiting(ctx, id)
  },
})

async function sendWaiting(ctx: JobContext, campaignId: string): Promise<{ reached: number; waiting: number }> {
  const read = readContext(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId })
  const campaign = await requireCampaign(read, campaignId)
  for (;;) {
    const { reached, waiting } = await countMembers(read.db, campaignId)
    await ctx.progress({ done: reached, total: reached + waiting })
    if (waiting === 0) return finish(ctx, campaignId, reached)
    if (isQuietNow(read)) return { reached, waiting }
    const left = affordable(campaign, reached)
    await ctx.write((open) => sendBatch(open, campaign, left))
  }
}

/** How many messages the budget still pays for; null where they cost nothing. */
function affordable({ budget_fen, unit_cost_fen }: CampaignRow, reached: number): number | null {
  if (budget_fen === null || unit_cost_fen === 0n) return null
  return Math.max(0, Number(budget_fen / unit_cost_fen) - reached)
}

async function finish(ctx: JobContext, campaignId: string, reached: number) {
  await ctx.write(async (open) => {
    const set = { status: 'sent', ended_at: open.clock.now() }
    if (await moveCampaign(open, campaignId, ['sending'], set))
      await record(open, {
        action: 'campaigns.finished',
        objectKind: 'campaign',
        objectId: campaignId,
        after: { reached },
      })
  })
  return { reached, waiting: 0 }
}

/** One transaction: the gate, the permits, the messages and what became of each person stand together. */
async function sendBatch(ctx: WriteContext, campaign: CampaignRow, left: number | null): Promise<void> {
  const taken = await takeWaiting(ctx, campaign.id, PEOPLE_AT_ONCE)
  if (taken.length === 0) return
  const members = taken.map(({ customer_id, arm }) => ({ customerId: customer_id, arm }))
  const outcomes: MemberOutcome[] = []
  let paid = 0
  for (const member of await gateMembers(ctx, campaign, members)) {
    if (member.verdict.refusal === 'contact.quiet_hours') continue
    const isPaid = left === null || paid < left
    if (member.verdict.isAllowed && isPaid) {
      await reach(ctx, campaign, member.customerId)
      paid++
    }
    outcomes.push(outcomeOf(campaign, member, isPaid))
  }
  await keepOutcomes(ctx, campaign.id, outcomes)
  await record(ctx, {
    action: 'campaigns.sent',
    objectKind: 'campaign',
    objectId: campaign.id,
    after: { reached: paid, decided: outcomes.length },
  })
}

function outcomeOf(campaign: CampaignRow, member: GatedMember, isPaid: boolean): MemberOutcome {
  const { customerId, verdict, isEligible } = member
  const about = { customerId, refusals: verdict.all, isEligible }
  if (verdict.isAllowed && !isPaid) return { ...about, status: 'over-budget' }
  if (verdict.isAllowed) return { ...about, status: campaign.channel === 'branch' ? 'task' : 'sent' }
  return { ...about, status: verdict.refusal === 'contact.held_out' ? 'held-out' : 'refused' }
}

/** Mints the permit and writes the message that uses it up; a branch task is the permit itself, on paper. */
async function reach(ctx: WriteContext, campaign: CampaignRow, customerId: string): Promise<void> {
  const now = ctx.clock.now()
  const permitId = ctx.ids.next('prm')
  const { channel, kind } = campaign
  const isPaper = channel === 'branch'
  await ctx.tx
    .insertInto('contact_permit')
    .values({
      id: permitId,
      campaign_id: campaign.id,
      customer_id: customerId,
      channel,
      kind,
      content_hash: createHash('sha256').update(campaign.body.zh).digest('hex'),
      issued_at: now,
      expires_at: later(now, isPaper ? campaign.window_days * DAY_MS : PERMIT_MS),
      used_at: isPaper ? now : null,
    })
    .execute()
  if (isPaper) return
  const recipient = await addressOf(ctx, customerId, channel)
  await send(ctx, {
    kind: channel,
    template: CAMPAIGN_TEMPLATE,
    recipient,
    ...(campaign.subject ? { subject: campaign.subject.zh } : {}),
    body: campaign.body.zh,
    payload: { campaignId: campaign.id, permitExpiresAt: later(now, PERMIT_MS) },
    customerId,
    objectKind: 'campaign',
    objectId: campaign.id,
    dedupKey: `${campaign.id}:${customerId}`,
    permitId,
  })
}

const DAY_MS = 86_400_000

async function addressOf(ctx: WriteContext, customerId: string, channel: 'sms' | 'email'): Promise<string> {
  if (channel === 'sms') return mobileOf(ctx, customerId)
  const email = (await readChannels(ctx.db, customerId)).find((each) => each.channel === 'email')
  return emailOf(ctx, customerId, email!.address_cipher!)
}
