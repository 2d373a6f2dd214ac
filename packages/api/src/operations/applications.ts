import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, fen, id, instant, json, localized, positiveFen, ppm } from '../values.ts'
import { placeFields } from './place-query.ts'
import { method } from './products.ts'

export { confirmReview, reviewQueue } from './underwriting.ts'

const status = z.enum(valuesOf('applicationStatus'))
const outcome = z.enum(valuesOf('decisionOutcome'))
const purpose = z.enum(valuesOf('purpose'))

export const reason = z.object({
  code: z.string(),
  staffText: localized,
  borrowerText: localized,
  help: localized.nullable(),
})

export const listApplications = list({
  id: 'applications.list',
  path: '/applications',
  summary: { zh: '申请', en: 'Applications' },
  permission: 'applications.read',
  row: z.object({
    id,
    customerId: id,
    customerName: z.string(),
    productCode: z.string(),
    productName: localized,
    channel: z.enum(valuesOf('channel')),
    purpose,
    requestedFen: fen,
    termMonths: count,
    method,
    status,
    outcome: outcome.nullable(),
    principalReason: localized.nullable(),
    grade: z.string().nullable(),
    scorePoints: count.nullable(),
    approvedFen: fen.nullable(),
    annualRatePpm: ppm.nullable(),
    createdAt: instant,
    decidedAt: instant.nullable(),
  }),
  columns: {
    id: { type: 'id', label: { zh: '申请号', en: 'Application' } },
    customerName: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    productName: { type: 'localized', label: { zh: '产品', en: 'Product' }, sortable: true },
    productCode: { type: 'text', label: { zh: '产品代码', en: 'Product code' }, hiddenAtFirst: true },
    channel: { type: 'status', label: { zh: '渠道', en: 'Channel' }, labels: 'channel' },
    purpose: { type: 'status', label: { zh: '用途', en: 'Purpose' }, labels: 'purpose', hiddenAtFirst: true },
    requestedFen: { type: 'money', label: { zh: '申请金额', en: 'Requested' }, sortable: true },
    termMonths: { type: 'count', label: { zh: '期数', en: 'Months' }, sortable: true },
    method: { type: 'status', label: { zh: '还款方式', en: 'Method' }, labels: 'method', hiddenAtFirst: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'applicationStatus', sortable: true },
    outcome: { type: 'status', label: { zh: '决策', en: 'Decision' }, labels: 'decisionOutcome' },
    principalReason: { type: 'localized', label: { zh: '主要原因', en: 'Principal reason' } },
    grade: { type: 'text', label: { zh: '等级', en: 'Grade' }, sortable: true },
    scorePoints: { type: 'count', label: { zh: '评分', en: 'Score' }, sortable: true },
    approvedFen: { type: 'money', label: { zh: '批准金额', en: 'Approved' }, sortable: true },
    annualRatePpm: { type: 'rate', label: { zh: '年利率', en: 'Yearly rate' }, sortable: true },
    createdAt: { type: 'instant', label: { zh: '提交时间', en: 'Submitted' }, sortable: true },
    decidedAt: { type: 'instant', label: { zh: '决策时间', en: 'Decided' }, sortable: true, hiddenAtFirst: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('applicationStatus'),
      labels: 'applicationStatus',
    },
    channel: { kind: 'enum', label: { zh: '渠道', en: 'Channel' }, values: valuesOf('channel'), labels: 'channel' },
    grade: {
      kind: 'enum',
      label: { zh: '等级', en: 'Grade' },
      values: ['A', 'B', 'C', 'D', 'E'],
      labels: 'grade',
    },
    requestedFen: { kind: 'fenRange', label: { zh: '申请金额', en: 'Requested' } },
    createdAt: { kind: 'dayRange', label: { zh: '提交日期', en: 'Submitted' } },
  },
  defaultSort: 'createdAt:desc',
})

const traceRule = z.object({
  id: z.string(),
  label: localized,
  text: z.string(),
  words: localized,
  inputs: z.array(z.object({ fact: z.string(), label: localized, value: z.string().nullable(), shown: localized })),
  result: z.enum(['true', 'false', 'unknown']),
  effect: outcome.or(z.literal('warn')).nullable(),
  reasonCode: z.string().nullable(),
})

