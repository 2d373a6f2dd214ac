import { type OutputOf, type QueryOf, surveysApi } from '@puhui/api'
import { sql } from 'kysely'
import { countInvitations, FEEDS, isOpenOn, NOTICE, readVersions, type VersionRow } from '../modules/surveys/index.ts'
import { actorName } from '../platform/actor-names.ts'
import { dayOf } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type File = OutputOf<typeof surveysApi.getSurvey>

/** A version of a survey, the newest unless another is asked for, with the others beside it. */
export async function surveyFile(ctx: ReadContext, surveyId: string, no?: number): Promise<File> {
  const versions = await readVersions(ctx.db, surveyId)
  const version = no === undefined ? versions[0] : versions.find((each) => each.version === no)
  if (!version) throw new RefusalError({ code: 'surveys.not_found' })
  const segment =
    version.segment_id === null
      ? undefined
      : await ctx.db.selectFrom('segment').select('name').where('id', '=', version.segment_id).executeTakeFirst()
  const answers = await answersByVersion(ctx, surveyId)
  return {
    ...shown(version),
    submittedBy: version.submitted_by && (await actorName(ctx, version.submitted_by)),
    publishedBy: version.published_by && (await actorName(ctx, version.published_by)),
    segmentName: segment?.name ?? null,
    isOpenNow: isOpenOn(version, dayOf(ctx.clock.now())),
    notice: NOTICE.text,
    versions: versions.map((each) => ({
      version: each.version,
      status: each.status,
      title: each.title,
      startsOn: each.starts_on,
      endsOn: each.ends_on,
      answers: answers.get(each.version) ?? 0,
    })),
    invitations: await invitationsOf(ctx, version),
  }
}

async function invitationsOf(ctx: ReadContext, { survey_id, version }: VersionRow): Promise<File['invitations']> {
  const { refused, ...counts } = await countInvitations(ctx.db, survey_id, version)
  return { ...counts, refused: refused.map((each) => ({ ...each })) }
}

function shown(version: VersionRow) {
  return {
    id: version.survey_id,
    code: version.code,
    version: version.version,
    status: version.status,
    title: version.title,
    intro: version.intro,
    way: version.way,
    segmentId: version.segment_id,
    startsOn: version.starts_on,
    endsOn: version.ends_on,
    questions: version.questions as File['questions'],
    revision: version.revision,
    contentHash: version.content_hash,
    link: version.token === null ? null : `/m/s/${version.token}`,
    makerId: version.submitted_by,
    writerId: version.written_by,
    note: version.note,
    publishedAt: version.published_at,
    closedAt: version.closed_at,
  }
}

async function answersByVersion(ctx: ReadContext, surveyId: string): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ version: number; n: number }>`select version, count(*)::int as n from survey_answer
    where survey_id = ${surveyId} and status = 'handed-in' group by 1`.execute(ctx.db)
  return new Map(rows.map(({ version, n }) => [version, n]))
}

interface ListRow {
  readonly id: string
  readonly code: string
  readonly title: { zh: string; en: string }
  readonly version: number
  readonly status: VersionRow['status']
  readonly way: VersionRow['way']
  readonly starts_on: VersionRow['starts_on']
  readonly ends_on: VersionRow['ends_on']
  readonly answers: number
  readonly created_at: string
}

/** Each survey with its newest version. */
const SHOWN = sql<ListRow>`(
  select s.id, s.code, v.title, v.version, v.status, v.way, v.starts_on, v.ends_on, s.created_at, a.answers
  from survey s
  cross join lateral (select * from survey_version w where w.survey_id = s.id order by w.version desc limit 1) v
  cross join lateral (select count(*)::int as answers from survey_answer k
    where k.survey_id = s.id and k.status = 'handed-in') a)`

export async function surveyList(ctx: ReadContext, query: QueryOf<typeof surveysApi.listSurveys>) {
  const page = await listPage(ctx.db, surveysApi.listSurveys.list, query, {
    base: ctx.db.selectFrom(SHOWN.as('s')).selectAll('s'),
    columns: {
      code: sql.ref('s.code'),
      status: sql.ref('s.status'),
      startsOn: sql.ref('s.starts_on'),
      endsOn: sql.ref('s.ends_on'),
      answers: sql.ref('s.answers'),
      createdAt: sql.ref('s.created_at'),
    },
    search: [sql.ref('s.code'), sql`s.title ->> 'zh'`, sql`s.title ->> 'en'`],
    tiebreak: sql.ref('s.id'),
  })
  return {
    ...page,
    rows: (page.rows as unknown as ListRow[]).map(({ starts_on, ends_on, created_at, ...row }) => ({
      ...row,
      startsOn: starts_on,
      endsOn: ends_on,
      createdAt: created_at,
    })),
  }
}

/** What answers can tell of a person, for the builder. */
export function feedsShown(): OutputOf<typeof surveysApi.surveyFeeds> {
  return {
    feeds: FEEDS.map(({ id, label, values }) => ({
      id,
      label,
      values: values.map((each) => ({ value: each.value, label: each.label })),
    })),
  }
}
