import { addDays, type Day } from '@puhui/calendar'
import type { AccountCode } from '@puhui/ledger'
import { accrualOn, booksOn, knownOn } from '@puhui/loan'
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
 *
 * @param last what closes the day, in the transaction of the last chunk
 */
export async function accrue(
  run: DayEndRun,
  on: Day,
  from: ResumeAt,
  last: (ctx: WriteContext) => Promise<void>,
): Promise<void> {
  const loans = await bookedLoans(run, on, from)
  const chunks = [...chunksOf(loans, CHUNK)]
  if (chunks.length === 0 && from.chunk > 0) return within(run, last)
  if (chunks.length === 0) chunks.push([])
  for (const [at, chunk] of chunks.entries()) {
    const write = await accrueChunk(run, on, from.chunk + at, chunk)
    await within(run, async (ctx) => {
      await write(ctx)
      if (at === chunks.length - 1) await last(ctx)
    })
  }
}

/** In the order of ids where there is more than one chunk, so that a run goes on where it stopped. */
async function bookedLoans({ platform, book }: DayEndRun, on: Day, from: ResumeAt): Promise<readonly BookedLoan[]> {
  const isNext = book.closedOn === addDays(on, -1)
  if (!isNext) book.loans.clear()
  for (const loan of await readBookedLoans(platform.db, on, isNext ? on : null)) {
    if (loan.isBooked) book.loans.set(loan.id, loan)
    else book.loans.delete(loan.id)
  }
  book.closedOn = on
  const loans = [...book.loans.values()]
  if (loans.length <= CHUNK && from.chunk === 0) return loans
  return loans.filter((loan) => loan.id > from.afterId).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Works a chunk out; what it returns writes it. */
async function accrueChunk(run: DayEndRun, on: Day, index: number, loans: readonly BookedLoan[]) {
  const started = performance.now()
  const setAside: SetAside[] = []
  const products = new Map<string, { readonly moved: Totals; loans: number }>()
  const standing = run.takesStanding(on) ? new Totals() : null
  const folded = await run.folded.of(run.platform.db, loans)
  await eachLoan(loans, ({ id, productCode }, at) => {
    const loan = folded[at]!
    if (loan instanceof FoldError) {
      setAside.push({ loanId: id, error: loan.message })
      return
    }
    const isKnown = (loan.events.at(-1)?.bookedOn ?? on) <= on
    const known = isKnown ? loan : knownOn(loan, on)
    standing?.add(booksOn(known, addDays(on, 1)))
    const accrual = accrualOn(known, on)
    if (accrual.length === 0) return
    let product = products.get(productCode)
    if (!product) {
      product = { moved: new Totals(), loans: 0 }
      products.set(productCode, product)
    }
    product.moved.add(accrual)
    product.loans += 1
  })
  const key = `day-end:${on}:accrued:${index}`
  const entries = [...products].flatMap(([productCode, { moved, loans: count }]): NewEntry[] => {
    const lines = moved.lines()
    return lines.length === 0
      ? []
      : [entryOf({ kind: 'accrued', on, key, productCode, loans: count, lines, proof: [] })]
  })
  const tookMs = performance.now() - started
  return async (ctx: WriteContext) => {
    await post(ctx, entries)
    await insertSetAside(ctx.tx, on, 'accrual', setAside, ctx.clock.now())
    await markAccrued(ctx, on, { index, entries, loans, standing, tookMs })
  }
}

interface Accrued {
  readonly index: number
  readonly entries: readonly NewEntry[]
  readonly loans: readonly BookedLoan[]
  /** What the loans themselves say of the accounts on the next morning; taken on some days only. */
  readonly standing: Totals | null
  readonly tookMs: number
}

async function markAccrued(ctx: WriteContext, on: Day, accrued: Accrued): Promise<void> {
  const { index, entries, loans, standing, tookMs } = accrued
  const income = entries.flatMap(({ lines }) => lines.filter(({ account }) => account === '6011' || account === '6012'))
  const amountFen = income.reduce((sum, line) => sum - line.amountFen, 0n)
  const figures = {
    lastId: loans.reduce((last, { id }) => (id > last ? id : last), ''),
    entries: entries.length,
    standing: standing && Object.fromEntries(RECONCILED.map((account) => [account, String(standing.of(account))])),
  }
  await insertMarkers(ctx.tx, on, [{ step: 'accrual', chunk: index, count: loans.length, amountFen, tookMs, figures }])
}
