import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, fen, id, instant, month, ppm } from '../values.ts'
import { placeFields } from './place-query.ts'

export * from './write-offs.ts'

const reason = z.string().trim().min(4).max(200)
const decision = decisionBody(200)
const category = z.enum(valuesOf('riskCategory'))
const trigger = z.enum(valuesOf('riskTrigger'))
const stage = z.number().int().min(1).max(3)
const pending = z.object({ approvalId: id, makerId: id, makerName: z.string(), reason: z.string() }).nullable()

const matrixCell = z.object({ from: z.string(), to: z.string(), loans: count, exposureFen: fen })

export const getRiskOverview = read({
  id: 'provisions.overview',
  path: '/provisions',
  summary: { zh: '分类与拨备总览', en: 'Categories and provisions' },
  permission: 'provisions.read',
  query: z.strictObject(placeFields),
  output: z.object({
    businessOn: day,
    categories: z.array(z.object({ category, loans: count, outstandingFen: fen, sharePpm: ppm })),
    outstandingFen: fen,
    badFen: fen,
    /** Substandard and worse ÷ all loans. */
    badRatePpm: ppm,
    /** What the ledger holds against losses. */
    allowanceFen: fen,
    /** Allowance ÷ bad loans; null without bad loans. */
    coveragePpm: ppm.nullable(),
    /** Allowance ÷ all loans. */
    loanProvisionPpm: ppm,
    writtenOffFen: fen,
    recoveredFen: fen,
    history: z.array(
      z.object({
        monthEnd: day,
        loans: count,
        exposureFen: fen,
        badFen: fen,
        badRatePpm: ppm,
        allowanceFen: fen,
        coveragePpm: ppm.nullable(),
        /** What was booked is booked for the whole lender: null for a part of the country. */
        chargeFen: fen.nullable(),
      }),
    ),
    /** From the month-end before to the last one; `new`, `paidOff` and `writtenOff` stand beside the categories. */
    matrix: z.object({ from: day, to: day, cells: z.array(matrixCell) }).nullable(),
  }),
})

export const getVintages = read({
  id: 'provisions.vintages',
  path: '/provisions/vintages',
  summary: { zh: '账龄（Vintage）不良率', en: 'Bad-loan rate by vintage' },
  permission: 'provisions.read',
  query: z.strictObject({ splitOn: day.optional(), ...placeFields }),
  output: z.object({
    splitOn: day.nullable(),
    cohorts: z.array(
      z.object({
        month: z.string(),
        loans: count,
        disbursedFen: fen,
        /** By months on book; only month-ends that were posted. */
        points: z.array(z.object({ mob: count, badFen: fen, ratePpm: ppm })),
      }),
    ),
    /** Loans made before and from the day, at the same age. */
    comparison: z.array(z.object({ mob: count, beforeLoans: count, beforePpm: ppm, afterLoans: count, afterPpm: ppm })),
  }),
})

export const listRisk = list({
  id: 'provisions.loans',
  path: '/provisions/loans',
  summary: { zh: '五级分类', en: 'Loans by category' },
  permission: 'provisions.read',
  row: z.object({
    id,
    number: z.string(),
    customerName: z.string(),
    category,
    trigger,
    since: day,
    dpd: count,
    outstandingFen: fen,
    curedOn: day.nullable(),
    reason: z.string().nullable(),
    hasPending: z.boolean(),
  }),
  columns: {
    number: { type: 'id', label: { zh: '借据号', en: 'Loan no.' }, sortable: true },
    customerName: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    category: { type: 'status', label: { zh: '五级分类', en: 'Category' }, labels: 'riskCategory', sortable: true },
    trigger: { type: 'status', label: { zh: '依据', en: 'Because of' }, labels: 'riskTrigger' },
    since: { type: 'day', label: { zh: '自', en: 'Since' }, sortable: true },
    dpd: { type: 'dpd', label: { zh: '逾期天数', en: 'Days past due' }, sortable: true },
    outstandingFen: { type: 'money', label: { zh: '本金余额', en: 'Outstanding' }, sortable: true },
    curedOn: { type: 'day', label: { zh: '还清拖欠日', en: 'Cured' }, hiddenAtFirst: true },
    reason: { type: 'text', label: { zh: '人工调整事由', en: 'Reason by hand' }, hiddenAtFirst: true },
    hasPending: { type: 'flag', label: { zh: '待复核', en: 'Awaiting approval' } },
  },
  filters: {
    category: {
      kind: 'enum',
      label: { zh: '五级分类', en: 'Category' },
      values: valuesOf('riskCategory'),
      labels: 'riskCategory',
    },
    dpd: { kind: 'countRange', label: { zh: '逾期天数', en: 'Days past due' } },
    outstandingFen: { kind: 'fenRange', label: { zh: '本金余额', en: 'Outstanding' } },
  },
  defaultSort: 'dpd:desc',
})

