import { addDays, type Day, isDay } from '@puhui/calendar'
import { mobileOf } from '../modules/customers/index.ts'
import {
  handleAlert,
  markAsked,
  type NewMovement,
  type Recorded,
  readByNumbers,
  readWatched,
  recognise,
  recordMovements,
  type Told,
  type Watched,
} from '../modules/funds/index.ts'
import { businessDate } from '../platform/clock.ts'
import { type Caller, type Platform, type WriteContext, write } from '../platform/context.ts'
import { readTable, type TableRow } from '../platform/csv-table.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'

type ToldByBank = Omit<Told, 'naturalKey'> & { readonly reference: string }

/** What a flow needs of the bank that keeps the borrower's account; the adapters provide it. */
export interface FeedPort {
  readonly isSimulated: boolean
  movements(
    requests: readonly (Watched & { readonly after: Day; readonly until: Day })[],
  ): Promise<readonly (readonly ToldByBank[])[]>
}

/** For so long after the payout an account is asked about. */
const WATCH_DAYS = 45
const AT_ONCE = 500

/** Asks the bank about the accounts of fresh loans and keeps what it tells; nothing is asked inside a transaction. */
export async function trackFunds(platform: Platform, caller: Caller, feed: FeedPort): Promise<Recorded> {
  const until = await businessDate(platform.db)
  const watched = await readWatched(platform.db, addDays(until, -WATCH_DAYS), until)
  const total = { recorded: 0, known: 0, alerts: 0 }
  for (let at = 0; at < watched.length; at += AT_ONCE) {
    const asked = watched.slice(at, at + AT_ONCE)
    const answers = await feed.movements(asked.map((one) => ({ ...one, after: one.askedUntil, until })))
    const part = await write(platform, caller, async (ctx) => {
      const told = asked.flatMap((loan, index) =>
        (answers[index] ?? []).map(({ reference, ...movement }) => ({
          loan,
          told: { ...movement, naturalKey: `bank:${reference}` },
        })),
      )
      const recorded = await keep(ctx, told, { source: 'bank', isSimulated: feed.isSimulated })
      await markAsked(
        ctx.tx,
        asked.map(({ loanId }) => loanId),
        until,
      )
      return recorded
    })
    for (const key of ['recorded', 'known', 'alerts'] as const) total[key] += part[key]
  }
  return total
}

async function keep(
  ctx: WriteContext,
  told: readonly { readonly loan: Watched; readonly told: Told }[],
  origin: Pick<NewMovement, 'source' | 'isSimulated'>,
): Promise<Recorded> {
  const { kind } = await lenderProfile(ctx)
  const on = await businessDate(ctx.db)
  const movements = told.map(({ loan, told: movement }): NewMovement => {
    const { loanId, customerId } = loan
    return { ...movement, ...origin, loanId, customerId, ...recognise(kind, on, loan, movement) }
  })
  return recordMovements(ctx, on, movements)
}

const COLUMNS = { number: '借据号', date: '日期', amount: '金额', counterparty: '对方户名', note: '摘要' } as const

export interface BadLine {
  readonly row: number
  readonly problem: 'loan' | 'date' | 'amount' | 'counterparty'
}

/**
 * Keeps the movements of a bank's file: loan number, day, amount in yuan, counterparty, note. The same line twice is once.
 *
 * @refuses funds.file_unreadable when a column is missing
 */
export async function importFunds(
  ctx: WriteContext,
  { fileName, content }: { readonly fileName: string; readonly content: string },
): Promise<Recorded & { readonly rows: number; readonly bad: readonly BadLine[] }> {
  const rows = linesOf(content)
  const loans = new Map(
    (
      await readByNumbers(
        ctx.db,
        rows.map((row) => row[COLUMNS.number] ?? ''),
      )
    ).map((loan) => [loan.number, loan]),
  )
  const bad: BadLine[] = []
  const told = rows.flatMap((row, at) => {
    const read = readLine(row, loans)
    if (!('problem' in read)) return [read]
    bad.push({ row: at + 2, problem: read.problem })
    return []
  })
  const recorded = await keep(ctx, told, { source: 'file', isSimulated: false })
  await record(ctx, {
    action: 'funds.file_imported',
    objectKind: 'funds',
    objectId: 'account-movements',
    after: { fileName, rows: rows.length, bad: bad.length, ...recorded },
  })
  return { ...recorded, rows: rows.length, bad }
}

function linesOf(content: string): TableRow[] {
  const rows = readTable(content)
  const missing = Object.values(COLUMNS).filter((column) => rows[0] !== undefined && !(column in rows[0]))
  if (rows.length === 0 || missing.length > 0) {
    throw new RefusalError({ code: 'funds.file_unreadable', columns: Object.values(COLUMNS).join('、') })
  }
  return rows
}

function readLine(
  row: TableRow,
  loans: ReadonlyMap<string, Watched>,
): { readonly loan: Watched; readonly told: Told } | { readonly problem: BadLine['problem'] } {
  const loan = loans.get(row[COLUMNS.number] ?? '')
  if (!loan) return { problem: 'loan' }
  const movedOn = (row[COLUMNS.date] ?? '').replaceAll('/', '-')
  if (!isDay(movedOn)) return { problem: 'date' }
  const amount = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec((row[COLUMNS.amount] ?? '').replaceAll(',', ''))
  const amountFen = amount ? BigInt(amount[1] + (amount[2] ?? '').padEnd(2, '0')) : 0n
  if (amountFen <= 0n) return { problem: 'amount' }
  const counterparty = row[COLUMNS.counterparty] ?? ''
  if (counterparty === '') return { problem: 'counterparty' }
  const note = row[COLUMNS.note] ?? ''
  const naturalKey = `file:${loan.number}|${movedOn}|${amountFen}|${counterparty}|${note}`
  return { loan, told: { movedOn, amountFen, counterparty, note, naturalKey } }
}

/** Deals with an alert and tells the borrower where something is asked of them. */
export function handleFundAlert(
  ctx: WriteContext,
  id: string,
  decision: Parameters<typeof handleAlert>[2],
): Promise<void> {
  return handleAlert(ctx, id, decision, (customerId) => mobileOf(ctx, customerId))
}