export const decision = z.object({
  id,
  policyCode: z.string(),
  policyVersion: count,
  policyTitle: localized,
  policyHash: z.string(),
  factsHash: z.string(),
  outcome,
  grade: z.string().nullable(),
  scorePoints: count.nullable(),
  limitFen: fen.nullable(),
  annualRatePpm: ppm.nullable(),
  reasons: z.array(reason),
  stages: z.array(
    z.object({ id: z.string(), label: localized, outcome: outcome.nullable(), rules: z.array(traceRule) }),
  ),
  points: z.array(
    z.object({ attribute: z.string(), label: localized, shown: localized, points: count, pointsMax: count }),
  ),
  decidedAt: instant,
  decidedBy: z.string(),
})

export const getApplication = read({
  id: 'applications.get',
  path: '/applications/:applicationId',
  summary: { zh: '申请档案', en: 'The application file' },
  permission: 'applications.read',
  params: z.strictObject({ applicationId: id }),
  output: z.object({
    id,
    customerId: id,
    customerName: z.string(),
    status,
    productCode: z.string(),
    productName: localized,
    productVersion: count,
    channel: z.enum(valuesOf('channel')),
    purpose,
    requestedFen: fen,
    termMonths: count,
    method,
    /** Every fact the decision saw, with its source and time; unknown is shown as unknown. */
    facts: z.array(
      z.object({
        id: z.string(),
        label: localized,
        value: z.string().nullable(),
        shown: localized,
        source: localized,
        isVerified: z.boolean(),
        isSimulated: z.boolean(),
        at: instant.nullable(),
      }),
    ),
    checks: z.array(
      z.object({
        kind: z.string(),
        label: localized,
        verdict: z.enum(valuesOf('checkVerdict')),
        provider: localized,
        isSimulated: z.boolean(),
        at: instant,
      }),
    ),
    decisions: z.array(decision),
    reviews: z.array(
      z.object({
        id,
        verdict: outcome,
        reason: z.string(),
        reviewer: z.string(),
        approvedFen: fen.nullable(),
        at: instant,
      }),
    ),
    /** Facts whose absence decided something. */
    missing: z.array(z.object({ fact: z.string(), label: localized })),
    opinions: z.array(
      z.object({
        id,
        approvedFen: fen,
        reason: z.string(),
        needs: z.array(z.enum(valuesOf('opinionNeed'))),
        proposedBy: z.string(),
        proposedById: z.string(),
        proposedAt: instant,
        verdict: z.enum(['confirmed', 'rejected']).nullable(),
        decidedBy: z.string().nullable(),
        comment: z.string().nullable(),
      }),
    ),
    approvedFen: fen.nullable(),
    annualRatePpm: ppm.nullable(),
    contractId: id.nullable(),
    loanId: id.nullable(),
    /** How long from the first step to the decision, and how many steps (APP-02). */
    steps: z.array(z.object({ step: z.string(), at: instant })),
    decisionSeconds: z.number().nullable(),
    createdBy: z.string(),
    createdById: z.string(),
    createdAt: instant,
  }),
  refusals: ['applications.not_found'],
})

export const reviewApplication = write({
  id: 'applications.review',
  path: '/applications/:applicationId/review',
  summary: { zh: '人工审批', en: 'Review an application' },
  permission: 'applications.review',
  idempotency: 'key',
  params: z.strictObject({ applicationId: id }),
  body: z.strictObject({
    verdict: z.enum(['approve', 'decline', 'moreData']),
    approvedFen: positiveFen.optional(),
    /** For `moreData`: which papers the borrower is asked for; left out: what would settle what is open. */
    papers: z
      .array(z.enum(valuesOf('paperKind')))
      .max(7)
      .optional(),
    reason: z.string().trim().min(4).max(500),
  }),
  output: z.object({
    status,
    /** Why a second person has to confirm; empty when the review stands. */
    awaits: z.array(z.enum(valuesOf('opinionNeed'))),
  }),
  refusals: [
    'applications.not_found',
    'applications.not_in_review',
    'applications.opinion_waits',
    'applications.reviewer_created_it',
    'applications.amount_above_limit',
    'compliance.limit_exceeded',
  ],
})

