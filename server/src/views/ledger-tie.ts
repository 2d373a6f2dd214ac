import type { ledgerApi, OutputOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { accrualOn, knownOn } from '@puhui/loan'
import { sql } from 'kysely'
import { eventDifferences, postedLines } from '../flows/event-differences.ts'
import { trialBalance } from '../modules/ledger/index.ts'
import { FoldError, foldedLoans } from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { lineShown } from './ledger-belief.ts'
import { reconciled } from './reconciliation.ts'

type Tie = OutputOf<typeof ledgerApi.getTie>
type Difference = Tie['loans'][number]

/** Beyond so many loans only those that day-end set aside are looked at. */
const LOANS_MAX = 20_000

/**
 * The accounts of loans against the loans themselves. Where they differ the difference is opened to the loan: accruals
 * that day-end could not take, and events whose entry of their own is not what the event says.
 */
export async function ledgerTie(ctx: ReadContext, query: { readonly asOf?: string | undefined }): Promise<Tie> {
  const today = await businessDate(ctx.db)
  const asOf = (query.asOf ?? today) as Day
  const balance = await trialBalance(ctx, asOf)
  const accounts = (await reconciled(ctx, balance, { asOf, today })).map(({ account, label, ledgerFen, loansFen }) => ({
    account,
    label,
    ledgerFen: String(ledgerFen),
    loansFen: String(loansFen),
    differenceFen: String(ledgerFen - loansFen),
  }))
  const isTied = accounts.every(({ differenceFen }) => differenceFen === '0')
  const { loans, loansRead } = isTied ? { loans: [], loansRead: 0 } : await differences(ctx, asOf)
  return { asOf, accounts, loans, loansRead }
}

async function differences(ctx: ReadContext, asOf: Day) {
  const setAside = await setAsideUntil(ctx.db, asOf)
  const checked = await postedDifferently(ctx, asOf)
  return { loans: [...(await notAccrued(ctx, setAside)), ...checked.loans], loansRead: checked.loansRead }
}

interface SetAside {
  readonly id: string
  readonly eventSeq: number
  readonly number: string
  readonly on: Day
  readonly error: string
}

async function setAsideUntil(reader: Reader, asOf: Day): Promise<SetAside[]> {
  const { rows } = await sql<SetAside>`
    select l.id, l.event_seq as "eventSeq", l.number, s.business_on as on, s.error
      from day_end_set_aside s join loan l on l.id = s.loan_id
      where s.step = 'accrual' and s.business_on <= ${asOf}::date order by s.business_on, l.id limit 500`.execute(
    reader,
  )
  return rows
}

async function notAccrued(ctx: ReadContext, setAside: readonly SetAside[]): Promise<Difference[]> {
  const folded = await foldedLoans().of(ctx.db, setAside)
  return setAside.map(({ id, number, on, error }, at) => {
    const loan = folded[at]!
    if (loan instanceof FoldError) {
      return { loanId: id, loanNumber: number, cause: 'notFolded' as const, on, detail: loan.message, lines: [] }
    }
    const lines = accrualOn(knownOn(loan, on), on).map(lineShown)
    return { loanId: id, loanNumber: number, cause: 'setAside' as const, on, detail: error, lines }
  })
}

/** Events with an entry of their own: what they say now against what was posted then. */
async function postedDifferently(ctx: ReadContext, asOf: Day) {
  const { rows } = await sql<{ id: string; eventSeq: number; number: string }>`
    select l.id, l.event_seq as "eventSeq", l.number from loan l
      where exists (select 1 from ledger_entry e where e.loan_id = l.id and e.booked_on <= ${asOf}::date)
      order by l.id limit ${LOANS_MAX}`.execute(ctx.db)
  const folded = await foldedLoans().of(ctx.db, rows)
  const posted = await postedLines(
    ctx.db,
    rows.map((row) => row.id),
    asOf,
  )
  const loans = rows.flatMap(({ id, number }, at): Difference[] => {
    const loan = folded[at]!
    if (loan instanceof FoldError) {
      return [{ loanId: id, loanNumber: number, cause: 'notFolded', on: asOf, detail: loan.message, lines: [] }]
    }
    return eventDifferences(loan, posted).map(({ event, lines }) => ({
      loanId: id,
      loanNumber: number,
      cause: 'notPosted',
      on: event.bookedOn,
      detail: event.kind,
      lines: lines.map(lineShown),
    }))
  })
  return { loans, loansRead: rows.length }
}
