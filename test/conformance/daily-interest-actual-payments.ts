import { type Day, daysBetween } from '@puhui/calendar'
import { type Fen, formatYuan, mulDiv, parseYuan, ppmFromPercent } from '@puhui/money'
import { type DailyAccountTerms, type DailyEntry, type DailyRow, dailyAccount, INTEREST_PARTS } from '@puhui/product'
import { readGolden } from './golden.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

type Row = Readonly<Record<string, string | undefined>>

interface Case {
  readonly id: string
  readonly description: string | null
  readonly params: {
    readonly startDate: Day
    readonly evaluationDate: Day
    readonly principal: string
    readonly standardRate: string
    readonly interestMethod: 'actuarial' | 'add-on'
    readonly cap: string
    readonly fee: string
  }
  readonly rows: readonly Row[]
}

export const dailyInterestActualPayments: ConformanceSet = {
  name: 'daily-interest-actual-payments',
  run: () => {
    const file = readGolden<{ cases: readonly Case[] }>('daily-interest-actual-payments.json')
    return file && runEach(file.cases, runCase)
  },
  reasons: {
    PromotionalRatesTest002: 'The promotional rate of December is not among the parameters of the case.',
  },
  categoryReasons: {
    'fees and charges': "Fees with their rebates and charges for late payment follow the lender's own product rules.",
  },
}

/** Payments are given so many days to arrive. */
const TIMEOUT_DAYS = 3
/** Settlement within so many days of the start may cost no interest. Whether it does is not printed; the accrual tells. */
const REFLECTION_DAYS = 3
/** What the law gives a customer on money that is owed back, a year. Whether it was agreed is not printed; the accrual tells. */
const REFUND_RATE_PPM = 80_000n
/** A smaller payment is not asked for. */
const LEAST_PAYMENT_FEN = 50n

function runCase(example: Case): CaseResult {
  if (hasCharges(example)) {
    return { id: example.id, category: 'fees and charges', difference: 'fees or charges of the product' }
  }
  const base = { id: example.id, category: example.params.interestMethod }
  const wanted = example.rows.slice(1).map(shownOf)
  const got = rowsOf(example).map(show)
  const at = wanted.findIndex((line, index) => line !== got[index])
  return at < 0 ? base : { ...base, difference: `row ${at + 1}: expected ${wanted[at]}, got ${got[at]}` }
}

function hasCharges({ params, rows }: Case): boolean {
  const isCharged = (row: Row) => (row['New charges'] ?? 'n/a') !== 'n/a' || cents(row['Charges balance'] ?? '0') !== 0n
  return params.fee !== 'no fee' || rows.some(isCharged)
}

/** `day interest principal / balances of both / settlement figure / money that settles`. */
function shownOf(row: Row): string {
  const of = (name: string) => cents(row[name]!)
  const settled = row['Payment status'] === 'generated' ? of('Net effect') - paidOf(row) : 0n
  const amounts = [
    of('Interest portion'),
    of('Principal portion'),
    of('Principal balance'),
    of('Settlement figure'),
    settled,
  ]
  return [row.Day, ...amounts.map(formatYuan), row['Interest balance']].join(' ')
}

function show(row: DailyRow): string {
  const amounts = [row.interestFen, row.principalFen, row.principalBalanceFen, row.settlementFen, row.settledFen]
  return [row.day, ...amounts.map(formatYuan), fourDecimals(row.interestBalance)].join(' ')
}

function fourDecimals(parts: bigint): string {
  const tenThousandths = mulDiv(parts, 100n, INTEREST_PARTS, 'half-even')
  const size = String(tenThousandths < 0n ? -tenThousandths : tenThousandths).padStart(5, '0')
  return `${tenThousandths < 0n ? '-' : ''}${size.slice(0, -4)}.${size.slice(-4)}`
}

function rowsOf(example: Case): readonly DailyRow[] {
  const terms = termsOf(example)
  const evaluationDay = daysBetween(example.params.startDate, example.params.evaluationDate)
  const [, ...rows] = example.rows
  const entries: DailyEntry[] = []
  for (const row of rows) {
    const before = dailyAccount(terms, entries).at(-1)
    entries.push(entryOf(row, { evaluationDay, before, rows, at: entries.length, terms }))
  }
  return dailyAccount(terms, entries)
}

