import { addDays, addMonths, type Day, daysBetween, shiftToWorkingDay } from '@puhui/calendar'
import { type Fen, parseYuan, ppmFromPercent } from '@puhui/money'
import {
  type AmortisedRow,
  type AmortiseMethod,
  type AmortiseRequest,
  amortise,
  interestOf,
  type Period,
  planReleveled,
  planShares,
  remainderToFirst,
} from '@puhui/product'
import { readGolden } from './golden.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

interface Row {
  readonly date?: Day
  readonly interest?: string | null
  readonly principal?: string | null
  readonly balanceBefore?: string | null
}

interface Case {
  readonly id: string
  readonly principal: string
  readonly ratePerPeriod: string
  readonly installments: number
  readonly gracePeriods: number
  readonly settings?: Readonly<Record<string, string | boolean>>
  readonly startDate: Day
  readonly product: {
    readonly loanType: 'DecliningFixedInstallments' | 'DecliningFixedPrincipal' | 'Flat'
    readonly installmentType: { readonly days: number; readonly months: number }
    readonly chargeInterestWithinGrace: string
    readonly useCents: boolean
    readonly rounding: 'Approximate' | 'Begin' | 'End' | null
    readonly exotic: readonly (readonly [number, number, string])[] | null
  }
  readonly rows: readonly Row[]
}

/** The two public holidays that the cases name; weekends are free days as well. */
const HOLIDAYS = { holidays: new Set(['2006-01-01', '2006-12-25'] as Day[]), workingWeekends: new Set<Day>() }

export const opencbsSchedules: ConformanceSet = {
  name: 'opencbs-schedules',
  run: () => {
    const file = readGolden<{ schedules: readonly Case[] }>('opencbs-schedules.json')
    return file && runEach(file.schedules, runCase)
  },
}

function runCase(example: Case): CaseResult {
  const base = { id: example.id, category: example.product.loanType }
  const wanted = example.rows.map((row) => [
    row.date,
    ...[row.interest, row.principal, row.balanceBefore].map((a) => units(example, a)),
  ])
  const got = planOf(example).map((row) => [
    row.period.dueOn,
    row.interestFen,
    row.principalFen,
    row.balanceFen + row.principalFen,
  ])
  const at = wanted.findIndex((cells, index) => !isSame(cells, got[index]))
  return at < 0 ? base : { ...base, difference: `row ${at + 1}: expected ${wanted[at]}, got ${got[at]}` }
}

type Cell = Day | Fen | undefined

/** Cells that a case does not give are not compared. */
function isSame(wanted: readonly Cell[], got: readonly Cell[] | undefined): boolean {
  return got !== undefined && wanted.every((cell, index) => cell === undefined || cell === got[index])
}

/** Loans without cents are reckoned in whole units. */
function units({ product }: Case, text: string): Fen
function units({ product }: Case, text: string | null | undefined): Fen | undefined
function units({ product }: Case, text: string | null | undefined): Fen | undefined {
  if (text === null || text === undefined) return undefined
  const read = parseYuan(text)
  if (!read.ok) throw new Error(text)
  return product.useCents ? read.value : read.value / 100n
}

function planOf(example: Case): readonly AmortisedRow[] {
  const { product, gracePeriods } = example
  const terms = { ...termsOf(example), method: methodOf(product.loanType) }
  const request = {
    terms,
    balanceFen: units(example, example.principal),
    periods: periodsOfCase(example),
    interestOnlyPeriods: gracePeriods,
  }
  const isInterestInGrace = String(product.chargeInterestWithinGrace) !== 'false'
  const rows = withFirstPeriod(example, request, (given) => rowsBy(product, given))
  return rows.map((row, index) => (index < gracePeriods && !isInterestInGrace ? { ...row, interestFen: 0n } : row))
}

function rowsBy(product: Case['product'], request: AmortiseRequest): readonly AmortisedRow[] {
  const interestOnlyPeriods = request.interestOnlyPeriods ?? 0
  if (product.exotic || product.loanType === 'Flat') {
    const principalRounding = product.exotic ? ('half-even' as const) : ('half-up' as const)
    return planShares({ ...request, interestOnlyPeriods, principalRounding, ...sharesOf(product.exotic) })
  }
  if (product.rounding === 'End') return amortise(request)
  return product.rounding === 'Begin' ? remainderToFirst(amortise(request)) : planReleveled(request)
}

