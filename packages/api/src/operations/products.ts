import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import {
  count,
  day,
  decisionBody,
  done,
  fen,
  id,
  instant,
  json,
  localized,
  positiveFen,
  ppm,
  withdrawalAsked,
} from '../values.ts'
import { placeFields } from './place-query.ts'

export const method = z.enum(valuesOf('method'))

export const instalment = z.object({
  number: count,
  periodFrom: day,
  dueOn: day,
  days: count,
  openingFen: fen,
  principalFen: fen,
  interestFen: fen,
  feeFen: fen,
  dueFen: fen,
  balanceFen: fen,
  /** Balance × rate × share of the year, and its rounding: what the number opens to. */
  explanation: localized,
})

/** The comprehensive cost table of 金规〔2026〕2号: what the borrower must read before signing. */
export const costTable = z.object({
  principalFen: fen,
  items: z.array(
    z.object({
      code: z.string(),
      name: localized,
      collector: localized,
      collectMethod: localized,
      standard: localized,
      amountFen: fen,
      annualisedPpm: ppm,
    }),
  ),
  annualCostSimplePpm: ppm,
  contingentItems: z.array(z.object({ code: z.string(), name: localized, collector: localized, standard: localized })),
  statement: localized,
})

export const quote = z.object({
  productCode: z.string(),
  productVersion: count,
  principalFen: fen,
  termMonths: count,
  method,
  annualRatePpm: ppm,
  /** Whether the rate is the borrower's own (after a decision) or the product's highest. */
  rateIs: z.enum(['indicative', 'own']),
  disbursedOn: day,
  instalments: z.array(instalment),
  totalInterestFen: fen,
  totalFeesFen: fen,
  totalCostFen: fen,
  totalPaidFen: fen,
  receivedFen: fen,
  /** A loan paid out in parts: the first one, the rest and until when; schedule and cost are of the whole drawn at once. */
  draws: z.object({ firstFen: fen, restFen: fen, lastOn: day, firstDueFen: fen }).nullable(),
  /** 12 × the monthly IRR (单利), the figure the law's ceiling is held against. */
  annualCostSimplePpm: ppm,
  /** The compound internal rate of return (复利). */
  annualCostIrrPpm: ppm,
  capPpm: ppm,
  isWithinCap: z.boolean(),
  costTable,
})

export const offeredProducts = read({
  id: 'products.offered',
  path: '/public/products',
  summary: { zh: '在售产品', en: 'Products on offer' },
  permission: 'public',
  output: z.object({
    products: z.array(
      z.object({
        code: z.string(),
        version: count,
        name: localized,
        kind: z.enum(valuesOf('productKind')),
        summary: z.array(localized),
        amountMinFen: fen,
        amountMaxFen: fen,
        amountStepFen: fen,
        termMonths: z.array(count),
        methods: z.array(method),
        purposes: z.array(z.enum(valuesOf('purpose'))),
        /** The scenes in which it lends, and who is paid in each; empty when it lends in all and pays the borrower. */
        scenes: z.array(z.object({ scene: z.enum(valuesOf('scene')), payee: z.enum(valuesOf('payee')) })),
        annualRateMinPpm: ppm,
        annualRateMaxPpm: ppm,
      }),
    ),
  }),
})

export const makeQuote = write({
  id: 'quotes.make',
  path: '/public/quotes',
  summary: { zh: '试算', en: 'Make a quote' },
  permission: 'public',
  idempotency: 'natural',
  audit: 'none',
  body: z.strictObject({ productCode: z.string().max(40), principalFen: positiveFen, termMonths: count, method }),
  output: quote,
  refusals: [
    'products.not_found',
    'product.amount_out_of_range',
    'product.term_not_offered',
    'product.method_not_offered',
    'compliance.cost_above_cap',
    'compliance.bullet_too_long',
  ],
})

const productRow = z.object({
  id,
  code: z.string(),
  name: localized,
  kind: z.enum(valuesOf('productKind')),
  subMarket: z.enum(valuesOf('subMarket')),
  version: count,
  status: z.enum(valuesOf('versionStatus')),
  amountMinFen: fen,
  amountMaxFen: fen,
  annualRateMinPpm: ppm,
  annualRateMaxPpm: ppm,
  effectiveOn: day.nullable(),
  loans: count,
  outstandingFen: fen,
})

