import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, done, id, instant, localized, ppm } from '../values.ts'

export { needReport, needReportFile } from './need-report.ts'

const status = z.enum(valuesOf('surveyStatus'))
const way = z.enum(valuesOf('surveyWay'))
const channel = z.enum(['sms', 'email'])
const kind = z.enum(valuesOf('questionKind'))
const surveyId = z.strictObject({ surveyId: id })
const surveyVersion = z.strictObject({ surveyId: id, version: z.coerce.number().int().min(1) })
const words = z.strictObject({ zh: z.string().trim().max(500), en: z.string().trim().max(500) })

const question = z.strictObject({
  id: z.string().trim().max(40),
  kind,
  text: words,
  isRequired: z.boolean(),
  options: z.array(z.strictObject({ id: z.string().trim().max(40), label: words })).max(30),
  scale: z.strictObject({ from: count.min(-10).max(10), to: count.min(-10).max(100) }).nullable(),
  /** When it is asked, in the condition language over earlier answers; empty is always. */
  showIf: z.string().trim().max(500),
  /** Which fact of the persona it tells: `needs` or a fact's id. */
  feeds: z.string().max(60).nullable(),
})

const answers = z.record(
  z.string().max(40),
  z.union([z.string().max(2_000), z.number(), z.array(z.string().max(40)).max(30)]),
)

const plan = z.strictObject({
  title: words,
  intro: words,
  way,
  segmentId: id.nullable(),
  startsOn: day,
  endsOn: day,
  questions: z.array(question).max(60),
})

export const listSurveys = list({
  id: 'surveys.list',
  path: '/surveys',
  summary: { zh: '问卷', en: 'Surveys' },
  permission: 'surveys.read',
  row: z.object({
    id,
    code: z.string(),
    title: localized,
    version: count,
    status,
    way,
    startsOn: day,
    endsOn: day,
    answers: count,
    createdAt: instant,
  }),
  columns: {
    code: { type: 'text', label: { zh: '编号', en: 'Code' }, sortable: true },
    title: { type: 'localized', label: { zh: '标题', en: 'Title' } },
    version: { type: 'count', label: { zh: '版本', en: 'Version' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'surveyStatus', sortable: true },
    way: { type: 'status', label: { zh: '方式', en: 'Way in' }, labels: 'surveyWay' },
    startsOn: { type: 'day', label: { zh: '开始', en: 'Starts' }, sortable: true },
    endsOn: { type: 'day', label: { zh: '结束', en: 'Ends' }, sortable: true },
    answers: { type: 'count', label: { zh: '答卷', en: 'Answers' }, sortable: true },
    createdAt: { type: 'instant', label: { zh: '创建', en: 'Created' }, sortable: true, hiddenAtFirst: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('surveyStatus'),
      labels: 'surveyStatus',
    },
  },
  defaultSort: 'createdAt:desc',
})

const file = z.object({
  id,
  code: z.string(),
  version: count,
  status,
  title: localized,
  intro: localized,
  way,
  segmentId: id.nullable(),
  segmentName: localized.nullable(),
  startsOn: day,
  endsOn: day,
  questions: z.array(question),
  revision: count,
  contentHash: z.string().nullable(),
  /** Path of the open link below the mobile pages; null before publication, and where only the invited may answer. */
  link: z.string().nullable(),
  publishedAt: instant.nullable(),
  /** Who handed it in, and who read and published it. */
  submittedBy: z.string().nullable(),
  publishedBy: z.string().nullable(),
  /** Whoever this is may not approve it. */
  makerId: id.nullable(),
  writerId: id.nullable(),
  /** Why it was given back. */
  note: z.string(),
  closedAt: instant.nullable(),
  isOpenNow: z.boolean(),
  notice: localized,
  versions: z.array(z.object({ version: count, status, title: localized, startsOn: day, endsOn: day, answers: count })),
  invitations: z.object({
    people: count,
    waiting: count,
    sent: count,
    answered: count,
    refused: z.array(z.object({ refusal: z.string(), count })),
  }),
})

export const getSurvey = read({
  id: 'surveys.get',
  path: '/surveys/:surveyId',
  summary: { zh: '问卷档案', en: 'A survey' },
  permission: 'surveys.read',
  params: surveyId,
  query: z.strictObject({ version: z.coerce.number().int().min(1).optional() }),
  output: file,
})

/** What an answer can become: facts of the persona with the values each knows. */
export const surveyFeeds = read({
  id: 'surveys.feeds',
  path: '/survey-feeds',
  summary: { zh: '可写入画像的内容', en: 'What answers can tell of a person' },
  permission: 'surveys.read',
  output: z.object({
    feeds: z.array(
      z.object({
        id: z.string(),
        label: localized,
        values: z.array(z.object({ value: z.string(), label: localized })),
      }),
    ),
  }),
})

export const createSurvey = write({
  id: 'surveys.create',
  path: '/surveys',
  summary: { zh: '新建问卷', en: 'Draft a survey' },
  permission: 'surveys.edit',
  idempotency: 'key',
  body: plan.extend({
    code: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'request.not_a_short_name'),
  }),
  output: z.object({ id }),
  refusals: ['surveys.code_taken', 'segments.not_found'],
})

