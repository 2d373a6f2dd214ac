import { addDays, type Day } from '@puhui/calendar'
import { booksOn, knownOn } from '@puhui/loan'
import { sql } from 'kysely'
import { FoldError, type FoldedLoans, foldedLoans } from '../../server/src/modules/servicing/index.ts'
import type { Reader } from '../../server/src/platform/db.ts'

/** Accounts that hold what the borrowers owe, and so the sum over the loans. */
const OF_LOANS = ['1303', '1132', '1133', '1122', '2241', '9001']

export interface Check {
  readonly on: Day
  readonly what: string
  /** Fen, or how many are wrong; '0' is right. */
  readonly difference: string
  readonly detail: string
}

/**
 * Adds the books up from their lines and holds the sums against the loans, each folded anew from its events: nothing that
 * the platform has summed up before is believed. Without days: the end of every month, the last close and the open day.
 */
export async function checkBooks(reader: Reader, wanted?: readonly Day[]): Promise<Check[]> {
  const { rows } = await sql<{ today: Day; first: Day | null }>`
    select business_on as today, (select min(booked_on) from ledger_line) as first from clock`.execute(reader)
  const { today, first } = rows[0]!
  const loans = foldedLoans(1_000_000)
  const found = [
    ...(await entriesAlone(reader, today)),
    ...(await rowsAgainstFold(reader, loans, today)),
    ...(await allowanceOf(reader)),
  ]
  for (const on of wanted ?? daysWorthALook(first ?? today, today)) {
    found.push(...(await statementsOn(reader, on)), ...(await loansOn(reader, loans, on, on < today)))
  }
  return found
}

/** The open day, the close before it and the last day of every month since the books began. */
function daysWorthALook(first: Day, today: Day): Day[] {
  const days: Day[] = []
  for (let on = first; on < today; on = addDays(on, 1)) if (addDays(on, 1).endsWith('-01')) days.push(on)
  return [...new Set([...days, addDays(today, -1), today])]
}

/**
 * Every entry balances, and the loans that stand inside it make up its amount. The accrual is a formula, proved by the
 * fold below, and so is what a correction adds for days gone by; the provision of a month has a line for every loan of its own, see `allowanceOf`.
 */
async function entriesAlone(reader: Reader, on: Day): Promise<Check[]> {
  const { rows } = await sql<{ entries: number; unbalanced: number; unproven: number }>`
    select count(*)::int as entries, count(*) filter (where l.net <> 0)::int as unbalanced,
        count(*) filter (where e.loans > 0 and e.kind not in ('accrued', 'provisioned') and not (e.kind = 'corrected' and p.fen is null)
          and p.fen is distinct from e.amount_fen)::int as unproven
      from ledger_entry e
      join (select entry_id, sum(debit_fen - credit_fen) as net from ledger_line group by 1) l on l.entry_id = e.id
      left join (select entry_id, sum(amount_fen) as fen from entry_proof group by 1) p on p.entry_id = e.id`.execute(
    reader,
  )
  const { entries, unbalanced, unproven } = rows[0]!
  return [
    {
      on,
      what: 'entries whose lines do not sum to zero',
      difference: String(unbalanced),
      detail: `${entries} entries`,
    },
    {
      on,
      what: 'entries that their loans do not make up',
      difference: String(unproven),
      detail: `${entries} entries`,
    },
  ]
}

/** At the end of each month the allowance on the books is what was worked out loan by loan. */
async function allowanceOf(reader: Reader): Promise<Check[]> {
  const { rows } = await sql<{ on: Day; loans: bigint; ledger: bigint }>`
    select r.month_end as on,
        (select coalesce(sum(allowance_fen), 0)::bigint from provision_loan where run_id = r.id) as loans,
        (select coalesce(sum(credit_fen - debit_fen), 0)::bigint from ledger_line
          where account = '1304' and booked_on <= r.month_end) as ledger
      from provision_run r where r.posted_at is not null order by 1`.execute(reader)
  return rows.map(({ on, loans, ledger }) => check(on, '1304: ledger = allowance of each loan', ledger, loans))
}