export const replayDecision = write({
  id: 'decisions.replay',
  path: '/decisions/:decisionId/replay',
  summary: { zh: '重放决策', en: 'Replay a decision' },
  permission: 'applications.read',
  idempotency: 'natural',
  audit: 'none',
  params: z.strictObject({ decisionId: id }),
  output: z.object({
    verdict: z.enum(['same', 'changed']),
    /** What made the difference between then and today, each told by changing only that. */
    by: z.array(z.enum(['policy', 'data', 'model'])),
    /** Whether the stored policy and facts give the stored decision; anything else is a fault. */
    isReproduced: z.boolean(),
    outcome,
    scorePoints: count.nullable(),
    now: z.object({
      policyVersion: count,
      outcome,
      grade: z.string().nullable(),
      scorePoints: count.nullable(),
      limitFen: fen.nullable(),
      annualRatePpm: ppm.nullable(),
    }),
    changedFacts: z.array(z.object({ fact: z.string(), label: localized, before: localized, after: localized })),
  }),
  refusals: ['decisions.not_found'],
})

export const decideBatch = write({
  id: 'applications.decideBatch',
  path: '/applications/decide-batch',
  summary: { zh: '批量决策', en: 'Decide in a batch' },
  permission: 'applications.batch',
  idempotency: 'key',
  body: z.strictObject({
    importId: id.optional(),
    applicationIds: z.array(id).max(10_000).optional(),
    /** Providers outside may be asked where the policy wants them, up to so many calls and so much money in all. */
    sources: z.strictObject({ callsMax: z.number().int().min(1).max(1_000_000), costFenMax: fen }).optional(),
    /** Says what the run would decide and want to ask, and writes nothing. */
    isDryRun: z.boolean().optional(),
  }),
  output: z.object({ jobId: id }),
})

export const originateBatch = write({
  id: 'applications.originateBatch',
  path: '/applications/originate-batch',
  summary: { zh: '批量签约放款', en: 'Contract and disburse in a batch' },
  permission: 'applications.batch',
  idempotency: 'key',
  body: z.strictObject({ importId: id.optional(), applicationIds: z.array(id).max(10_000).optional() }),
  output: z.object({ jobId: id }),
})

