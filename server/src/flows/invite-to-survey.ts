import { createHash } from 'node:crypto'
import type { ContactChannel } from '@puhui/contact'
import { sql } from 'kysely'
import { emailOf, readChannels } from '../modules/campaigns/index.ts'
import { mobileOf } from '../modules/customers/index.ts'
import { audienceNow, idsIn } from '../modules/segments/index.ts'
import { hashOf, isOpenOn, newToken, readPublished, readVersion, type VersionRow } from '../modules/surveys/index.ts'
import { dayOf, later } from '../platform/clock.ts'
import { readContext, type WriteContext } from '../platform/context.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { send } from '../platform/outbox/send.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import { gateMembers, isQuietNow } from './contact-gate.ts'

export const SURVEY_TEMPLATE = 'surveys.invitation'
const PEOPLE_AT_ONCE = 200
const PERMIT_MS = 15 * 60_000

interface Wave {
  readonly surveyId: string
  readonly version: number
}

/**
 * Writes down whom the running version invites, and sends in the background.
 *
 * @param audience who the segment means now
 * @refuses surveys.not_open, surveys.already_invited
 */
export async function inviteSegment(
  ctx: WriteContext,
  surveyId: string,
  channel: 'sms' | 'email',
  audience: Awaited<ReturnType<typeof audienceNow>>,
): Promise<{ jobId: string; people: number }> {
  const version = await requireRunning(ctx, surveyId)
  const people = idsIn(audience.frozen.audience).map((customer_id) => ({ id: ctx.ids.next('inv'), customer_id }))
  const before = await ctx.tx
    .selectFrom('survey_invitation')
    .select('id')
    .where('survey_id', '=', surveyId)
    .where('version', '=', version.version)
    .executeTakeFirst()
  if (before) throw new RefusalError({ code: 'surveys.already_invited' })
  await sql`insert into survey_invitation (id, survey_id, version, customer_id, channel, invited_at)
    select u.id, ${surveyId}, ${version.version}, u.customer, ${channel}, ${ctx.clock.now()}
    from unnest(${people.map(({ id }) => id)}::text[], ${people.map((each) => each.customer_id)}::text[]) as u (id, customer)`.execute(
    ctx.tx,
  )
  await record(ctx, {
    action: 'surveys.invited',
    objectKind: 'survey',
    objectId: surveyId,
    after: { version: version.version, channel, people: people.length, audience: audience.frozen.count },
  })
  const about = { objectKind: 'survey', objectId: surveyId, total: people.length }
  return {
    jobId: await enqueue(ctx, inviteJob, { surveyId, version: version.version }, about),
    people: people.length,
  }
}

async function requireRunning(ctx: Pick<WriteContext, 'db' | 'clock'>, surveyId: string): Promise<VersionRow> {
  const version = await readPublished(ctx.db, surveyId)
  if (!version) throw new RefusalError({ code: 'surveys.not_found' })
  if (!isOpenOn(version, dayOf(ctx.clock.now())))
    throw new RefusalError({ code: 'surveys.not_open', startsOn: version.starts_on, endsOn: version.ends_on })
  return version
}

/** Whom the segment of the running version means; read ahead of the transaction that writes them down. */
export async function invitedNow(
  ctx: Parameters<typeof audienceNow>[0] & Pick<WriteContext, 'clock'>,
  surveyId: string,
) {
  const { segment_id } = await requireRunning(ctx, surveyId)
  if (segment_id === null) throw new RefusalError({ code: 'surveys.segment_missing' })
  return audienceNow(ctx, segment_id)
}

/** Sends what waits of one version; in quiet hours it leaves the rest for the morning. */
export const inviteJob = job<Wave>({
  name: 'surveys.invite',
  title: { zh: '发送问卷邀请', en: 'Send invitations to a survey' },
  run: (ctx, wave) => sendWaiting(ctx, wave),
})

/** Goes on with invitations that stopped for the night. */
export const continueInvitationsJob = job({
  name: 'surveys.continue',
  title: { zh: '继续发送邀请', en: 'Go on with invitations' },
  cron: '*/10 * * * *',
  isSilent: true,
  run: async (ctx) => {
    const { rows } = await sql<Wave>`select distinct i.survey_id as "surveyId", i.version from survey_invitation i
      join survey_version v on v.survey_id = i.survey_id and v.version = i.version and v.status = 'published'
      where i.status = 'waiting'`.execute(ctx.platform.db)
    for (const wave of rows) await sendWaiting(ctx, wave)
  },
})

