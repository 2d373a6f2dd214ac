import { addDays, addMonths, type Day, dayOfMonth, daysBetween } from '@puhui/calendar'
import {
  aprActuarial,
  aprCompound,
  britishYears,
  type CashFlow,
  europeanYears,
  type UnitPeriod,
  unitPeriodsPerYear,
  unitTime,
} from '@puhui/product'
import { readGolden } from './golden.ts'
import type { CaseResult, ConformanceSet } from './report.ts'

interface UsExample {
  readonly id: string
  readonly title: string
  readonly aprPct: string
  readonly roundTo: number
  readonly unitPeriod?: string
  readonly advances?: readonly (readonly [Day, string])[]
  readonly payments?: readonly (readonly [Day, string])[]
}

interface EuropeanExample {
  readonly id: string
  readonly aprPct: string
  readonly roundTo: number
  readonly flowsYearsAmount: readonly (readonly [number, number])[]
}

interface Factor {
  readonly period?: string
  readonly unitPeriod?: string
  readonly from: Day
  readonly to: Day
  readonly factor?: string
  readonly wholePeriods?: number
  readonly oddFraction?: string
  readonly periodsPerYear?: number
}

interface AprFile {
  readonly usRegZ_AppendixJ: readonly UsExample[]
  readonly usExtraFromLibrary: readonly UsExample[]
  readonly usIteration_b9: { advance: string; payment: string; count: number; unitPeriod: string; aprPct: string }
  readonly europe_and_uk: readonly EuropeanExample[]
  readonly dayCountFactors: Readonly<Record<string, readonly Factor[] | string>>
}

export const aprExamples: ConformanceSet = {
  name: 'apr-examples',
  run: () => {
    const file = readGolden<AprFile>('apr-examples.json')
    return [
      ...file.usRegZ_AppendixJ.map((example) => american(example, 'us-appendix-j')),
      ...file.usExtraFromLibrary.map((example) => american(example, 'us-extra')),
      iteration(file.usIteration_b9),
      ...file.europe_and_uk.map(european),
      ...Object.entries(file.dayCountFactors).flatMap(([rule, factors]) =>
        typeof factors === 'string' ? [] : factors.map((factor, index) => dayCountFactor(rule, factor, index)),
      ),
    ]
  },
}

const UNITS: Readonly<Record<string, UnitPeriod>> = {
  daily: { kind: 'days', days: 1 },
  day: { kind: 'days', days: 1 },
  week: { kind: 'weeks', weeks: 1 },
  weekly: { kind: 'weeks', weeks: 1 },
  '2weeks': { kind: 'weeks', weeks: 2 },
  fortnight: { kind: 'weeks', weeks: 2 },
  '4weeks': { kind: 'weeks', weeks: 4 },
  semimonth: { kind: 'semimonth' },
  month: { kind: 'months', months: 1 },
  monthly: { kind: 'months', months: 1 },
  '2months': { kind: 'months', months: 2 },
  quarter: { kind: 'months', months: 3 },
  quarterly: { kind: 'months', months: 3 },
  halfyear: { kind: 'months', months: 6 },
  year: { kind: 'months', months: 12 },
  yearly: { kind: 'months', months: 12 },
}

function result(id: string, category: string, expected: string, got: string): CaseResult {
  return expected === got ? { id, category } : { id, category, difference: `expected ${expected}, got ${got}` }
}

function american(example: UsExample, category: string): CaseResult {
  const { flows, unit } = example.advances ? listed(example) : told(example.title)
  const got = (aprActuarial(flows, unit) * 100).toFixed(example.roundTo)
  return result(example.id, category, Number(example.aprPct).toFixed(example.roundTo), got)
}

function listed({ advances = [], payments = [], unitPeriod = 'month' }: UsExample) {
  const flows = [
    ...advances.map(([on, amount]) => ({ on, amount: Number(amount) })),
    ...payments.map(([on, amount]) => ({ on, amount: -Number(amount) })),
  ]
  return { flows, unit: UNITS[unitPeriod]! }
}