export const listProducts = list({
  id: 'products.list',
  path: '/products',
  summary: { zh: '产品', en: 'Products' },
  permission: 'products.read',
  row: productRow,
  columns: {
    code: { type: 'id', label: { zh: '产品代码', en: 'Code' }, sortable: true },
    name: { type: 'localized', label: { zh: '名称', en: 'Name' } },
    kind: { type: 'status', label: { zh: '类别', en: 'Kind' }, labels: 'productKind', sortable: true },
    subMarket: { type: 'status', label: { zh: '细分市场', en: 'Sub-market' }, labels: 'subMarket', sortable: true },
    version: { type: 'count', label: { zh: '版本', en: 'Version' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'versionStatus', sortable: true },
    amountMinFen: { type: 'money', label: { zh: '最低金额', en: 'From' } },
    amountMaxFen: { type: 'money', label: { zh: '最高金额', en: 'Up to' }, sortable: true },
    annualRateMinPpm: { type: 'rate', label: { zh: '最低年利率', en: 'Lowest rate' } },
    annualRateMaxPpm: { type: 'rate', label: { zh: '最高年利率', en: 'Highest rate' } },
    effectiveOn: { type: 'day', label: { zh: '生效日', en: 'In force from' }, sortable: true },
    loans: { type: 'count', label: { zh: '贷款笔数', en: 'Loans' }, sortable: true },
    outstandingFen: { type: 'money', label: { zh: '本金余额', en: 'Outstanding' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('versionStatus'),
      labels: 'versionStatus',
    },
    kind: { kind: 'enum', label: { zh: '类别', en: 'Kind' }, values: valuesOf('productKind'), labels: 'productKind' },
    subMarket: {
      kind: 'enum',
      label: { zh: '细分市场', en: 'Sub-market' },
      values: valuesOf('subMarket'),
      labels: 'subMarket',
    },
  },
  defaultSort: 'code:asc',
})

const version = z.object({
  id,
  productId: id,
  version: count,
  status: z.enum(valuesOf('versionStatus')),
  /** ProductTerms as encoded by packages/product: the one truth about the product. */
  terms: json,
  termsHash: z.string(),
  summary: z.array(localized),
  author: z.string(),
  authorId: id,
  approver: z.string().nullable(),
  approvalId: id.nullable(),
  effectiveOn: day.nullable(),
  /** From this day on it takes no new application. */
  withdrawnFrom: day.nullable(),
  withdrawnWhy: z.string().nullable(),
  createdAt: instant,
  loans: count,
})

export const getProduct = read({
  id: 'products.get',
  path: '/products/:productId',
  summary: { zh: '产品与版本', en: 'A product and its versions' },
  permission: 'products.read',
  params: z.strictObject({ productId: id }),
  output: z.object({
    id,
    code: z.string(),
    name: localized,
    kind: z.enum(valuesOf('productKind')),
    subMarket: z.enum(valuesOf('subMarket')),
    currentVersion: count.nullable(),
    /** A withdrawal that awaits a second person. */
    withdrawal: withdrawalAsked.nullable(),
    versions: z.array(version),
  }),
  refusals: ['products.not_found'],
})

export const saveDraft = write({
  id: 'products.saveDraft',
  path: '/products/drafts',
  summary: { zh: '保存产品草稿', en: 'Save a product draft' },
  permission: 'products.edit',
  idempotency: 'key',
  body: z.strictObject({
    productId: id.optional(),
    /** The draft that is being changed; a stale hash is refused so that two editors lose nothing. */
    versionId: id.optional(),
    baseHash: z.string().optional(),
    /** The kind of a new product; cash unless said. */
    kind: z.enum(valuesOf('productKind')).optional(),
    /** The sub-market of a new product; by its kind unless said, and never changed. */
    subMarket: z.enum(valuesOf('subMarket')).optional(),
    terms: json,
  }),
  output: version,
  refusals: [
    'products.not_found',
    'products.not_a_draft',
    'products.changed_meanwhile',
    'products.terms_invalid',
    'products.student_market_closed',
  ],
})

export const submitVersion = write({
  id: 'products.submit',
  path: '/products/versions/:versionId/submit',
  summary: { zh: '提交复核', en: 'Submit for approval' },
  permission: 'products.edit',
  idempotency: 'natural',
  params: z.strictObject({ versionId: id }),
  body: z.strictObject({ effectiveOn: day, note: z.string().trim().max(500).default('') }),
  output: version,
  refusals: [
    'products.not_found',
    'products.not_a_draft',
    'products.effective_in_past',
    'products.rules_missing',
    'compliance.cost_above_cap',
    'compliance.term_too_long',
  ],
})

export const decideVersion = write({
  id: 'products.decide',
  path: '/products/versions/:versionId/decision',
  summary: { zh: '复核产品版本', en: 'Approve or send back a version' },
  permission: 'products.approve',
  idempotency: 'natural',
  params: z.strictObject({ versionId: id }),
  body: decisionBody(500),
  output: version,
  refusals: ['products.not_found', 'products.not_submitted', 'approvals.maker_cannot_check'],
})

export const productPerformance = read({
  id: 'products.performance',
  path: '/products/:productId/performance',
  summary: { zh: '产品各版本表现', en: 'Performance of each version of a product' },
  permission: 'products.read',
  params: z.strictObject({ productId: id }),
  query: z.strictObject(placeFields),
  output: z.object({
    asOf: day,
    versions: z.array(
      z.object({
        version: count,
        status: z.enum(valuesOf('versionStatus')),
        effectiveOn: day.nullable(),
        applications: count,
        decided: count,
        approved: count,
        loans: count,
        disbursedFen: fen,
        outstandingFen: fen,
        /** Principal of loans more than 30 days past due, or charged off. */
        badFen: fen,
        settled: count,
        chargedOff: count,
        /** Weighted by principal. */
        annualRatePpm: ppm.nullable(),
        annualCostSimplePpm: ppm.nullable(),
        /** Share of disbursed principal in loans more than 30 days past due or charged off. */
        badRatePpm: ppm.nullable(),
      }),
    ),
  }),
  refusals: ['products.not_found'],
})

const withdrawalRefusals = [
  'products.not_found',
  'products.not_released',
  'products.effective_in_past',
  'products.version_withdrawn',
] as const

export const withdrawProductVersion = write({
  id: 'products.withdrawVersion',
  path: '/products/versions/:versionId/withdraw',
  summary: { zh: '申请撤回产品版本', en: 'Ask for a version of a product to be withdrawn' },
  permission: 'products.edit',
  idempotency: 'natural',
  params: z.strictObject({ versionId: id }),
  body: z.strictObject({
    /** The first day on which it takes no new application; null keeps it on offer. */
    from: day.nullable(),
    reason: z.string().trim().min(4).max(500),
  }),
  output: version,
  refusals: [...withdrawalRefusals, 'approvals.already_asked'],
})

export const decideWithdrawal = write({
  id: 'products.decideWithdrawal',
  path: '/products/:productId/withdrawal/decision',
  summary: { zh: '复核撤回产品版本', en: 'Decide on the withdrawal of a version' },
  permission: 'products.approve',
  idempotency: 'natural',
  params: z.strictObject({ productId: id }),
  body: decisionBody(500),
  output: done,
  refusals: [...withdrawalRefusals, 'approvals.none_pending', 'approvals.maker_cannot_check'],
})

export const retireProduct = write({
  id: 'products.retire',
  path: '/products/:productId/retire',
  summary: { zh: '停售产品', en: 'Retire a product' },
  permission: 'products.approve',
  idempotency: 'natural',
  params: z.strictObject({ productId: id }),
  body: z.strictObject({ reason: z.string().trim().min(4).max(500) }),
  output: done,
  refusals: ['products.not_found'],
})

export const checkCost = write({
  id: 'products.checkCost',
  path: '/products/cost-check',
  summary: { zh: '成本上限检查', en: 'Check every price against the ceiling' },
  permission: 'products.read',
  idempotency: 'natural',
  audit: 'none',
  body: z.strictObject({ terms: json }),
  output: z.object({
    capPpm: ppm,
    isWithinCap: z.boolean(),
    cases: z.array(
      z.object({
        grade: z.string(),
        method,
        termMonths: count,
        principalFen: fen,
        annualRatePpm: ppm,
        annualCostSimplePpm: ppm,
        isWithinCap: z.boolean(),
      }),
    ),
  }),
  refusals: ['products.terms_invalid'],
})

const benchmark = z.enum(['LPR1Y', 'LPR5Y'])

const benchmarkRate = z.object({
  benchmark,
  publishedOn: day,
  ratePpm: ppm,
  source: localized,
  enteredBy: z.string().nullable(),
})

export const listBenchmarkRates = read({
  id: 'products.benchmarkRates',
  path: '/benchmark-rates',
  summary: { zh: '市场利率', en: 'Market rates' },
  permission: 'products.read',
  output: z.object({ rates: z.array(benchmarkRate) }),
})

export const enterBenchmarkRates = write({
  id: 'products.enterBenchmarkRates',
  path: '/benchmark-rates/entries',
  summary: { zh: '登记市场利率', en: 'Enter market rates' },
  permission: 'products.edit',
  idempotency: 'natural',
  body: z.strictObject({
    source: z.string().trim().min(4).max(200),
    rates: z
      .array(z.strictObject({ benchmark, publishedOn: day, ratePpm: ppm.min(0).max(1_000_000) }))
      .min(1)
      .max(500),
  }),
  output: z.object({ entered: count }),
  refusals: ['products.rate_in_future', 'products.rate_already_published'],
})

export const showMarginEffect = read({
  id: 'products.marginEffect',
  path: '/benchmark-rates/effect',
  summary: { zh: '利率变动对利差的影响', en: 'What a change of rates does to the margin' },
  permission: 'products.read',
  query: z.strictObject({
    shiftPpm: z.coerce.number().int().min(-100_000).max(100_000).default(5_000),
    fundedPpm: z.coerce.number().int().min(0).max(1_000_000).default(800_000),
  }),
  output: z.object({
    asOf: day,
    shiftPpm: ppm,
    fundedPpm: ppm,
    benchmarkPpm: ppm,
    averageRatePpm: ppm.nullable(),
    /** Average rate of the loans less the benchmark of today. */
    marginPpm: ppm.nullable(),
    floatingFen: fen,
    fixedFen: fen,
    incomeFen: fen,
    costFen: fen,
    marginFen: fen,
    /** By month of disbursement: what was lent at which rate, over which benchmark. */
    months: z.array(
      z.object({ month: z.string(), disbursedFen: fen, averageRatePpm: ppm, benchmarkPpm: ppm, marginPpm: ppm }),
    ),
  }),
})
