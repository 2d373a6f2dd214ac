import { z } from 'zod'
import { read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, fen, id, instant, localized, ppm } from '../values.ts'
import { placeFields } from './place-query.ts'

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
    /** What codes and texts among the values are called. */
    words: z.record(z.string(), localized),
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

/** How lending stands in a place; shares are null where there is nothing to divide by. */
const lending = {
  customers: count,
  applications: count,
  approvalPpm: ppm.nullable(),
  loans: count,
  disbursedFen: fen,
  outstandingFen: fen,
  /** Balance more than 30 days past due, written-off loans included, ÷ balance with them. */
  overdue30Ppm: ppm.nullable(),
}

const placeRow = z.object({
  provinceCode: z.string().nullable(),
  province: localized,
  place: z.string(),
  tier: z.string().nullable(),
  ...lending,
})

export const showRegions = read({
  id: 'market.regions',
  path: '/market/regions',
  summary: { zh: '地域经营情况', en: 'Lending by province and county' },
  permission: 'reports.read',
  query: z.strictObject(placeFields),
  output: z.object({
    asOf: day,
    total: z.object(lending),
    provinces: z.array(z.object({ code: z.string().nullable(), label: localized, ...lending })),
    /** Cities and counties by volume, the first 400. */
    places: z.array(placeRow),
    placesTotal: count,
  }),
})

export const regionsFile = read({
  id: 'market.regionsFile',
  path: '/market/regions.csv',
  summary: { zh: '导出县域经营情况', en: 'Lending by county as a file' },
  permission: 'reports.read',
  query: z.strictObject(placeFields),
  output: z.string(),
  answers: 'csv',
})

const coverage = z.object({
  loans: count,
  disbursedFen: fen,
  /** Their first loan with this lender. */
  firstHere: count,
  /** No bureau file when they asked: the first loan anywhere; and of how many the bureau said anything. */
  firstAnywhere: count,
  bureauKnown: count,
  rural: count,
  placeKnown: count,
  lowIncome: count,
  incomeKnown: count,
})

export const showCoverage = read({
  id: 'market.coverage',
  path: '/market/coverage',
  summary: { zh: '普惠覆盖', en: 'Inclusive coverage' },
  permission: 'reports.read',
  query: z.strictObject({ ...placeFields, by: z.enum(['month', 'quarter', 'year']).default('month') }),
  output: z.object({
    asOf: day,
    /** Incomes a month below it are low; the lender sets it. */
    lowIncomeBelowFen: fen,
    total: coverage,
    periods: z.array(coverage.extend({ period: z.string() })),
    /** As the statistics count inclusive lending, by borrower, purpose and line (CN-INCL-001). */
    inclusive: z.array(
      z.object({ tag: z.enum(valuesOf('inclusiveTag')), loans: count, disbursedFen: fen, outstandingFen: fen }),
    ),
  }),
})

export const showSubMarkets = read({
  id: 'market.subMarkets',
  path: '/market/sub-markets',
  summary: { zh: '五类细分市场', en: 'The five sub-markets' },
  permission: 'reports.read',
  query: z.strictObject(placeFields),
  output: z.object({
    asOf: day,
    rows: z.array(
      z.object({
        subMarket: z.enum(valuesOf('subMarket')),
        products: count,
        applications: count,
        approvalPpm: ppm.nullable(),
        loans: count,
        disbursedFen: fen,
        sharePpm: ppm,
        outstandingFen: fen,
        overdue30Ppm: ppm.nullable(),
      }),
    ),
    months: z.array(
      z.object({ month: z.string(), subMarket: z.enum(valuesOf('subMarket')), loans: count, disbursedFen: fen }),
    ),
  }),
})

const interval = z.tuple([ppm, ppm])
/** How a share of a group compares with everybody else's: said only where the intervals do not meet. */
const standing = z.enum(valuesOf('riskStanding'))

export const showReport = read({
  id: 'market.report',
  path: '/market/report',
  summary: { zh: '市场趋势与风险分布报告', en: 'Report: market trend and where the risk lies' },
  permission: 'reports.read',
  query: z.strictObject(placeFields),
  output: z.object({
    asOf: day,
    size: z.object({
      source: localized,
      rows: z.array(z.object({ year: count, sizeFen: fen, growthPpm: ppm.nullable() })),
      claimsThatFail: z.array(z.object({ text: localized, impliedPpm: ppm })),
    }),
    /** Whole months only; growth is the last three of them on the three before. */
    trend: z.object({
      months: z.array(z.object({ month: z.string(), applications: count, approved: count, disbursedFen: fen })),
      disbursedGrowthPpm: ppm.nullable(),
      applicationsGrowthPpm: ppm.nullable(),
    }),
    risk: z.object({
      overall: z.object({ loans: count, late: count, sharePpm: ppm.nullable() }),
      groups: z.array(
        z.object({
          dimension: z.enum(valuesOf('riskDimension')),
          id: z.string(),
          label: localized,
          loans: count,
          late: count,
          sharePpm: ppm,
          interval,
          standing,
        }),
      ),
    }),
    /** Places with arrears not above the others', by what could be lent to customers without a loan. */
    opportunities: z.array(
      z.object({
        provinceCode: z.string().nullable(),
        province: localized,
        tier: z.string().nullable(),
        customers: count,
        withoutLoan: count,
        approvalPpm: ppm,
        averageLoanFen: fen,
        potentialFen: fen,
        latePpm: ppm,
        interval,
      }),
    ),
    /** Spending of customers by category, the last three whole months on the three before. */
    spending: z.array(z.object({ category: localized, amountFen: fen, growthPpm: ppm.nullable() })),
  }),
})

export const reportFile = read({
  id: 'market.reportFile',
  path: '/market/report.csv',
  summary: { zh: '导出市场趋势与风险分布报告', en: 'The market report as a file' },
  permission: 'reports.read',
  query: z.strictObject(placeFields),
  output: z.string(),
  answers: 'csv',
})
