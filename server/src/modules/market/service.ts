import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { businessDate } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError, type RefusalProblem } from '../../platform/refusal-error.ts'
import { DATA_SETS } from './data-sets.ts'
import type { Claim, DataSetId, LoadedKind, Mapping, MarketRecord } from './model.ts'
import { readFile } from './read-file.ts'
import { insertRecords, insertVersion } from './store.ts'

export interface MarketFile {
  readonly dataSet: DataSetId
  readonly fileName: string
  readonly content: string
  readonly mapping: Mapping
  readonly source: string
  readonly kind: LoadedKind
  readonly licence: string
  readonly retrievedOn: Day
  readonly claims: readonly Claim[]
}

const PROBLEMS_MAX = 200

/**
 * Keeps a file as the next version of its source, all rows or none.
 *
 * @returns what was read; rows of market rates are for the caller to enter where prices read them
 * @refuses market.in_future, market.file_unreadable, market.column_missing, market.rows_invalid, market.file_known
 */
export async function loadMarketFile(
  ctx: WriteContext,
  file: MarketFile,
): Promise<{ readonly sourceId: string; readonly version: number; readonly records: readonly MarketRecord[] }> {
  const today = await businessDate(ctx.db)
  if (file.retrievedOn > today) throw new RefusalError({ code: 'market.in_future', row: 0, value: file.retrievedOn })
  const records = goodRows(file, today)
  const sha256 = createHash('sha256').update(file.content).digest('hex')
  const id = ctx.ids.next('mkv')
  const version = await insertVersion(ctx, {
    id,
    data_set: file.dataSet,
    source: file.source,
    kind: file.kind,
    licence: file.licence,
    retrieved_on: file.retrievedOn,
    file_name: file.fileName,
    sha256,
    mapping: file.mapping,
    claims: file.claims,
    rows: records.length,
  })
  if (version === null) throw new RefusalError({ code: 'market.file_known' })
  if (file.dataSet !== 'rates') await insertRecords(ctx, id, records)
  const { dataSet, source, licence, retrievedOn } = file
  await record(ctx, {
    action: 'market.loaded',
    objectKind: 'marketData',
    objectId: id,
    after: { dataSet, source, version, licence, retrievedOn, rows: records.length, sha256 },
  })
  return { sourceId: id, version, records }
}

function goodRows({ dataSet, content, mapping }: MarketFile, today: Day): readonly MarketRecord[] {
  const { missing, bad, good } = readFile(DATA_SETS.get(dataSet)!, content, today, mapping)
  if (missing.length > 0) throw new RefusalError({ code: 'market.column_missing', column: missing.join(', ') })
  const problems = bad.map(({ row, column, value, code }): RefusalProblem => {
    return { pointer: `/rows/${row}/${column}`, code, facts: { row, column, value } }
  })
  if (problems.length > 0 || good.length === 0) {
    throw new RefusalError({ code: 'market.rows_invalid', count: problems.length }, problems.slice(0, PROBLEMS_MAX))
  }
  return good
}
