import type { ledgerApi, OutputOf } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { type AccountCode, accountOf, aggregate, type Line } from '@puhui/ledger'
import { booksOn, knownOn, type Loan } from '@puhui/loan'
import { sql } from 'kysely'
import { trialBalance } from '../modules/ledger/index.ts'
import { FoldError, foldedLoans } from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type Belief = OutputOf<typeof ledgerApi.getBelief>

/**
 * What was believed on one day about another, account by account.
 *
 * The books of the close of a day never change. What was learned later about that day comes from the few loans to which
 * something was backdated, or of which something was reversed, between the two: their books of that day are folded twice,
 * as known then and as known later, and the difference is told by loan.
 *
 * @refuses ledger.known_before_about
 */
export async function ledgerBelief(
  ctx: ReadContext,
  query: { readonly about?: string | undefined; readonly knownOn?: string | undefined },
): Promise<Belief> {
  const today = await businessDate(ctx.db)
  const about = (query.about ?? today) as Day
  const known = (query.knownOn ?? today) as Day
  if (known < about) throw new RefusalError({ code: 'ledger.known_before_about' })
  const [balance, changed] = await Promise.all([trialBalance(ctx, about), changedLoans(ctx, about, known)])
  const learned = new Map(
    aggregate(changed.flatMap(({ lines }) => lines)).map(({ account, amountFen }) => [account, amountFen]),
  )
  const accounts = balance.accounts.map(({ code, name, type, balanceFen }) => {
    const moved = learned.get(code) ?? 0n
    const differenceFen = accountOf(code).normalSide === 'debit' ? moved : -moved
    return {
      code,
      name,
      type,
      thenFen: String(balanceFen),
      knownFen: String(balanceFen + differenceFen),
      differenceFen: String(differenceFen),
    }
  })
  return {
    about,
    knownOn: known,
    accounts,
    loans: changed.map(({ lines, ...loan }) => ({ ...loan, lines: lines.map(lineShown) })),
  }
}

export function lineShown({ account, amountFen }: Line) {
  return { account, label: accountOf(account).name, amountFen: String(amountFen) }
}

interface Mark {
  readonly id: string
  readonly eventSeq: number
  readonly number: string
  readonly bookedOn: Day
}

async function changedLoans(ctx: ReadContext, about: Day, known: Day) {
  const marks = await loansLearnedAbout(ctx.db, about, known)
  const folded = await foldedLoans().of(ctx.db, marks)
  return marks.flatMap(({ id, number, bookedOn }, at) => {
    const loan = folded[at]!
    if (loan instanceof FoldError) return []
    const lines = difference(loan, { about, known })
    return lines.length === 0 ? [] : [{ loanId: id, loanNumber: number, bookedOn, lines }]
  })
}

function difference(loan: Loan, { about, known }: { readonly about: Day; readonly known: Day }): Line[] {
  const close = addDays(about, 1)
  const sums = new Map<AccountCode, bigint>()
  const add = (lines: readonly Line[], sign: bigint) => {
    for (const { account, amountFen } of lines) sums.set(account, (sums.get(account) ?? 0n) + sign * amountFen)
  }
  add(booksOn(knownOn(loan, known), close), 1n)
  add(booksOn(knownOn(loan, about), close), -1n)
  return [...sums].filter(([, fen]) => fen !== 0n).map(([account, amountFen]) => ({ account, amountFen }))
}

/** Loans of which something was booked after a day with effect on or before it. A reversal may reach back. */
async function loansLearnedAbout(reader: Reader, about: Day, known: Day): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select l.id, l.event_seq as "eventSeq", l.number, min(e.booked_on) as "bookedOn"
      from loan_event e join loan l on l.id = e.loan_id
      where e.booked_on > ${about}::date and e.booked_on <= ${known}::date
        and (e.value_on <= ${about}::date or e.kind = 'reversed')
      group by l.id, l.event_seq, l.number order by l.id`.execute(reader)
  return rows
}
