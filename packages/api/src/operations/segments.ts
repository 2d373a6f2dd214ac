import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, fen, id, instant, localized, ppm } from '../values.ts'

const text = z.string().max(20_000)
const conditionBody = z.strictObject({ text })

/** One fact a segment may ask about. */
export const segmentFacts = read({
  id: 'segments.facts',
  path: '/segments/facts',
  summary: { zh: '可用的客户特征', en: 'Facts a segment can ask about' },
  permission: 'segments.read',
  output: z.object({
    facts: z.array(
      z.object({
        id: z.string(),
        label: localized,
        group: z.string(),
        groupLabel: localized,
        type: z.string(),
        unit: localized.nullable(),
        values: z.array(z.object({ value: z.string(), label: localized })),
      }),
    ),
  }),
})

const problem = z.object({
  code: z.string(),
  message: z.string(),
  start: count,
  end: count,
  suggestion: z.string().nullable(),
})

const waterfallLine = z.object({
  id: z.string(),
  label: localized,
  left: count,
  dropped: count,
  droppedUnknown: count,
  reasons: z.array(z.object({ id: z.string(), label: localized, count })),
})

/** Counts while one types. A text with problems has its problems and no numbers. */
export const countSegment = write({
  id: 'segments.count',
  path: '/segments/count',
  summary: { zh: '计算人数', en: 'Count a segment' },
  permission: 'segments.read',
  idempotency: 'natural',
  audit: 'none',
  body: conditionBody,
  output: z.object({
    problems: z.array(problem),
    sentence: localized.nullable(),
    /** The text as the language writes it. */
    written: z.string().nullable(),
    /** One chip a line of the top-level and. */
    chips: z.array(z.object({ text: z.string(), sentence: localized, alone: count, left: count })),
    population: count,
    count: count.nullable(),
    /** Neither in nor out: what decides is not known. */
    unknown: count.nullable(),
    waterfall: z.array(waterfallLine),
    tookMs: z.number(),
  }),
})

const profiledGroup = z.object({
  id: z.string(),
  label: localized,
  count,
  everyone: count,
  sharePpm: ppm,
  shareEveryonePpm: ppm,
  lift: z.number().nullable(),
})

export const profileSegment = write({
  id: 'segments.profile',
  path: '/segments/profile',
  summary: { zh: '客群与全体的差异', en: 'What sets a segment apart' },
  permission: 'segments.read',
  idempotency: 'natural',
  audit: 'none',
  body: conditionBody,
  output: z.object({
    facts: z.array(
      z.object({
        factId: z.string(),
        label: localized,
        distance: z.number(),
        unknown: count,
        unknownEveryone: count,
        groups: z.array(profiledGroup),
      }),
    ),
    regions: z.array(z.object({ code: z.string(), label: localized, count, everyone: count })),
    places: z.array(z.object({ place: z.string(), count, everyone: count })),
    personas: z.array(z.object({ id, name: localized, count, incomeAverageFen: fen.nullable(), outstandingFen: fen })),
  }),
  refusals: ['segments.condition_invalid'],
})

export const overlapSegments = read({
  id: 'segments.overlap',
  path: '/segments-overlap',
  summary: { zh: '客群重合', en: 'Overlap of segments' },
  permission: 'segments.read',
  output: z.object({
    segments: z.array(z.object({ id, name: localized, count })),
    matrix: z.array(z.array(count)),
  }),
})

export const behaviourClusters = read({
  id: 'segments.clusters',
  path: '/segments-clusters',
  summary: { zh: '行为聚类', en: 'Clusters of behaviour' },
  permission: 'segments.read',
  query: z.strictObject({ groups: z.coerce.number().int().min(2).max(12).default(5) }),
  output: z.object({
    known: count,
    clusters: z.array(
      z.object({
        text: z.string(),
        sentence: localized,
        count,
        spendAverageFen: fen,
        ticketAverageFen: fen,
        purchasesAverage: z.number(),
      }),
    ),
  }),
})

const strategy = z.strictObject({
  productCode: z.string().max(20).nullable(),
  channel: z.enum(valuesOf('strategyChannel')),
  message: localized,
  why: localized.optional(),
})

const segmentRow = z.object({
  id,
  code: z.string(),
  name: localized,
  kind: z.enum(valuesOf('segmentKind')),
  purpose: z.enum(valuesOf('segmentPurpose')),
  version: count,
  count: count.nullable(),
  createdAt: instant,
  refreshedAt: instant.nullable(),
})

