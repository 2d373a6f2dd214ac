import type { Day } from '@puhui/calendar'
import { type Fen, formatYuan, parseYuan, ppmFromPercent, sumFen } from '@puhui/money'
import {
  type AmortiseMethod,
  type AmortiseTerms,
  amortise,
  downPaymentOf,
  type InterestBasis,
  type Period,
  periodsEvery,
  planFullTermTranches,
  planTranches,
  type Tranche,
} from '@puhui/product'
import { readGolden } from './golden.ts'
import type { ReplayProduct } from './replay-case.ts'
import { ReplayRun } from './replay-run.ts'
import { applyStep } from './replay-steps.ts'
import { scheduleOf } from './replay-view.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

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
  readonly disbursements: readonly { readonly date: Day; readonly amount: string; readonly proposed?: boolean }[]
  readonly rows: readonly Row[]
  readonly terms: {
    readonly product: string
    readonly annualRatePct: string
    readonly interestType: 'DECLINING_BALANCE' | 'FLAT'
    readonly interestCalculationPeriod: 'DAILY' | 'SAME_AS_REPAYMENT_PERIOD'
    readonly repaymentEvery: number
    readonly repaymentFrequencyType: 'DAYS' | 'WEEKS' | 'MONTHS'
    readonly numberOfRepayments: number
    readonly submittedOn?: Day
    readonly repaymentStartDateType?: string
    readonly graceOnPrincipal?: number
    readonly graceOnInterest?: number
    readonly interestFreePeriods?: number
    readonly variant?: string
    readonly monthEndDueDateStrategy?: 'FIRST_DAY_OF_NEXT_MONTH' | 'LAST_DAY_OF_MONTH'
    readonly expectedDisbursementDate?: Day
    readonly '2ndTrancheDisbExpectedDate'?: Day
    readonly '2ndTrancheDisbPrincipal'?: string
    readonly '3rdTrancheDisbExpectedDate'?: Day
    readonly '3rdTrancheDisbPrincipal'?: string
  }
}

interface Product {
  readonly installmentAmountInMultiplesOf?: number
  readonly isInterestRecalculationEnabled?: boolean
  readonly allowPartialPeriodInterestCalculation?: boolean
  readonly enableDownPayment?: boolean
  readonly disbursedAmountPercentageForDownPayment?: number
  readonly allowFullTermForTranche?: boolean
  readonly repaymentStartDateType?: string
}

export const fineractSchedules: ConformanceSet = {
  name: 'fineract-schedules',
  run: () => {
    const products = readGolden<{ products: Readonly<Record<string, Product>> }>('fineract-products.json')?.products
    const file = readGolden<{ schedules: readonly Case[] }>('fineract-schedules.json')
    return file && runEach(file.schedules, (example) => runCase(example, products?.[example.terms.product] ?? {}))
  },
  reasons: {
    'C3834#2': 'Interest is exactly 9.375: half to even gives 9.38; arithmetic of 19 digits falls just below.',
  },
}

interface NewerFile {
  readonly schedules: readonly (Omit<Case, 'categories' | 'loanScheduleType' | 'rateUnit' | 'asOf'> & {
    readonly terms: Case['terms'] & { readonly loanScheduleType: Case['loanScheduleType'] }
  })[]
  readonly dueDates: readonly {
    readonly id: string
    readonly strategy: string
    readonly start: Day
    readonly due: readonly Day[]
  }[]
}

export const fineractSchedulesNewer: ConformanceSet = {
  name: 'fineract-schedules-newer',
  run: () => {
    const file = readGolden<NewerFile>('fineract-schedules-newer.json')
    const { schedules = [], dueDates = [] } = file ?? {}
    return (
      file && [...runEach(schedules, (example) => runCase(filled(example), {})), ...runEach(dueDates, dueDatesCase)]
    )
  },
}

function filled(example: NewerFile['schedules'][number]): Case {
  return {
    ...example,
    categories: ['newer'],
    loanScheduleType: example.terms.loanScheduleType,
    rateUnit: 'YEAR',
    asOf: example.disbursements[0]!.date,
  }
}

