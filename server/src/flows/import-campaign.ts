import { createHash } from 'node:crypto'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import type { WriteContext } from '../platform/context.ts'
import { readTable } from '../platform/csv-table.ts'
import { json } from '../platform/db.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError, type RefusalProblem } from '../platform/refusal-error.ts'

export interface FinishedCampaign {
  readonly code: string
  readonly name: Localized
  readonly fileName: string
  readonly content: Buffer
  readonly armColumn: string
  /** Value of those who were left alone. */
  readonly control: string
  readonly measures: readonly string[]
  readonly beforeColumn: string | null
}

interface Unit {
  readonly arm: string
  readonly before: number | null
  readonly measures: readonly number[]
}

const ROWS_AT_ONCE = 5_000
const PROBLEMS_MAX = 200

/**
 * Takes in a finished campaign, one row a person: all of it, or nothing with every value that is no number.
 *
 * @refuses campaigns.column_missing, campaigns.rows_invalid, campaigns.control_missing, campaigns.code_taken, campaigns.file_known
 */
export async function importCampaign(
  ctx: WriteContext,
  asked: FinishedCampaign,
): Promise<{ id: string; rows: number }> {
  const units = readUnits(asked)
  const arms = [...new Set(units.map(({ arm }) => arm))].sort()
  if (!arms.includes(asked.control))
    throw new RefusalError({ code: 'campaigns.control_missing', control: asked.control })
  const id = ctx.ids.next('cmp')
  await insertHead(ctx, id, asked)
  const about = { control: asked.control, arms: json(arms), measures: json(asked.measures), rows: units.length }
  const sha256 = createHash('sha256').update(asked.content).digest('hex')
  const kept = await ctx.tx
    .insertInto('campaign_import')
    .values({ campaign_id: id, file_name: asked.fileName, sha256, ...about } as never)
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows !== 1n) throw new RefusalError({ code: 'campaigns.file_known' })
  for (let from = 0; from < units.length; from += ROWS_AT_ONCE) await insertUnits(ctx, id, units, from)
  await record(ctx, {
    action: 'campaigns.imported',
    objectKind: 'campaign',
    objectId: id,
    after: { code: asked.code, rows: units.length, arms, sha256 },
  })
  return { id, rows: units.length }
}

function readUnits(asked: FinishedCampaign): Unit[] {
  const rows = readTable(asked.content.toString('utf8'))
  const columns = [asked.armColumn, ...asked.measures, ...(asked.beforeColumn === null ? [] : [asked.beforeColumn])]
  const missing = columns.filter((column) => rows[0] === undefined || !(column in rows[0]))
  if (missing.length > 0) throw new RefusalError({ code: 'campaigns.column_missing', column: missing.join('、') })
  const problems: RefusalProblem[] = []
  const units = rows.map((row, at) => {
    const number = (column: string) => numberAt(row, column, at + 2, problems)
    return {
      arm: row[asked.armColumn]!,
      before: asked.beforeColumn === null ? null : number(asked.beforeColumn),
      measures: asked.measures.map(number),
    }
  })
  if (problems.length > 0)
    throw new RefusalError({ code: 'campaigns.rows_invalid', count: problems.length }, problems.slice(0, PROBLEMS_MAX))
  return units
}

type Row = Readonly<Record<string, string>>

function numberAt(row: Row, column: string, line: number, problems: RefusalProblem[]): number {
  const value = row[column] ?? ''
  const number = value === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) {
    const facts = { row: line, column, value: value.slice(0, 40) }
    problems.push({ pointer: `/rows/${line}/${column}`, code: 'campaigns.row_not_a_number', facts })
  }
  return number
}

async function insertHead(ctx: WriteContext, id: string, { code, name }: FinishedCampaign): Promise<void> {
  const now = ctx.clock.now()
  const head = { kind: 'information', channel: 'email', origin: 'imported', status: 'sent', holdout_ppm: 0 } as const
  const done = await ctx.tx
    .insertInto('campaign')
    .values({
      id,
      code,
      name: json(name),
      body: json({ zh: '', en: '' }),
      subject: json(null),
      goal: json(null),
      ...head,
      segment_id: null,
      unit_cost_fen: 0n,
      window_days: 14,
      created_by: ctx.actor.id,
      created_at: now,
      changed_at: now,
      ended_at: now,
    } as never)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  if (done.numInsertedOrUpdatedRows !== 1n) throw new RefusalError({ code: 'campaigns.code_taken', campaign: code })
}

async function insertUnits(ctx: WriteContext, id: string, units: readonly Unit[], from: number): Promise<void> {
  const rows = units.slice(from, from + ROWS_AT_ONCE).map((unit, at) => ({ no: from + at + 1, ...unit }))
  await sql`insert into campaign_unit (campaign_id, no, arm, before, measures)
    select ${id}, u.no, u.arm, u.before, u.measures
    from jsonb_to_recordset(${json(rows)}) as u (no integer, arm text, before double precision, measures double precision[])`.execute(
    ctx.tx,
  )
}
