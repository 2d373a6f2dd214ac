import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import type { About, AnswerWay, FedFact } from './schema.ts'

export function readVersion(reader: Reader, surveyId: string, version: number) {
  return versions(reader).where('v.survey_id', '=', surveyId).where('v.version', '=', version).executeTakeFirst()
}

function versions(reader: Reader) {
  return reader
    .selectFrom('survey_version as v')
    .innerJoin('survey as s', 's.id', 'v.survey_id')
    .selectAll('v')
    .select('s.code')
}

export type VersionRow = NonNullable<Awaited<ReturnType<typeof readVersion>>>

/** All versions of a survey, the newest first. */
export function readVersions(reader: Reader, surveyId: string): Promise<VersionRow[]> {
  return versions(reader).where('v.survey_id', '=', surveyId).orderBy('v.version', 'desc').execute()
}

export function readDraft(reader: Reader, surveyId: string): Promise<VersionRow | undefined> {
  return versions(reader).where('v.survey_id', '=', surveyId).where('v.status', '=', 'draft').executeTakeFirst()
}

/** The version that runs, or ran last; undefined where none was published. */
export function readPublished(reader: Reader, surveyId: string): Promise<VersionRow | undefined> {
  return versions(reader)
    .where('v.survey_id', '=', surveyId)
    .where('v.status', 'in', ['published', 'closed'])
    .orderBy('v.version', 'desc')
    .executeTakeFirst()
}

export function readByToken(reader: Reader, token: string): Promise<VersionRow | undefined> {
  return versions(reader).where('v.token', '=', token).executeTakeFirst()
}

export function readInvitationByToken(reader: Reader, tokenHash: string) {
  return reader.selectFrom('survey_invitation').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
}

export function readInvitation(reader: Reader, surveyId: string, version: number, customerId: string) {
  return reader
    .selectFrom('survey_invitation')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .where('version', '=', version)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
}

export type InvitationRow = NonNullable<Awaited<ReturnType<typeof readInvitationByToken>>>

/** Who is answering, in the order in which they are recognised: invitation, person, device. */
export interface Respondent {
  readonly surveyId: string
  readonly version: number
  readonly keyHash: string
  readonly customerId: string | null
  readonly invitationId: string | null
}

export function readAnswer(reader: Reader, { surveyId, version, keyHash, customerId, invitationId }: Respondent) {
  return reader
    .selectFrom('survey_answer')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .where('version', '=', version)
    .where((is) =>
      is.or([
        is('key_hash', '=', keyHash),
        ...(customerId === null ? [] : [is('customer_id', '=', customerId)]),
        ...(invitationId === null ? [] : [is('invitation_id', '=', invitationId)]),
      ]),
    )
    .orderBy('handed_in_at', (order) => order.asc().nullsLast())
    .executeTakeFirst()
}

export type AnswerRow = NonNullable<Awaited<ReturnType<typeof readAnswer>>>

export interface NewAnswer {
  readonly id: string
  readonly way: AnswerWay
  readonly key_hash: string
  readonly customer_id: string | null
  readonly answers: unknown
  readonly about: About
  readonly facts: readonly FedFact[]
  readonly is_linked: boolean
  readonly notice_version: number | null
}

/** Answers that were told to staff, whole at once, in one statement. */
export async function insertHandedIn(
  ctx: WriteContext,
  surveyId: string,
  version: number,
  rows: readonly NewAnswer[],
): Promise<void> {
  await sql`insert into survey_answer (id, survey_id, version, way, key_hash, customer_id, status, answers, about, facts, is_linked,
      notice_version, locale, entered_by, started_at, handed_in_at)
    select r.id, ${surveyId}, ${version}, r.way, r.key_hash, r.customer_id, 'handed-in', r.answers, r.about, r.facts, r.is_linked,
      r.notice_version, ${ctx.locale}, ${ctx.actor.id}, ${ctx.clock.now()}, ${ctx.clock.now()}
    from jsonb_to_recordset(${json(rows)}) as r (id text, way text, key_hash text, customer_id text, answers jsonb, about jsonb,
      facts jsonb, is_linked boolean, notice_version integer)`.execute(ctx.tx)
}

export interface HandedIn {
  readonly id: string
  readonly way: AnswerWay
  readonly answers: Readonly<Record<string, string | number | readonly string[]>>
  readonly about: About
  readonly is_linked: boolean
  readonly customer_id: string | null
  readonly handed_in_at: string
}

/** All that were handed in for a version, in the order in which they came. */
export function readHandedIn(reader: Reader, surveyId: string, version: number): Promise<HandedIn[]> {
  return reader
    .selectFrom('survey_answer')
    .select(['id', 'way', 'answers', 'about', 'is_linked', 'customer_id', 'handed_in_at'])
    .where('survey_id', '=', surveyId)
    .where('version', '=', version)
    .where('status', '=', 'handed-in')
    .orderBy('handed_in_at')
    .orderBy('id')
    .execute() as Promise<HandedIn[]>
}

export async function countStarted(reader: Reader, surveyId: string, version: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from survey_answer
    where survey_id = ${surveyId} and version = ${version} and status = 'started'`.execute(reader)
  return rows[0]!.n
}

interface PersonRow {
  readonly id: string
  readonly born_on: Day | null
  readonly sex: string | null
  readonly province_code: string | null
  readonly city_tier: string | null
  readonly facts: Readonly<Record<string, string>> | null
}

/** What groups people belong to: from the identity, and the persona where it stands. */
export async function readPeople(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, PersonRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<PersonRow>`
    select c.id, c.born_on, c.sex, c.province_code, c.city_tier,
      (select jsonb_object_agg(f.fact_id, f.value) from profile_fact f where f.customer_id = c.id
        and f.fact_id in ('incomeLevel', 'occupation', 'education')) as facts
    from customer c where c.id = any(${ids}::text[])`.execute(reader)
  return new Map(rows.map((row) => [row.id, row]))
}

export interface InvitationCounts {
  readonly people: number
  readonly waiting: number
  readonly sent: number
  readonly answered: number
  readonly refused: readonly { readonly refusal: string; readonly count: number }[]
}

export async function countInvitations(reader: Reader, surveyId: string, version: number): Promise<InvitationCounts> {
  const { rows } = await sql<Omit<InvitationCounts, 'refused'>>`
    select count(*)::int as people, count(*) filter (where status = 'waiting')::int as waiting,
      count(*) filter (where status = 'sent')::int as sent,
      count(*) filter (where status = 'sent' and answered_on is not null)::int as answered
    from survey_invitation where survey_id = ${surveyId} and version = ${version}`.execute(reader)
  const refused = await sql<{ refusal: string; count: number }>`
    select refusals[1] as refusal, count(*)::int as count from survey_invitation
    where survey_id = ${surveyId} and version = ${version} and status = 'refused' group by 1 order by 2 desc, 1`.execute(
    reader,
  )
  return { ...rows[0]!, refused: refused.rows }
}
