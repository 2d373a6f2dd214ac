import { type OutputOf, surveysApi } from '@puhui/api'
import type { Question } from '@puhui/segment'
import {
  continueInvitationsJob,
  type Invited,
  invitedNow,
  inviteJob,
  inviteSegment,
  SURVEY_TEMPLATE,
} from '../flows/invite-to-survey.ts'
import { refreshProfiles } from '../flows/refresh-profiles.ts'
import {
  answerOf,
  changeSurvey,
  closeSurvey,
  createSurvey,
  decideSurvey,
  enterAnswers,
  handIn,
  isOpenOn,
  linkedAnswers,
  NOTICE,
  nextVersion,
  reach,
  respondentOf,
  type SurveyPlan,
  saveAnswers,
  submitSurvey,
  unlinkAnswers,
} from '../modules/surveys/index.ts'
import { addressKey } from '../platform/auth/client-address.ts'
import { takePoint } from '../platform/auth/rate-limit.ts'
import { dayOf } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountWrite, type StepsContext } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { needReport } from '../views/need-report.ts'
import { needReportCsv } from '../views/need-report-csv.ts'
import { feedsShown, surveyFile, surveyList } from '../views/survey-file.ts'
import { crossTable, surveyResult, surveyTopics } from '../views/survey-result.ts'
import { permittedDeliveries } from './campaigns.ts'

/** Asking people, and what came of it. */
export const surveyRoutes: ServerModule = {
  name: 'survey-routes',
  routes: (app) => {
    drafts(app)
    results(app)
    answering(app)
    ownAnswers(app)
  },
  jobs: [inviteJob, continueInvitationsJob] as never,
  deliveries: ({ mail }) => permittedDeliveries(mail, SURVEY_TEMPLATE),
}

function drafts(app: App): void {
  mountRead(app, surveysApi.listSurveys, (ctx, { query }) => surveyList(ctx, query))
  mountRead(app, surveysApi.getSurvey, (ctx, { params, query }) => surveyFile(ctx, params.surveyId, query.version))
  mountRead(app, surveysApi.surveyFeeds, async () => feedsShown())
  mountWrite(app, surveysApi.createSurvey, async (ctx, { body: { code, ...plan } }) => ({
    id: await createSurvey(ctx, code, plan as SurveyPlan),
  }))
  mountWrite(app, surveysApi.changeSurvey, async (ctx, { params, body }) => ({
    revision: await changeSurvey(ctx, params.surveyId, body as SurveyPlan & { revision: number }),
  }))
  mountWrite(app, surveysApi.submitSurvey, async (ctx, { params, body }) => {
    await submitSurvey(ctx, params.surveyId, body.revision)
    return { done: true as const }
  })
  mountWrite(app, surveysApi.decideSurvey, async (ctx, { params, body }) => {
    await decideSurvey(ctx, params.surveyId, body)
    return { done: true as const }
  })
  mountWrite(app, surveysApi.closeSurvey, async (ctx, { params, body }) => {
    await closeSurvey(ctx, params.surveyId, body.reason)
    return { done: true as const }
  })
  mountWrite(app, surveysApi.nextVersion, async (ctx, { params, body }) => ({
    version: await nextVersion(ctx, params.surveyId, body as Pick<SurveyPlan, 'startsOn' | 'endsOn'>),
  }))
  mountWrite<typeof surveysApi.inviteSegment, Omit<Invited, 'channel'>>(
    app,
    surveysApi.inviteSegment,
    (ctx, { params, body }, invited) => inviteSegment(ctx, params.surveyId, { ...body, ...invited }),
    async (ctx, { params }) => ({ linkBase: linkBase(ctx), audience: await invitedNow(ctx, params.surveyId) }),
  )
  mountWrite(app, surveysApi.enterAnswers, async (ctx, { params, body }) => {
    const entered = await enterAnswers(ctx, params.surveyId, body.people)
    const linked = body.people.flatMap(({ customerId, agreesToLink }) =>
      agreesToLink && customerId ? [customerId] : [],
    )
    if (linked.length > 0) await refreshProfiles(ctx, '录入问卷', linked)
    return { entered }
  })
}

