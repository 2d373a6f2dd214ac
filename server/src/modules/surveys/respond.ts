import { type Answers, answersProblems, countedAnswers, factsFed } from '@puhui/segment'
import { dayOf } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { json } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError, type RefusalProblem } from '../../platform/refusal-error.ts'
import { settingOf } from '../profiles/index.ts'
import { feeds } from './feeds.ts'
import { aboutOf, hashOf, isOpenOn } from './model.ts'
import { NOTICE } from './notice.ts'
import {
  type AnswerRow,
  type InvitationRow,
  insertHandedIn,
  type NewAnswer,
  type Respondent,
  readAnswer,
  readByToken,
  readInvitation,
  readInvitationByToken,
  readPeople,
  readPublished,
  readVersion,
  type VersionRow,
} from './store.ts'

/** What a link leads to: a version, and the invitation where the link is personal. */
export interface Reached {
  readonly version: VersionRow
  readonly invitation: InvitationRow | null
}

/** @refuses surveys.link_unknown */
export async function reach(ctx: Pick<ReadContext, 'db'>, token: string): Promise<Reached> {
  const open = await readByToken(ctx.db, token)
  if (open) return { version: open, invitation: null }
  const invitation = await readInvitationByToken(ctx.db, hashOf(token))
  const version = invitation && (await readVersion(ctx.db, invitation.survey_id, invitation.version))
  if (!invitation || !version) throw new RefusalError({ code: 'surveys.link_unknown' })
  return { version, invitation }
}

/** Who is answering: the invited person, the customer who is signed in, or a device. */
export function respondentOf(ctx: Pick<ReadContext, 'actor'>, reached: Reached, key: string): Respondent {
  const { version, invitation } = reached
  const signedIn = ctx.actor.kind === 'customer' && ctx.actor.sessionId !== null ? ctx.actor.id : null
  return {
    surveyId: version.survey_id,
    version: version.version,
    keyHash: hashOf(key),
    customerId: invitation?.customer_id ?? signedIn,
    invitationId: invitation?.id ?? null,
  }
}

/** What was typed before, by this person or on this device. */
export function answerOf(ctx: Pick<ReadContext, 'db'>, respondent: Respondent): Promise<AnswerRow | undefined> {
  return readAnswer(ctx.db, respondent)
}

function requireOpen(ctx: Pick<ReadContext, 'clock'>, version: VersionRow): void {
  if (isOpenOn(version, dayOf(ctx.clock.now()))) return
  throw new RefusalError({ code: 'surveys.not_open', startsOn: version.starts_on, endsOn: version.ends_on })
}

/**
 * Keeps what was typed so far, right or wrong, so that nobody types it twice.
 *
 * @refuses surveys.link_unknown, surveys.not_open, surveys.already_answered
 */
export async function saveAnswers(ctx: WriteContext, token: string, key: string, answers: Answers): Promise<void> {
  await keep(ctx, await reach(ctx, token), key, answers)
}

