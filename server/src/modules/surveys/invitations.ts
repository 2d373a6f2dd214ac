import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'

interface Wave {
  readonly surveyId: string
  readonly version: number
}

/** Writes down whom a wave invites, in one statement however many they are. */
export async function insertInvitations(
  ctx: WriteContext,
  { surveyId, version }: Wave,
  channel: 'sms' | 'email',
  people: readonly string[],
): Promise<void> {
  const ids = people.map(() => ctx.ids.next('inv'))
  await sql`insert into survey_invitation (id, survey_id, version, customer_id, channel, invited_at)
    select u.id, ${surveyId}, ${version}, u.customer, ${channel}, ${ctx.clock.now()}
    from unnest(${ids}::text[], ${people}::text[]) as u (id, customer)`.execute(ctx.tx)
}

/** Keeps where the personal links of a wave lead. */
export async function keepLinkBase(ctx: WriteContext, { surveyId, version }: Wave, linkBase: string): Promise<void> {
  await ctx.tx
    .updateTable('survey_version')
    .set({ link_base: linkBase })
    .where('survey_id', '=', surveyId)
    .where('version', '=', version)
    .execute()
}

/** Waves that run and have people waiting for their invitation. */
export async function wavesWaiting(reader: Reader): Promise<Wave[]> {
  const { rows } = await sql<Wave>`select v.survey_id as "surveyId", v.version from survey_version v
    where v.status = 'published' and exists (select from survey_invitation i
      where i.survey_id = v.survey_id and i.version = v.version and i.status = 'waiting')`.execute(reader)
  return rows
}

/** The next people of a wave; two workers never take the same. */
export function takeWaitingInvitations(ctx: WriteContext, { surveyId, version }: Wave, limit: number) {
  return ctx.tx
    .selectFrom('survey_invitation')
    .select(['id', 'customer_id', 'channel'])
    .where('survey_id', '=', surveyId)
    .where('version', '=', version)
    .where('status', '=', 'waiting')
    .orderBy('customer_id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export type WaitingInvitation = Awaited<ReturnType<typeof takeWaitingInvitations>>[number]

export interface InvitationOutcome {
  readonly id: string
  readonly status: 'sent' | 'refused'
  readonly token_hash: string | null
  readonly refusals: readonly string[]
}

/** What became of each, in one statement. */
export async function keepInvitationOutcomes(ctx: WriteContext, outcomes: readonly InvitationOutcome[]): Promise<void> {
  await sql`update survey_invitation i set status = o.status, refusals = o.refusals, token_hash = o.token_hash,
      decided_at = ${ctx.clock.now()}
    from jsonb_to_recordset(${json(outcomes)}) as o (id text, status text, refusals text[], token_hash text)
    where i.id = o.id and i.status = 'waiting'`.execute(ctx.tx)
}

/** Mints permits for invitations, one a person, each to be used up by its message. */
export async function insertInvitationPermits(
  ctx: WriteContext,
  channel: 'sms' | 'email',
  permits: readonly (WaitingInvitation & { readonly permitId: string })[],
  { contentHash, expiresAt }: { readonly contentHash: string; readonly expiresAt: string },
): Promise<void> {
  const columns = [permits.map((p) => p.permitId), permits.map((p) => p.id), permits.map((p) => p.customer_id)]
  await sql`insert into contact_permit
      (id, campaign_id, survey_invitation_id, customer_id, channel, kind, content_hash, issued_at, expires_at)
    select u.permit, null, u.invitation, u.customer, ${channel}, 'information', ${contentHash},
      ${ctx.clock.now()}::timestamptz, ${expiresAt}::timestamptz
    from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::text[])
      as u (permit, invitation, customer)`.execute(ctx.tx)
}
