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
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

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

interface Iteration {
  readonly advance: string
  readonly payment: string
  readonly count: number
  readonly unitPeriod: string
  readonly aprPct: string
}

interface AprFile {
  readonly usRegZ_AppendixJ?: readonly UsExample[]
  readonly usExtraFromLibrary?: readonly UsExample[]
  readonly usIteration_b9?: Iteration
  readonly europe_and_uk?: readonly EuropeanExample[]
  readonly dayCountFactors?: Readonly<Record<string, readonly Factor[] | string>>
}

export const aprExamples: ConformanceSet = {
  name: 'apr-examples',
  run: () => {
    const file = readGolden<AprFile>('apr-examples.json')
    return file && [...flowsCases(file), ...Object.entries(file.dayCountFactors ?? {}).flatMap(factorsOf)]
  },
}

function flowsCases(file: AprFile): readonly CaseResult[] {
  return [
    ...runEach(file.usRegZ_AppendixJ ?? [], (example) => american(example, 'us-appendix-j')),
    ...runEach(file.usExtraFromLibrary ?? [], (example) => american(example, 'us-extra')),
    ...runEach(file.usIteration_b9 ? [file.usIteration_b9] : [], iteration, () => 'J-b9'),
    ...runEach(file.europe_and_uk ?? [], european),
  ]
}

function factorsOf([rule, factors]: readonly [string, readonly Factor[] | string]): readonly CaseResult[] {
  if (typeof factors === 'string') return []
  return runEach(
    factors,
    (factor, index) => dayCountFactor(rule, factor, index),
    (_, index) => `${rule}#${index + 1}`,
  )
}

const NAMED: Readonly<Record<string, UnitPeriod>> = {
  day: { kind: 'days', days: 1 },
  dai: { kind: 'days', days: 1 },
  week: { kind: 'weeks', weeks: 1 },
  biweek: { kind: 'weeks', weeks: 2 },
  fortnight: { kind: 'weeks', weeks: 2 },
  semimonth: { kind: 'semimonth' },
  halfmonth: { kind: 'semimonth' },
  month: { kind: 'months', months: 1 },
  bimonth: { kind: 'months', months: 2 },
  quarter: { kind: 'months', months: 3 },
  halfyear: { kind: 'months', months: 6 },
  semiannual: { kind: 'months', months: 6 },
  year: { kind: 'months', months: 12 },
  annual: { kind: 'months', months: 12 },
}

/** Reads `month`, `monthly`, `4weeks`, `every 2 months`, `half-yearly`. */
function unitNamed(text: string): UnitPeriod {
  const [, count, word] = /^(?:every)?(\d*)([a-z]+)$/u.exec(text.toLowerCase().replace(/[\s-]/gu, '')) ?? []
  const unit = NAMED[word ?? ''] ?? NAMED[(word ?? '').replace(/(?:s|ly)$/u, '')]
  if (!unit) throw new Error(`no unit period: ${text}`)
  const times = Number(count || 1)
  if (unit.kind === 'days') return { kind: 'days', days: unit.days * times }
  if (unit.kind === 'weeks') return { kind: 'weeks', weeks: unit.weeks * times }
  return unit.kind === 'months' ? { kind: 'months', months: unit.months * times } : unit
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
  return { flows, unit: unitNamed(unitPeriod) }
}

/** Reads `quarterly, 10000 on 1978-06-23, 385 x40 from 1978-10-01`: the first amount is the advance, others are payments. */
function told(title: string): { flows: readonly CashFlow[]; unit: UnitPeriod } {
  const [head = '', ...clauses] = title.split(/[,:;]\s*/u).filter((clause) => !/modified/u.test(clause))
  const unit = unitNamed(head)
  const amounts = clauses.join(', ').matchAll(/(\d+(?:\.\d+)?)(?: ?x ?(\d+))?[^,\d]*(\d{4}-\d\d-\d\d)/gu)
  const flows = [...amounts].flatMap(([, amount, count = '1', from], index) =>
    Array.from({ length: Number(count) }, (_, i) => ({
      on: step(from as Day, i, unit),
      amount: index === 0 ? Number(amount) : -Number(amount),
    })),
  )
  return { flows, unit }
}

function step(from: Day, count: number, unit: UnitPeriod): Day {
  switch (unit.kind) {
    case 'days':
      return addDays(from, count * unit.days)
    case 'weeks':
      return addDays(from, count * 7 * unit.weeks)
    case 'months':
      return addMonths(from, count * unit.months, dayOfMonth(from))
    case 'semimonth':
      return addDays(addMonths(from, Math.floor(count / 2), dayOfMonth(from)), 15 * (count % 2))
  }
}

function iteration({ advance, payment, count, unitPeriod, aprPct }: Iteration): CaseResult {
  const start = '2026-01-01' as Day
  const unit = unitNamed(unitPeriod)
  const payments = Array.from({ length: count }, (_, i) => ({ on: step(start, i + 1, unit), amount: -Number(payment) }))
  const apr = aprActuarial([{ on: start, amount: Number(advance) }, ...payments], unit)
  return result('J-b9', 'us-iteration', Number(aprPct).toFixed(2), (apr * 100).toFixed(2))
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
  const unit = unitNamed(unitPeriod!)
  const { whole, odd: share } = unitTime(from, to, unit)
  const isFortnight = unit.kind === 'weeks' && unit.weeks === 2
  const odd = isFortnight ? (share * 14) / FORTNIGHT_PARTS : share
  const shown = (w: number, o: number, p: number) => `${w} + ${o.toFixed(10)} of ${p}`
  return result(
    id,
    'day-count',
    shown(wholePeriods!, sumOfFractions(oddFraction!), periodsPerYear!),
    shown(whole, odd, unitPeriodsPerYear(unit)),
  )
}
