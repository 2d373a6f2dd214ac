import type { Day } from '@puhui/calendar'
import { type Fen, formatYuan, parseYuan, ppmFromPercent } from '@puhui/money'
import { downPaymentOf, type InterestBasis, periodsEvery, planTranches, type Tranche } from '@puhui/product'
import { readGolden } from './golden.ts'
import type { CaseResult, ConformanceSet } from './report.ts'

interface Row {
  readonly kind: 'disbursement' | 'installment' | 'downPayment'
  readonly days: number | null
  readonly date: Day
  readonly balance: string
  readonly principal?: string
  readonly interest?: string
}

interface Case {
  readonly id: string
  readonly categories: readonly string[]
  readonly loanScheduleType: 'PROGRESSIVE' | 'CUMULATIVE'
  readonly dayCount: string
  readonly rateUnit: 'YEAR' | 'MONTH'
  readonly asOf: Day
  readonly currencyDigits: number
  readonly disbursements: readonly { readonly date: Day; readonly amount: string }[]
  readonly rows: readonly Row[]
  readonly terms: {
    readonly product: string
    readonly annualRatePct: string
    readonly interestType: 'DECLINING_BALANCE' | 'FLAT'
    readonly interestCalculationPeriod: 'DAILY' | 'SAME_AS_REPAYMENT_PERIOD'
    readonly repaymentEvery: number
    readonly repaymentFrequencyType: 'DAYS' | 'WEEKS' | 'MONTHS'
    readonly numberOfRepayments: number
    readonly graceOnPrincipal?: number
  }
}

interface Product {
  readonly installmentAmountInMultiplesOf?: number
  readonly isInterestRecalculationEnabled?: boolean
  readonly enableDownPayment?: boolean
  readonly disbursedAmountPercentageForDownPayment?: number
}

export const fineractSchedules: ConformanceSet = {
  name: 'fineract-schedules',
  run: () => {
    const { products } = readGolden<{ products: Readonly<Record<string, Product>> }>('fineract-products.json')
    const { schedules } = readGolden<{ schedules: readonly Case[] }>('fineract-schedules.json')
    return schedules.map((example) => runCase(example, products[example.terms.product] ?? {}))
  },
}

/** What is compared: `date principal interest balance`, one line for each instalment and down payment. */
interface Line {
  readonly on: Day
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly balanceFen: Fen
}

function runCase(example: Case, product: Product): CaseResult {
  const base = { id: example.id, category: example.categories.join(' + ') }
  const wanted = example.rows.filter((row) => row.kind !== 'disbursement').map(expectedLine)
  const got = attempt(() => linesOf(example, product).map(show))
  const at = wanted.findIndex((line, index) => line !== got[index])
  if (at < 0 && got.length === wanted.length) return base
  return { ...base, difference: `row ${at + 1}: expected ${wanted[at]}, got ${got[at]}` }
}

function attempt(make: () => string[]): string[] {
  try {
    return make()
  } catch (error) {
    return [String(error)]
  }
}

function expectedLine(row: Row): string {
  return show({
    on: row.date,
    principalFen: cents(row.principal ?? '0'),
    interestFen: cents(row.interest ?? '0'),
    balanceFen: cents(row.balance),
  })
}

function show({ on, principalFen, interestFen, balanceFen }: Line): string {
  return [on, ...[principalFen, interestFen, balanceFen].map(formatYuan)].join(' ')
}

function cents(text: string): Fen {
  const read = parseYuan(text)
  if (!read.ok) throw new Error(text)
  return read.value
}

function linesOf(example: Case, product: Product): readonly Line[] {
  const { terms } = example
  const tranches = example.disbursements.map((d) => trancheOf(d, product))
  const rows = planTranches({
    terms: {
      method: 'equal-instalment',
      annualRatePpm: ratePpm(example),
      interestBasis: basisOf(example),
      instalment: {
        multipleFen: BigInt(product.installmentAmountInMultiplesOf ?? 0) * 100n || 1n,
        rounding: 'half-even',
      },
    },
    periods: periodsEvery(tranches[0]!.on, terms.numberOfRepayments, {
      unit: ({ DAYS: 'day', WEEKS: 'week', MONTHS: 'month' } as const)[terms.repaymentFrequencyType],
      every: terms.repaymentEvery,
    }),
    tranches,
    isSmoothed: example.loanScheduleType === 'PROGRESSIVE',
    ...(product.isInterestRecalculationEnabled ? { unpaidUntil: example.asOf } : {}),
  })
  const instalments = rows.map((row) => ({ ...row, on: row.period.dueOn }))
  return [...downPayments(tranches), ...instalments]
}

function trancheOf({ date, amount }: Case['disbursements'][number], product: Product): Tranche {
  const amountFen = cents(amount)
  if (!product.enableDownPayment) return { on: date, amountFen, downPaymentFen: 0n }
  const sharePpm = ppmFromPercent(String(product.disbursedAmountPercentageForDownPayment))
  const multipleFen = BigInt(product.installmentAmountInMultiplesOf ?? 0) * 100n || 1n
  return { on: date, amountFen, downPaymentFen: downPaymentOf(amountFen, sharePpm, multipleFen) }
}

function downPayments(tranches: readonly Tranche[]): readonly Line[] {
  let balanceFen = 0n
  return tranches.flatMap(({ on, amountFen, downPaymentFen }) => {
    balanceFen += amountFen - downPaymentFen
    return downPaymentFen === 0n ? [] : [{ on, principalFen: downPaymentFen, interestFen: 0n, balanceFen }]
  })
}

function ratePpm({ terms, rateUnit }: Case): bigint {
  return ppmFromPercent(terms.annualRatePct) * (rateUnit === 'MONTH' ? 12n : 1n)
}

function basisOf({ dayCount, terms }: Case): InterestBasis {
  const isMonthly = terms.repaymentFrequencyType === 'MONTHS'
  if (terms.interestCalculationPeriod === 'SAME_AS_REPAYMENT_PERIOD' && isMonthly) return 'monthly'
  switch (dayCount) {
    case '30/360':
      return isMonthly ? 'monthly' : 'actual/360'
    case 'ACTUAL/365':
      return 'actual/365'
    case 'ACTUAL/360':
      return 'actual/360'
    case 'ACTUAL/364':
      return 'actual/364'
    case 'ACTUAL/ACTUAL FEB_29_PERIOD_ONLY':
      return 'actual/actual-feb29'
    default:
      return 'actual/actual-dec31'
  }
}