export const listSegments = list({
  id: 'segments.list',
  path: '/segments',
  summary: { zh: '客群', en: 'Segments' },
  permission: 'segments.read',
  row: segmentRow,
  columns: {
    id: { type: 'id', label: { zh: '编号', en: 'No.' }, hiddenAtFirst: true },
    name: { type: 'localized', label: { zh: '名称', en: 'Name' } },
    code: { type: 'text', label: { zh: '代码', en: 'Code' }, sortable: true },
    purpose: { type: 'status', label: { zh: '用途', en: 'Purpose' }, labels: 'segmentPurpose' },
    kind: { type: 'status', label: { zh: '类型', en: 'Kind' }, labels: 'segmentKind' },
    version: { type: 'count', label: { zh: '版本', en: 'Version' } },
    count: { type: 'count', label: { zh: '人数', en: 'Customers' } },
    createdAt: { type: 'instant', label: { zh: '创建时间', en: 'Created' }, sortable: true },
    refreshedAt: { type: 'instant', label: { zh: '成员更新', en: 'Members as of' } },
  },
  filters: {
    purpose: {
      kind: 'enum',
      label: { zh: '用途', en: 'Purpose' },
      values: valuesOf('segmentPurpose'),
      labels: 'segmentPurpose',
    },
    kind: { kind: 'enum', label: { zh: '类型', en: 'Kind' }, values: valuesOf('segmentKind'), labels: 'segmentKind' },
  },
  defaultSort: 'createdAt:desc',
})

export const segmentFile = z.object({
  ...segmentRow.shape,
  versions: z.array(
    z.object({
      version: count,
      text: z.string(),
      sentence: localized,
      contentHash: z.string(),
      strategy: strategy.nullable(),
      productName: localized.nullable(),
      reason: z.string(),
      createdBy: z.string(),
      createdAt: instant,
    }),
  ),
  audiences: z.array(
    z.object({ id, version: count, snapshotId: z.string(), count, sha256: z.string(), createdAt: instant }),
  ),
  events: z.array(z.object({ customerId: id, kind: z.enum(['entered', 'left']), at: instant })),
  members: count,
})

const segmentParams = z.strictObject({ segmentId: id })

export const getSegment = read({
  id: 'segments.get',
  path: '/segments/:segmentId',
  summary: { zh: '客群档案', en: 'The file of a segment' },
  permission: 'segments.read',
  params: segmentParams,
  output: segmentFile,
  refusals: ['segments.not_found'],
})

export const saveSegment = write({
  id: 'segments.save',
  path: '/segments',
  summary: { zh: '保存客群', en: 'Save a segment' },
  permission: 'segments.edit',
  idempotency: 'key',
  body: z.strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'request.not_a_code_name'),
    name: localized,
    kind: z.enum(valuesOf('segmentKind')),
    purpose: z.enum(valuesOf('segmentPurpose')),
    text,
    strategy: strategy.nullable(),
    reason: z.string().trim().min(2).max(200),
  }),
  output: segmentFile,
  refusals: ['segments.condition_invalid', 'segments.unchanged'],
})

export const seedSegments = write({
  id: 'segments.addReadyMade',
  path: '/segments-ready-made',
  summary: { zh: '添加预置客群', en: 'Add the ready-made segments' },
  permission: 'segments.edit',
  idempotency: 'natural',
  body: z.strictObject({}),
  output: z.object({ added: count }),
})

export const refreshSegments = write({
  id: 'segments.refresh',
  path: '/segments-refresh',
  summary: { zh: '更新客群成员', en: 'Update the members of the living segments' },
  permission: 'segments.edit',
  idempotency: 'natural',
  body: z.strictObject({}),
  output: z.object({ segments: count, entered: count, left: count }),
})

export const compareVersions = read({
  id: 'segments.compareVersions',
  path: '/segments/:segmentId/compare',
  summary: { zh: '比较两个版本', en: 'Compare two versions' },
  permission: 'segments.read',
  params: segmentParams,
  query: z.strictObject({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
  output: z.object({
    from: z.object({ version: count, sentence: localized, count }),
    to: z.object({ version: count, sentence: localized, count, reason: z.string() }),
    removed: z.array(localized),
    added: z.array(localized),
    both: count,
    entered: count,
    left: count,
  }),
  refusals: ['segments.not_found'],
})

export const freezeAudience = write({
  id: 'segments.freeze',
  path: '/segments/:segmentId/audiences',
  summary: { zh: '冻结受众', en: 'Freeze an audience' },
  permission: 'segments.edit',
  idempotency: 'natural',
  params: segmentParams,
  body: z.strictObject({}),
  output: z.object({ id, version: count, snapshotId: z.string(), count, sha256: z.string(), contentHash: z.string() }),
  refusals: ['segments.not_found'],
})

export const audienceFile = read({
  id: 'segments.audience',
  path: '/segments/:segmentId/audiences/:audienceId',
  summary: { zh: '受众名单', en: 'The ids of an audience' },
  permission: 'segments.export',
  params: z.strictObject({ segmentId: id, audienceId: id }),
  output: z.unknown(),
  answers: 'csv',
  refusals: ['segments.not_found', 'segments.snapshot_altered'],
})

export const matchProduct = read({
  id: 'segments.matchProduct',
  path: '/segments-match/:productCode',
  summary: { zh: '产品匹配的客户', en: 'Whom a product fits, and why' },
  permission: 'segments.read',
  params: z.strictObject({ productCode: z.string().max(20) }),
  output: z.object({
    productCode: z.string(),
    conditions: z.array(z.object({ sentence: localized, why: localized, left: count })),
    count,
    segments: z.array(z.object({ id, name: localized, count, inSegment: count, message: localized })),
    customers: z.array(z.object({ customerId: id, name: z.string(), why: z.array(localized) })),
  }),
  refusals: ['products.not_found'],
})
