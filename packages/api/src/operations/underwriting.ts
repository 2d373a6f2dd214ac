import { z } from 'zod'
import { list, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, fen, id, instant, localized } from '../values.ts'

const status = z.enum(valuesOf('applicationStatus'))

export const confirmReview = write({
  id: 'applications.confirmReview',
  path: '/applications/:applicationId/review/confirmation',
  summary: { zh: '复核人工审批', en: 'Confirm a review as the second person' },
  permission: 'applications.confirm',
  idempotency: 'natural',
  params: z.strictObject({ applicationId: id }),
  body: z.strictObject({
    verdict: z.enum(['confirmed', 'rejected']),
    note: z.string().trim().max(500).default(''),
  }),
  output: z.object({ status }),
  refusals: [
    'applications.not_found',
    'applications.no_opinion_waits',
    'applications.not_in_review',
    'applications.reviewer_created_it',
    'applications.amount_above_limit',
    'approvals.maker_cannot_check',
    'compliance.limit_exceeded',
  ],
})

export const reviewQueue = list({
  id: 'applications.reviewQueue',
  path: '/review-queue',
  summary: { zh: '审批队列', en: 'The underwriter’s queue' },
  permission: 'applications.read',
  row: z.object({
    id,
    customerId: id,
    customerName: z.string(),
    status,
    reasons: localized,
    missing: localized,
    asksReview: z.boolean(),
    awaits: localized,
    requestedFen: fen,
    limitFen: fen.nullable(),
    grade: z.string().nullable(),
    waitingHours: count,
    createdAt: instant,
  }),
  columns: {
    id: { type: 'id', label: { zh: '申请号', en: 'Application' } },
    customerName: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'applicationStatus', sortable: true },
    reasons: { type: 'localized', label: { zh: '转人工原因', en: 'Why a person' } },
    missing: { type: 'localized', label: { zh: '缺少的资料', en: 'What is missing' } },
    awaits: { type: 'localized', label: { zh: '待第二人', en: 'Awaits a second person' } },
    asksReview: { type: 'flag', label: { zh: '客户要求复议', en: 'Asked by the borrower' } },
    requestedFen: { type: 'money', label: { zh: '申请金额', en: 'Requested' }, sortable: true },
    limitFen: { type: 'money', label: { zh: '策略额度', en: 'Policy limit' } },
    grade: { type: 'text', label: { zh: '等级', en: 'Grade' }, sortable: true },
    waitingHours: { type: 'count', label: { zh: '已等待（小时）', en: 'Waiting (hours)' } },
    createdAt: { type: 'instant', label: { zh: '提交时间', en: 'Submitted' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: ['referred', 'moreData'],
      labels: 'applicationStatus',
    },
  },
  defaultSort: 'createdAt:asc',
})
