import { addDays, type Day } from '@puhui/calendar'
import type { AccountCode, Line } from '@puhui/ledger'
import { accrualOn, booksOn, knownOn, type Loan } from '@puhui/loan'
import { type NewEntry, post } from '../../modules/ledger/index.ts'
import {
  type AccrualProof,
  type EventLoan,
  FoldError,
  type FormulaTotal,
  insertAccrualProofs,
  insertMarkers,
  insertSetAside,
  onOneCore,
  readNightAccrual,
  readStandingByFormula,
  type SetAside,
} from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { inTurns } from '../../platform/people-first.ts'
import { entryOf, Totals } from './batch-entries.ts'
import { chunksOf, type DayEndRun, within } from './run-context.ts'

const FOLDED_AT_ONCE = 40

/** Accounts that empty when a loan ends: what they hold is the sum over the loans that live. */
export const RECONCILED: readonly AccountCode[] = ['1303', '1132', '1133', '1122', '2241', '9001']

/** What a day has brought, worked out and not yet written. */
export interface Accrued {
  readonly on: Day
  readonly products: ReadonlyMap<string, ProductAccrual>
  /** The loans that need more than their formula; day-end carries them into the morning. */
  readonly folds: readonly EventLoan[]
  readonly setAside: readonly SetAside[]
  /** What the loans themselves say of the accounts on the next morning; taken on some days only. */
  readonly standing: ReadonlyMap<string, bigint> | null
  readonly tookMs: number
}

interface ProductAccrual {
  readonly moved: Totals
  loans: number
  digest: bigint
  readonly lines: string[]
}

/**
 * Works out what a day has brought. Most loans are added up by the formula of their row in one statement; those to which
 * something happened that day are folded, as they were known at its close. Payments that come in meanwhile are booked on
 * the next day and leave it as it is. No loan is locked, and no row is written per loan.
 */
export async function accrued(run: DayEndRun, on: Day): Promise<Accrued> {
  const started = performance.now()
  const { db } = run.platform
  const { night, formulas } = await readNight(run, on)
  const { totals, folds } = night
  const products = new Map<string, ProductAccrual>()
  for (const total of totals) addFormulas(products, total)
  const standing = formulas && new Map(formulas)
  const setAside: SetAside[] = []
  for (const part of chunksOf(folds, FOLDED_AT_ONCE)) {
    const loans = await run.folded.of(db, part)
    await inTurns(part, ({ id, productCode, accruedTo }, at) => {
      const loan = loans[at]!
      if (loan instanceof FoldError) return void setAside.push({ loanId: id, error: loan.message })
      const known = atClose(loan, on)
      addFolded(products, { id, productCode, lines: accrualBetween(known, accruedTo, on) })
      if (standing) addStanding(standing, booksOn(known, addDays(on, 1)))
    })
  }
  return { on, products, folds, setAside, standing, tookMs: performance.now() - started }
}

function readNight(run: DayEndRun, on: Day) {
  return within(run, async ({ tx }) => {
    await onOneCore(tx)
    const night = await readNightAccrual(tx, on)
    return { night, formulas: run.takesStanding(on) ? await readStandingByFormula(tx, on) : null }
  })
}

function atClose(loan: Loan, on: Day): Loan {
  const isKnown = (loan.events.at(-1)?.bookedOn ?? on) <= on
  return isKnown ? loan : knownOn(loan, on)
}

/** One day, unless the loan had been set aside: then all days that were left out. */
function accrualBetween(loan: Loan, from: Day, to: Day): readonly Line[] {
  if (from === to) return accrualOn(loan, to)
  const sums = new Totals()
  for (let day = from; day <= to; day = addDays(day, 1)) sums.add(accrualOn(loan, day))
  return sums.lines()
}

function productOf(products: Map<string, ProductAccrual>, code: string): ProductAccrual {
  const known = products.get(code) ?? { moved: new Totals(), loans: 0, digest: 0n, lines: [] }
  products.set(code, known)
  return known
}

function addFormulas(products: Map<string, ProductAccrual>, total: FormulaTotal): void {
  const product = productOf(products, total.productCode)
  const { interestFen, penaltyFen, isAccruing } = total
  const offFen = interestFen + penaltyFen
  product.moved.add(
    isAccruing
      ? [
          { account: '1132', amountFen: interestFen },
          { account: '1133', amountFen: penaltyFen },
          { account: '6011', amountFen: -interestFen },
          { account: '6012', amountFen: -penaltyFen },
        ]
      : [
          { account: '9001', amountFen: offFen },
          { account: '9002', amountFen: -offFen },
        ],
  )
  product.loans += total.loans
  product.digest += total.digest
}

interface FoldedLines {
  readonly id: string
  readonly productCode: string
  readonly lines: readonly Line[]
}

function addFolded(products: Map<string, ProductAccrual>, { id, productCode, lines }: FoldedLines): void {
  if (lines.length === 0) return
  const product = productOf(products, productCode)
  product.moved.add(lines)
  product.loans += 1
  product.lines.push(proofLine(id, lines))
}

/** The loan and what the day adds for it, account by account in the order of the chart: the text that the proof sums over. */
export function proofLine(loanId: string, lines: readonly Line[]): string {
  return [loanId, ...lines.map(({ account, amountFen }) => `${account}:${amountFen}`)].join(' ')
}

function addStanding(standing: Map<string, bigint>, lines: readonly Line[]): void {
  for (const { account, amountFen } of lines) {
    if (standing.has(account)) standing.set(account, standing.get(account)! + amountFen)
  }
}

/** Posts what was worked out: one entry per product, its proof, those set aside, and the marker. */
export async function postAccrued(ctx: WriteContext, accrual: Accrued): Promise<void> {
  const { on, products, setAside, standing, tookMs } = accrual
  const entries: NewEntry[] = []
  const proofs: AccrualProof[] = []
  for (const [productCode, { moved, loans, digest, lines: own }] of products) {
    const lines = moved.lines()
    if (lines.length === 0) continue
    const entry = entryOf({ kind: 'accrued', on, key: `day-end:${on}:accrued`, productCode, loans, lines, proof: [] })
    entries.push(entry)
    proofs.push({ entryId: entry.id, productCode, loans, digest, lines: own })
  }
  await post(ctx, entries)
  await insertAccrualProofs(ctx.tx, on, proofs)
  await insertSetAside(ctx.tx, on, 'accrual', setAside, ctx.clock.now())
  const income = entries.flatMap(({ lines }) => lines.filter(({ account }) => account === '6011' || account === '6012'))
  const amountFen = income.reduce((sum, line) => sum - line.amountFen, 0n)
  const count = proofs.reduce((sum, { loans }) => sum + loans, 0)
  const figures = {
    entries: entries.length,
    folded: accrual.folds.length,
    standing:
      standing && Object.fromEntries(RECONCILED.map((account) => [account, String(standing.get(account) ?? 0n)])),
  }
  await insertMarkers(ctx.tx, on, [{ step: 'accrual', chunk: 0, count, amountFen, tookMs, figures }])
}
