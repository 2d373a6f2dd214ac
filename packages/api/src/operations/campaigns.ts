import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, decisionBody, done, fen, id, instant, localized, positiveFen, ppm } from '../values.ts'
import { placeFields } from './place-query.ts'

const text = z.strictObject({ zh: z.string().trim().min(1).max(500), en: z.string().trim().min(1).max(500) })
const campaignId = z.strictObject({ campaignId: id })
const measure = z.enum(valuesOf('campaignMeasure'))
const status = z.enum(valuesOf('campaignStatus'))
const channel = z.enum(valuesOf('contactChannel'))
const kind = z.enum(valuesOf('contactKind'))

/** A campaign as it is written down. Target and budget may wait until it is handed in. */
const draft = z.strictObject({
  name: text,
  kind,
  segmentId: id,
  productCode: z.string().max(40).nullable(),
  channel,
  subject: text.nullable(),
  body: text,
  /** The largest amount that the message names. */
  offeredFen: positiveFen.nullable(),
  /** Share drawn to be left alone, so that the effect can be known. */
  holdoutPpm: ppm.min(0).max(500_000),
  budgetFen: positiveFen.nullable(),
  unitCostFen: fen,
  goal: z.strictObject({ measure, count: count.min(1).max(10_000_000) }).nullable(),
  windowDays: count.min(1).max(90),
})

export const listCampaigns = list({
  id: 'campaigns.list',
  path: '/campaigns',
  summary: { zh: '营销活动', en: 'Campaigns' },
  permission: 'campaigns.read',
  row: z.object({
    id,
    code: z.string(),
    name: localized,
    segmentName: localized.nullable(),
    channel,
    status,
    audience: count.nullable(),
    sent: count,
    approved: count,
    spentFen: fen,
    startedAt: instant.nullable(),
    createdAt: instant,
  }),
  columns: {
    code: { type: 'text', label: { zh: '编号', en: 'Code' }, sortable: true },
    name: { type: 'localized', label: { zh: '名称', en: 'Name' } },
    segmentName: { type: 'localized', label: { zh: '客群', en: 'Segment' } },
    channel: { type: 'status', label: { zh: '渠道', en: 'Channel' }, labels: 'contactChannel', sortable: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'campaignStatus', sortable: true },
    audience: { type: 'count', label: { zh: '受众', en: 'Audience' } },
    sent: { type: 'count', label: { zh: '已触达', en: 'Reached' } },
    approved: { type: 'count', label: { zh: '获批', en: 'Approved' } },
    spentFen: { type: 'money', label: { zh: '花费', en: 'Spent' } },
    startedAt: { type: 'instant', label: { zh: '开始', en: 'Started' }, sortable: true },
    createdAt: { type: 'instant', label: { zh: '创建', en: 'Created' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('campaignStatus'),
      labels: 'campaignStatus',
    },
    channel: {
      kind: 'enum',
      label: { zh: '渠道', en: 'Channel' },
      values: valuesOf('contactChannel'),
      labels: 'contactChannel',
    },
  },
  defaultSort: 'createdAt:desc',
})

const difference = z.object({
  arm: z.string(),
  measure: z.string(),
  label: localized,
  /** What means and differences are of: a share of people, yuan a person, points of ten, or as it was imported. */
  unit: z.enum(['share', 'yuan', 'score', 'number']),
  treated: z.object({ n: count, mean: z.number() }),
  control: z.object({ n: count, mean: z.number() }),
  difference: z.number(),
  standardError: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  z: z.number(),
  p: z.number(),
  relative: z.number().nullable(),
  claim: z.enum(['higher', 'lower', 'none']),
  /** Taking out what was known before; null where nothing was. */
  adjusted: z
    .object({ difference: z.number(), standardError: z.number(), theta: z.number(), varianceReduction: z.number() })
    .nullable(),
})

const report = z.object({
  /** How many stood at each step, from the segment to the loan. */
  funnel: z.array(z.object({ id: z.string(), label: localized, count })),
  /** People protected or left out, by the first reason. */
  refusals: z.array(z.object({ id: z.string(), label: localized, stage: z.string(), count })),
  arms: z.array(z.object({ id: z.string(), n: count })),
  sampleRatio: z.object({ chiSquare: z.number(), p: z.number(), isOff: z.boolean() }).nullable(),
  measures: z.array(difference),
  spentFen: fen,
  costPerApprovedFen: fen.nullable(),
  /** Over the approvals beyond what the held-out people show would have come anyway. */
  costPerExtraApprovedFen: fen.nullable(),
  lentFen: fen,
  goalReached: count.nullable(),
  /** Difference in rates that this size of experiment would show. */
  detectable: z.number().nullable(),
})

export const getCampaign = read({
  id: 'campaigns.get',
  path: '/campaigns/:campaignId',
  summary: { zh: '营销活动详情', en: 'A campaign' },
  permission: 'campaigns.read',
  params: campaignId,
  /** Narrows the report, not the campaign. */
  query: z.strictObject(placeFields),
  output: draft
    .extend({
      id,
      name: localized,
      subject: localized.nullable(),
      body: localized,
      code: z.string(),
      origin: z.enum(['own', 'imported']),
      segmentId: id.nullable(),
      segmentName: localized.nullable(),
      audienceId: id.nullable(),
      productName: localized.nullable(),
      status,
      version: count,
      createdBy: z.string(),
      submittedBy: z.string().nullable(),
      decidedBy: z.string().nullable(),
      note: z.string(),
      startedAt: instant.nullable(),
      endedAt: instant.nullable(),
      /** Who handed it in, and so may not decide. */
      makerId: id.nullable(),
      report: report.nullable(),
      /** How far the sending is, while it runs; paused in the hours in which nobody is written to. */
      progress: z.object({ done: count, total: count, isPaused: z.boolean() }).nullable(),
    })
    .strip(),
  refusals: ['campaigns.not_found'],
})

export const createCampaign = write({
  id: 'campaigns.create',
  path: '/campaigns',
  summary: { zh: '新建营销活动', en: 'Draft a campaign' },
  permission: 'campaigns.edit',
  idempotency: 'key',
  body: draft.extend({
    code: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'request.not_a_short_name'),
  }),
  output: z.object({ id }),
  refusals: ['campaigns.code_taken', 'segments.not_found'],
})

