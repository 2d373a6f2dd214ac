import { ZenEngine } from '@gorules/zen-engine'
import { decide } from '@puhui/policy'
import { inTurns, type Workload } from './measure.ts'
import { applicants, policy, RULES } from './policy-rules.bench.ts'
import { zenTable } from './zen-graphs.ts'

const times = 100

export const workload: Workload = {
  id: 'P8',
  title: `15-rule policy with its whole trace written out, ${applicants.length * times} decisions / zen-engine with trace, ${applicants.length} decisions`,
  run: async () => {
    const zen = new ZenEngine().createDecision(zenTable('collect', [''], RULES.map(zenRule)))
    for (const applicant of applicants) {
      const theirs = ((await zen.evaluate(applicant)).result as unknown[]).length
      if (theirs !== decide(policy, { ...applicant }).allReasons.length) throw new Error('the two answers differ')
    }
    const byZen = async () => {
      let sum = 0
      for (const applicant of applicants)
        sum += (await zen.evaluate(applicant, { trace: true })).result.length as number
      return sum
    }
    return inTurns({ ours, peer: byZen }, 5)
  },
}

function ours(): number {
  let sum = 0
  for (let i = 0; i < times; i++)
    for (const applicant of applicants)
      sum += decide(policy, applicant as typeof applicant & Record<string, number | boolean>).stages[0]!.lines.length
  return sum
}

/** Amounts are fen on both sides; ours are written in yuan. */
function zenRule(rule: string, i: number) {
  return {
    id: `${i + 1}`,
    when: [rule.replace(/(income|debt|amount)( - debt)? ([<>]) (\d+)/gu, '$1$2 $3 $400')],
    gives: `"${i + 1}"`,
  }
}
