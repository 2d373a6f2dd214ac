import { catalogueOf } from '@puhui/condition'
import {
  compilePolicy,
  consumerLoanFacts,
  consumerLoanPolicy,
  decide,
  generatePolicy,
  type Policy,
} from '@puhui/policy'
import { makeFunction } from '../server/src/platform/make-function.ts'
import type { Workload } from './measure.ts'
import { applicantOf } from './policy.ts'
import { mulberry32 } from './policy-tables.ts'

const RULES = 200
const DECISIONS = 20_000

/** The shipped policy with its scorecard, grades, price and limit, and rules up to 200; the whole trace is written out. */
export const workload: Workload = {
  id: 'P9',
  title: `whole decision in the process, ${RULES} rules, score, price, limit and trace: 99th of 100 (ours) and median (peer) of ${DECISIONS}`,
  run: async () => {
    const compiled = compilePolicy(withRules(), catalogueOf(consumerLoanFacts))
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
    const policy = generatePolicy(compiled.value, makeFunction)
    const random = mulberry32(20_261_122)
    const applicants = Array.from({ length: 1_024 }, () => applicantOf(random))
    for (const applicant of applicants) decide(policy, applicant)
    const taken = Array.from({ length: DECISIONS }, (_, i) => {
      const started = performance.now()
      decide(policy, applicants[i % applicants.length]!)
      return performance.now() - started
    }).sort((a, b) => a - b)
    const [p99, median] = [taken[Math.floor(DECISIONS * 0.99)]!, taken[DECISIONS / 2]!]
    return { ours: round(p99), peer: round(median), ratio: round(p99 / median), unit: 'ms' }
  },
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** Rules of one and two comparisons over facts that are known by then; none of them decides anything by itself. */
function withRules(): Policy {
  const own = consumerLoanPolicy.stages.reduce(
    (sum, stage) => sum + (stage.kind === 'rules' ? stage.rules.length : 0),
    0,
  )
  const label = { zh: '提示', en: 'note' }
  const tests = [
    (i: number) => `inquiries12m > ${i % 12} and delinquencies24m > ${i % 5}`,
    (i: number) => `requestedAmount > ${2_000 + i * 100}`,
    (i: number) => `monthlyDebtDue * ${2 + (i % 4)} > monthlyIncome`,
    (i: number) => `revolvingUtilization > ${40 + (i % 60)}% or creditHistoryYears < ${i % 9}`,
  ]
  const rules = Array.from({ length: RULES - own }, (_, i) => ({
    id: `extra${i}`,
    title: label,
    when: tests[i % tests.length]!(i),
    severity: 'warn' as const,
    reasonCode: 'NOTE',
    onUnknown: 'ignore' as const,
  }))
  const at = consumerLoanPolicy.stages.findIndex(({ kind }) => kind === 'scorecard')
  const extra = { id: 'extra', kind: 'rules', title: label, sources: [], rules } as const
  const reasons = [...consumerLoanPolicy.reasons, { code: 'NOTE', staff: label, borrower: label, help: label }]
  return { ...consumerLoanPolicy, stages: consumerLoanPolicy.stages.toSpliced(at, 0, extra), reasons }
}
