import type { Locale, Localized } from '@puhui/kernel'
import { emailOf, readEmails } from '../modules/campaigns/index.ts'
import { holdCustomers, languagesOf, mobilesOf } from '../modules/customers/index.ts'
import { audienceNow, idsIn } from '../modules/segments/index.ts'
import {
  countInvitations,
  hashOf,
  type InvitationOutcome,
  insertInvitationPermits,
  insertInvitations,
  isOpenOn,
  keepInvitationOutcomes,
  keepLinkBase,
  newToken,
  readPublished,
  readVersion,
  takeWaitingInvitations,
  type VersionRow,
  type WaitingInvitation,
  wavesWaiting,
} from '../modules/surveys/index.ts'
import { dayOf } from '../platform/clock.ts'
import { readContext, type WriteContext } from '../platform/context.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { sendAll } from '../platform/outbox/send.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import { surveyInvitation } from './borrower-messages.ts'
import { gateMembers, isQuietNow, permitEnd } from './contact-gate.ts'

export const SURVEY_TEMPLATE = 'surveys.invitation'
const PEOPLE_AT_ONCE = 1_000

type Channel = 'sms' | 'email'

interface Wave {
  readonly surveyId: string
  readonly version: number
}

export interface Invited {
  readonly channel: Channel
  /** Scheme and host of the personal links: `https://lender.example`. */
  readonly linkBase: string
  /** Who the segment means now. */
  readonly audience: Awaited<ReturnType<typeof audienceNow>>
}

/**
 * Writes down whom the running version invites, all in one statement, and sends in the background.
 *
 * @refuses surveys.not_open, surveys.already_invited
 */
export async function inviteSegment(
  ctx: WriteContext,
  surveyId: string,
  { channel, linkBase, audience }: Invited,
): Promise<{ jobId: string; people: number }> {
  const { version } = await requireRunning(ctx, surveyId)
  const wave = { surveyId, version }
  if ((await countInvitations(ctx.tx, surveyId, version)).people > 0)
    throw new RefusalError({ code: 'surveys.already_invited' })
  const people = idsIn(audience.frozen.audience)
  await keepLinkBase(ctx, wave, linkBase)
  await insertInvitations(ctx, wave, channel, people)
  await record(ctx, {
    action: 'surveys.invited',
    objectKind: 'survey',
    objectId: surveyId,
    after: { version, channel, people: people.length, audience: audience.frozen.count },
  })
  const about = { objectKind: 'survey', objectId: surveyId, total: people.length }
  return { jobId: await enqueue(ctx, inviteJob, wave, about), people: people.length }
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
    for (const wave of await wavesWaiting(ctx.platform.db)) await sendWaiting(ctx, wave)
  },
})

async function sendWaiting(ctx: JobContext, wave: Wave): Promise<{ sent: number; waiting: number }> {
  const read = readContext(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId })
  const { people, waiting } = await countInvitations(read.db, wave.surveyId, wave.version)
  const left = { sent: 0, waiting }
  while (left.waiting > 0) {
    await ctx.progress({ done: people - left.waiting, total: people })
    if (isQuietNow(read)) return left
    const batch = await ctx.write((open) => sendBatch(open, wave))
    if (batch === null) return left
    left.sent += batch.sent
    left.waiting -= batch.decided
  }
  await ctx.progress({ done: people, total: people })
  return left
}

/**
 * The gate, the permits, the messages and what became of each person stand together, each in one statement for all.
 *
 * @returns null when nobody waits that nobody else has taken, or the survey takes no answers any more
 */
async function sendBatch(ctx: WriteContext, wave: Wave): Promise<{ sent: number; decided: number } | null> {
  const version = await readVersion(ctx.tx, wave.surveyId, wave.version)
  if (!version || !isOpenOn(version, dayOf(ctx.clock.now()))) return null
  const taken = await takeWaitingInvitations(ctx, wave, PEOPLE_AT_ONCE)
  if (taken.length === 0) return null
  const { channel } = taken[0]!
  const asked = { kind: 'information', channel, offered_fen: null } as const
  const members = taken.map(({ customer_id }) => ({ customerId: customer_id, arm: 'treated' as const }))
  await holdCustomers(
    ctx,
    members.map(({ customerId }) => customerId),
  )
  const decided = (await gateMembers(ctx, asked, members)).flatMap(({ verdict }, at) =>
    verdict.refusal === 'contact.quiet_hours' ? [] : [{ ...taken[at]!, verdict }],
  )
  const sent = decided.filter(({ verdict }) => verdict.isAllowed).map((each) => ({ ...each, token: newToken() }))
  if (sent.length > 0) await inviteAll(ctx, version, sent)
  const refused = decided.filter(({ verdict }) => !verdict.isAllowed)
  await keepInvitationOutcomes(ctx, [
    ...sent.map(
      ({ id, token }): InvitationOutcome => ({ id, status: 'sent', token_hash: hashOf(token), refusals: [] }),
    ),
    ...refused.map(({ id, verdict }): InvitationOutcome => {
      return { id, status: 'refused', token_hash: null, refusals: verdict.all }
    }),
  ])
  const count = { sent: sent.length, decided: decided.length }
  const after = { version: wave.version, ...count }
  await record(ctx, { action: 'surveys.invitations_sent', objectKind: 'survey', objectId: wave.surveyId, after })
  return count
}

type Guest = WaitingInvitation & { readonly token: string }

/** Mints the permits and writes the messages that use them up, each in the language of its reader. */
async function inviteAll(ctx: WriteContext, version: VersionRow, guests: readonly Guest[]): Promise<void> {
  const { channel } = guests[0]!
  const ids = guests.map(({ customer_id }) => customer_id)
  const permits = guests.map((guest) => ({ ...guest, permitId: ctx.ids.next('prm') }))
  const expiresAt = permitEnd(ctx)
  await insertInvitationPermits(ctx, channel, permits, { contentHash: version.content_hash!, expiresAt })
  const [recipients, languages] = [await addressesOf(ctx, ids, channel), await languagesOf(ctx, ids)]
  const text = textsOf(version, await lenderProfile(ctx))
  const messages = permits.map(({ id, customer_id, token, permitId }) => ({
    kind: channel,
    template: SURVEY_TEMPLATE,
    recipient: recipients.get(customer_id)!,
    ...text(token, channel, languages.get(customer_id) ?? 'zh'),
    payload: { surveyId: version.survey_id, permitExpiresAt: expiresAt },
    customerId: customer_id,
    objectKind: 'survey',
    objectId: version.survey_id,
    dedupKey: `survey:${id}`,
    permitId,
  }))
  await sendAll(ctx, messages)
}

function textsOf({ title, questions, link_base }: VersionRow, { name: sender }: { readonly name: Localized }) {
  return (token: string, channel: Channel, language: Locale) => {
    const link = `${link_base ?? ''}/m/s/${token}${language === 'en' ? '?lang=en' : ''}`
    const body = surveyInvitation({ sender, title, questions: questions.length, link })[language]
    return { ...(channel === 'email' ? { subject: title[language] } : {}), body }
  }
}

async function addressesOf(
  ctx: WriteContext,
  ids: readonly string[],
  channel: Channel,
): Promise<ReadonlyMap<string, string>> {
  if (channel === 'sms') return mobilesOf(ctx, ids)
  const sealed = await readEmails(ctx.db, ids)
  return new Map([...sealed].map(([id, cipher]) => [id, emailOf(ctx, id, cipher)]))
}