function termsOf({ params, rows, description }: Case): DailyAccountTerms {
  const principalFen = cents(params.principal)
  const [percent] = params.standardRate.split(' ')
  const ratePpm = ppmFromPercent(percent!)
  const dailyCap =
    /daily ([\d.]+) %/.exec(params.cap)?.[1] ?? /([\d.]+)% daily interest cap/.exec(description ?? '')?.[1]
  const annualRatePpm = params.standardRate.includes('per day') ? ratePpm * 365n : ratePpm
  const annualCapPpm = dailyCap === undefined ? annualRatePpm : ppmFromPercent(dailyCap) * 365n
  return {
    principalFen,
    annualRatePpm: annualRatePpm < annualCapPpm ? annualRatePpm : annualCapPpm,
    refundAnnualRatePpm: rows.some((row) => row['Actuarial interest']!.startsWith('-')) ? REFUND_RATE_PPM : 0n,
    entryCount: rows.length,
    ...(params.cap.includes('total 100 %') ? { interestMaxFen: principalFen } : {}),
    ...(params.interestMethod === 'add-on'
      ? { addOnInterestFen: cents(rows[0]!['Interest balance']!.slice(0, -2)) }
      : {}),
  }
}

interface Around {
  readonly evaluationDay: number
  readonly before: DailyRow | undefined
  readonly rows: readonly Row[]
  readonly at: number
  readonly terms: DailyAccountTerms
}

/** What is known of a day: money that came, money still expected, and whether a settlement figure is asked for. */
function entryOf(row: Row, around: Around): DailyEntry {
  const { evaluationDay } = around
  const day = Number(row.Day)
  const asks = around.rows.some((other) => other['Payment status'] === 'generated')
  const isSettled = asks && day === evaluationDay && row['Payment status'] === 'generated'
  const paidFen = paidOf(row)
  const scheduledFen = scheduledOf(row)
  const isWaitedFor = paidFen < scheduledFen && day <= evaluationDay && day + TIMEOUT_DAYS >= evaluationDay
  const isWaiting = !asks && isWaitedFor
  const isExpected = day > evaluationDay
  const isInterestFree = asks && evaluationDay <= REFLECTION_DAYS && Number(row['Actuarial interest']) === 0
  const expectedFen = isExpected ? dueOf(row, around) : isWaiting ? scheduledFen : isWaitedFor ? 0n : paidFen
  return { day, paidFen: expectedFen, isExpected: isExpected || isWaiting, isSettled, isInterestFree }
}

/** A future payment is expected as far as it is still due: less what was paid ahead, and never more than what is owed. */
function dueOf(row: Row, { before, rows, at, terms }: Around): Fen {
  const balanceFen = before ? before.principalBalanceFen : terms.principalFen
  if (balanceFen <= 0n) return 0n
  const scheduledFen = scheduledOf(row)
  const earlier = rows.slice(0, at)
  const paidAheadFen = sum(earlier.map(paidOf)) - sum(earlier.map(scheduledOf))
  const dueFen = paidAheadFen > 0n && !isRescheduled(row) ? scheduledFen - paidAheadFen : scheduledFen
  return dueFen < LEAST_PAYMENT_FEN ? 0n : dueFen
}

function isRescheduled(row: Row): boolean {
  return row['Scheduled payment']!.startsWith('rescheduled')
}

function scheduledOf(row: Row): Fen {
  const text = row['Scheduled payment']!
  if (text.includes('cancelled')) return 0n
  const amount = /(?:original|rescheduled) (-?[\d,.]+)/.exec(text)?.[1]
  return amount === undefined ? 0n : cents(amount)
}

/** Money that arrived or was written off; what failed or timed out is none. */
function paidOf(row: Row): Fen {
  const found = row['Actual payments']!.matchAll(/(?:confirmed|write-off|pending) (-?[\d,]+\.\d\d)/g)
  return sum([...found].map(([, amount]) => cents(amount!)))
}

function sum(amounts: readonly Fen[]): Fen {
  return amounts.reduce((whole, amount) => whole + amount, 0n)
}

function cents(text: string): Fen {
  const read = parseYuan(text)
  if (!read.ok) throw new Error(text)
  return read.value
}