export const getLoanRisk = read({
  id: 'provisions.loan',
  path: '/loans/:loanId/risk',
  summary: { zh: '贷款的分类与准备', en: 'Category and allowance of a loan' },
  permission: 'loans.read',
  params: z.strictObject({ loanId: id }),
  output: z.object({
    category,
    trigger,
    since: day.nullable(),
    curedOn: day.nullable(),
    /** The day from which it may be called better; null when nothing keeps it down. */
    upgradeFrom: day.nullable(),
    manualFloor: category.nullable(),
    manualReason: z.string().nullable(),
    pending: pending.and(z.object({ category: category.nullable() }).nullable()),
    history: z.array(
      z.object({
        on: day,
        from: category,
        to: category,
        trigger,
        dpd: count,
        outstandingFen: fen,
        reason: z.string().nullable(),
        actorName: z.string(),
      }),
    ),
    provisions: z.array(
      z.object({
        runId: id,
        monthEnd: day,
        category,
        stage,
        exposureFen: fen,
        defaultPpm: ppm,
        lossPpm: ppm,
        eclFen: fen,
        policyFen: fen,
        allowanceFen: fen,
      }),
    ),
    writeOff: z
      .object({ on: day, reason: z.string(), principalFen: fen, allowanceUsedFen: fen, recoveredFen: fen })
      .nullable(),
    writeOffPending: pending,
  }),
  refusals: ['loans.not_found'],
})

export const askOverride = write({
  id: 'provisions.askOverride',
  path: '/loans/:loanId/risk/overrides',
  summary: { zh: '申请人工分类', en: 'Ask for a category by hand' },
  permission: 'provisions.edit',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  /** `null` takes an earlier one away. */
  body: z.strictObject({ category: category.exclude(['normal']).nullable(), reason }),
  output: z.object({ approvalId: id }),
  refusals: ['loans.not_found', 'loan.not_active', 'provisions.override_not_worse', 'approvals.already_asked'],
})

export const decideOverride = write({
  id: 'provisions.decideOverride',
  path: '/loans/:loanId/risk/overrides/decision',
  summary: { zh: '复核人工分类', en: 'Decide a category by hand' },
  permission: 'provisions.approve',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  body: decision,
  output: z.object({ category }),
  refusals: ['loans.not_found', 'approvals.none_pending', 'approvals.maker_cannot_check'],
})

const eclTable = z.strictObject({
  stage2OverDays: z.number().int().min(0).max(90),
  stage3OverDays: z.number().int().min(1).max(90),
  bands: z
    .array(z.strictObject({ overDays: z.number().int().min(-1).max(400), twelveMonthsPpm: ppm, lifetimePpm: ppm }))
    .min(1)
    .max(12),
  lossGivenDefaultPpm: ppm,
  lossGivenDefaultImpairedPpm: ppm,
  scenarios: z
    .array(z.strictObject({ code: z.string().trim().min(1).max(20), weightPpm: ppm, defaultFactorPpm: ppm }))
    .min(1)
    .max(6),
  /** Which shares of the regulator are the least that is set aside. */
  policy: z.enum(valuesOf('provisionPolicy')),
})

const tableShown = z.object({
  version: count,
  terms: eclTable,
  note: z.string(),
  effectiveOn: day,
  status: z.enum(valuesOf('provisionTableStatus')),
  author: z.string(),
  authorId: z.string(),
  releasedBy: z.string().nullable(),
  proposedAt: instant,
  isInForce: z.boolean(),
})

