import { createHash } from 'node:crypto'
import type { Locale } from '@puhui/kernel'
import {
  armOf,
  type CampaignRow,
  countMembers,
  emailOf,
  holdCampaign,
  insertMembers,
  insertPermits,
  keepOutcomes,
  type MemberOutcome,
  moveCampaign,
  readEmails,
  requireCampaign,
  takeWaiting,
} from '../modules/campaigns/index.ts'
import { holdCustomers, languagesOf, mobilesOf } from '../modules/customers/index.ts'
import { type audienceNow, freezeAudience, idsIn } from '../modules/segments/index.ts'
import { later } from '../platform/clock.ts'
import { readContext, type WriteContext } from '../platform/context.ts'
import { stringify } from '../platform/db.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { sendAll } from '../platform/outbox/send.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type GatedMember, gateMembers, isQuietNow, permitEnd } from './contact-gate.ts'

const PEOPLE_AT_ONCE = 1_000
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
  const { audience, waiting, reached } = await countMembers(read.db, campaignId)
  const left = { reached, waiting }
  while (left.waiting > 0) {
    await ctx.progress({ done: audience - left.waiting, total: audience })
    if (isQuietNow(read)) return left
    const batch = await ctx.write((open) => sendBatch(open, campaignId))
    if (batch === null) break
    left.reached += batch.reached
    left.waiting -= batch.decided
  }
  return finish(ctx, campaignId)
}

/** How many messages the budget still pays for; null where they cost nothing. */
function affordable({ budget_fen, unit_cost_fen, reached }: CampaignRow): number | null {
  if (budget_fen === null || unit_cost_fen === 0n) return null
  return Math.max(0, Number(budget_fen / unit_cost_fen) - reached)
}

async function finish(ctx: JobContext, campaignId: string): Promise<{ reached: number; waiting: number }> {
  return ctx.write(async (open) => {
    const { reached, waiting } = await countMembers(open.tx, campaignId)
    const set = { status: 'sent', ended_at: open.clock.now() }
    if (waiting === 0 && (await moveCampaign(open, campaignId, ['sending'], set)))
      await record(open, {
        action: 'campaigns.finished',
        objectKind: 'campaign',
        objectId: campaignId,
        after: { reached },
      })
    return { reached, waiting }
  })
}

/**
 * One transaction: the gate, the permits, the messages, the spent budget and what became of each person stand together,
 * each written in one statement for all.
 *
 * @returns null when nobody waits, or the campaign is not being sent any more
 */
async function sendBatch(ctx: WriteContext, campaignId: string): Promise<{ reached: number; decided: number } | null> {
  const campaign = await holdCampaign(ctx, campaignId)
  if (!campaign) return null
  const taken = await takeWaiting(ctx, campaignId, PEOPLE_AT_ONCE)
  if (taken.length === 0) return null
  const members = taken.map(({ customer_id, arm }) => ({ customerId: customer_id, arm }))
  await holdCustomers(
    ctx,
    members.map(({ customerId }) => customerId),
  )
  const gated = await gateMembers(ctx, campaign, members)
  const decided = gated.filter(({ verdict }) => verdict.refusal !== 'contact.quiet_hours')
  const allowed = decided.filter(({ verdict }) => verdict.isAllowed).map(({ customerId }) => customerId)
  const reached = allowed.slice(0, affordable(campaign) ?? allowed.length)
  const paid = new Set(reached)
  if (reached.length > 0) await reachAll(ctx, campaign, reached)
  const outcomes = decided.map((member) => outcomeOf(campaign, member, paid.has(member.customerId)))
  await keepOutcomes(ctx, campaign.id, outcomes)
  await moveCampaign(ctx, campaign.id, ['sending'], { reached: campaign.reached + reached.length })
  await record(ctx, {
    action: 'campaigns.sent',
    objectKind: 'campaign',
    objectId: campaign.id,
    after: { reached: reached.length, decided: outcomes.length },
  })
  return { reached: reached.length, decided: outcomes.length }
}

function outcomeOf(campaign: CampaignRow, member: GatedMember, isPaid: boolean): MemberOutcome {
  const { customerId, verdict, isEligible } = member
  const about = { customerId, refusals: verdict.all, isEligible }
  if (verdict.isAllowed && !isPaid) return { ...about, status: 'over-budget' }
  if (verdict.isAllowed) return { ...about, status: campaign.channel === 'branch' ? 'task' : 'sent' }
  return { ...about, status: verdict.refusal === 'contact.held_out' ? 'held-out' : 'refused' }
}

/** Mints the permits and writes the messages that use them up; a branch task is the permit itself, on paper. */
async function reachAll(ctx: WriteContext, campaign: CampaignRow, ids: readonly string[]): Promise<void> {
  const now = ctx.clock.now()
  const { channel } = campaign
  const isPaper = channel === 'branch'
  const permits = ids.map((customerId) => ({ id: ctx.ids.next('prm'), customerId }))
  const expiresAt = isPaper ? later(now, campaign.window_days * DAY_MS) : permitEnd(ctx)
  const contentHash = createHash('sha256').update(stringify(campaign.body)).digest('hex')
  await insertPermits(ctx, campaign, permits, { contentHash, expiresAt, isPaper })
  if (channel === 'branch') return
  const [recipients, languages] = [await addressesOf(ctx, ids, channel), await languagesOf(ctx, ids)]
  const messages = permits.map(({ id: permitId, customerId }) => ({
    kind: channel,
    template: CAMPAIGN_TEMPLATE,
    recipient: recipients.get(customerId)!,
    ...textsOf(campaign, languages.get(customerId) ?? 'zh'),
    payload: { campaignId: campaign.id, permitExpiresAt: expiresAt },
    customerId,
    objectKind: 'campaign',
    objectId: campaign.id,
    dedupKey: `${campaign.id}:${customerId}`,
    permitId,
  }))
  await sendAll(ctx, messages)
}

const DAY_MS = 86_400_000

/** In the language of the reader; both were approved. */
function textsOf({ subject, body }: CampaignRow, language: Locale) {
  return { ...(subject ? { subject: subject[language] } : {}), body: body[language] }
}

async function addressesOf(
  ctx: WriteContext,
  ids: readonly string[],
  channel: 'sms' | 'email',
): Promise<ReadonlyMap<string, string>> {
  if (channel === 'sms') return mobilesOf(ctx, ids)
  const sealed = await readEmails(ctx.db, ids)
  return new Map([...sealed].map(([id, cipher]) => [id, emailOf(ctx, id, cipher)]))
}
