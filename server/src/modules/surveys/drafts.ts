import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { type Question, type QuestionProblem, questionsProblems } from '@puhui/segment'
import { askApproval, decideApproval } from '../../platform/auth/approval.ts'
import { dayOf } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { json } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError, type RefusalProblem } from '../../platform/refusal-error.ts'
import { requireSegment } from '../segments/index.ts'
import { feeds } from './feeds.ts'
import { contentHashOf, newToken } from './model.ts'
import type { SurveyWay } from './schema.ts'
import { readDraft, readVersions, type VersionRow } from './store.ts'

export interface SurveyPlan {
  readonly title: Localized
  readonly intro: Localized
  readonly way: SurveyWay
  readonly segmentId: string | null
  readonly startsOn: Day
  readonly endsOn: Day
  readonly questions: readonly Question[]
}

function columnsOf({ title, intro, way, segmentId, startsOn, endsOn, questions }: SurveyPlan) {
  return {
    title: json(title),
    intro: json(intro),
    questions: json(questions),
    way,
    segment_id: segmentId,
    starts_on: startsOn,
    // A draft may be half thought through; publishing asks for days that fit.
    ends_on: endsOn < startsOn ? startsOn : endsOn,
  }
}

/** @refuses segments.not_found, surveys.code_taken */
export async function createSurvey(ctx: WriteContext, code: string, plan: SurveyPlan): Promise<string> {
  if (plan.segmentId !== null) await requireSegment(ctx, plan.segmentId)
  const id = ctx.ids.next('svy')
  const survey = { id, code, created_by: ctx.actor.id, created_at: ctx.clock.now() }
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('survey')
    .values(survey)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) throw new RefusalError({ code: 'surveys.code_taken', survey: code })
  await insertVersion(ctx, id, 1, plan)
  await record(ctx, { action: 'surveys.created', objectKind: 'survey', objectId: id, after: { code } })
  return id
}

async function insertVersion(ctx: WriteContext, surveyId: string, version: number, plan: SurveyPlan): Promise<void> {
  const now = ctx.clock.now()
  const made = { created_by: ctx.actor.id, written_by: ctx.actor.id, created_at: now, changed_at: now }
  await ctx.tx
    .insertInto('survey_version')
    .values({
      survey_id: surveyId,
      version,
      ...columnsOf(plan),
      ...made,
      content_hash: null,
      token: null,
      published_by: null,
      submitted_by: null,
      link_base: null,
    })
    .execute()
}

async function requireDraft(ctx: WriteContext, surveyId: string, revision: number): Promise<VersionRow> {
  const draft = await readDraft(ctx.tx, surveyId)
  if (!draft)
    throw new RefusalError({
      code: (await readVersions(ctx.tx, surveyId)).length > 0 ? 'surveys.not_a_draft' : 'surveys.not_found',
    })
  if (draft.revision !== revision) throw new RefusalError({ code: 'surveys.changed_meanwhile' })
  return draft
}

/**
 * Changes the draft; what somebody else changed meanwhile is refused.
 *
 * @refuses surveys.not_found, surveys.not_a_draft, surveys.changed_meanwhile, segments.not_found
 */
export async function changeSurvey(
  ctx: WriteContext,
  surveyId: string,
  { revision, ...plan }: SurveyPlan & { readonly revision: number },
): Promise<number> {
  const { version } = await requireDraft(ctx, surveyId, revision)
  if (plan.segmentId !== null) await requireSegment(ctx, plan.segmentId)
  const next = {
    ...columnsOf(plan),
    revision: revision + 1,
    changed_at: ctx.clock.now(),
    written_by: ctx.actor.id,
  }
  if (!(await moveVersion(ctx, { survey_id: surveyId, version }, next, revision)))
    throw new RefusalError({ code: 'surveys.changed_meanwhile' })
  await record(ctx, {
    action: 'surveys.changed',
    objectKind: 'survey',
    objectId: surveyId,
    after: { version, questions: plan.questions.length },
  })
  return revision + 1
}

