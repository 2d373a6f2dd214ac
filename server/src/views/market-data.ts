import type { marketApi, OutputOf } from '@puhui/api'
import { labels } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import {
  DATA_SETS,
  type DataSetId,
  type MarketRecord,
  readRecords,
  readSources,
  type Source,
} from '../modules/market/index.ts'
import { CATEGORIES } from '../modules/profiles/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { provinceName, ruleNames, standingRecords, standingSources } from './market-own.ts'

type Shown = OutputOf<typeof marketApi.showDataSet>
type Line = Shown['lines'][number]

/** Every data set with its columns and the sources that it can be read from, those that stand without a file first. */
export async function dataSets(ctx: ReadContext): Promise<OutputOf<typeof marketApi.listDataSets>> {
  const [standing, loaded] = await Promise.all([standingSources(ctx), readSources(ctx.db)])
  return {
    sets: [...DATA_SETS.values()].map(({ id, about, columns }) => ({
      id,
      label: labels.marketDataSet[id],
      about,
      columns: columns.map(columnShown),
      sources: [...standing, ...loaded].filter(({ dataSet }) => dataSet === id).map(sourceShown),
    })),
  }
}

function columnShown({
  id,
  label,
  type,
  isRequired,
}: {
  id: string
  label: Localized
  type: string
  isRequired: boolean
}) {
  return { id, label, type, isRequired }
}

export function sourceShown({ claims: _claims, ...source }: Source) {
  return source
}

/** The source that was asked for, or the first of the data set. */
export async function sourceOf(
  ctx: ReadContext,
  dataSet: DataSetId,
  sourceId: string | undefined,
): Promise<{ readonly source: Source; readonly sources: readonly Source[] }> {
  const sources = [...(await standingSources(ctx, dataSet)), ...(await readSources(ctx.db, dataSet))]
  const source = sources.find(({ id }) => id === sourceId) ?? (sourceId === undefined ? sources[0] : undefined)
  if (!source) throw new RefusalError({ code: 'market.source_not_found' })
  return { source, sources }
}

const ROWS_SHOWN = 400

/** One data set from one source, as lines over time and as rows. */
export async function dataSetShown(
  ctx: ReadContext,
  dataSet: DataSetId,
  query: { readonly sourceId?: string | undefined },
): Promise<Shown> {
  const { source } = await sourceOf(ctx, dataSet, query.sourceId)
  const records = await recordsOf(ctx, source)
  const columns = DATA_SETS.get(dataSet)!.columns.filter(({ id }) => records.some((record) => record[id] !== undefined))
  return {
    source: sourceShown(source),
    columns: columns.map(columnShown),
    lines: LINES[dataSet](records),
    rows: records
      .slice(-ROWS_SHOWN)
      .toReversed()
      .map((record) => columns.map(({ id }) => record[id] ?? '')),
    words: wordsOf(records),
    rowsTotal: records.length,
  }
}

function wordsOf(records: readonly MarketRecord[]): Shown['words'] {
  const categories = new Set(records.flatMap(({ category }) => category ?? []))
  const provinces = new Set(records.flatMap(({ province }) => province ?? []))
  return Object.fromEntries([
    ...[...categories].map((id) => [id, categoryName(id)] as const),
    ...[...provinces].map((code) => [code, provinceName(code)] as const),
    ...(records.some(({ title }) => title !== undefined) ? ruleNames() : []),
  ])
}

/** Rates of a loaded file stand in the one table of rates, so any source of rates reads that. */
export async function recordsOf(ctx: ReadContext, source: Source): Promise<readonly MarketRecord[]> {
  const standing = await standingRecords(ctx, source.dataSet === 'rates' ? 'benchmark-rates' : source.id)
  return standing ?? readRecords(ctx.db, source.id)
}

const LINES: Readonly<Record<DataSetId, (records: readonly MarketRecord[]) => Line[]>> = {
  size: (records) =>
    summed(records, { by: 'year', groups: (record) => record.part ?? '', value: 'size', unit: 'money' }).map(
      named(partName),
    ),
  spending: (records) =>
    summed(records, { by: 'month', groups: (record) => record.category ?? '', value: 'amount', unit: 'money' })
      .map(named(categoryName))
      .toSorted((a, b) => (totalOf(a) > totalOf(b) ? -1 : 1))
      .slice(0, LINES_MAX),
  credit: (records) =>
    CREDIT.flatMap(([value, unit]) =>
      summed(records, { by: 'month', groups: () => value, value, unit }).map(named(creditName)),
    ),
  rates: (records) =>
    summed(records, { by: 'publishedOn', groups: (record) => record.benchmark ?? '', value: 'rate', unit: 'rate' }).map(
      named((id) => ({ zh: id, en: id })),
    ),
  policy: (records) => {
    const years = records.map(({ publishedOn = '' }) => ({ year: publishedOn.slice(0, 4), one: '1' }))
    return summed(years, { by: 'year', groups: () => 'published', value: 'one', unit: 'count' }).map(
      named(() => ({ zh: '当年公布或生效', en: 'Published or in force that year' })),
    )
  },
}

const LINES_MAX = 8
const CREDIT = [
  ['applications', 'count'],
  ['approvals', 'count'],
  ['disbursed', 'money'],
  ['repaid', 'money'],
] as const

interface Summing {
  readonly by: string
  readonly groups: (record: MarketRecord) => string
  readonly value: string
  readonly unit: Line['unit']
}

interface Unnamed extends Omit<Line, 'label'> {}

function summed(records: readonly MarketRecord[], { by, groups, value, unit }: Summing): Unnamed[] {
  const lines = new Map<string, Map<string, bigint>>()
  for (const record of records) {
    const line = lines.get(groups(record)) ?? new Map<string, bigint>()
    lines.set(groups(record), line)
    const period = record[by] ?? ''
    line.set(period, (line.get(period) ?? 0n) + BigInt(record[value] ?? '0'))
  }
  return [...lines].map(([id, points]) => {
    const sorted = [...points].sort(([a], [b]) => (a < b ? -1 : 1))
    return { id, unit, points: sorted.map(([period, sum]) => ({ period, value: String(sum) })) }
  })
}

const named =
  (name: (id: string) => Localized) =>
  (line: Unnamed): Line => ({ ...line, label: name(line.id) })

const totalOf = ({ points }: Line): bigint => points.reduce((sum, { value }) => sum + BigInt(value), 0n)

export function categoryName(id: string): Localized {
  return CATEGORIES.find(({ value }) => value === id)?.label ?? { zh: id, en: id }
}

function partName(id: string): Localized {
  return id === '' ? { zh: '市场规模', en: 'Market size' } : { zh: id, en: id }
}

function creditName(id: string): Localized {
  const { label } = DATA_SETS.get('credit')!.columns.find((column) => column.id === id)!
  return label
}
