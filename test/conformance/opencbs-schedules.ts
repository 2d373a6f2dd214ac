import { addDays, addMonths, type Day, daysBetween, shiftToWorkingDay } from '@puhui/calendar'
import { type Fen, parseYuan, ppmFromPercent } from '@puhui/money'
import {
  type AmortisedRow,
  type AmortiseMethod,
  amortise,
  type Period,
  planReleveled,
  planShares,
  remainderToFirst,
} from '@puhui/product'
import { readGolden } from './golden.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

interface Row {
  readonly date: Day
  readonly interest: string
  readonly principal: string
  readonly balanceBefore: string
}

interface Case {
  readonly id: string
  readonly principal: string
  readonly ratePerPeriod: string
  readonly installments: number
  readonly gracePeriods: number
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
  const wanted = example.rows.map((row) =>
    [row.date, ...[row.interest, row.principal, row.balanceBefore].map((a) => units(example, a))].join(' '),
  )
  const got = planOf(example).map((row) =>
    [row.period.dueOn, row.interestFen, row.principalFen, row.balanceFen + row.principalFen].join(' '),
  )
  const at = wanted.findIndex((line, index) => line !== got[index])
  return at < 0 ? base : { ...base, difference: `row ${at + 1}: expected ${wanted[at]}, got ${got[at]}` }
}

/** Loans without cents are reckoned in whole units. */
function units({ product }: Case, text: string): Fen {
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
  if (product.exotic || product.loanType === 'Flat') {
    const principalRounding = product.exotic ? ('half-even' as const) : ('half-up' as const)
    return planShares({ ...request, principalRounding, ...sharesOf(product.exotic) })
  }
  if (product.rounding === 'End') return amortise(request)
  return product.rounding === 'Begin' ? remainderToFirst(amortise(request)) : planReleveled(request)
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

/** Due days move forward to a working day; only the first period earns for the days that it really has. */
function periodsOfCase({ startDate, installments, product }: Case): readonly Period[] {
  const { days, months } = product.installmentType
  const end = (number: number) =>
    months > 0 ? addMonths(startDate, number * months) : addDays(startDate, number * days)
  return Array.from({ length: installments }, (_, index) => {
    const dueOn = shiftToWorkingDay(end(index + 1), 'following', HOLIDAYS)
    const [periodFrom, periodTo] = [end(index), index === 0 ? dueOn : end(index + 1)]
    const isWholeMonth = months === 1 && (index > 0 || dueOn === end(1))
    const anchorDay = Number(startDate.slice(8))
    return {
      number: index + 1,
      periodFrom,
      periodTo,
      dueOn,
      days: daysBetween(periodFrom, periodTo),
      anchorDay,
      isWholeMonth,
    }
  })
}
