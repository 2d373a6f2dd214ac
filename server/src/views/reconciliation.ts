import { addDays, type Day } from '@puhui/calendar'
import { type AccountCode, accountOf } from '@puhui/ledger'
import { booksOn, knownOn } from '@puhui/loan'
import { sql } from 'kysely'
import type { TrialBalance } from '../modules/ledger/index.ts'
import { FoldError, type FoldedLoans, foldedLoans, readDayEndOf } from '../modules/servicing/index.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'

/** Accounts that empty when a loan ends: what they hold is the sum over the loans. */
const ACCOUNTS: readonly AccountCode[] = ['1303', '1132', '1133', '1122', '2241', '9001']

export interface Reconciled {
  readonly account: AccountCode
  readonly label: { readonly zh: string; readonly en: string }
  readonly ledgerFen: bigint
  readonly loansFen: bigint
}

/**
 * The general ledger against the loans themselves, account by account, at the close of a day; today, as of now.
 *
 * What the loans say is not read from the ledger: it is the sum of their own books, taken by the last day-end and carried
 * on for the loans to which something has happened since.
 */
export async function reconciled(
  ctx: ReadContext,
  balance: TrialBalance,
  { asOf, today }: { readonly asOf: Day; readonly today: Day },
): Promise<Reconciled[]> {
  const standing = asOf < today ? await standingAtClose(ctx, asOf) : await standingNow(ctx, today)
  return ACCOUNTS.map((account) => {
    const row = balance.accounts.find((one) => one.code === account)!
    const { name: label, normalSide } = accountOf(account)
    const sum = standing.get(account) ?? 0n
    return { account, label, ledgerFen: row.balanceFen, loansFen: normalSide === 'debit' ? sum : -sum }
  })
}

type Standing = Map<AccountCode, bigint>

async function standingAtClose(ctx: ReadContext, day: Day): Promise<Standing> {
  const known = await standingOfDayEnd(ctx.db, day)
  if (known) return known
  return standingOf(ctx, await loansBefore(ctx.db, addDays(day, 1)), { known: day, on: addDays(day, 1) })
}

async function standingNow(ctx: ReadContext, today: Day): Promise<Standing> {
  const base = await standingOfDayEnd(ctx.db, addDays(today, -1))
  if (!base) return standingOf(ctx, await loansBefore(ctx.db, addDays(today, 1)), { known: today, on: today })
  const moved = await movedOn(ctx.db, today)
  const before = await standingOf(ctx, moved, { known: addDays(today, -1), on: today })
  const after = await standingOf(ctx, moved, { known: today, on: today })
  for (const account of ACCOUNTS) {
    base.set(account, (base.get(account) ?? 0n) + (after.get(account) ?? 0n) - (before.get(account) ?? 0n))
  }
  return base
}

async function standingOfDayEnd(reader: Reader, day: Day): Promise<Standing | null> {
  const run = await readDayEndOf(reader, day)
  if (!run || run.status === 'running') return null
  const { standing } = run.figures as { standing: Record<string, string> | null }
  if (!standing) return null
  return new Map(Object.entries(standing).map(([account, amount]) => [account as AccountCode, BigInt(amount)]))
}

interface Mark {
  readonly id: string
  readonly eventSeq: number
}

async function loansBefore(reader: Reader, day: Day): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select id, event_seq as "eventSeq" from loan where disbursed_on < ${day}::date order by id`.execute(reader)
  return rows
}

/** Loans to which something has happened on the open day. */
async function movedOn(reader: Reader, day: Day): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select id, event_seq as "eventSeq" from loan
      where id in (select loan_id from loan_event where booked_on = ${day}::date) order by id`.execute(reader)
  return rows
}

async function standingOf(
  ctx: ReadContext,
  marks: readonly Mark[],
  { known, on }: { readonly known: Day; readonly on: Day },
): Promise<Standing> {
  const sums: Standing = new Map()
  for (const loan of await keptOf(ctx.db).of(ctx.db, marks)) {
    if (loan instanceof FoldError) continue
    for (const { account, amountFen } of booksOn(knownOn(loan, known), on)) {
      sums.set(account, (sums.get(account) ?? 0n) + amountFen)
    }
  }
  return sums
}

/** Folded loans are kept per database, so that the next look at the same loans costs little. */
const kept = new WeakMap<Reader, FoldedLoans>()

function keptOf(reader: Reader): FoldedLoans {
  const own = kept.get(reader) ?? foldedLoans(12_000)
  kept.set(reader, own)
  return own
}
