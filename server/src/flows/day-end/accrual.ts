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
  const standing = run.takesStanding(on) ? new Totals() : null
  const folded = await run.folded.of(run.platform.db, loans)
  await eachLoan(loans, ({ id, productCode }, at) => {
    const loan = folded[at]!
    if (loan instanceof FoldError) {
      setAside.push({ loanId: id, error: loan.message })
      return
    }
    const known = knownOn(loan, on)
    standing?.add(booksOn(known, addDays(on, 1)))
    const accrual = accrualOn(known, on)
    if (accrual.length === 0) return
    const product = products.get(productCode) ?? { moved: new Totals(), loans: 0 }
    product.moved.add(accrual)
    product.loans += 1
    products.set(productCode, product)
  })
  const key = `day-end:${on}:accrued:${index}`
  const entries = [...products].flatMap(([productCode, { moved, loans: count }]): NewEntry[] => {
    const lines = moved.lines()
    return lines.length === 0
      ? []
      : [entryOf({ kind: 'accrued', on, key, productCode, loans: count, lines, proof: [] })]
  })
  await within(run, async (ctx) => {
    await post(ctx, entries)
    await insertSetAside(ctx.tx, on, 'accrual', setAside, ctx.clock.now())
    await markAccrued(ctx, on, { index, entries, loans, standing, tookMs: performance.now() - started })
  })
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
    lastId: loans.at(-1)?.id ?? '',
    entries: entries.length,
    standing: standing && Object.fromEntries(RECONCILED.map((account) => [account, String(standing.of(account))])),
  }
  await insertMarkers(ctx.tx, on, [{ step: 'accrual', chunk: index, count: loans.length, amountFen, tookMs, figures }])
}
