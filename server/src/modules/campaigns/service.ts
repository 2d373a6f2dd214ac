import { createHash } from 'node:crypto'
import { rulePack } from '@puhui/compliance'
import type { ContactChannel, ContactKind } from '@puhui/contact'
import type { Localized } from '@puhui/kernel'
import { assignArm } from '@puhui/policy'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { json } from '../../platform/db.ts'
import { maskRecipient } from '../../platform/journal/mask.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError, type RefusalProblem } from '../../platform/refusal-error.ts'
import { lenderProfile } from '../../platform/settings.ts'
import { contentProblems } from './content.ts'
import type { Arm, Goal } from './schema.ts'
import { type CampaignRow, moveCampaign, readCampaign, readChannels, upsertChannel } from './store.ts'

export interface CampaignDraft {
  readonly name: Localized
  readonly kind: ContactKind
  readonly segmentId: string
  readonly productCode: string | null
  readonly channel: ContactChannel
  readonly subject: Localized | null
  readonly body: Localized
  readonly offeredFen: string | null
  readonly holdoutPpm: number
  readonly budgetFen: string | null
  readonly unitCostFen: string
  readonly goal: Goal | null
  readonly windowDays: number
}

/** @refuses campaigns.not_found */
export async function requireCampaign(ctx: Pick<ReadContext, 'db'>, id: string): Promise<CampaignRow> {
  const campaign = await readCampaign(ctx.db, id)
  if (!campaign) throw new RefusalError({ code: 'campaigns.not_found' })
  return campaign
}

function columnsOf(draft: CampaignDraft) {
  return {
    name: json(draft.name),
    kind: draft.kind,
    segment_id: draft.segmentId,
    product_code: draft.productCode,
    channel: draft.channel,
    subject: json(draft.subject),
    body: json(draft.body),
    offered_fen: draft.offeredFen === null ? null : BigInt(draft.offeredFen),
    holdout_ppm: draft.holdoutPpm,
    budget_fen: draft.budgetFen === null ? null : BigInt(draft.budgetFen),
    unit_cost_fen: BigInt(draft.unitCostFen),
    goal: json(draft.goal),
    window_days: draft.windowDays,
  }
}

/** @refuses campaigns.code_taken */
export async function createCampaign(ctx: WriteContext, code: string, draft: CampaignDraft): Promise<string> {
  const id = ctx.ids.next('cmp')
  const now = ctx.clock.now()
  const done = await ctx.tx
    .insertInto('campaign')
    .values({ id, code, ...columnsOf(draft), created_by: ctx.actor.id, created_at: now, changed_at: now } as never)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  if (done.numInsertedOrUpdatedRows !== 1n) throw new RefusalError({ code: 'campaigns.code_taken', campaign: code })
  await record(ctx, { action: 'campaigns.created', objectKind: 'campaign', objectId: id, after: { code } })
  return id
}

/** @refuses campaigns.not_found, campaigns.not_a_draft, campaigns.changed_meanwhile */
export async function changeCampaign(
  ctx: WriteContext,
  id: string,
  { version, ...draft }: CampaignDraft & { readonly version: number },
): Promise<number> {
  const campaign = await requireDraft(ctx, id, version)
  const next = campaign.version + 1
  await moveCampaign(ctx, id, ['draft', 'rejected'], { ...columnsOf(draft), version: next, status: 'draft' })
  await record(ctx, { action: 'campaigns.changed', objectKind: 'campaign', objectId: id, after: { version: next } })
  return next
}

async function requireDraft(ctx: WriteContext, id: string, version: number): Promise<CampaignRow> {
  const campaign = await ctx.tx.selectFrom('campaign').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!campaign) throw new RefusalError({ code: 'campaigns.not_found' })
  if (campaign.status !== 'draft' && campaign.status !== 'rejected')
    throw new RefusalError({ code: 'campaigns.not_a_draft' })
  if (campaign.version !== version) throw new RefusalError({ code: 'campaigns.changed_meanwhile' })
  return campaign
}

/**
 * Hands a campaign in: it needs a target and its measure, a budget, and a text that may go out; every problem at once.
 *
 * @refuses campaigns.not_found, campaigns.not_a_draft, campaigns.changed_meanwhile, campaigns.not_ready
 */