export const changeSurvey = write({
  id: 'surveys.change',
  path: '/surveys/:surveyId/draft',
  method: 'PUT',
  summary: { zh: '修改问卷草稿', en: 'Change the draft of a survey' },
  permission: 'surveys.edit',
  idempotency: 'natural',
  params: surveyId,
  body: plan.extend({ revision: count }),
  output: z.object({ revision: count }),
  refusals: ['surveys.not_found', 'surveys.not_a_draft', 'surveys.changed_meanwhile', 'segments.not_found'],
})

const notReady = [
  'surveys.not_ready',
  'surveys.question_invalid',
  'surveys.segment_missing',
  'surveys.ends_in_past',
] as const

export const submitSurvey = write({
  id: 'surveys.submit',
  path: '/surveys/:surveyId/submit',
  summary: { zh: '提交问卷复核', en: 'Hand in a survey' },
  permission: 'surveys.edit',
  idempotency: 'key',
  params: surveyId,
  body: z.strictObject({ revision: count }),
  output: done,
  refusals: ['surveys.not_found', 'surveys.not_a_draft', 'surveys.changed_meanwhile', ...notReady],
})

/** Published by somebody else than who wrote it, or given back. */
export const decideSurvey = write({
  id: 'surveys.decide',
  path: '/surveys/:surveyId/decision',
  summary: { zh: '复核并发布问卷', en: 'Approve and publish a survey' },
  permission: 'surveys.approve',
  idempotency: 'key',
  params: surveyId,
  body: decisionBody(200),
  output: done,
  refusals: ['surveys.not_found', 'surveys.not_submitted', 'approvals.maker_cannot_check', ...notReady],
})

export const closeSurvey = write({
  id: 'surveys.close',
  path: '/surveys/:surveyId/close',
  summary: { zh: '结束问卷', en: 'Close a survey' },
  permission: 'surveys.edit',
  idempotency: 'key',
  params: surveyId,
  body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
  output: done,
  refusals: ['surveys.not_found', 'surveys.not_published'],
})

export const nextVersion = write({
  id: 'surveys.nextVersion',
  path: '/surveys/:surveyId/versions',
  summary: { zh: '以此版本起草下一版', en: 'Draft the next version' },
  permission: 'surveys.edit',
  idempotency: 'key',
  params: surveyId,
  body: z.strictObject({ startsOn: day, endsOn: day }),
  output: z.object({ version: count }),
  refusals: ['surveys.not_found', 'surveys.draft_exists'],
})

export const inviteSegment = write({
  id: 'surveys.invite',
  path: '/surveys/:surveyId/invitations',
  summary: { zh: '邀请客群作答', en: 'Invite the segment' },
  permission: 'surveys.edit',
  idempotency: 'key',
  params: surveyId,
  body: z.strictObject({ channel }),
  output: z.object({ jobId: id, people: count }),
  refusals: ['surveys.not_found', 'surveys.not_open', 'surveys.segment_missing', 'surveys.already_invited'],
})

/** What was told on paper or in a talk, entered by staff: several people at once. */
export const enterAnswers = write({
  id: 'surveys.enter',
  path: '/surveys/:surveyId/answers',
  summary: { zh: '录入答卷', en: 'Enter answers' },
  permission: 'surveys.answer',
  idempotency: 'key',
  params: surveyId,
  body: z.strictObject({
    people: z
      .array(z.strictObject({ customerId: id.nullable(), answers, agreesToLink: z.boolean() }))
      .min(1)
      .max(500),
  }),
  output: z.object({ entered: count }),
  refusals: [
    'surveys.not_found',
    'surveys.not_open',
    'surveys.answer_invalid',
    'surveys.already_answered',
    'surveys.not_invited',
    'surveys.link_needs_customer',
    'customers.not_found',
  ],
})

/** `count` and what follows from it are null where fewer than five people stand behind them. */
const cell = z.object({
  id: z.string(),
  label: localized,
  count: count.nullable(),
  sharePpm: ppm.nullable(),
  lowPpm: ppm.nullable(),
  highPpm: ppm.nullable(),
})

const tally = z.object({
  questionId: z.string(),
  kind,
  text: localized,
  answered: count,
  choices: z.array(cell),
  numbers: z
    .object({
      mean: z.number(),
      low: z.number(),
      high: z.number(),
      median: z.number(),
      nps: z.object({ score: z.number(), low: z.number(), high: z.number() }).nullable(),
    })
    .nullable(),
  places: z.array(z.object({ id: z.string(), label: localized, mean: z.number() })),
})