/** Where links of messages lead: as configured, else as this request came in. */
function linkBase({ platform, request }: StepsContext): string {
  return (platform.config.publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/+$/, '')
}

function results(app: App): void {
  mountRead(app, surveysApi.surveyResult, (ctx, { params }) => surveyResult(ctx, params.surveyId, params.version))
  mountRead(app, surveysApi.crossTable, (ctx, { params, query }) =>
    crossTable(ctx, params.surveyId, params.version, query),
  )
  mountRead(app, surveysApi.surveyTopics, (ctx, { params, query }) =>
    surveyTopics(ctx, params.surveyId, params.version, query.question),
  )
  mountRead(app, surveysApi.needReport, (ctx, { query: { surveyId, ...place } }) => needReport(ctx, surveyId, place))
  mountRead(app, surveysApi.needReportFile, async (ctx, { query: { surveyId, ...place } }) => {
    const report = await needReport(ctx, surveyId, place)
    return { fileName: `need-report-${dayOf(ctx.clock.now())}.csv`, content: needReportCsv(report, ctx.locale) }
  })
}

const POINTS = 120
const WINDOW_SECONDS = 60

/** Nobody floods a survey: so many writes a minute from one address, whoever it is. */
async function takeTurn({ platform, request }: StepsContext): Promise<void> {
  const limit = {
    key: `survey:${addressKey(platform.keys, request.ip)}`,
    points: POINTS,
    windowSeconds: WINDOW_SECONDS,
  }
  await takePoint(platform.db, limit, (seconds) => ({ code: 'surveys.too_many_answers', seconds }))
}

function answering(app: App): void {
  mountRead(app, surveysApi.openSurvey, (ctx, { params, query }) => openSurvey(ctx, params.token, query.key))
  mountWrite(
    app,
    surveysApi.saveAnswers,
    async (ctx, { params, body }) => {
      await saveAnswers(ctx, params.token, body.key, body.answers)
      return { done: true as const }
    },
    takeTurn,
  )
  mountWrite(
    app,
    surveysApi.handInAnswers,
    async (ctx, { params, body }) => {
      const done = await handIn(ctx, params.token, body)
      if (done.isLinked && done.customerId) await refreshProfiles(ctx, '提交问卷', [done.customerId])
      return { isLinked: done.isLinked }
    },
    takeTurn,
  )
}

async function openSurvey(ctx: ReadContext, token: string, key = ''): Promise<OutputOf<typeof surveysApi.openSurvey>> {
  const reached = await reach(ctx, token)
  const { version, invitation } = reached
  const respondent = respondentOf(ctx, reached, key)
  const known = await answerOf(ctx, respondent)
  const isHandedIn = known?.status === 'handed-in' || (!known && invitation?.answered_on != null)
  return {
    title: version.title,
    intro: version.intro,
    questions: version.questions as Question[] as never,
    isOpen: isOpenOn(version, dayOf(ctx.clock.now())),
    isClosed: version.status === 'closed',
    startsOn: version.starts_on,
    endsOn: version.ends_on,
    notice: NOTICE.text,
    noticeVersion: NOTICE.version,
    isKnown: respondent.customerId !== null,
    isHandedIn,
    // What was handed in is not shown again: whoever holds the telephone later could read it.
    answers: isHandedIn ? {} : ((known?.answers ?? {}) as never),
  }
}

function ownAnswers(app: App): void {
  mountRead(app, surveysApi.mySurveys, async (ctx) => {
    const rows = await linkedAnswers(ctx, ctx.actor.id)
    return { answers: rows.map(({ id, title, handed_in_at }) => ({ id, title, handedInAt: handed_in_at! })) }
  })
  mountWrite(app, surveysApi.unlinkSurvey, async (ctx, { params }) => {
    const unlinked = await unlinkAnswers(ctx, ctx.actor.id, params.answerId)
    if (unlinked === 0) throw new RefusalError({ code: 'surveys.answer_unknown' })
    await refreshProfiles(ctx, '本人撤回问卷关联', [ctx.actor.id])
    return { done: true as const }
  })
}