export async function submitCampaign(ctx: WriteContext, id: string, version: number): Promise<void> {
  const campaign = await requireDraft(ctx, id, version)
  const problems = await readyProblems(ctx, campaign)
  if (problems.length > 0) throw new RefusalError({ code: 'campaigns.not_ready' }, problems)
  const set = { status: 'submitted', submitted_by: ctx.actor.id, decided_by: null, decided_at: null }
  await moveCampaign(ctx, id, ['draft', 'rejected'], set)
  await record(ctx, { action: 'campaigns.submitted', objectKind: 'campaign', objectId: id, after: { version } })
}

async function readyProblems(ctx: WriteContext, campaign: CampaignRow): Promise<RefusalProblem[]> {
  const { name: sender, kind: lenderKind } = await lenderProfile(ctx)
  const pack = rulePack(lenderKind)
  if (!pack.ok) throw new Error('the rule pack without overrides is sound')
  const on = await businessDate(ctx.tx)
  return [
    ...(campaign.goal === null ? [{ pointer: '/goal', code: 'campaigns.goal_missing' } as const] : []),
    ...(campaign.budget_fen === null ? [{ pointer: '/budgetFen', code: 'campaigns.budget_missing' } as const] : []),
    ...contentProblems(campaign, { pack: pack.value, sender, on }),
  ]
}

/** @refuses campaigns.not_found, campaigns.not_submitted, campaigns.own_submission */
export async function decideCampaign(
  ctx: WriteContext,
  id: string,
  verdict: 'approve' | 'reject',
  note: string,
): Promise<void> {
  const campaign = await requireCampaign(ctx, id)
  if (campaign.submitted_by === ctx.actor.id) throw new RefusalError({ code: 'campaigns.own_submission' })
  const status = verdict === 'approve' ? 'approved' : 'rejected'
  const set = { status, decided_by: ctx.actor.id, decided_at: ctx.clock.now(), note }
  if (!(await moveCampaign(ctx, id, ['submitted'], set))) throw new RefusalError({ code: 'campaigns.not_submitted' })
  const reason = note === '' ? {} : { reason: note }
  await record(ctx, {
    action: 'campaigns.decided',
    objectKind: 'campaign',
    objectId: id,
    ...reason,
    after: { verdict },
  })
}

const PLACES = 1_000_000

/** Draws a person into an arm: by hash of campaign and person, so that it can be drawn again by anybody. */
export function armOf(campaignId: string, customerId: string, holdoutPpm: number): Arm {
  const arms = [
    { id: 'holdout', sharePpm: holdoutPpm },
    { id: 'treated', sharePpm: PLACES - holdoutPpm },
  ]
  return assignArm({ salt: campaignId, arms }, customerId, sha256) as Arm
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const EMAIL = { table: 'contact_channel', column: 'address_cipher' } as const

/**
 * Opens or closes a channel for marketing, at once. @refuses campaigns.email_missing when e-mail opens without an address
 */
export async function setChannel(
  ctx: WriteContext,
  customerId: string,
  { channel, isOpen, email }: { readonly channel: ContactChannel; readonly isOpen: boolean; readonly email?: string },
): Promise<void> {
  const known = (await readChannels(ctx.db, customerId)).find((each) => each.channel === channel)
  if (channel === 'email' && isOpen && !email && !known?.address_cipher)
    throw new RefusalError({ code: 'campaigns.email_missing' })
  const address =
    channel === 'email' && email
      ? { address_cipher: ctx.keys.encrypt({ ...EMAIL, id: customerId }, email), address_masked: maskRecipient(email) }
      : {}
  await upsertChannel(ctx, { customer_id: customerId, channel, is_open: isOpen, ...address })
  await record(ctx, {
    action: 'customers.channel_set',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    after: { channel, isOpen },
  })
}

/** The e-mail address in the clear, for the port alone. */
export function emailOf(ctx: Pick<ReadContext, 'keys'>, customerId: string, cipher: Buffer): string {
  return ctx.keys.decrypt({ ...EMAIL, id: customerId }, cipher)
}