async function moveVersion(
  ctx: WriteContext,
  { survey_id, version }: Pick<VersionRow, 'survey_id' | 'version'>,
  set: Readonly<Record<string, unknown>>,
  revision: number,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('survey_version')
    .set(set)
    .where('survey_id', '=', survey_id)
    .where('version', '=', version)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

const WHY: Readonly<Record<QuestionProblem['problem'], Localized>> = {
  no_questions: { zh: '至少需要一道题', en: 'It needs a question' },
  id_invalid: {
    zh: '编号须以字母开头，只含字母、数字和下划线',
    en: 'An id begins with a letter and has letters, digits and _',
  },
  id_taken: { zh: '编号重复', en: 'The id is taken' },
  text_missing: { zh: '中英文都要填写', en: 'Both Chinese and English are needed' },
  options_missing: { zh: '至少两个选项', en: 'It needs two options' },
  option_taken: { zh: '选项编号重复', en: 'Two options share an id' },
  scale_invalid: { zh: '量表须有起止，最多 11 级', en: 'A scale has a first and a last step, at most 11' },
  condition_invalid: {
    zh: '显示条件无法读取，或提到了后面的题',
    en: 'The condition cannot be read, or names a later question',
  },
  feed_invalid: {
    zh: '没有一个选项是画像认识的值',
    en: 'None of the options is a value that the persona knows',
  },
}

/** Everything that keeps a version from being published, each with its place. */
function problemsOf(version: VersionRow, today: Day): RefusalProblem[] {
  const texts = (['title', 'intro'] as const).filter((field) => !version[field].zh.trim() || !version[field].en.trim())
  return [
    ...texts.map((field) => problem(`/${field}`, 'text_missing')),
    ...questionsProblems(version.questions, feeds).map((each) => problem(each.pointer, each.problem)),
    ...(version.way === 'invited' && version.segment_id === null
      ? [{ pointer: '/segmentId', code: 'surveys.segment_missing' as const }]
      : []),
    ...(version.ends_on < today ? [{ pointer: '/endsOn', code: 'surveys.ends_in_past' as const }] : []),
  ]
}

function problem(pointer: string, why: QuestionProblem['problem']): RefusalProblem {
  return { pointer, code: 'surveys.question_invalid', facts: { why: WHY[why] } }
}

const APPROVAL = 'surveys.publish'

/**
 * Hands the draft in to be read by somebody else; from now on it stays as it is, unless it is given back.
 *
 * @refuses surveys.not_found, surveys.not_a_draft, surveys.changed_meanwhile, surveys.not_ready with all problems
 */
export async function submitSurvey(ctx: WriteContext, surveyId: string, revision: number): Promise<void> {
  const draft = await requireDraft(ctx, surveyId, revision)
  requireReady(ctx, draft)
  const set = { status: 'submitted', submitted_by: ctx.actor.id, submitted_at: ctx.clock.now(), note: '' }
  if (!(await moveVersion(ctx, draft, set, revision))) throw new RefusalError({ code: 'surveys.changed_meanwhile' })
  await askApproval(ctx, { kind: APPROVAL, objectKind: 'survey', objectId: surveyId, payload: payloadOf(draft) })
  const after = { version: draft.version, contentHash: contentHashOf(draft) }
  await record(ctx, { action: 'surveys.submitted', objectKind: 'survey', objectId: surveyId, after })
}

/** What exactly is approved: these words, put to these people. */
function payloadOf(version: VersionRow) {
  const { version: no, way, segment_id: segmentId, starts_on: startsOn, ends_on: endsOn } = version
  return { version: no, contentHash: contentHashOf(version), way, segmentId, startsOn, endsOn }
}

function requireReady(ctx: WriteContext, version: VersionRow): void {
  const problems = problemsOf(version, dayOf(ctx.clock.now()))
  if (problems.length > 0)
    throw new RefusalError({ code: 'surveys.not_ready', count: problems.length }, inWords(problems, ctx.locale))
}

/**
 * Publishes what was handed in, or gives it back to be changed. Neither who wrote it nor who handed it in may; the
 * database says so too.
 *
 * @refuses surveys.not_found, surveys.not_submitted, approvals.maker_cannot_check, surveys.not_ready with all problems
 */
export async function decideSurvey(
  ctx: WriteContext,
  surveyId: string,
  { verdict, note }: { readonly verdict: 'approve' | 'reject'; readonly note: string },
): Promise<void> {
  const handedIn = await requireSubmitted(ctx, surveyId)
  if (handedIn.written_by === ctx.actor.id) throw new RefusalError({ code: 'approvals.maker_cannot_check' })
  const isApproved = verdict === 'approve'
  if (isApproved) requireReady(ctx, handedIn)
  const asked = { kind: APPROVAL, objectId: surveyId, payload: payloadOf(handedIn) } as const
  const decided = await decideApproval(ctx, { ...asked, isApproved, comment: note === '' ? null : note })
  if (!decided) throw new RefusalError({ code: 'surveys.not_submitted' })
  if (isApproved) return publish(ctx, handedIn)
  const { version, revision } = handedIn
  const back = { status: 'draft', submitted_by: null, submitted_at: null, note }
  if (!(await moveVersion(ctx, handedIn, back, revision))) throw new RefusalError({ code: 'surveys.not_submitted' })
  const reason = note === '' ? {} : { reason: note }
  await record(ctx, {
    action: 'surveys.returned',
    objectKind: 'survey',
    objectId: surveyId,
    ...reason,
    after: { version },
  })
}

async function requireSubmitted(ctx: WriteContext, surveyId: string): Promise<VersionRow> {
  const [newest] = await readVersions(ctx.tx, surveyId)
  if (!newest) throw new RefusalError({ code: 'surveys.not_found' })
  if (newest.status !== 'submitted') throw new RefusalError({ code: 'surveys.not_submitted' })
  return newest
}

/** From now on nobody changes what is asked. The version before it, if it still runs, ends. */
async function publish(ctx: WriteContext, handedIn: VersionRow): Promise<void> {
  const { survey_id: surveyId, revision, version, way } = handedIn
  const contentHash = contentHashOf(handedIn)
  const now = ctx.clock.now()
  await ctx.tx
    .updateTable('survey_version')
    .set({ status: 'closed', closed_at: now })
    .where('survey_id', '=', surveyId)
    .where('status', '=', 'published')
    .execute()
  const set = {
    status: 'published',
    content_hash: contentHash,
    token: way === 'open' ? newToken() : null,
    published_by: ctx.actor.id,
    published_at: now,
  }
  if (!(await moveVersion(ctx, handedIn, set, revision))) throw new RefusalError({ code: 'surveys.not_submitted' })
  await record(ctx, {
    action: 'surveys.published',
    objectKind: 'survey',
    objectId: surveyId,
    after: { version, contentHash },
  })
}

function inWords(problems: readonly RefusalProblem[], locale: 'zh' | 'en'): RefusalProblem[] {
  return problems.map(({ facts, ...each }) => {
    const why = facts?.why as Localized | undefined
    return why ? { ...each, facts: { why: why[locale] } } : each
  })
}

/** @refuses surveys.not_published */
export async function closeSurvey(ctx: WriteContext, surveyId: string, reason: string): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('survey_version')
    .set({ status: 'closed', closed_at: ctx.clock.now() })
    .where('survey_id', '=', surveyId)
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new RefusalError({ code: 'surveys.not_published' })
  await record(ctx, { action: 'surveys.closed', objectKind: 'survey', objectId: surveyId, reason })
}

/**
 * Drafts the next version from the newest, so that waves can be compared question by question.
 *
 * @refuses surveys.not_found, surveys.draft_exists
 */
export async function nextVersion(
  ctx: WriteContext,
  surveyId: string,
  days: Pick<SurveyPlan, 'startsOn' | 'endsOn'>,
): Promise<number> {
  const [newest] = await readVersions(ctx.tx, surveyId)
  if (!newest) throw new RefusalError({ code: 'surveys.not_found' })
  if (newest.status === 'draft' || newest.status === 'submitted')
    throw new RefusalError({ code: 'surveys.draft_exists' })
  const version = newest.version + 1
  const { title, intro, questions, way, segment_id: segmentId } = newest
  await insertVersion(ctx, surveyId, version, { title, intro, questions, way, segmentId, ...days })
  await record(ctx, { action: 'surveys.version_drafted', objectKind: 'survey', objectId: surveyId, after: { version } })
  return version
}