/** The first period earns for the days it really has; its instalment is the same, and the later rows follow. */
function withFirstPeriod(
  example: Case,
  request: AmortiseRequest,
  plan: (request: AmortiseRequest) => readonly AmortisedRow[],
): readonly AmortisedRow[] {
  const rows = plan(request)
  const [first, ...rest] = rows
  const isShared = example.product.exotic?.some(([, , share]) => share !== 'null') === true
  if (!first || isShared || isOff(example, 'PAYFIRSTINSTALLMENTREALVALUE')) return rows
  const { periodFrom, periodTo, dueOn, days } = first.period
  const realDays = daysBetween(periodFrom, dueOn)
  if (realDays === days) return rows
  const [step] = first.interestSteps
  const real = {
    ...step!,
    to: dueOn,
    num: step!.num * BigInt(realDays),
    den: step!.den * BigInt(daysBetween(periodFrom, periodTo)),
  }
  const interestFen = interestOf([real], request.terms.interestRounding)
  const isLevel = request.terms.method === 'equal-instalment' && !example.product.exotic && first.principalFen > 0n
  if (!isLevel || rest.length === 0) return [{ ...first, interestFen }, ...rest]
  const principalFen = first.principalFen + first.interestFen - interestFen
  const balanceFen = request.balanceFen - principalFen
  const later = { ...request, balanceFen, periods: request.periods.slice(1), interestOnlyPeriods: 0 }
  const levelFen = first.principalFen + first.interestFen
  const isKept = example.product.rounding === 'End' || example.product.rounding === 'Begin'
  return [
    { ...first, interestFen, principalFen, balanceFen },
    ...plan(isKept ? { ...later, targetFen: levelFen } : later),
  ]
}

function isOff({ settings }: Case, name: string): boolean {
  return String(settings?.[name] ?? 'true') === 'false'
}

function methodOf(loanType: Case['product']['loanType']): AmortiseMethod {
  if (loanType === 'Flat') return 'flat'
  return loanType === 'DecliningFixedPrincipal' ? 'equal-principal' : 'equal-instalment'
}

function sharesOf(exotic: Case['product']['exotic']) {
  if (!exotic) return {}
  const principalSharesPpm = exotic.map(([, share]) => BigInt(Math.round(share * 1_000_000)))
  const interest = exotic.map(([, , share]) => share)
  if (interest.includes('null')) return { principalSharesPpm }
  return {
    principalSharesPpm,
    interestSharesPpm: interest.map((share) => BigInt(Math.round(Number(share) * 1_000_000))),
  }
}

/** The rate is per period: a month is a twelfth of the year, a number of days its share of 364. */
function termsOf({ ratePerPeriod, product }: Case) {
  const ratePpm = ppmFromPercent((Number(ratePerPeriod) * 100).toFixed(4))
  const { days, months } = product.installmentType
  const rounded = { instalment: { multipleFen: 1n, rounding: 'half-up' }, interestRounding: 'half-up' } as const
  return months > 0
    ? ({ ...rounded, annualRatePpm: (ratePpm * 12n) / BigInt(months), interestBasis: 'monthly' } as const)
    : ({ ...rounded, annualRatePpm: (ratePpm * 364n) / BigInt(days), interestBasis: 'actual/364' } as const)
}

/** Due days move to a working day: forward, or backward where the settings say so, or not at all. */
function periodsOfCase(example: Case): readonly Period[] {
  const { startDate, installments, product, settings } = example
  const { days, months } = product.installmentType
  const end = (number: number) =>
    months > 0 ? addMonths(startDate, number * months) : addDays(startDate, number * days)
  const isFixed = String(settings?.DONOTSKIPWEEKENDSININSTALLMENTSDATE ?? 'false') === 'true'
  const shift = isFixed ? 'none' : isOff(example, 'INCREMENTALDURINGDAYOFF') ? 'preceding' : 'following'
  return Array.from({ length: installments }, (_, index) => {
    const [periodFrom, periodTo] = [end(index), end(index + 1)]
    return {
      number: index + 1,
      periodFrom,
      periodTo,
      dueOn: shiftToWorkingDay(periodTo, shift, HOLIDAYS),
      days: daysBetween(periodFrom, periodTo),
      anchorDay: Number(startDate.slice(8)),
      isWholeMonth: months === 1,
    }
  })
}
