import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import type { DataSetId, MarketRecord, Source } from './model.ts'
import type { MarketVersionTable } from './schema.ts'
import { SOURCE_REPORT, SOURCE_REPORT_ROWS } from './shipped.ts'

/** Every source that was loaded from a file, or shipped as a file would be; the newest first. */
export async function readSources(reader: Reader, dataSet?: DataSetId): Promise<Source[]> {
  const rows = await reader
    .selectFrom('market_version as v')
    .leftJoin('staff_user as u', 'u.id', 'v.loaded_by')
    .selectAll('v')
    .select('u.name as loader')
    .orderBy('v.loaded_at', 'desc')
    .orderBy('v.version', 'desc')
    .execute()
  const newest = new Map<string, number>()
  for (const { data_set, source, version } of rows) {
    const key = `${data_set}|${source}`
    newest.set(key, Math.max(version, newest.get(key) ?? 0))
  }
  const loaded = rows.map((row): Source => {
    const isCurrent = row.version === newest.get(`${row.data_set}|${row.source}`)
    return {
      id: row.id,
      dataSet: row.data_set,
      name: { zh: row.source, en: row.source },
      kind: row.kind,
      licence: { zh: row.licence, en: row.licence },
      retrievedOn: row.retrieved_on,
      version: row.version,
      rows: row.rows,
      isCurrent,
      loadedBy: row.loader ?? row.loaded_by,
      loadedAt: row.loaded_at,
      fileName: row.file_name,
      sha256: row.sha256,
      claims: row.claims,
    }
  })
  return [...loaded, SOURCE_REPORT].filter((source) => dataSet === undefined || source.dataSet === dataSet)
}

/** The rows of a source, in the order of its file. */
export async function readRecords(reader: Reader, sourceId: string): Promise<readonly MarketRecord[]> {
  if (sourceId === SOURCE_REPORT.id) return SOURCE_REPORT_ROWS
  const rows = await reader
    .selectFrom('market_row')
    .select('record')
    .where('version_id', '=', sourceId)
    .orderBy('no')
    .execute()
  return rows.map(({ record }) => record)
}

export type NewVersion = Omit<MarketVersionTable, 'version' | 'loaded_by' | 'loaded_at' | 'mapping' | 'claims'> & {
  readonly mapping: unknown
  readonly claims: readonly unknown[]
}

/** @returns the number of the version; null when this very file was loaded before */
export async function insertVersion(ctx: WriteContext, version: NewVersion): Promise<number | null> {
  const { data_set, source } = version
  await sql`select pg_advisory_xact_lock(hashtext(${`market|${data_set}|${source}`}))`.execute(ctx.tx)
  const last = await ctx.tx
    .selectFrom('market_version')
    .select((select) => select.fn.max('version').as('version'))
    .where('data_set', '=', data_set)
    .where('source', '=', source)
    .executeTakeFirst()
  const number = (last?.version ?? 0) + 1
  const kept = await ctx.tx
    .insertInto('market_version')
    .values({
      ...version,
      version: number,
      mapping: json(version.mapping),
      claims: json(version.claims) as never,
      loaded_by: ctx.actor.id,
      loaded_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['data_set', 'sha256']).doNothing())
    .executeTakeFirst()
  return kept.numInsertedOrUpdatedRows === 1n ? number : null
}

export async function insertRecords(
  ctx: WriteContext,
  versionId: string,
  records: readonly MarketRecord[],
): Promise<void> {
  await sql`insert into market_row (version_id, no, record)
    select ${versionId}, r.no, r.record from jsonb_array_elements(${json(records)}) with ordinality as r (record, no)`.execute(
    ctx.tx,
  )
}