function dueDatesCase({ id, strategy, start, due }: NewerFile['dueDates'][number]): CaseResult {
  const frequency = { unit: 'month', every: 1, missingDay: missingDayOf(strategy) } as const
  const got = periodsEvery(start, due.length, frequency).map((period) => period.dueOn)
  const base = { id, category: 'due days' }
  return got.join() === due.join() ? base : { ...base, difference: `expected ${due.join()}, got ${got.join()}` }
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
  const got = isOfLife(example) ? lifeLines(example, product) : attempt(() => linesOf(example, product).map(show))
  const at = wanted.findIndex((line, index) => line !== got[index])
  if (at < 0 && got.length === wanted.length) return base
  return { ...base, difference: `row ${at + 1}: expected ${wanted[at]}, got ${got[at]}` }
}

/** Interest that waits, or that is forgiven, in the first instalments is a matter of the life of a loan. */
function isOfLife({ terms }: Case): boolean {
  return Number(terms.graceOnInterest ?? 0) > 0 || Number(terms.interestFreePeriods ?? 0) > 0
}

function lifeLines(example: Case, product: Product): string[] {
  const run = new ReplayRun({ [example.terms.product]: product as ReplayProduct })
  run.today = example.disbursements[0]!.date
  applyStep(run, { op: 'create', ...example.terms })
  for (const { date, amount } of example.disbursements) {
    run.today = date
    applyStep(run, { op: 'disburse', date, amount })
  }
  run.refresh(example.asOf)
  return scheduleOf(run)
    .filter((row) => row.kind !== 'disbursement')
    .map((row) => expectedLine(row as unknown as Row))
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
  const tranches = example.disbursements.map((d) => trancheOf(d, example, product))
  const expected = expectedTranches(example)
  const rows = rowsOf(example, product, tranches, expected)
  const lines = rows.map((row) => ({ ...row, on: row.period.dueOn, balanceFen: row.balanceFen }))
  const instalments = example.loanScheduleType === 'PROGRESSIVE' ? withExpected(lines, expected) : lines
  return product.enableDownPayment ? [...instalments, ...downPayments(tranches, instalments)].sort(byDay) : instalments
}

function rowsOf(example: Case, product: Product, tranches: readonly Tranche[], expected: readonly Expected[]) {
  const { terms } = example
  const request = {
    terms: {
      method: methodOf(example),
      annualRatePpm: ratePpm(example),
      interestBasis: basisOf(example),
      instalment: { multipleFen: multipleOf(product), rounding: 'half-even' },
    } as const,
    periods: periodsOfCase(example, startOf(example, product, tranches[0]!.on)),
    laterPeriods: laterPeriodsOf(example, startOf(example, product, tranches[0]!.on)),
    tranches,
    isSmoothed: example.loanScheduleType === 'PROGRESSIVE',
    interestOnlyPeriods: terms.graceOnPrincipal ?? 0,
    isWholePeriodInterest:
      terms.interestCalculationPeriod === 'SAME_AS_REPAYMENT_PERIOD' &&
      product.allowPartialPeriodInterestCalculation === false,
    ...(product.isInterestRecalculationEnabled ? { unpaidUntil: example.asOf } : {}),
  }
  if (request.terms.method === 'flat-spread') return flatRows(request.terms, request.periods, tranches, expected)
  if (!product.allowFullTermForTranche || tranches.length === 1) return planTranches(request)
  return planFullTermTranches(request)
}

/** Flat interest of a cumulative loan: on all that was paid out, for the whole term; expected parts count as principal only. */
function flatRows(
  terms: AmortiseTerms,
  periods: readonly Period[],
  tranches: readonly Tranche[],
  expected: readonly Expected[],
) {
  const flatFen = sumFen(tranches.map((t) => t.amountFen))
  const paidBackFen = sumFen(tranches.map((t) => t.downPaymentFen))
  const balanceFen = flatFen - paidBackFen + sumFen(expected.map((e) => e.amountFen))
  return amortise({ terms, balanceFen, flatFen, periods })
}

/** Due days count from the first disbursement, or from the day of the application. */
function startOf({ terms }: Case, product: Product, disbursedOn: Day): Day {
  const rule = terms.repaymentStartDateType ?? product.repaymentStartDateType
  return rule === 'SUBMITTED_ON_DATE' && terms.submittedOn !== undefined ? terms.submittedOn : disbursedOn
}

interface Expected {
  readonly on: Day
  readonly amountFen: Fen
}