export const changeCampaign = write({
  id: 'campaigns.change',
  path: '/campaigns/:campaignId',
  method: 'PUT',
  summary: { zh: '修改营销活动', en: 'Change a draft' },
  permission: 'campaigns.edit',
  idempotency: 'key',
  params: campaignId,
  body: draft.extend({ version: count }),
  output: z.object({ version: count }),
  refusals: ['campaigns.not_found', 'campaigns.not_a_draft', 'campaigns.changed_meanwhile', 'segments.not_found'],
})

/** The waterfall as it would be if the messages went out now. */
export const previewCampaign = read({
  id: 'campaigns.preview',
  path: '/campaigns/:campaignId/preview',
  summary: { zh: '受众预览', en: 'Preview the audience' },
  permission: 'campaigns.read',
  params: campaignId,
  output: z.object({
    segment: count,
    reached: count,
    heldOut: count,
    refusals: z.array(z.object({ id: z.string(), label: localized, stage: z.string(), count })),
    costFen: fen,
    detectable: z.number().nullable(),
  }),
  refusals: ['campaigns.not_found', 'campaigns.audience_too_large'],
})

export const submitCampaign = write({
  id: 'campaigns.submit',
  path: '/campaigns/:campaignId/submission',
  summary: { zh: '提交复核', en: 'Hand in for approval' },
  permission: 'campaigns.edit',
  idempotency: 'key',
  params: campaignId,
  body: z.strictObject({ version: count }),
  output: done,
  refusals: [
    'campaigns.not_found',
    'campaigns.not_a_draft',
    'campaigns.changed_meanwhile',
    'campaigns.not_ready',
    'campaigns.goal_missing',
    'campaigns.budget_missing',
    'campaigns.subject_missing',
    'campaigns.sender_missing',
    'campaigns.unsubscribe_missing',
    'campaigns.content_refused',
  ],
})

export const decideCampaign = write({
  id: 'campaigns.decide',
  path: '/campaigns/:campaignId/decision',
  summary: { zh: '复核营销活动', en: 'Approve or send back' },
  permission: 'campaigns.approve',
  idempotency: 'key',
  params: campaignId,
  body: decisionBody(200),
  output: done,
  refusals: ['campaigns.not_found', 'campaigns.not_submitted', 'campaigns.own_submission'],
})

export const startCampaign = write({
  id: 'campaigns.start',
  path: '/campaigns/:campaignId/start',
  summary: { zh: '开始触达', en: 'Start' },
  permission: 'campaigns.edit',
  idempotency: 'key',
  params: campaignId,
  output: z.object({ jobId: id, audience: count }),
  refusals: ['campaigns.not_found', 'campaigns.not_approved', 'campaigns.segment_missing', 'segments.not_found'],
})

/** For the branch: whom to call or visit, on paper. */
export const campaignTasks = list({
  id: 'campaigns.tasks',
  path: '/campaigns/:campaignId/tasks',
  summary: { zh: '网点任务单', en: 'Branch tasks' },
  permission: 'campaigns.read',
  params: campaignId,
  row: z.object({
    customerId: id,
    name: z.string().nullable(),
    mobile: z.string(),
    place: z.string().nullable(),
    permitId: id,
    expiresAt: instant,
  }),
  columns: {
    name: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    mobile: { type: 'masked', label: { zh: '手机号', en: 'Mobile' } },
    place: { type: 'text', label: { zh: '所在地', en: 'Place' }, sortable: true },
    permitId: { type: 'id', label: { zh: '触达许可', en: 'Permit' } },
    expiresAt: { type: 'instant', label: { zh: '有效至', en: 'Valid until' } },
  },
  filters: {},
  defaultSort: 'place:asc',
})