export const listTables = read({
  id: 'provisions.tables',
  path: '/provisions/tables',
  summary: { zh: '预期信用损失参数', en: 'Tables of expected loss' },
  permission: 'provisions.read',
  output: z.object({ tables: z.array(tableShown) }),
})

export const proposeTable = write({
  id: 'provisions.proposeTable',
  path: '/provisions/tables',
  summary: { zh: '提交参数新版本', en: 'Propose a table' },
  permission: 'provisions.edit',
  idempotency: 'key',
  body: z.strictObject({ terms: eclTable, effectiveOn: day, note: reason }),
  output: z.object({ version: count }),
  refusals: ['provisions.table_invalid', 'provisions.effective_in_past', 'provisions.table_pending'],
})

export const decideTable = write({
  id: 'provisions.decideTable',
  path: '/provisions/tables/:version/decision',
  summary: { zh: '复核参数版本', en: 'Decide a table' },
  permission: 'provisions.approve',
  idempotency: 'key',
  params: z.strictObject({ version: z.coerce.number().int() }),
  body: decision,
  output: z.object({ status: z.enum(valuesOf('provisionTableStatus')) }),
  refusals: ['approvals.none_pending', 'approvals.maker_cannot_check', 'provisions.effective_in_past'],
})

export const listRuns = list({
  id: 'provisions.runs',
  path: '/provisions/runs',
  summary: { zh: '拨备计提', en: 'Provision runs' },
  permission: 'provisions.read',
  row: z.object({
    id,
    monthEnd: day,
    status: z.enum(valuesOf('provisionRunStatus')),
    tableVersion: count,
    loans: count,
    exposureFen: fen,
    allowanceFen: fen,
    beforeFen: fen,
    chargeFen: fen,
    madeBy: z.string(),
    postedBy: z.string().nullable(),
    madeAt: instant,
  }),
  columns: {
    monthEnd: { type: 'day', label: { zh: '月末', en: 'Month-end' }, sortable: true },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'provisionRunStatus', sortable: true },
    tableVersion: { type: 'count', label: { zh: '参数版本', en: 'Table' } },
    loans: { type: 'count', label: { zh: '贷款笔数', en: 'Loans' } },
    exposureFen: { type: 'money', label: { zh: '风险敞口', en: 'Exposure' } },
    beforeFen: { type: 'money', label: { zh: '计提前准备', en: 'Allowance before' } },
    allowanceFen: { type: 'money', label: { zh: '应提准备', en: 'Allowance needed' } },
    chargeFen: { type: 'money', label: { zh: '本次计提', en: 'Charge' } },
    madeBy: { type: 'text', label: { zh: '计算人', en: 'Worked out by' } },
    postedBy: { type: 'text', label: { zh: '入账人', en: 'Posted by' } },
    madeAt: { type: 'instant', label: { zh: '计算时间', en: 'Worked out' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('provisionRunStatus'),
      labels: 'provisionRunStatus',
    },
    monthEnd: { kind: 'dayRange', label: { zh: '月末', en: 'Month-end' } },
  },
  defaultSort: 'madeAt:desc',
})

const rollRow = z.object({
  stage,
  openingFen: fen,
  transferredFen: fen,
  newLoansFen: fen,
  remeasuredFen: fen,
  releasedFen: fen,
  usedFen: fen,
  closingFen: fen,
})

export const getRun = read({
  id: 'provisions.run',
  path: '/provisions/runs/:runId',
  summary: { zh: '拨备计提详情', en: 'A provision run' },
  permission: 'provisions.read',
  params: z.strictObject({ runId: id }),
  output: z.object({
    id,
    monthEnd: day,
    status: z.enum(valuesOf('provisionRunStatus')),
    tableVersion: count,
    loans: count,
    exposureFen: fen,
    allowanceFen: fen,
    beforeFen: fen,
    chargeFen: fen,
    madeBy: z.string(),
    makerId: z.string(),
    madeAt: instant,
    postedBy: z.string().nullable(),
    postedAt: instant.nullable(),
    byStage: z.array(z.object({ stage, loans: count, exposureFen: fen, eclFen: fen, allowanceFen: fen })),
    byCategory: z.array(z.object({ category, loans: count, exposureFen: fen, policyFen: fen, allowanceFen: fen })),
    byProduct: z.array(
      z.object({ productCode: z.string(), loans: count, allowanceFen: fen, chargeFen: fen, entryId: id.nullable() }),
    ),
    /** Empty for a run whose predecessor is not known. */
    rollForward: z.array(rollRow),
    matrix: z.array(matrixCell),
    setAside: z.array(z.object({ loanId: id, error: z.string() })),
  }),
  refusals: ['provisions.run_not_found'],
})