/** Parts that the contract expects after the day on which the schedule is looked at. */
function expectedTranches({ terms, asOf }: Case): readonly Expected[] {
  const named = [
    [terms['2ndTrancheDisbExpectedDate'], terms['2ndTrancheDisbPrincipal']],
    [terms['3rdTrancheDisbExpectedDate'], terms['3rdTrancheDisbPrincipal']],
  ] as const
  return named.flatMap(([on, amount]) =>
    on !== undefined && amount !== undefined && on > asOf ? [{ on, amountFen: cents(amount) }] : [],
  )
}

/** A progressive loan shows expected parts in the balance once their day has passed, without asking for them. */
function withExpected<T extends Line>(lines: readonly T[], expected: readonly Expected[]): readonly T[] {
  return lines.map((line) => {
    const addedFen = sumFen(expected.filter((e) => e.on < line.on).map((e) => e.amountFen))
    return { ...line, balanceFen: line.balanceFen + addedFen }
  })
}

function byDay(a: Line, b: Line): number {
  return a.on < b.on ? -1 : a.on > b.on ? 1 : 0
}

function periodsOfCase({ terms }: Case, from: Day): readonly Period[] {
  const fixed = /^fixed length (\d+)$/.exec(terms.variant ?? '')
  const frequency = frequencyOf(terms)
  const lastOn = fixed ? periodsEvery(from, 1, { ...frequency, every: Number(fixed[1]) })[0]!.periodTo : undefined
  return periodsEvery(from, terms.numberOfRepayments, frequency, lastOn)
}

/** As many periods again as the terms have, for parts that come late or run their own full term. */
function laterPeriodsOf({ terms }: Case, from: Day): readonly Period[] {
  return periodsEvery(from, 2 * terms.numberOfRepayments, frequencyOf(terms)).slice(terms.numberOfRepayments)
}

function frequencyOf(terms: Case['terms']) {
  const unit = ({ DAYS: 'day', WEEKS: 'week', MONTHS: 'month' } as const)[terms.repaymentFrequencyType]
  return { unit, every: terms.repaymentEvery, missingDay: missingDayOf(terms.monthEndDueDateStrategy) } as const
}

function missingDayOf(strategy: string | undefined) {
  return strategy === 'FIRST_DAY_OF_NEXT_MONTH' ? 'first-of-next' : 'last-of-month'
}

function methodOf({ terms, loanScheduleType }: Case): AmortiseMethod {
  if (terms.interestType !== 'FLAT') return 'equal-instalment'
  return loanScheduleType === 'PROGRESSIVE' ? 'flat' : 'flat-spread'
}

function multipleOf(product: Product): Fen {
  return BigInt(product.installmentAmountInMultiplesOf ?? 0) * 100n || 1n
}

function trancheOf({ date, amount }: Case['disbursements'][number], { terms, asOf }: Case, product: Product): Tranche {
  const amountFen = cents(amount)
  const expectedOn = terms.expectedDisbursementDate
  const on = expectedOn !== undefined && expectedOn > asOf ? expectedOn : date
  if (!product.enableDownPayment) return { on, amountFen, downPaymentFen: 0n }
  const ownShare = /downpayment (\d+)%/.exec(terms.variant ?? '')?.[1]
  const sharePpm = ppmFromPercent(ownShare ?? String(product.disbursedAmountPercentageForDownPayment))
  return { on, amountFen, downPaymentFen: downPaymentOf(amountFen, sharePpm, multipleOf(product)) }
}

/** Down payments follow the instalments of their day, and the balance counts all that is paid out that day first. */
function downPayments(tranches: readonly Tranche[], instalments: readonly Line[]): readonly Line[] {
  let takenFen = 0n
  return tranches.map(({ on, downPaymentFen }) => {
    takenFen += downPaymentFen
    const paidOutFen = sumFen(tranches.filter((t) => t.on <= on).map((t) => t.amountFen))
    const fallenDueFen = sumFen(instalments.filter((line) => line.on <= on).map((line) => line.principalFen))
    return { on, principalFen: downPaymentFen, interestFen: 0n, balanceFen: paidOutFen - takenFen - fallenDueFen }
  })
}

function ratePpm({ terms, rateUnit }: Case): bigint {
  return ppmFromPercent(terms.annualRatePct) * (rateUnit === 'MONTH' ? 12n : 1n)
}

function basisOf({ dayCount, terms, loanScheduleType }: Case): InterestBasis {
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
      return loanScheduleType === 'CUMULATIVE' ? 'actual/365' : 'actual/actual-dec31'
  }
}