/** Applications and loans of people who were contacted, within the window. */
export const campaignApplications = list({
  id: 'campaigns.applications',
  path: '/campaigns/:campaignId/applications',
  summary: { zh: '活动带来的申请', en: 'Applications that followed' },
  permission: 'campaigns.read',
  params: campaignId,
  row: z.object({
    applicationId: id,
    customerId: id,
    customer: z.string().nullable(),
    arm: z.enum(['treated', 'holdout']),
    createdAt: instant,
    status: z.enum(valuesOf('applicationStatus')),
    loanId: id.nullable(),
  }),
  columns: {
    applicationId: { type: 'id', label: { zh: '申请', en: 'Application' } },
    customer: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    arm: { type: 'status', label: { zh: '分组', en: 'Arm' }, labels: 'campaignArm' },
    createdAt: { type: 'instant', label: { zh: '申请时间', en: 'Applied at' }, sortable: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'applicationStatus' },
    loanId: { type: 'id', label: { zh: '贷款', en: 'Loan' } },
  },
  filters: {},
  defaultSort: 'createdAt:desc',
})

/** What reaching people brought and cost, by channel and month. */
export const channelEffect = read({
  id: 'campaigns.channels',
  path: '/reports/channels',
  summary: { zh: '渠道效果', en: 'Channel effect' },
  permission: 'reports.read',
  query: z.strictObject(placeFields),
  output: z.object({
    rows: z.array(
      z.object({
        channel,
        month: z.string(),
        audience: count,
        reached: count,
        applied: count,
        approved: count,
        borrowed: count,
        /** Loans 30 days past due or more, of those made. */
        bad: count,
        badSharePpm: ppm.nullable(),
        spentFen: fen,
        costPerApprovedFen: fen.nullable(),
      }),
    ),
  }),
})

/** A finished campaign from elsewhere, one row a person: its effect is worked out as for our own. */
export const importCampaign = write({
  id: 'campaigns.import',
  path: '/campaigns/imports',
  summary: { zh: '导入已完成的活动', en: 'Import a finished campaign' },
  permission: 'campaigns.edit',
  idempotency: 'natural',
  takes: 'upload',
  body: z.strictObject({
    code: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'request.not_a_short_name'),
    nameZh: z.string().trim().min(1).max(100),
    nameEn: z.string().trim().min(1).max(100),
    /** Column that says in which arm a person was, and the value of those left alone. */
    armColumn: z.string().min(1).max(100),
    control: z.string().min(1).max(100),
    /** Columns of numbers, with commas between. */
    measures: z.string().min(1).max(500),
    /** Column of a number known before; empty for none. */
    beforeColumn: z.string().max(100).default(''),
  }),
  output: z.object({ id, rows: count }),
  refusals: [
    'campaigns.code_taken',
    'campaigns.file_known',
    'campaigns.column_missing',
    'campaigns.rows_invalid',
    'campaigns.row_not_a_number',
    'campaigns.control_missing',
  ],
})

/** What a borrower says about being contacted: effect at once. */
export const myChannels = read({
  id: 'borrower.channels',
  path: '/borrower/channels',
  summary: { zh: '我的联系渠道', en: 'How I may be contacted' },
  permission: 'borrower',
  output: z.object({
    channels: z.array(z.object({ channel, isOpen: z.boolean(), address: z.string().nullable() })),
  }),
})

/** Sends a code to an e-mail address, so that nobody gives somebody else's. */
export const sendEmailCode = write({
  id: 'borrower.sendEmailCode',
  path: '/borrower/channels/email-code',
  summary: { zh: '发送邮箱验证码', en: 'Send a code to an e-mail address' },
  permission: 'borrower',
  idempotency: 'natural',
  audit: 'none',
  body: z.strictObject({ email: z.email('request.not_an_email').max(200) }),
  output: z.object({ seconds: count }),
  refusals: ['auth.too_many_codes', 'auth.too_many_codes_from_address', 'auth.codes_used_up'],
})

export const setMyChannel = write({
  id: 'borrower.setChannel',
  path: '/borrower/channels',
  method: 'PUT',
  summary: { zh: '开启或关闭营销渠道', en: 'Open or close a channel for marketing' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({
    channel,
    isOpen: z.boolean(),
    /** A new address, with the code that was sent to it. */
    email: z.email('request.not_an_email').max(200).optional(),
    code: z
      .string()
      .regex(/^\d{6}$/, 'request.not_a_code')
      .optional(),
  }),
  output: done,
  refusals: [
    'campaigns.email_missing',
    'campaigns.email_not_confirmed',
    'auth.code_expired',
    'auth.wrong_code',
    'auth.too_many_attempts',
  ],
})
