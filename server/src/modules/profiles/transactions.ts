import { createHash } from 'node:crypto'
import { type Day, isDay } from '@puhui/calendar'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { readTable } from '../../platform/csv-table.ts'
import { json, stringify } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { CATEGORIES } from './words.ts'

/** How the columns of somebody's file are to be read. */
export interface TransactionMapping {
  /** Who made it: a bank or a shop. */
  readonly source: string
  readonly customer: { readonly column: string; readonly by: 'customerId' | 'mobile' }
  /** `YYYY-MM-DD`, `YYYY/MM/DD` or `YYYYMMDD`. */
  readonly date: string
  /** Below zero is money out, unless `direction` says. */
  readonly amount: { readonly column: string; readonly unit: 'yuan' | 'fen' }
  readonly direction?: { readonly column: string; readonly in: string; readonly out: string }
  readonly category?: { readonly column: string; readonly words: Readonly<Record<string, string>> }
  readonly channel?: {
    readonly column: string
    readonly words: Readonly<Record<string, 'mobile' | 'online' | 'card' | 'cash'>>
  }
  /** A region code of GB/T 2260. */
  readonly region?: string
  readonly merchant?: string
}

export interface ReadTransaction {
  readonly customerKey: string
  readonly occurredOn: Day
  readonly direction: 'in' | 'out'
  readonly amountFen: bigint
  readonly category: string | null
  readonly channel: string | null
  readonly regionCode: string | null
  readonly merchant: string | null
}

export interface BadRow {
  readonly row: number
  readonly problem: string
}

/** Reads a file by its mapping: what can be read, and what not with its row. Row 1 is the header. */
export function readTransactions(
  content: string,
  mapping: TransactionMapping,
): {
  readonly good: readonly (ReadTransaction & { readonly row: number })[]
  readonly bad: readonly BadRow[]
  readonly rows: number
} {
  const rows = readTable(content)
  const missing = columnsOf(mapping).filter((column) => rows[0] !== undefined && !(column in rows[0]))
  if (missing.length > 0) throw new RefusalError({ code: 'profiles.column_missing', column: missing.join(', ') })
  const good: (ReadTransaction & { row: number })[] = []
  const bad: BadRow[] = []
  for (const [at, row] of rows.entries()) {
    const read = readRow(row, mapping)
    if ('problem' in read) bad.push({ row: at + 2, problem: read.problem })
    else good.push({ ...read, row: at + 2 })
  }
  return { good, bad, rows: rows.length }
}

function columnsOf({
  customer,
  date,
  amount,
  direction,
  category,
  channel,
  region,
  merchant,
}: TransactionMapping): string[] {
  const columns = [
    customer.column,
    date,
    amount.column,
    direction?.column,
    category?.column,
    channel?.column,
    region,
    merchant,
  ]
  return columns.filter((column) => column !== undefined)
}

function readRow(
  row: Record<string, string>,
  mapping: TransactionMapping,
): ReadTransaction | { readonly problem: string } {
  const occurredOn = dayOf(row[mapping.date] ?? '')
  if (occurredOn === null) return { problem: 'date' }
  const signedFen = fenOf(row[mapping.amount.column] ?? '', mapping.amount.unit)
  if (signedFen === null || signedFen === 0n) return { problem: 'amount' }
  const said = mapping.direction && row[mapping.direction.column]
  const direction =
    said === undefined
      ? signedFen < 0n
        ? 'out'
        : 'in'
      : said === mapping.direction!.out
        ? 'out'
        : said === mapping.direction!.in
          ? 'in'
          : null
  if (direction === null) return { problem: 'direction' }
  const region = mapping.region ? (row[mapping.region] ?? '') : ''
  const category = mapping.category ? mapping.category.words[row[mapping.category.column] ?? ''] : undefined
  return {
    customerKey: row[mapping.customer.column] ?? '',
    occurredOn,
    direction,
    amountFen: signedFen < 0n ? -signedFen : signedFen,
    category: direction === 'out' && mapping.category ? (category ?? 'other') : null,
    channel: mapping.channel ? (mapping.channel.words[row[mapping.channel.column] ?? ''] ?? null) : null,
    regionCode: /^\d{6}$/.test(region) ? region : null,
    merchant: mapping.merchant ? row[mapping.merchant]?.slice(0, 80) || null : null,
  }
}