/** The row of this person's answers with what was typed; made where there is none. */
async function keep(ctx: WriteContext, reached: Reached, key: string, answers: Answers): Promise<AnswerRow> {
  requireOpen(ctx, reached.version)
  const respondent = respondentOf(ctx, reached, key)
  const known = await readAnswer(ctx.tx, respondent)
  const hasAnswered = known?.status === 'handed-in' || (!known && (reached.invitation?.answered_on ?? null) !== null)
  if (hasAnswered) throw new RefusalError({ code: 'surveys.already_answered' })
  if (known) {
    const set = { answers: json(answers), locale: ctx.locale }
    await ctx.tx
      .updateTable('survey_answer')
      .set(set)
      .where('id', '=', known.id)
      .where('status', '=', 'started')
      .execute()
    return { ...known, answers }
  }
  const { surveyId, version, keyHash, customerId, invitationId } = respondent
  return (
    ctx.tx
      .insertInto('survey_answer')
      .values({
        id: ctx.ids.next('ans'),
        survey_id: surveyId,
        version,
        way: invitationId === null ? 'link' : 'invitation',
        key_hash: keyHash,
        customer_id: customerId,
        invitation_id: invitationId,
        answers: json(answers),
        about: json({}),
        facts: json([]),
        notice_version: null,
        locale: ctx.locale,
        entered_by: null,
        started_at: ctx.clock.now(),
      })
      // Two devices of one person at once: the second goes on with the row of the first.
      .onConflict((conflict) =>
        conflict.columns(['survey_id', 'version', 'key_hash']).doUpdateSet({ answers: json(answers) }),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
  )
}

/**
 * Hands the answers in, once. Said again with the same key it answers as before. Without consent the person's name is
 * taken off in the same statement: of the invitation only the day is kept.
 *
 * @refuses surveys.link_unknown, surveys.not_open, surveys.already_answered, surveys.answer_invalid with all problems,
 *   surveys.link_needs_customer
 */
export async function handIn(
  ctx: WriteContext,
  token: string,
  { key, answers, agreesToLink }: { readonly key: string; readonly answers: Answers; readonly agreesToLink: boolean },
): Promise<{ isLinked: boolean; customerId: string | null }> {
  const reached = await reach(ctx, token)
  const before = await readAnswer(ctx.tx, respondentOf(ctx, reached, key))
  if (before?.status === 'handed-in' && before.key_hash === hashOf(key))
    return { isLinked: before.is_linked, customerId: before.customer_id }
  const { version, invitation } = reached
  const row = await keep(ctx, reached, key, answers)
  const counted = checked(version, answers)
  const customerId = row.customer_id
  if (agreesToLink && customerId === null) throw new RefusalError({ code: 'surveys.link_needs_customer' })
  const about = customerId === null ? {} : (await aboutAll(ctx, [{ customerId, isLinked: agreesToLink }]))[0]!
  const named = { customer_id: customerId, invitation_id: row.invitation_id, notice_version: NOTICE.version }
  const nameless = { customer_id: null, invitation_id: null, notice_version: null }
  const set = {
    status: 'handed-in' as const,
    answers: json(counted),
    about: json(about),
    is_linked: agreesToLink,
    facts: json(agreesToLink ? factsFed(version.questions, counted, feeds) : []),
    handed_in_at: ctx.clock.now(),
    // The device may hand in again after a lost answer, also where another device had begun.
    key_hash: hashOf(key),
    ...(agreesToLink ? named : nameless),
  }
  await ctx.tx.updateTable('survey_answer').set(set).where('id', '=', row.id).where('status', '=', 'started').execute()
  if (invitation) await markAnswered(ctx, invitation.id)
  // A line of the journal with the actor's name would undo a choice to stay without one.
  if (agreesToLink)
    await record(ctx, {
      action: 'surveys.answered',
      objectKind: 'survey',
      objectId: version.survey_id,
      customerId,
      after: { version: version.version, notice: NOTICE.version },
    })
  return { isLinked: agreesToLink, customerId: agreesToLink ? customerId : null }
}

async function markAnswered(ctx: WriteContext, invitationId: string): Promise<void> {
  const set = { answered_on: dayOf(ctx.clock.now()) }
  await ctx.tx.updateTable('survey_invitation').set(set).where('id', '=', invitationId).execute()
}

const CODES = {
  missing: 'surveys.answer_missing',
  invalid: 'surveys.answer_not_allowed',
  too_long: 'surveys.answer_too_long',
} as const

function problemsIn(version: VersionRow, answers: Answers, at: string): RefusalProblem[] {
  return answersProblems(version.questions, answers).map(({ questionId, problem }) => ({
    pointer: `${at}/answers/${questionId}`,
    code: CODES[problem],
  }))
}

function checked(version: VersionRow, answers: Answers): Answers {
  const problems = problemsIn(version, answers, '')
  if (problems.length > 0) throw new RefusalError({ code: 'surveys.answer_invalid', count: problems.length }, problems)
  return countedAnswers(version.questions, answers)
}

interface Told {
  readonly customerId: string
  readonly isLinked: boolean
}

async function aboutAll(ctx: WriteContext, told: readonly Told[]) {
  const people = await readPeople(
    ctx.tx,
    told.map(({ customerId }) => customerId),
  )
  const { ageCuts } = await settingOf({ db: ctx.tx })
  const today = dayOf(ctx.clock.now())
  return told.map(({ customerId, isLinked }) => {
    const person = people.get(customerId)
    if (!person) throw new RefusalError({ code: 'customers.not_found' })
    return aboutOf(person, isLinked, today, ageCuts)
  })
}

export interface EnteredPerson {
  readonly customerId: string | null
  readonly answers: Answers
  readonly agreesToLink: boolean
}

/**
 * What people told staff, in a talk or on paper: all of them or none.
 *
 * @refuses surveys.not_found, surveys.not_open, surveys.answer_invalid with all problems, surveys.link_needs_customer,
 *   customers.not_found, surveys.not_invited, surveys.already_answered
 */
export async function enterAnswers(
  ctx: WriteContext,
  surveyId: string,
  people: readonly EnteredPerson[],
): Promise<number> {
  const version = await readPublished(ctx.tx, surveyId)
  if (!version) throw new RefusalError({ code: 'surveys.not_found' })
  requireOpen(ctx, version)
  const problems = people.flatMap(({ answers }, at) => problemsIn(version, answers, `/people/${at}`))
  if (problems.length > 0) throw new RefusalError({ code: 'surveys.answer_invalid', count: problems.length }, problems)
  const rows = await enteredRows(ctx, version, people)
  await markEntered(ctx, version, people)
  await insertHandedIn(ctx, surveyId, version.version, rows)
  await record(ctx, {
    action: 'surveys.answers_entered',
    objectKind: 'survey',
    objectId: surveyId,
    after: { version: version.version, people: people.length },
  })
  return people.length
}

async function enteredRows(
  ctx: WriteContext,
  version: VersionRow,
  people: readonly EnteredPerson[],
): Promise<NewAnswer[]> {
  if (people.some(({ customerId, agreesToLink }) => agreesToLink && customerId === null))
    throw new RefusalError({ code: 'surveys.link_needs_customer' })
  const known = people.flatMap(({ customerId, agreesToLink }) =>
    customerId === null ? [] : [{ customerId, isLinked: agreesToLink }],
  )
  const ids = known.map(({ customerId }) => customerId)
  if (new Set(ids).size < ids.length) throw new RefusalError({ code: 'surveys.already_answered' })
  const abouts = await aboutAll(ctx, known)
  const aboutBy = new Map(ids.map((id, at) => [id, abouts[at]!]))
  return people.map(({ customerId, answers, agreesToLink }) => {
    const counted = countedAnswers(version.questions, answers)
    const id = ctx.ids.next('ans')
    return {
      id,
      way: 'staff',
      key_hash: hashOf(id),
      customer_id: agreesToLink ? customerId : null,
      answers: counted,
      about: customerId === null ? {} : aboutBy.get(customerId)!,
      facts: agreesToLink ? factsFed(version.questions, counted, feeds) : [],
      is_linked: agreesToLink,
      notice_version: agreesToLink ? NOTICE.version : null,
    }
  })
}

/** Nobody answers twice: neither an invited person, nor one whose answers are kept with the name. */
async function markEntered(ctx: WriteContext, version: VersionRow, people: readonly EnteredPerson[]): Promise<void> {
  const ids = people.flatMap(({ customerId }) => customerId ?? [])
  if (ids.length > 0) {
    const answered = await ctx.tx
      .selectFrom('survey_answer')
      .select('id')
      .where('survey_id', '=', version.survey_id)
      .where('version', '=', version.version)
      .where('status', '=', 'handed-in')
      .where('customer_id', 'in', ids)
      .executeTakeFirst()
    if (answered) throw new RefusalError({ code: 'surveys.already_answered' })
  }
  if (version.way !== 'invited') return
  for (const { customerId } of people) {
    const invitation =
      customerId === null ? undefined : await readInvitation(ctx.tx, version.survey_id, version.version, customerId)
    if (!invitation) throw new RefusalError({ code: 'surveys.not_invited' })
    if (invitation.answered_on !== null) throw new RefusalError({ code: 'surveys.already_answered' })
    await markAnswered(ctx, invitation.id)
  }
}

/**
 * Takes the name off answers that were kept with it: all of a customer, or one.
 *
 * @returns how many were kept with the name
 */
export async function unlinkAnswers(ctx: WriteContext, customerId: string, answerId?: string): Promise<number> {
  const linked = ctx.tx
    .updateTable('survey_answer')
    .set({
      is_linked: false,
      customer_id: null,
      invitation_id: null,
      notice_version: null,
      facts: json([]),
      unlinked_at: ctx.clock.now(),
    })
    .where('customer_id', '=', customerId)
    .where('status', '=', 'handed-in')
  const { numUpdatedRows } = await (answerId === undefined
    ? linked
    : linked.where('id', '=', answerId)
  ).executeTakeFirstOrThrow()
  if (numUpdatedRows > 0n)
    await record(ctx, {
      action: 'surveys.unlinked',
      objectKind: 'customer',
      objectId: customerId,
      customerId,
      after: { answers: Number(numUpdatedRows) },
    })
  return Number(numUpdatedRows)
}

/** What a customer answered and lets us keep with their name, as they get it in their own data. */
export function linkedAnswers(ctx: Pick<ReadContext, 'db'>, customerId: string) {
  return ctx.db
    .selectFrom('survey_answer as a')
    .innerJoin('survey_version as v', (join) =>
      join.onRef('v.survey_id', '=', 'a.survey_id').onRef('v.version', '=', 'a.version'),
    )
    .select(['a.id', 'v.title', 'a.handed_in_at', 'a.answers'])
    .where('a.customer_id', '=', customerId)
    .where('a.is_linked', '=', true)
    .orderBy('a.handed_in_at', 'desc')
    .execute()
}
