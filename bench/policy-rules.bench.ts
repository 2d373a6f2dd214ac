import type { Day } from '@puhui/calendar'
import { catalogueOf, type Fact, type FactType } from '@puhui/condition'
import { compilePolicy, generatePolicy, runPolicy } from '@puhui/policy'
import { makeFunction } from '../server/src/platform/make-function.ts'
import { inTurns, type Workload } from './measure.ts'
import { mulberry32 } from './policy-tables.ts'

interface Applicant {
  readonly age: number
  readonly income: number
  readonly debt: number
  readonly inquiries: number
  readonly late: number
  readonly amount: number
  readonly listed: boolean
}

const text = (name: string) => ({ zh: name, en: name })
const TYPES: Readonly<Record<keyof Applicant, FactType>> = {
  age: 'integer',
  income: 'money',
  debt: 'money',
  inquiries: 'integer',
  late: 'integer',
  amount: 'money',
  listed: 'boolean',
}
export const RULES = [
  'age < 18',
  'age > 65',
  'income < 2000',
  'debt * 2 > income',
  'inquiries > 8',
  'late > 3',
  'amount > 200000',
  'listed',
  'amount > income * 20',
  'late > 1 and inquiries > 5',
  'age < 22 and amount > 50000',
  'debt > 30000',
  'income - debt < 1000',
  'inquiries > 5 and amount > 100000',
  'late > 0 and debt * 3 > income',
]
const BY_HAND: readonly ((x: Applicant) => boolean)[] = [
  (x) => x.age < 18,
  (x) => x.age > 65,
  (x) => x.income < 2_000_00,
  (x) => x.debt * 2 > x.income,
  (x) => x.inquiries > 8,
  (x) => x.late > 3,
  (x) => x.amount > 200_000_00,
  (x) => x.listed,
  (x) => x.amount > x.income * 20,
  (x) => x.late > 1 && x.inquiries > 5,
  (x) => x.age < 22 && x.amount > 50_000_00,
  (x) => x.debt > 30_000_00,
  (x) => x.income - x.debt < 1_000_00,
  (x) => x.inquiries > 5 && x.amount > 100_000_00,
  (x) => x.late > 0 && x.debt * 3 > x.income,
]
export const applicants = someApplicants(1_024)
export const policy = fifteenRules()
const times = 20

/** What every rule came to, kept so that the decision can be written out later, on both sides. */
export const workload: Workload = {
  id: 'P6',
  title: '15-rule policy with what each rule came to / 15 hand-written rules with the same list, 20,480 decisions each',
  run: async () => {
    const [ours, peer] = [applicants.map(hitsByPolicy), applicants.map(hitsByHand)]
    if (ours.join() !== peer.join()) throw new Error('the two answers differ')
    return inTurns({ ours: () => total(hitsByPolicy), peer: () => total(hitsByHand) })
  },
}

function total(decided: (applicant: Applicant) => number): number {
  let sum = 0
  for (let i = 0; i < times; i++) for (const applicant of applicants) sum += decided(applicant)
  return sum
}

function hitsByPolicy(applicant: Applicant): number {
  return runPolicy(policy, applicant as Applicant & Record<string, number | boolean>).reasons.length
}

function hitsByHand(applicant: Applicant): number {
  const results: boolean[] = []
  const reasons: { readonly code: string; readonly rule: number }[] = []
  for (const [rule, test] of BY_HAND.entries()) {
    const isHit = test(applicant)
    results.push(isHit)
    if (isHit) reasons.push({ code: 'R', rule })
  }
  return reasons.length
}

function fifteenRules() {
  const facts = Object.entries(TYPES).map(([id, type]): Fact => ({ id, type, label: text(id), source: 'application' }))
  const rules = RULES.map((when, i) => ({
    id: `${i + 1}`,
    title: text(when),
    when,
    severity: 'refer' as const,
    reasonCode: 'R',
    onUnknown: 'refer' as const,
  }))
  const compiled = compilePolicy(
    {
      id: 'rules',
      version: 1,
      title: text('rules'),
      purpose: 'credit',
      effectiveOn: '2026-11-22' as Day,
      parameters: [],
      reasons: [{ code: 'R', staff: text('r'), borrower: text('r'), help: text('r') }],
      stages: [{ id: 'rules', title: text('rules'), kind: 'rules', sources: [], rules }],
    },
    catalogueOf(facts),
  )
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
  return generatePolicy(compiled.value, makeFunction)
}

function someApplicants(count: number): readonly Applicant[] {
  const random = mulberry32(20_261_122)
  const upTo = (max: number) => Math.floor(random() * max)
  return Array.from({ length: count }, () => ({
    age: 16 + upTo(52),
    income: upTo(30_000_00),
    debt: upTo(15_000_00),
    inquiries: upTo(12),
    late: upTo(5),
    amount: upTo(250_000_00),
    listed: random() < 0.02,
  }))
}
