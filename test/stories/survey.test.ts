import { profilesApi, segmentsApi, surveysApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { continueInvitationsJob, inviteJob, SURVEY_TEMPLATE } from '../../server/src/flows/invite-to-survey.ts'
import { refreshProfiles } from '../../server/src/flows/refresh-profiles.ts'
import { setLanguage } from '../../server/src/modules/customers/index.ts'
import { decideSurvey } from '../../server/src/modules/surveys/index.ts'
import { staffActor, systemActor } from '../../server/src/platform/actor.ts'
import { at } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { enqueue } from '../../server/src/platform/jobs/enqueue.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { consent, handIn, newBorrower, type World } from './origination-world.ts'
import { ask, type Desk, openSurveyLender, option, plan, publish, published, refusalOf } from './survey-world.ts'

type Borrower = Awaited<ReturnType<typeof newBorrower>>

const JOBS = [inviteJob, continueInvitationsJob] as never
const key = (name: string) => `device-of-${name}`.padEnd(20, '0')
const FINE = { needs: ['education'], nps: 9 }

let world: World
let marketing: TestCaller
let servicing: TestCaller
let desk: Desk
const people: Borrower[] = []

beforeAll(async () => {
  world = await openSurveyLender()
  marketing = await world.app.as('marketing')
  servicing = await world.app.as('servicing')
  desk = { marketing, checker: await world.app.as('compliance') }
  for (let no = 0; no < 12; no++) {
    const borrower = await newBorrower(world)
    await handIn(borrower, { bornOn: no < 6 ? '19980307' : '19700307' })
    if (no < 8) await consent(borrower, 'marketing')
    people.push(borrower)
  }
  await write(world.platform, { actor: systemActor('test') }, (ctx) => refreshProfiles(ctx, '首次计算'))
})
afterAll(() => world.platform.drop())

const personaOf = async ({ customerId }: Borrower) => {
  const persona = await marketing.call(profilesApi.getPersona, { params: { customerId } })
  return persona.groups.flatMap(({ facts }) => facts)
}

describe('PER-14 a survey before it is asked', () => {
  test('everything that keeps it from being published is told at once, with its place', async () => {
    const questions = [
      ask('a', 'single', ['甲', '']),
      ask('a', 'text', ['乙', 'b'], { showIf: 'later = 1' }),
      ask('c', 'single', ['丙', 'c'], { options: [option('x', '是', 'yes'), option('y', '否', 'no')], feeds: 'needs' }),
    ]
    const { id } = await marketing.call(surveysApi.createSurvey, {
      body: plan({ code: 'careless', way: 'invited', questions, endsOn: '2026-11-02' as Day }),
    })
    const handingIn = marketing.call(surveysApi.submitSurvey, { params: { surveyId: id }, body: { revision: 1 } })
    expect(await refusalOf(handingIn)).toEqual([
      'surveys.not_ready',
      '/questions/0/text surveys.question_invalid',
      '/questions/0/options surveys.question_invalid',
      '/questions/1/id surveys.question_invalid',
      '/questions/1/showIf surveys.question_invalid',
      '/questions/2/feeds surveys.question_invalid',
      '/segmentId surveys.segment_missing',
      '/endsOn surveys.ends_in_past',
    ])
  })

  test('two people editing: the second is told; once published nobody changes it, the database neither', async () => {
    const { id } = await marketing.call(surveysApi.createSurvey, { body: plan({ code: 'fixed' }) })
    const { code: _code, ...body } = plan()
    const change = (revision: number) =>
      marketing.call(surveysApi.changeSurvey, { params: { surveyId: id }, body: { ...body, revision } })
    await change(1)
    expect(await refusalOf(change(1))).toEqual(['surveys.changed_meanwhile'])
    await publish(desk, id)
    expect(await refusalOf(change(2))).toEqual(['surveys.not_a_draft'])
    const secretly = sql`update survey_version set questions = '[]' where survey_id = ${id}`
    await expect(secretly.execute(world.platform.db)).rejects.toThrow(/is published/)
    const again = marketing.call(surveysApi.createSurvey, { body: plan({ code: 'fixed' }) })
    expect(await refusalOf(again)).toEqual(['surveys.code_taken'])
  })
})

describe('PER-14 a second person publishes', () => {
  const params = (surveyId: string) => ({ params: { surveyId } })
  const decide = (who: TestCaller, surveyId: string, verdict: 'approve' | 'reject', note = '') =>
    who.call(surveysApi.decideSurvey, { ...params(surveyId), body: { verdict, note } })

  test('given back it is a draft again with the reason; handed in it stays as it is; approved it runs', async () => {
    const { id } = await marketing.call(surveysApi.createSurvey, { body: plan({ code: 'read-first' }) })
    expect(await refusalOf(decide(desk.checker, id, 'approve'))).toEqual(['surveys.not_submitted'])
    const handIn = () => marketing.call(surveysApi.submitSurvey, { ...params(id), body: { revision: 1 } })
    await handIn()
    const { code: _code, ...body } = plan()
    const change = marketing.call(surveysApi.changeSurvey, { ...params(id), body: { ...body, revision: 1 } })
    expect(await refusalOf(change)).toEqual(['surveys.not_a_draft'])
    const secretly = sql`update survey_version set questions = '[]' where survey_id = ${id}`
    await expect(secretly.execute(world.platform.db)).rejects.toThrow(/is published/)
    await decide(desk.checker, id, 'reject', '第 2 题有诱导')
    expect(await marketing.call(surveysApi.getSurvey, params(id))).toMatchObject({
      status: 'draft',
      note: '第 2 题有诱导',
      submittedBy: null,
      link: null,
    })
    await handIn()
    await decide(desk.checker, id, 'approve')
    const file = await marketing.call(surveysApi.getSurvey, params(id))
    expect(file).toMatchObject({ status: 'published', note: '' })
    expect(file.publishedBy).not.toBe(file.submittedBy)
  })

  test('whoever wrote it or handed it in may not publish it, and the database says so too', async () => {
    const { id } = await marketing.call(surveysApi.createSurvey, { body: plan({ code: 'own-hand' }) })
    await marketing.call(surveysApi.submitSurvey, { ...params(id), body: { revision: 1 } })
    expect(await refusalOf(decide(marketing, id, 'approve'))).toEqual(['auth.forbidden'])
    const { rows } = await sql<{ maker: string }>`select submitted_by as maker from survey_version
      where survey_id = ${id}`.execute(world.platform.db)
    const actor = staffActor(rows[0]!.maker, ['surveys.approve'])
    const own = write(world.platform, { actor }, (ctx) => decideSurvey(ctx, id, { verdict: 'approve', note: '' }))
    await expect(own).rejects.toMatchObject({ refusal: { code: 'approvals.maker_cannot_check' } })
    const secretly = sql`update survey_version set status = 'published', published_by = submitted_by,
      published_at = now(), content_hash = 'x' where survey_id = ${id}`
    await expect(secretly.execute(world.platform.db)).rejects.toThrow(/survey_version_four_eyes/)
    const unread = sql`update survey_version set submitted_by = null, submitted_at = null where survey_id = ${id}`
    await expect(unread.execute(world.platform.db)).rejects.toThrow(/survey_version_submitted/)
  })
})

describe('PER-14 answering', () => {
  test('who has the link answers without a name, goes on where they stopped, and answers once', async () => {
    const { surveyId, version, token } = await published(desk, { code: 'open' })
    const nobody = world.app.nobody
    const save = (answers: object) =>
      nobody.call(surveysApi.saveAnswers, { params: { token }, body: { key: key('anna'), answers: answers as never } })
    await save({ needs: ['travel'] })
    const seen = await nobody.call(surveysApi.openSurvey, { params: { token }, query: { key: key('anna') } })
    expect(seen).toMatchObject({ isOpen: true, isKnown: false, isHandedIn: false, answers: { needs: ['travel'] } })
    const other = await nobody.call(surveysApi.openSurvey, { params: { token }, query: { key: key('ben') } })
    expect(other.answers).toEqual({})

    const give = (answers: object) =>
      nobody.call(surveysApi.handInAnswers, {
        params: { token },
        body: { key: key('anna'), answers: answers as never, agreesToLink: false },
      })
    expect(await refusalOf(give({ needs: ['travel'], nps: 11 }))).toEqual([
      'surveys.answer_invalid',
      '/answers/when surveys.answer_missing',
      '/answers/nps surveys.answer_not_allowed',
    ])
    const whole = { needs: ['travel'], when: 'soon', nps: 8 }
    expect(await give(whole)).toEqual({ isLinked: false })
    expect(await give(whole)).toEqual({ isLinked: false })
    expect(await refusalOf(save(whole))).toEqual(['surveys.already_answered'])
    const result = await marketing.call(surveysApi.surveyResult, { params: { surveyId, version } })
    expect(result).toMatchObject({ handedIn: 1, started: 0, linked: 0 })
  })

  test('nothing is taken before the first day, after the last, or after closing; a wrong link leads nowhere', async () => {
    const early = await published(desk, { code: 'early', startsOn: '2026-12-01' as Day })
    const give = (token: string) =>
      world.app.nobody.call(surveysApi.handInAnswers, {
        params: { token },
        body: { key: key('carl'), answers: FINE, agreesToLink: false },
      })
    expect(await refusalOf(give(early.token))).toEqual(['surveys.not_open'])
    const shut = await published(desk, { code: 'shut' })
    await marketing.call(surveysApi.closeSurvey, { params: { surveyId: shut.surveyId }, body: { reason: '足够了' } })
    expect(await refusalOf(give(shut.token))).toEqual(['surveys.not_open'])
    expect(await refusalOf(give('x'.repeat(20)))).toEqual(['surveys.link_unknown'])
  })

  test('a customer who agrees has needs in the persona, with source, time, confidence and basis; taken back, they are gone at once', async () => {
    const { token } = await published(desk, { code: 'known' })
    const borrower = people[0]!
    const seen = await borrower.call(surveysApi.openSurvey, { params: { token }, query: {} })
    expect(seen.isKnown).toBe(true)
    expect(seen.notice.en).toContain('take that back at any time')
    const body = { key: key('dora'), answers: { needs: ['education', 'other'], nps: 9 }, agreesToLink: true }
    expect(await borrower.call(surveysApi.handInAnswers, { params: { token }, body })).toEqual({ isLinked: true })
    const need = async () => (await personaOf(borrower)).find(({ id }) => id === 'needEducation')
    expect(await need()).toMatchObject({
      value: true,
      source: { en: 'A survey' },
      basis: { en: 'Agreed to marketing and personal offers' },
      confidencePpm: 600_000,
      at: world.platform.clock.now(),
    })
    const { answers } = await borrower.call(surveysApi.mySurveys, {})
    expect(answers).toHaveLength(1)
    await borrower.call(surveysApi.unlinkSurvey, { params: { answerId: answers[0]!.id } })
    expect((await need())?.value).toBeNull()
    expect((await borrower.call(surveysApi.mySurveys, {})).answers).toEqual([])
  })

  test('own answers are in the own data, and go with the tags when these are deleted', async () => {
    const { surveyId, token } = await published(desk, { code: 'own-data' })
    const borrower = people[11]!
    const body = { key: key('fay'), answers: FINE, agreesToLink: true }
    await borrower.call(surveysApi.handInAnswers, { params: { token }, body })
    const { surveys } = (await borrower.call(profilesApi.exportMyData, {})) as { surveys: { answers: unknown }[] }
    expect(surveys.map(({ answers }) => answers)).toEqual([FINE])
    await borrower.call(profilesApi.deleteMyData, { body: {} })
    expect((await borrower.call(surveysApi.mySurveys, {})).answers).toEqual([])
    const row = await world.platform.db
      .selectFrom('survey_answer')
      .select(['customer_id', 'facts', 'answers'])
      .where('survey_id', '=', surveyId)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ customer_id: null, facts: [], answers: FINE })
  })

  test('a customer who does not agree leaves no name: not in the answers, not in the journal', async () => {
    const { surveyId, token } = await published(desk, { code: 'unnamed' })
    const borrower = people[1]!
    const body = { key: key('emil'), answers: FINE, agreesToLink: false }
    await borrower.call(surveysApi.handInAnswers, { params: { token }, body })
    const row = await world.platform.db
      .selectFrom('survey_answer')
      .selectAll()
      .where('survey_id', '=', surveyId)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      customer_id: null,
      is_linked: false,
      facts: [],
      about: { ageBand: '20-35', province: '33' },
    })
    expect(row.about).not.toHaveProperty('occupation')
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from journal
      where action = 'surveys.answered' and object_id = ${surveyId}`.execute(world.platform.db)
    expect(rows[0]!.n).toBe(0n)
    const named = sql`update survey_answer set customer_id = ${borrower.customerId} where id = ${row.id}`
    await expect(named.execute(world.platform.db)).rejects.toThrow(/survey_answer_name/)
  })

  test('staff enter what they were told, several people at once, all or none', async () => {
    const { surveyId, version } = await published(desk, { code: 'field' })
    const enter = (list: readonly object[]) =>
      servicing.call(surveysApi.enterAnswers, { params: { surveyId }, body: { people: list as never } })
    const told = (customerId: string | null, agreesToLink = false, answers: object = FINE) => ({
      customerId,
      agreesToLink,
      answers,
    })
    expect(await refusalOf(enter([told(null), told(null, false, { nps: 3 })]))).toEqual([
      'surveys.answer_invalid',
      '/people/1/answers/needs surveys.answer_missing',
    ])
    expect(await refusalOf(enter([told(null, true)]))).toEqual(['surveys.link_needs_customer'])
    expect(await enter([told(people[2]!.customerId, true), told(people[3]!.customerId), told(null)])).toEqual({
      entered: 3,
    })
    expect(await refusalOf(enter([told(people[2]!.customerId, true)]))).toEqual(['surveys.already_answered'])
    const { handedIn, linked, byWay } = await marketing.call(surveysApi.surveyResult, { params: { surveyId, version } })
    expect({ handedIn, linked, byWay: byWay.find(({ way }) => way === 'staff') }).toEqual({
      handedIn: 3,
      linked: 1,
      byWay: { way: 'staff', count: 3 },
    })
  })
})

describe('PER-14 inviting a segment', () => {
  let surveyId: string

  beforeAll(async () => {
    const segment = {
      code: 'adults',
      name: { zh: '成年客户', en: 'Adults' },
      kind: 'living' as const,
      purpose: 'segment' as const,
      text: 'age >= 18',
      strategy: null,
      reason: '测试',
    }
    const { id: segmentId } = await marketing.call(segmentsApi.saveSegment, { body: segment })
    surveyId = (await published(desk, { code: 'invited', way: 'invited', segmentId })).surveyId
  })

  const invitations = async () =>
    (await marketing.call(surveysApi.getSurvey, { params: { surveyId }, query: {} })).invitations
  const invite = () => marketing.call(surveysApi.inviteSegment, { params: { surveyId }, body: { channel: 'sms' } })

  test('nobody is written to at night, without consent, after switching personalisation off, or twice', async () => {
    world.platform.clock.set(at('2026-11-22' as Day, '22:30'))
    expect(await invite()).toMatchObject({ people: 11 })
    await people[4]!.call(profilesApi.setMyPersonalisation, { body: { isOn: false } })
    await write(world.platform, { actor: systemActor('test') }, (ctx) => setLanguage(ctx, people[5]!.customerId, 'en'))
    await runQueuedJobs(world.platform, JOBS)
    expect(await invitations()).toMatchObject({ people: 11, waiting: 11, sent: 0 })
    expect(await refusalOf(invite())).toEqual(['surveys.already_invited'])
    world.platform.clock.set(at('2026-11-23' as Day, '09:30'))
    await write(world.platform, { actor: systemActor('test') }, (ctx) => enqueue(ctx, continueInvitationsJob, {}))
    await runQueuedJobs(world.platform, JOBS)
    expect(await invitations()).toMatchObject({
      waiting: 0,
      sent: 7,
      refused: [
        { refusal: 'contact.no_consent', count: 3 },
        { refusal: 'contact.not_personal', count: 1 },
      ],
    })
    const { rows } = await sql<{ messages: bigint; permits: bigint }>`
      select (select count(*) from outbox_message where template = ${SURVEY_TEMPLATE}) as messages,
        (select count(*) from contact_permit where survey_invitation_id is not null and used_at is not null) as permits`.execute(
      world.platform.db,
    )
    expect(rows[0]).toEqual({ messages: 7n, permits: 7n })
  })

  test('each in the language of its reader, with a whole link that opens, and the way to refuse', async () => {
    const bodyOf = async ({ customerId }: Borrower) =>
      (
        await world.platform.db
          .selectFrom('outbox_message')
          .select('body')
          .where('template', '=', SURVEY_TEMPLATE)
          .where('customer_id', '=', customerId)
          .executeTakeFirstOrThrow()
      ).body
    expect(await bodyOf(people[6]!)).toMatch(
      /^【.+】邀请您填写问卷“客户需求调查”，共 5 题，自愿参加：http:\/\/[\w.:]+\/m\/s\/[\w-]{24} 拒收请回复R$/,
    )
    const english = await bodyOf(people[5]!)
    expect(english).toMatch(
      /^\[.+\] You are invited to a survey, "What customers need": 5 questions, .+ http:\/\/[\w.:]+\/m\/s\/[\w-]{24}\?lang=en Reply R to unsubscribe$/,
    )
    expect(english).not.toMatch(/\p{Script=Han}/u)
  })

  test('an invitation without a permit cannot be written', async () => {
    const bare = sql`insert into outbox_message (id, kind, template, recipient_masked, body, payload, created_at, next_attempt_at)
      values ('msg_bare', 'sms', ${SURVEY_TEMPLATE}, '', 'x', '{}', now(), now())`
    await expect(bare.execute(world.platform.db)).rejects.toThrow(/survey_invitation_needs_permit/)
  })

  test('the personal link knows its person on any device, and takes one answer', async () => {
    const token = await linkOf(people[5]!)
    const open = (name: string) =>
      world.app.nobody.call(surveysApi.openSurvey, { params: { token }, query: { key: key(name) } })
    await world.app.nobody.call(surveysApi.saveAnswers, {
      params: { token },
      body: { key: key('phone'), answers: { nps: 4 } },
    })
    expect(await open('tablet')).toMatchObject({ isKnown: true, isHandedIn: false, answers: { nps: 4 } })
    const give = (name: string) =>
      world.app.nobody.call(surveysApi.handInAnswers, {
        params: { token },
        body: { key: key(name), answers: FINE, agreesToLink: false },
      })
    expect(await give('tablet')).toEqual({ isLinked: false })
    expect(await give('tablet')).toEqual({ isLinked: false })
    expect(await refusalOf(give('phone'))).toEqual(['surveys.already_answered'])
    expect(await open('phone')).toMatchObject({ isHandedIn: true, answers: {} })
    expect(await invitations()).toMatchObject({ sent: 7, answered: 1 })
    const { response, warnings } = await marketing.call(surveysApi.surveyResult, { params: { surveyId, version: 1 } })
    expect(response).toMatchObject({ of: 7, answered: 1, sharePpm: 142_857 })
    expect(warnings.map(({ id }) => id)).toEqual(['few-answers', 'low-response'])
  })

  /** What stands in the message, as the customer reads it. */
  async function linkOf({ customerId }: Borrower): Promise<string> {
    const message = await world.platform.db
      .selectFrom('outbox_message')
      .select('body')
      .where('template', '=', SURVEY_TEMPLATE)
      .where('customer_id', '=', customerId)
      .executeTakeFirstOrThrow()
    return /\/m\/s\/([\w-]+)/.exec(message.body)![1]!
  }
})