async function sendWaiting(ctx: JobContext, wave: Wave): Promise<{ sent: number }> {
  const read = readContext(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId })
  for (let sent = 0; ; ) {
    if (isQuietNow(read)) return { sent }
    const batch = await ctx.write((open) => sendBatch(open, wave))
    if (batch === null) return { sent }
    sent += batch
  }
}

/** The gate, the permits, the messages and what became of each person stand together; null when nobody waits. */
async function sendBatch(ctx: WriteContext, { surveyId, version: no }: Wave): Promise<number | null> {
  const version = await readVersion(ctx.tx, surveyId, no)
  if (!version || !isOpenOn(version, dayOf(ctx.clock.now()))) return null
  const taken = await ctx.tx
    .selectFrom('survey_invitation')
    .select(['id', 'customer_id', 'channel'])
    .where('survey_id', '=', surveyId)
    .where('version', '=', no)
    .where('status', '=', 'waiting')
    .orderBy('customer_id')
    .limit(PEOPLE_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute()
  if (taken.length === 0) return null
  const { channel } = taken[0]!
  const asked = { kind: 'information', channel: channel as ContactChannel, offered_fen: null } as const
  const members = taken.map(({ customer_id }) => ({ customerId: customer_id, arm: 'treated' as const }))
  const gated = await gateMembers(ctx, asked, members)
  let sent = 0
  for (const [at, { verdict, customerId }] of gated.entries()) {
    if (verdict.refusal === 'contact.quiet_hours') continue
    const set = verdict.isAllowed
      ? { status: 'sent' as const, token_hash: await invite(ctx, version, { id: taken[at]!.id, customerId, channel }) }
      : { status: 'refused' as const, refusals: [...verdict.all] }
    if (verdict.isAllowed) sent++
    await ctx.tx
      .updateTable('survey_invitation')
      .set({ ...set, decided_at: ctx.clock.now() })
      .where('id', '=', taken[at]!.id)
      .execute()
  }
  await record(ctx, {
    action: 'surveys.invitations_sent',
    objectKind: 'survey',
    objectId: surveyId,
    after: { version: no, sent, decided: taken.length },
  })
  return sent
}

interface Invited {
  readonly id: string
  readonly customerId: string
  readonly channel: 'sms' | 'email'
}

/** Mints the permit, writes the message that uses it up, and returns the hash of the personal link. */
async function invite(ctx: WriteContext, version: VersionRow, { id, customerId, channel }: Invited): Promise<string> {
  const now = ctx.clock.now()
  const token = newToken()
  const { name: sender } = await lenderProfile(ctx)
  const body = `【${sender.zh}】邀请您填写问卷“${version.title.zh}”，约3分钟，自愿参加：/m/s/${token} 拒收请回复R`
  const permitId = ctx.ids.next('prm')
  const expiresAt = later(now, PERMIT_MS)
  const contentHash = createHash('sha256').update(version.title.zh).digest('hex')
  await sql`insert into contact_permit (id, campaign_id, survey_invitation_id, customer_id, channel, kind, content_hash, issued_at, expires_at)
    values (${permitId}, null, ${id}, ${customerId}, ${channel}, 'information', ${contentHash}, ${now}, ${expiresAt})`.execute(
    ctx.tx,
  )
  await send(ctx, {
    kind: channel,
    template: SURVEY_TEMPLATE,
    recipient: await addressOf(ctx, customerId, channel),
    ...(channel === 'email' ? { subject: version.title.zh } : {}),
    body,
    payload: { surveyId: version.survey_id, permitExpiresAt: expiresAt },
    customerId,
    objectKind: 'survey',
    objectId: version.survey_id,
    dedupKey: `survey:${id}`,
    permitId,
  })
  return hashOf(token)
}

async function addressOf(ctx: WriteContext, customerId: string, channel: 'sms' | 'email'): Promise<string> {
  if (channel === 'sms') return mobileOf(ctx, customerId)
  const email = (await readChannels(ctx.db, customerId)).find((each) => each.channel === 'email')
  return emailOf(ctx, customerId, email!.address_cipher!)
}
