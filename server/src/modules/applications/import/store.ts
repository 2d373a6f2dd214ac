import { sql } from 'kysely'
import type { ReadContext, WriteContext } from '../../../platform/context.ts'
import { json, type Reader, stringify } from '../../../platform/db.ts'
import type { Application, FactGroup, Step } from '../model.ts'
import type { ImportRunTable } from '../schema.ts'
import type { GoodRow, RowProblem } from './check-row.ts'
import type { FileShape } from './file.ts'

export type ImportRun = NonNullable<Awaited<ReturnType<typeof readRun>>>

export function readRun(reader: Reader, id: string) {
  return reader.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirst()
}

export function readRunOfFile(reader: Reader, sha256: string) {
  return reader.selectFrom('import_run').selectAll().where('sha256', '=', sha256).executeTakeFirst()
}

export interface NewRun {
  readonly id: string
  readonly fileName: string
  readonly sha256: string
  readonly shape: FileShape
  readonly header: readonly string[]
  readonly content: Buffer
}

const CHUNK = 262_144

/** Keeps a file in encrypted pieces. */
export async function insertRun(
  ctx: WriteContext,
  { id, fileName, sha256, shape, header, content }: NewRun,
): Promise<void> {
  await ctx.tx
    .insertInto('import_run')
    .values({
      id,
      file_name: fileName,
      sha256,
      encoding: shape.encoding,
      delimiter: shape.delimiter,
      bytes: BigInt(content.length),
      header: json(header),
      map: null,
      rows: null,
      good: null,
      bad: null,
      job_id: null,
      created_by: ctx.actor.id,
      created_at: ctx.clock.now(),
    })
    .execute()
  for (let no = 0; no * CHUNK < content.length; no++) {
    const piece = content.subarray(no * CHUNK, (no + 1) * CHUNK).toString('base64')
    const sealed = ctx.keys.encrypt(placeOf(id, no), piece)
    await ctx.tx.insertInto('import_chunk').values({ import_id: id, no, content: sealed }).execute()
  }
}

function placeOf(importId: string, no: number) {
  return { table: 'import_chunk', column: 'content', id: `${importId}/${no}` }
}

/** The file again, piece by piece. */
export async function* readContent(
  ctx: Pick<ReadContext, 'db' | 'keys'>,
  importId: string,
  pieces = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  for (let no = 0; no < pieces; no++) {
    const row = await ctx.db
      .selectFrom('import_chunk')
      .select('content')
      .where('import_id', '=', importId)
      .where('no', '=', no)
      .executeTakeFirst()
    if (!row) return
    yield Buffer.from(ctx.keys.decrypt(placeOf(importId, no), row.content), 'base64')
  }
}

type Status = ImportRunTable['status']['__select__']

export async function updateRun(
  ctx: WriteContext,
  id: string,
  from: readonly Status[],
  set: {
    readonly status: Status
    readonly map?: string
    readonly rows?: number
    readonly good?: number
    readonly bad?: number
    readonly job_id?: string
    readonly imported_at?: string
  },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('import_run')
    .set(set)
    .where('id', '=', id)
    .where('status', 'in', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Replaces what an earlier check found. */
export async function replaceBadRows(
  ctx: WriteContext,
  importId: string,
  bad: ReadonlyMap<number, readonly RowProblem[]>,
): Promise<void> {
  await ctx.tx.deleteFrom('import_bad_row').where('import_id', '=', importId).execute()
  const rows = [...bad].map(([row_no, problems]) => ({ row_no, problems }))
  await sql`insert into import_bad_row (import_id, row_no, problems)
    select ${importId}, r.row_no, r.problems
    from jsonb_to_recordset(${stringify(rows)}::jsonb) as r(row_no int, problems jsonb)`.execute(ctx.tx)
}

export function readBadRows(reader: Reader, importId: string, limit: number) {
  return reader
    .selectFrom('import_bad_row')
    .select(['row_no', 'problems'])
    .where('import_id', '=', importId)
    .orderBy('row_no')
    .limit(limit)
    .execute()
}

/** Which of these rows came in with another file. */
export async function knownKeys(reader: Reader, keys: readonly string[]): Promise<Set<string>> {
  const rows = await reader
    .selectFrom('application')
    .select('source_key')
    .where('source_key', '=', sql<string>`any(${keys})`)
    .execute()
  return new Set(rows.map((row) => row.source_key!))
}

/** An application that came in with others: by a file, or over a counter. */
export interface EnteredApplication {
  readonly id: string
  readonly customerId: string
  readonly productCode: string
  readonly versionId: string
  readonly asked: GoodRow['asked']
  readonly facts: readonly FactGroup[]
  /** The row of the file, and the hash by which the same row is known again. */
  readonly row: { readonly no: number; readonly key: string; readonly past?: 'good' | 'bad' | null } | null
}

/** Writes applications that were handed in and not decided, in one statement. */
export async function insertEntered(
  ctx: WriteContext,
  of: {
    readonly importId: string | null
    readonly channel: Application['channel']
    readonly createdBy: string
    readonly steps: readonly Step[]
  },
  applications: readonly EnteredApplication[],
): Promise<void> {
  const now = ctx.clock.now()
  const rows = applications.map(({ id, customerId, productCode, versionId, asked, row, facts }) => ({
    id,
    customer_id: customerId,
    product_code: productCode,
    product_version_id: versionId,
    purpose: asked.purpose,
    requested_fen: asked.requestedFen,
    term_months: asked.termMonths,
    method: asked.method,
    row_no: row?.no ?? null,
    source_key: row?.key ?? null,
    past_performance: row?.past ?? null,
    facts,
  }))
  await sql`
    insert into application (id, customer_id, product_code, product_version_id, channel, purpose, requested_fen,
      term_months, method, status, import_id, row_no, source_key, past_performance, facts, steps, created_by, created_at, submitted_at,
      changed_at)
    select r.id, r.customer_id, r.product_code, r.product_version_id, ${of.channel}, r.purpose, r.requested_fen,
      r.term_months, r.method, 'submitted', ${of.importId}, r.row_no, r.source_key, r.past_performance, r.facts,
      ${stringify(of.steps)}::jsonb, ${of.createdBy}, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${stringify(rows)}::jsonb) as r(id text, customer_id text, product_code text,
      product_version_id text, purpose text, requested_fen bigint, term_months int, method text, row_no int,
      source_key text, past_performance text, facts jsonb)`.execute(ctx.tx)
}
