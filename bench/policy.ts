import { catalogueOf, compile, type Fact, type FactRecord, readCondition } from '@puhui/condition'
import {
  type CompiledPolicy,
  compilePolicy,
  consumerLoanFacts,
  consumerLoanPolicy,
  decide,
  generatePolicy,
  type Policy,
  runPolicy,
} from '@puhui/policy'
import { makeFunction } from '../server/src/platform/make-function.ts'
import { mulberry32, records, tablePolicy, twentyRows } from './policy-tables.ts'

export interface Measured {
  readonly name: string
  readonly perSecond: number
  readonly microseconds: number
  /** What the work summed up to; equal between runs of one seed, and keeps it from being optimised away. */
  readonly checksum: number
}

const APPLICANTS = 1_024

/**
 * Decisions per second on one core: a 20-row, 5-input first-hit table and the shipped policy, once
 * without and once with the trace written out, and one condition alone.
 *
 * @param seconds how long each is measured, after a tenth of it as warm-up
 */
export function measurePolicy(seconds = 1): readonly Measured[] {
  const random = mulberry32(20_261_122)
  const applicants = Array.from({ length: APPLICANTS }, () => applicantOf(random))
  const shipped = compiled(consumerLoanPolicy, consumerLoanFacts)
  const table = tablePolicy(twentyRows())
  const rows = records({ a: 100, b: 100, c: 100, d: 100, e: 100 }, APPLICANTS)
  return [
    measured('one condition', applicants, seconds, conditionTest()),
    measured('20-row table, outcome', rows, seconds, (row) => runPolicy(table, row).stageOutcomes.length),
    measured('20-row table, full trace', rows, seconds, (row) => decide(table, row).stages.length),
    measured('shipped policy, outcome', applicants, seconds, (facts) => runPolicy(shipped, facts).reasons.length),
    measured('shipped policy, full trace', applicants, seconds, (facts) => decide(shipped, facts).reasons.length),
  ]
}

function measured(
  name: string,
  records: readonly FactRecord[],
  seconds: number,
  work: (record: FactRecord) => number,
): Measured {
  const checksum = records.reduce((sum, record) => sum + work(record), 0)
  let until = performance.now() + seconds * 100
  while (performance.now() < until) for (const record of records) work(record)
  const start = performance.now()
  until = start + seconds * 1_000
  let count = 0
  let sum = 0
  while (performance.now() < until) {
    for (const record of records) sum += work(record)
    count += records.length
  }
  if (sum * records.length !== checksum * count) throw new Error(`${name}: the same records gave different answers`)
  const perSecond = (count / (performance.now() - start)) * 1_000
  return { name, perSecond: Math.round(perSecond), microseconds: Number((1_000_000 / perSecond).toFixed(3)), checksum }
}

function compiled(policy: Policy, facts: readonly Fact[]): CompiledPolicy {
  const result = compilePolicy(policy, catalogueOf(facts))
  if (!result.ok) throw new Error(JSON.stringify(result.error.problems))
  return generatePolicy(result.value, makeFunction)
}

function conditionTest(): (facts: FactRecord) => number {
  const catalogue = catalogueOf(consumerLoanFacts)
  const result = readCondition(
    '2 * (monthlyDebtDue + newInstalment) > monthlyIncome or delinquencies24m > 2',
    catalogue,
  )
  if (!result.ok) throw new Error(JSON.stringify(result.error.problems))
  const test = compile(result.value)
  return (facts) => (test(facts) ? 1 : 0)
}

export function applicantOf(random: () => number): FactRecord {
  const upTo = (max: number) => Math.floor(random() * (max + 1))
  const amount = 100_000 * (1 + upTo(150))
  const termMonths = [6, 12, 24, 36][upTo(3)]!
  return {
    applicantAge: 18 + upTo(50),
    identityCheck: 'passed',
    requestedAmount: amount,
    termMonths,
    repaymentMethod: 'equalInstalment',
    loanPurpose: 'consumption',
    regionServed: true,
    homeOwnership: ['own', 'mortgage', 'rent'][upTo(2)]!,
    employmentYears: upTo(20),
    monthlyIncome: 300_000 + 10_000 * upTo(170),
    incomeCheck: 'verified',
    blacklisted: random() < 0.01,
    ownOutstanding: 0,
    ownUnusedLine: 0,
    lenderKind: 'consumerFinance',
    newInstalment: Math.round((amount / termMonths) * 1.06),
    bureauFileFound: random() > 0.05,
    creditHistoryYears: upTo(20),
    delinquencies24m: Math.max(0, upTo(6) - 4),
    accountsPastDue: random() < 0.02 ? 1 : 0,
    chargeOffs: random() < 0.02 ? 1 : 0,
    bankruptcies: 0,
    inquiries12m: upTo(9),
    revolvingUtilization: random() < 0.05 ? null : upTo(1_000_000),
    monthlyDebtDue: 1_000 * upTo(200),
  }
}

if (import.meta.main) {
  for (const { name, perSecond, microseconds } of measurePolicy())
    console.log(`${name}\t${perSecond}/s\t${microseconds} µs`)
}
