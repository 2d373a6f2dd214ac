import { addDays, type Day } from '@puhui/calendar'
import type { AccountCode, Line } from '@puhui/ledger'
import { accrualOn, booksOn, knownOn, type Loan } from '@puhui/loan'
import { type NewEntry, post } from '../../modules/ledger/index.ts'
import {
  type BookedLoan,
  FoldError,
  insertMarkers,
  insertSetAside,
  readBookedLoans,
  type SetAside,
} from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { entryOf, Totals } from './batch-entries.ts'
import { chunksOf, type DayEndRun, eachLoan, type ResumeAt, within } from './run-context.ts'

const CHUNK = 20_000

/** Accounts that empty when a loan ends: what they hold is the sum over the loans that live. */
export const RECONCILED: readonly AccountCode[] = ['1303', '1132', '1133', '1122', '2241', '9001']

/**
 * Posts what a day has brought, one entry per product, from the loans as they were known at its close. Payments that come
 * in meanwhile are booked on the next day and leave it as it is. No loan is locked, and no row is written per loan.
 */
export async function accrue(run: DayEndRun, on: Day, from: ResumeAt): Promise<void> {
  const loans = (await readBookedLoans(run.platform.db, on)).filter((loan) => loan.id > from.afterId)
  const chunks = [...chunksOf(loans, CHUNK)]
  if (chunks.length === 0 && from.chunk === 0) chunks.push([])
  for (const [at, chunk] of chunks.entries()) await accrueChunk(run, on, from.chunk + at, chunk)
}

async function accrueChunk(run: DayEndRun, on: Day, index: number, loans: readonly BookedLoan[]): Promise<void> {
  const started = performance.now()
  const setAside: SetAside[] = []
  const products = new Map<string, { readonly moved: Totals; loans: number }>()
  const standing = new Totals()
  const folded = await run.folded.of(run.platform.db, loans)
  await eachLoan(loans, ({ id, productCode }, at) => {
    const loan = folded[at]!
    if (loan instanceof FoldError) {
      setAside.push({ loanId: id, error: loan.message })
      return
    }
    const { accrual, morning } = dayOf(knownOn(loan, on), on)
    standing.add(morning)
    if (accrual.length === 0) return
    const product = products.get(productCode) ?? { moved: new Totals(), loans: 0 }
    product.moved.add(accrual)
    product.loans += 1
    products.set(productCode, product)
  })
  const entries = [...products].flatMap(([productCode, { moved, loans: count }]): NewEntry[] => {
    const lines = moved.lines()
    if (lines.length === 0) return []
    return [
      entryOf({
        kind: 'accrued',
        on,
        key: `day-end:${on}:accrued:${index}`,
        productCode,
        loans: count,
        lines,
        proof: [],
      }),
    ]
  })
  await within(run, async (ctx) => {
    await post(ctx, entries)
    await insertSetAside(ctx.tx, on, 'accrual', setAside, ctx.clock.now())
    await markAccrued(ctx, on, { index, entries, loans, standing, tookMs: performance.now() - started })
  })
}

/** What the day brought for a loan, and its books on the morning after. */
function dayOf(loan: Loan, on: Day): { readonly accrual: readonly Line[]; readonly morning: readonly Line[] } {
  const next = addDays(on, 1)
  const kept = mornings.get(loan)
  const evening = kept?.day === on ? kept.books : booksOn(loan, on)
  const morning = booksOn(loan, next)
  mornings.set(loan, { day: next, books: morning })
  if (loan.core.settledOn !== undefined && loan.core.settledOn <= on) return { accrual: accrualOn(loan, on), morning }
  return { accrual: difference(evening, morning), morning }
}

/** The books of a morning are those of the next evening, as long as nothing happens to the loan. */
const mornings = new WeakMap<Loan, { readonly day: Day; readonly books: readonly Line[] }>()

/** Both lists are in the order of the chart. */
function difference(before: readonly Line[], after: readonly Line[]): Line[] {
  const lines: Line[] = []
  let [a, b] = [0, 0]
  while (a < before.length || b < after.length) {
    const [left, right] = [before[a], after[b]]
    if (right === undefined || (left !== undefined && left.account < right.account)) {
      lines.push({ account: left!.account, amountFen: -left!.amountFen })
      a += 1
    } else if (left === undefined || right.account < left.account) {
      lines.push(right)
      b += 1
    } else {
      const amountFen = right.amountFen - left.amountFen
      if (amountFen !== 0n) lines.push({ account: left.account, amountFen })
      a += 1
      b += 1
    }
  }
  return lines
}

interface Accrued {
  readonly index: number
  readonly entries: readonly NewEntry[]
  readonly loans: readonly BookedLoan[]
  readonly standing: Totals
  readonly tookMs: number
}

async function markAccrued(ctx: WriteContext, on: Day, accrued: Accrued): Promise<void> {
  const { index, entries, loans, standing, tookMs } = accrued
  const income = entries.flatMap(({ lines }) => lines.filter(({ account }) => account === '6011' || account === '6012'))
  const amountFen = income.reduce((sum, line) => sum - line.amountFen, 0n)
  const figures = {
    lastId: loans.at(-1)?.id ?? '',
    entries: entries.length,
    // What the loans themselves say of the accounts on the next morning; the ledger must say the same.
    standing: Object.fromEntries(RECONCILED.map((account) => [account, String(standing.of(account))])),
  }
  await insertMarkers(ctx.tx, on, [{ step: 'accrual', chunk: index, count: loans.length, amountFen, tookMs, figures }])
}