function dayOf(text: string): Day | null {
  const day = /^\d{8}/.test(text)
    ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`
    : text.slice(0, 10).replaceAll('/', '-')
  return isDay(day) ? day : null
}

function fenOf(text: string, unit: 'yuan' | 'fen'): bigint | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replace(/[,¥￥\s]/g, ''))
  if (!match) return null
  const [, sign, whole, part = ''] = match
  if (unit === 'fen') return part === '' ? BigInt(`${sign}${whole}`) : null
  return BigInt(`${sign}${whole}${part.padEnd(2, '0')}`)
}

/**
 * Keeps the transactions of a file for the customers it names. The same file is taken once.
 *
 * @param customerIdOf the customer of each key, where there is one who agreed
 * @refuses profiles.file_known, profiles.column_missing
 */
export async function importTransactions(
  ctx: WriteContext,
  file: { readonly name: string; readonly content: string },
  mapping: TransactionMapping,
  customersOf: (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<{ importId: string; rows: number; good: number; bad: readonly BadRow[]; customerIds: readonly string[] }> {
  const sha256 = createHash('sha256').update(file.content).digest('hex')
  const known = await ctx.tx
    .selectFrom('transaction_import')
    .select('id')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (known) throw new RefusalError({ code: 'profiles.file_known' })
  const unknownWord = Object.values(mapping.category?.words ?? {}).find(
    (word) => !CATEGORIES.some(({ value }) => value === word),
  )
  if (unknownWord !== undefined) throw new RefusalError({ code: 'profiles.category_unknown', category: unknownWord })
  const read = readTransactions(file.content, mapping)
  const customers = await customersOf([...new Set(read.good.map(({ customerKey }) => customerKey))])
  const taken = read.good.filter(({ customerKey }) => customers.has(customerKey))
  const strangers = read.good
    .filter(({ customerKey }) => !customers.has(customerKey))
    .map(({ row }) => ({ row, problem: 'customer' }))
  const bad = [...read.bad, ...strangers].sort((a, b) => a.row - b.row)
  const importId = ctx.ids.next('txi')
  await ctx.tx
    .insertInto('transaction_import')
    .values({
      id: importId,
      file_name: file.name,
      sha256,
      source: mapping.source,
      mapping: json(mapping),
      rows: read.rows,
      good: taken.length,
      bad: bad.length,
      problems: json(bad.slice(0, 1_000)),
      created_by: ctx.actor.id,
      created_at: ctx.clock.now(),
    })
    .execute()
  await insertTransactions(
    ctx,
    importId,
    taken.map((one) => ({ ...one, customerId: customers.get(one.customerKey)! })),
  )
  await record(ctx, {
    action: 'profiles.transactions_imported',
    objectKind: 'transactionImport',
    objectId: importId,
    after: { fileName: file.name, source: mapping.source, sha256, good: taken.length, bad: bad.length },
  })
  return { importId, rows: read.rows, good: taken.length, bad, customerIds: [...new Set(customers.values())] }
}

const ROWS_AT_ONCE = 20_000

async function insertTransactions(
  ctx: WriteContext,
  importId: string,
  rows: readonly (ReadTransaction & { readonly row: number; readonly customerId: string })[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const chunk = rows.slice(at, at + ROWS_AT_ONCE)
    await sql`
      insert into customer_transaction (id, customer_id, import_id, occurred_on, direction, amount_fen, category, channel, region_code, merchant)
      select ${importId} || '_' || row, "customerId", ${importId}, "occurredOn", direction, "amountFen", category, channel, "regionCode", merchant
      from jsonb_to_recordset(${stringify(chunk)}::jsonb) as t(row int, "customerId" text, "occurredOn" date, direction text,
        "amountFen" bigint, category text, channel text, "regionCode" text, merchant text)`.execute(ctx.tx)
  }
}