export const surveyResult = read({
  id: 'surveys.result',
  path: '/surveys/:surveyId/versions/:version/result',
  summary: { zh: '问卷结果', en: 'Result of a survey' },
  permission: 'surveys.read',
  params: surveyVersion,
  output: z.object({
    handedIn: count,
    started: count,
    linked: count,
    byWay: z.array(z.object({ way: z.enum(valuesOf('answerWay')), count })),
    /** Of the invited who were reached, or of those who began where nobody was invited. */
    response: z.object({
      of: count,
      answered: count,
      sharePpm: ppm.nullable(),
      lowPpm: ppm.nullable(),
      highPpm: ppm.nullable(),
    }),
    /** Where those who answered differ from those who were asked: what is found may not hold for all. */
    warnings: z.array(
      z.object({
        id: z.enum(['low-response', 'few-answers', 'differs']),
        element: localized.nullable(),
        group: localized.nullable(),
        answeredPpm: ppm.nullable(),
        askedPpm: ppm.nullable(),
      }),
    ),
    tallies: z.array(tally),
  }),
  refusals: ['surveys.not_found'],
})

export const crossTable = read({
  id: 'surveys.cross',
  path: '/surveys/:surveyId/versions/:version/cross',
  summary: { zh: '按画像要素交叉', en: 'Answers by an element of the persona' },
  permission: 'surveys.read',
  params: surveyVersion,
  query: z.strictObject({ question: z.string().max(40), by: z.enum(valuesOf('surveyElement')) }),
  output: z.object({
    by: localized,
    unknown: count.nullable(),
    rows: z.array(z.object({ id: z.string(), label: localized })),
    groups: z.array(z.object({ id: z.string(), label: localized, answered: count.nullable(), cells: z.array(cell) })),
  }),
  refusals: ['surveys.not_found', 'surveys.question_unknown'],
})

const topic = z.object({
  terms: z.array(z.string()),
  count,
  sharePpm: ppm,
  lowPpm: ppm,
  highPpm: ppm,
  quotes: z.array(z.string()),
})

export const surveyTopics = read({
  id: 'surveys.topics',
  path: '/surveys/:surveyId/versions/:version/topics',
  summary: { zh: '开放回答的主题', en: 'Topics of open answers' },
  permission: 'surveys.read',
  params: surveyVersion,
  query: z.strictObject({ question: z.string().max(40) }),
  output: z.object({ texts: count, rest: count, topics: z.array(topic) }),
  refusals: ['surveys.not_found', 'surveys.question_unknown'],
})

const token = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, 'request.not_a_token') })
const key = z.string().regex(/^[A-Za-z0-9-]{16,64}$/, 'request.not_a_token')

/** A survey as somebody sees it who has its link. */
export const openSurvey = read({
  id: 'surveys.open',
  path: '/open-surveys/:token',
  summary: { zh: '作答页', en: 'A survey to answer' },
  permission: 'public',
  params: token,
  query: z.strictObject({ key: key.optional() }),
  output: z.object({
    title: localized,
    intro: localized,
    questions: z.array(question),
    isOpen: z.boolean(),
    /** Ended by the lender, perhaps before its last day. */
    isClosed: z.boolean(),
    startsOn: day,
    endsOn: day,
    notice: localized,
    noticeVersion: count,
    /** Whether we would know who answers: an invitation, or somebody who is signed in. */
    isKnown: z.boolean(),
    isHandedIn: z.boolean(),
    /** What was typed before, on this device or by this person. */
    answers,
  }),
  refusals: ['surveys.link_unknown'],
})

export const saveAnswers = write({
  id: 'surveys.save',
  path: '/open-surveys/:token/answers',
  method: 'PUT',
  summary: { zh: '保存作答', en: 'Keep what was typed' },
  permission: 'public',
  idempotency: 'natural',
  audit: 'none',
  params: token,
  body: z.strictObject({ key, answers }),
  output: done,
  refusals: ['surveys.link_unknown', 'surveys.not_open', 'surveys.already_answered', 'surveys.too_many_answers'],
})

export const handInAnswers = write({
  id: 'surveys.handIn',
  path: '/open-surveys/:token/hand-in',
  summary: { zh: '提交答卷', en: 'Hand in the answers' },
  permission: 'public',
  idempotency: 'natural',
  audit: 'none',
  params: token,
  body: z.strictObject({ key, answers, agreesToLink: z.boolean() }),
  output: z.object({ isLinked: z.boolean() }),
  refusals: [
    'surveys.link_unknown',
    'surveys.not_open',
    'surveys.already_answered',
    'surveys.too_many_answers',
    'surveys.answer_invalid',
    'surveys.answer_missing',
    'surveys.answer_not_allowed',
    'surveys.answer_too_long',
    'surveys.link_needs_customer',
  ],
})

export const mySurveys = read({
  id: 'borrower.surveys',
  path: '/borrower/surveys',
  summary: { zh: '我的答卷', en: 'My answers to surveys' },
  permission: 'borrower',
  output: z.object({
    answers: z.array(z.object({ id, title: localized, handedInAt: instant })),
  }),
})

/** The name is taken off the answers, and what they said of the person is gone with it. */
export const unlinkSurvey = write({
  id: 'borrower.unlinkSurvey',
  path: '/borrower/surveys/:answerId/unlink',
  summary: { zh: '撤回答卷与本人的关联', en: 'Take my name off my answers' },
  permission: 'borrower',
  idempotency: 'natural',
  params: z.strictObject({ answerId: id }),
  output: done,
  refusals: ['surveys.answer_unknown'],
})
