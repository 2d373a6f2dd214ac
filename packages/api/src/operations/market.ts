import { z } from 'zod'
import { read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, fen, id, instant, localized, ppm } from '../values.ts'

const dataSet = z.enum(valuesOf('marketDataSet'))
const sourceKind = z.enum(valuesOf('marketSourceKind'))

/** What a source says about its own figures: a growth per year that the figures can be held against. */
const claim = z.object({ fromYear: count, toYear: count, cagrMinPpm: ppm, text: localized })

const source = z.object({
  /** A loaded version, or one that stands without a file: the lender's own figures, what came with the program. */
  id,
  dataSet,
  name: localized,
  kind: sourceKind,
  licence: localized,
  retrievedOn: day.nullable(),
  version: count,
  rows: count,
  /** The newest version of its source; older ones stay readable. */
  isCurrent: z.boolean(),
  loadedBy: z.string().nullable(),
  loadedAt: instant.nullable(),
  fileName: z.string().nullable(),
  sha256: z.string().nullable(),
})

const column = z.object({ id: z.string(), label: localized, type: z.string(), isRequired: z.boolean() })

export const listDataSets = read({
  id: 'market.dataSets',
  path: '/market/data-sets',
  summary: { zh: '市场数据集与来源', en: 'Market data sets and their sources' },
  permission: 'reports.read',
  output: z.object({
    sets: z.array(
      z.object({ id: dataSet, label: localized, about: localized, columns: z.array(column), sources: z.array(source) }),
    ),
  }),
})

const line = z.object({
  id: z.string(),
  label: localized,
  unit: z.enum(['money', 'count', 'rate']),
  points: z.array(z.object({ period: z.string(), value: z.string() })),
})

export const showDataSet = read({
  id: 'market.dataSet',
  path: '/market/data-sets/:dataSet',
  summary: { zh: '市场数据', en: 'One market data set from one source' },
  permission: 'reports.read',
  params: z.strictObject({ dataSet }),
  query: z.strictObject({ sourceId: id.optional() }),
  output: z.object({
    source,
    columns: z.array(column),
    lines: z.array(line),
    /** The first rows as they were read: money in fen, rates in ppm. */
    rows: z.array(z.array(z.string())),
    rowsTotal: count,
  }),
  refusals: ['market.source_not_found'],
})

const mapping = z.strictObject({
  /** Which column of the file holds which column of the data set. */
  columns: z.record(z.string(), z.string()),
  amountUnit: z.enum(['yuan', 'wan', 'yi']).default('yuan'),
})

const file = {
  dataSet,
  fileName: z.string().trim().min(1).max(200),
  content: z.string().min(1),
}

const badRow = z.object({ row: count, column: z.string(), value: z.string(), code: z.string(), reason: localized })

export const checkFile = write({
  id: 'market.checkFile',
  path: '/market/check',
  summary: { zh: '试运行市场数据文件', en: 'Dry run of a market data file' },
  permission: 'market.edit',
  idempotency: 'natural',
  audit: 'none',
  body: z.strictObject({ ...file, mapping: mapping.optional() }),
  output: z.object({
    header: z.array(z.string()),
    mapping,
    missing: z.array(z.string()),
    rows: count,
    good: count,
    /** The first 200. */
    bad: z.array(badRow),
    badRows: count,
    sample: z.array(z.array(z.string())),
  }),
  refusals: ['market.file_unreadable'],
})

export const loadFile = write({
  id: 'market.loadFile',
  path: '/market/load',
  summary: { zh: '载入市场数据', en: 'Load a market data file' },
  permission: 'market.edit',
  idempotency: 'key',
  body: z.strictObject({
    ...file,
    mapping,
    source: z.string().trim().min(2).max(120),
    kind: z.enum(['platform', 'institution', 'analyst', 'authority']),
    licence: z.string().trim().min(2).max(200),
    retrievedOn: day,
    claim: z
      .strictObject({ fromYear: count, toYear: count, cagrMinPpm: ppm, text: z.string().trim().min(2).max(200) })
      .nullable()
      .default(null),
  }),
  output: z.object({ sourceId: id, version: count, rows: count }),
  refusals: [
    'market.file_unreadable',
    'market.column_missing',
    'market.rows_invalid',
    'market.file_known',
    'market.in_future',
    'products.rate_in_future',
    'products.rate_already_published',
  ],
})

const sizeRow = z.object({
  year: count,
  basis: z.enum(valuesOf('marketBasis')),
  sizeFen: fen,
  /** Years since the row before; growth is per year over them. */
  years: count.nullable(),
  growthPpm: ppm.nullable(),
  /** What this lender paid out in the year, and its share of the market; null before it lent. */
  ownFen: fen.nullable(),
  ownSharePpb: z.number().nullable(),
  parts: z.array(z.object({ part: z.string(), sizeFen: fen, sharePpm: ppm })),
})

export const showSize = read({
  id: 'market.size',
  path: '/market/size',
  summary: { zh: '市场规模与份额', en: 'Market size and shares' },
  permission: 'reports.read',
  query: z.strictObject({ sourceId: id.optional() }),
  output: z.object({
    source,
    sources: z.array(source),
    rows: z.array(sizeRow),
    cagr: z.array(z.object({ fromYear: count, toYear: count, multiplePpm: z.number(), cagrPpm: ppm })),
    claims: z.array(
      claim.extend({
        /** What the figures give; null where one of the years has none. */
        impliedPpm: ppm.nullable(),
        multiplePpm: z.number().nullable(),
        /** How many times as large the market would have had to become. */
        neededMultiplePpm: z.number(),
        neededFen: fen.nullable(),
        holds: z.boolean().nullable(),
      }),
    ),
  }),
  refusals: ['market.source_not_found'],
})