export const listImports = list({
  id: 'imports.list',
  path: '/imports',
  summary: { zh: '导入', en: 'Imports' },
  permission: 'applications.import',
  row: z.object({
    id,
    fileName: z.string(),
    status: z.enum(valuesOf('importStatus')),
    rows: count.nullable(),
    good: count.nullable(),
    bad: count.nullable(),
    createdBy: z.string(),
    createdAt: instant,
  }),
  columns: {
    fileName: { type: 'text', label: { zh: '文件', en: 'File' }, sortable: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'importStatus', sortable: true },
    rows: { type: 'count', label: { zh: '行数', en: 'Rows' } },
    good: { type: 'count', label: { zh: '可导入', en: 'Good' } },
    bad: { type: 'count', label: { zh: '有误', en: 'Bad' } },
    createdBy: { type: 'text', label: { zh: '上传人', en: 'By' } },
    createdAt: { type: 'instant', label: { zh: '上传时间', en: 'Uploaded' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('importStatus'),
      labels: 'importStatus',
    },
  },
  defaultSort: 'createdAt:desc',
})

const importRun = z.object({
  id,
  fileName: z.string(),
  status: z.enum(valuesOf('importStatus')),
  header: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  /** The mapping as YAML text: which column fills which fact, and how. */
  map: z.string().nullable(),
  rows: count.nullable(),
  good: count.nullable(),
  bad: count.nullable(),
  problems: z.array(
    z.object({ row: count, column: z.string(), value: z.string(), code: z.string(), message: localized }),
  ),
  jobId: id.nullable(),
  createdAt: instant,
})

export const uploadImport = write({
  id: 'imports.upload',
  path: '/imports',
  summary: { zh: '上传申请文件', en: 'Upload a file of applicants' },
  permission: 'applications.import',
  idempotency: 'natural',
  takes: 'upload',
  body: z.strictObject({}).optional(),
  output: importRun,
  refusals: [
    'imports.not_a_csv',
    'imports.is_a_workbook',
    'imports.header_broken',
    'imports.empty',
    'imports.too_large',
  ],
})

export const getImport = read({
  id: 'imports.get',
  path: '/imports/:importId',
  summary: { zh: '导入结果', en: 'An import' },
  permission: 'applications.import',
  params: z.strictObject({ importId: id }),
  output: importRun,
  refusals: ['imports.not_found'],
})

export const checkImport = write({
  id: 'imports.check',
  path: '/imports/:importId/check',
  summary: { zh: '试运行导入', en: 'Dry run of an import' },
  permission: 'applications.import',
  idempotency: 'natural',
  params: z.strictObject({ importId: id }),
  body: z.strictObject({ map: z.string().min(1).max(50_000) }),
  output: z.object({ jobId: id }),
  refusals: ['imports.not_found', 'imports.map_invalid', 'imports.already_imported'],
})

export const commitImport = write({
  id: 'imports.commit',
  path: '/imports/:importId/commit',
  summary: { zh: '正式导入', en: 'Import for good' },
  permission: 'applications.import',
  idempotency: 'natural',
  params: z.strictObject({ importId: id }),
  body: z.strictObject({
    /** `all` refuses while any row is bad; `goodRows` imports the good ones and leaves the rest to be corrected. */
    take: z.enum(['all', 'goodRows']),
  }),
  output: z.object({ jobId: id }),
  refusals: ['imports.not_found', 'imports.not_checked', 'imports.has_bad_rows', 'imports.already_imported'],
})

export const importBadRows = read({
  id: 'imports.badRows',
  path: '/imports/:importId/bad-rows.csv',
  summary: { zh: '下载有误的行', en: 'The bad rows, to correct and feed again' },
  permission: 'applications.import',
  params: z.strictObject({ importId: id }),
  output: z.string(),
  answers: 'csv',
  refusals: ['imports.not_found', 'imports.not_checked'],
})

export const importMaps = read({
  id: 'imports.maps',
  path: '/import-maps',
  summary: { zh: '映射模板', en: 'Ready-made mappings' },
  permission: 'applications.import',
  output: z.object({ maps: z.array(z.object({ name: z.string(), title: localized, yaml: z.string() })) }),
})

export const portfolioReport = read({
  id: 'reports.portfolio',
  path: '/reports/portfolio',
  summary: { zh: '组合报告', en: 'Portfolio report' },
  permission: 'overview.read',
  query: z.strictObject({ asOf: day.optional(), ...placeFields }),
  output: z.object({
    asOf: day,
    customers: count,
    applications: z.array(z.object({ status, count })),
    outcomes: z.array(z.object({ outcome, count })),
    reasons: z.array(z.object({ code: z.string(), text: localized, outcome, count })),
    approvalRatePpm: ppm.nullable(),
    decisionSecondsMedian: z.number().nullable(),
    stepsMedian: z.number().nullable(),
    loans: count,
    loansByStatus: z.array(z.object({ status: z.enum(valuesOf('loanStatus')), count, outstandingFen: fen })),
    disbursedFen: fen,
    outstandingFen: fen,
    repaidPrincipalFen: fen,
    /** Loans that hold money of their borrowers. */
    moneyHeld: z.array(z.object({ status: z.enum(valuesOf('loanStatus')), count, heldFen: fen })),
    /** The ledger knows no place: null when the report is about a part of the country. */
    interestIncomeFen: fen.nullable(),
    buckets: z.array(
      z.object({ bucket: z.enum(valuesOf('bucket')), count, outstandingFen: fen, overdueFen: fen, sharePpm: ppm }),
    ),
    byMonth: z.array(
      z.object({ month: z.string(), applications: count, approved: count, disbursedFen: fen, repaidFen: fen }),
    ),
    byProvince: z.array(z.object({ province: localized, customers: count, loans: count, outstandingFen: fen })),
    byGrade: z.array(z.object({ grade: z.string(), loans: count, outstandingFen: fen, overdue30Ppm: ppm })),
    /** Books and reconciliation are always of the whole lender. */
    trialBalance: z.object({ debitFen: fen, creditFen: fen, differenceFen: fen }),
    /** Sub-ledger against general ledger; every difference is 0 or the report says so. */
    reconciliation: z.array(z.object({ account: z.string(), label: localized, ledgerFen: fen, loansFen: fen })),
  }),
})

/** What a borrower's own file calls an application that can go on. */
export const applicationBrief = z.object({
  id,
  status,
  productCode: z.string(),
  requestedFen: fen,
  termMonths: count,
  method,
  purpose,
  approvedFen: fen.nullable(),
  annualRatePpm: ppm.nullable(),
  reasons: z.array(z.object({ text: localized, help: localized.nullable() })),
  /** The borrower's own grade and score, and what would raise them most (RGT-11). */
  grade: z.string().nullable(),
  scorePoints: count.nullable(),
  improve: z.array(z.object({ text: localized, help: localized })),
  mayAskReview: z.boolean(),
  createdAt: instant,
  facts: json.nullable(),
})