interface Sum {
  readonly account: string
  readonly type: string
  readonly debit: bigint
  readonly credit: bigint
}

async function sumsOn(reader: Reader, on: Day): Promise<readonly Sum[]> {
  const { rows } = await sql<Sum>`
    select l.account, a.type, sum(l.debit_fen)::bigint as debit, sum(l.credit_fen)::bigint as credit
      from ledger_line l join ledger_account a on a.code = l.account
      where l.booked_on <= ${on}::date group by 1, 2 order by 1`.execute(reader)
  return rows
}

/** Debits are credits; what the lender has is what it owes, what was paid in and what it has earned. */
async function statementsOn(reader: Reader, on: Day): Promise<Check[]> {
  const sums = await sumsOn(reader, on)
  const of = (...types: string[]) =>
    sums.filter(({ type }) => types.includes(type)).reduce((sum, { debit, credit }) => sum + debit - credit, 0n)
  const [debits, credits] = [total(sums, (one) => one.debit), total(sums, (one) => one.credit)]
  const result = -of('income', 'expense')
  const [assets, claims] = [of('asset'), -of('liability', 'equity') + result]
  return [
    check(on, 'trial balance: debits = credits', debits, credits),
    check(on, 'balance sheet: assets = claims + result', assets, claims),
    check(on, 'off balance: memorandum accounts', of('memorandum'), 0n),
  ]
}

async function loansOn(reader: Reader, loans: FoldedLoans, on: Day, isClosed: boolean): Promise<Check[]> {
  const sums = new Map((await sumsOn(reader, on)).map((one) => [one.account, one.debit - one.credit]))
  const owed = new Map<string, bigint>()
  const { rows: marks } = await sql<{ id: string; eventSeq: number }>`
    select id, event_seq as "eventSeq" from loan where disbursed_on <= ${on}::date order by id`.execute(reader)
  for (const loan of await loans.of(reader, marks)) {
    if (loan instanceof FoldError)
      return [{ on, what: 'loans that cannot be folded', difference: '1', detail: loan.message }]
    for (const { account, amountFen } of booksOn(knownOn(loan, on), isClosed ? addDays(on, 1) : on)) {
      owed.set(account, (owed.get(account) ?? 0n) + amountFen)
    }
  }
  return OF_LOANS.map((account) =>
    check(on, `${account}: ledger = ${marks.length} loans folded`, sums.get(account) ?? 0n, owed.get(account) ?? 0n),
  )
}

/** The row of each loan, which lists and reports read, against the loan folded anew. */
async function rowsAgainstFold(reader: Reader, loans: FoldedLoans, today: Day): Promise<Check[]> {
  const { rows } = await sql<{ id: string; number: string; eventSeq: number; outstanding: bigint; last: number }>`
    select l.id, l.number, l.event_seq as "eventSeq", l.outstanding_fen as outstanding,
        (select max(e.seq) from loan_event e where e.loan_id = l.id) as last
      from loan l where l.disbursed_on is not null order by l.id`.execute(reader)
  const all = await loans.of(reader, rows)
  const bad = rows.filter(({ outstanding, eventSeq, last }, at) => {
    const loan = all[at]!
    if (loan instanceof FoldError || eventSeq !== last) return true
    const books = booksOn(knownOn(loan, today), today)
    return outstanding !== (books.find(({ account }) => account === '1303')?.amountFen ?? 0n)
  })
  const detail = `${rows.length} loans ${bad
    .slice(0, 5)
    .map(({ number }) => number)
    .join(' ')}`.trim()
  return [{ on: today, what: 'loan rows that are not their fold', difference: String(bad.length), detail }]
}

function check(on: Day, what: string, left: bigint, right: bigint): Check {
  return {
    on,
    what,
    difference: String(left - right),
    detail: left === right ? yuan(left) : `${yuan(left)} ≠ ${yuan(right)}`,
  }
}

function total(sums: readonly Sum[], pick: (one: Sum) => bigint): bigint {
  return sums.reduce((sum, one) => sum + pick(one), 0n)
}

function yuan(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