export const listRunLoans = list({
  id: 'provisions.runLoans',
  path: '/provisions/runs/:runId/loans',
  summary: { zh: '计提明细', en: 'Loans inside a run' },
  permission: 'provisions.read',
  params: z.strictObject({ runId: id }),
  row: z.object({
    id,
    number: z.string(),
    productCode: z.string(),
    category,
    stage,
    dpd: count,
    exposureFen: fen,
    defaultPpm: ppm,
    lossPpm: ppm,
    eclFen: fen,
    policyFen: fen,
    allowanceFen: fen,
  }),
  columns: {
    number: { type: 'id', label: { zh: '借据号', en: 'Loan no.' }, sortable: true },
    productCode: { type: 'text', label: { zh: '产品', en: 'Product' } },
    category: { type: 'status', label: { zh: '五级分类', en: 'Category' }, labels: 'riskCategory' },
    stage: { type: 'count', label: { zh: '阶段', en: 'Stage' }, sortable: true },
    dpd: { type: 'dpd', label: { zh: '逾期天数', en: 'Days past due' }, sortable: true },
    exposureFen: { type: 'money', label: { zh: '违约敞口 EAD', en: 'Exposure (EAD)' }, sortable: true },
    defaultPpm: { type: 'rate', label: { zh: '违约概率 PD', en: 'Default (PD)' } },
    lossPpm: { type: 'rate', label: { zh: '违约损失率 LGD', en: 'Loss given default (LGD)' } },
    eclFen: { type: 'money', label: { zh: '预期信用损失', en: 'Expected loss' }, sortable: true },
    policyFen: { type: 'money', label: { zh: '监管最低', en: "Regulator's least" } },
    allowanceFen: { type: 'money', label: { zh: '准备', en: 'Allowance' }, sortable: true },
  },
  filters: {
    category: {
      kind: 'enum',
      label: { zh: '五级分类', en: 'Category' },
      values: valuesOf('riskCategory'),
      labels: 'riskCategory',
    },
    dpd: { kind: 'countRange', label: { zh: '逾期天数', en: 'Days past due' } },
    allowanceFen: { kind: 'fenRange', label: { zh: '准备', en: 'Allowance' } },
  },
  defaultSort: 'allowanceFen:desc',
})

export const makeRun = write({
  id: 'provisions.makeRun',
  path: '/provisions/runs',
  summary: { zh: '计算月末拨备', en: 'Work out the provision of a month' },
  permission: 'provisions.edit',
  idempotency: 'key',
  body: z.strictObject({ month: month }),
  output: z.object({ runId: id }),
  refusals: [
    'ledger.month_not_over',
    'ledger.month_closed',
    'ledger.month_day_end_missing',
    'provisions.no_table_in_force',
    'provisions.run_pending',
    'provisions.run_out_of_order',
  ],
})

export const decideRun = write({
  id: 'provisions.decideRun',
  path: '/provisions/runs/:runId/decision',
  summary: { zh: '复核并入账拨备', en: 'Post or reject a provision' },
  permission: 'provisions.approve',
  idempotency: 'key',
  params: z.strictObject({ runId: id }),
  body: decision,
  output: z.object({ status: z.enum(valuesOf('provisionRunStatus')), entryIds: z.array(id) }),
  refusals: [
    'provisions.run_not_found',
    'provisions.run_stale',
    'ledger.month_closed',
    'approvals.none_pending',
    'approvals.maker_cannot_check',
  ],
})