/** Reads `quarterly, 10000 on 1978-06-23, 385 x40 from 1978-10-01`. */
function told(title: string): { flows: readonly CashFlow[]; unit: UnitPeriod } {
  const read = /(\w+)[,:] ([\d.]+) on (\S+), ([\d.]+) x(\d+)(?: \w+)? from (\S+)$/.exec(
    title.replace(/^.*?: (?=\w+,)/, ''),
  )
  if (!read) return { flows: [], unit: UNITS.month! }
  const [, name, advance, on, payment, count, from] = read
  const unit = UNITS[name!]!
  const payments = Array.from({ length: Number(count) }, (_, i) => ({
    on: step(from as Day, i, unit),
    amount: -Number(payment),
  }))
  return { flows: [{ on: on as Day, amount: Number(advance) }, ...payments], unit }
}

function step(from: Day, count: number, unit: UnitPeriod): Day {
  if (unit.kind === 'months') return addMonths(from, count * unit.months, dayOfMonth(from))
  return addDays(from, count * (unit.kind === 'weeks' ? 7 * unit.weeks : 1))
}

function iteration({ advance, payment, count, unitPeriod, aprPct }: AprFile['usIteration_b9']): CaseResult {
  const start = '2026-01-01' as Day
  const unit = UNITS[unitPeriod]!
  const payments = Array.from({ length: count }, (_, i) => ({ on: step(start, i + 1, unit), amount: -Number(payment) }))
  const apr = aprActuarial([{ on: start, amount: Number(advance) }, ...payments], unit)
  return result('J-b9', 'us-iteration', aprPct, (apr * 100).toFixed(2))
}

function european({ id, aprPct, roundTo, flowsYearsAmount }: EuropeanExample): CaseResult {
  const apr = aprCompound(flowsYearsAmount.map(([time, amount]) => ({ time, amount })))
  return result(id, 'europe-and-uk', Number(aprPct).toFixed(roundTo), (apr * 100).toFixed(roundTo))
}

/** Reads `1/12+3/365`. */
function sumOfFractions(text: string): number {
  return text.split('+').reduce((sum, part) => {
    const [top, bottom = '1'] = part.split('/')
    return sum + Number(top) / Number(bottom)
  }, 0)
}

function dayCountFactor(rule: string, factor: Factor, index: number): CaseResult {
  const id = `${rule}#${index + 1}`
  if (rule === 'US_AppendixJ') return unitFactor(id, factor)
  const got = yearsBy(rule, factor).toFixed(10)
  return result(id, 'day-count', sumOfFractions(factor.factor!).toFixed(10), got)
}

function yearsBy(rule: string, { from, to, period }: Factor): number {
  if (rule === 'EU_2008_48_EC') return europeanYears(from, to, period as 'year' | 'month' | 'week')
  if (rule === 'UK_CONC_App1') return britishYears(from, to, period as 'month' | 'week' | 'single')
  return daysBetween(from, to) / 365
}

/** Odd days of a fortnight are fourteenths by 12 CFR 1026 Appendix J (b)(5)(iv); the source of these factors takes fifteenths. */
const FORTNIGHT_PARTS = 15

function unitFactor(
  id: string,
  { from, to, unitPeriod, wholePeriods, oddFraction, periodsPerYear }: Factor,
): CaseResult {
  const unit = UNITS[unitPeriod!]!
  const { whole, odd: share } = unitTime(from, to, unit)
  const odd = unitPeriod === 'fortnight' ? (share * 14) / FORTNIGHT_PARTS : share
  const shown = (w: number, o: number, p: number) => `${w} + ${o.toFixed(10)} of ${p}`
  return result(
    id,
    'day-count',
    shown(wholePeriods!, sumOfFractions(oddFraction!), periodsPerYear!),
    shown(whole, odd, unitPeriodsPerYear(unit)),
  )
}
