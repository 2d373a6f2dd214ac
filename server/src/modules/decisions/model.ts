import { checkFacts, type FactRecord } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import { assert } from '@puhui/kernel'
import { type Decision, decide } from '@puhui/policy'
import { FACTS, hashOf, type PolicyInUse } from '../policies/index.ts'

export interface StoredReason {
  readonly code: string
  readonly severity: string
  readonly stageId: string
  readonly by: string
  readonly pointsLost?: number
}

/** A line of a trace: its id, true, false or unknown, and what it did where it did something. */
export type StoredLine = readonly [id: string, is: 1 | 0 | -1, does?: unknown]

/** A trace as it is stored: what came out. What was asked stands in the policy, what was read in the facts. */
export interface StoredTrace {
  readonly stages: readonly { readonly id: string; readonly outcome: string; readonly lines: readonly StoredLine[] }[]
  /** Facts that the policy itself found out, by stage. */
  readonly found: Readonly<Record<string, string | number | boolean | null>>
  /** Points by attribute; the most that each could give stands in the policy. */
  readonly points: readonly (readonly [attributeId: string, points: number])[]
  readonly missing: readonly string[]
  readonly allReasons: readonly StoredReason[]
}

/** What a policy says about one application, before it is written down. */
export interface Verdict {
  readonly decision: Decision
  readonly facts: Readonly<Record<string, string | number | boolean>>
  readonly factsHash: string
  readonly principalReason: Localized | null
  readonly scorePoints: number | null
}

/** Runs a policy on facts; pure, so the same input gives the same verdict for ever. */
export function verdictOn({ compiled, policy }: PolicyInUse, given: FactRecord): Verdict {
  const checked = checkFacts(given, FACTS)
  assert(checked.ok, 'facts are what the catalogue says', checked.ok ? {} : { problems: checked.error.problems })
  const facts = checked.value as Verdict['facts']
  const decision = decide(compiled, facts)
  const [first] = decision.reasons
  const reason = first && policy.reasons.find(({ code }) => code === first.code)
  return {
    decision,
    facts,
    factsHash: hashOf(facts),
    principalReason: reason?.staff ?? null,
    scorePoints: decision.score === undefined ? null : Math.round(decision.score),
  }
}

export function storedTrace({ stages, points, missing, allReasons, score, grade }: Decision): StoredTrace {
  return {
    stages: stages.map(({ stageId, outcome, lines }) => ({
      id: stageId,
      outcome,
      lines: lines.map(({ id, result, effect }): StoredLine => {
        const is = result === 'unknown' ? -1 : result ? 1 : 0
        return effect === 'none' ? [id, is] : [id, is, effect]
      }),
    })),
    found: { ...(score === undefined ? {} : { score }), ...(grade === undefined ? {} : { grade }) },
    points: points.map(({ attributeId, points: given }) => [attributeId, given] as const),
    missing,
    allReasons,
  }
}

/** What a replay compares: everything that the decision led to. */
export function essenceOf(decision: Decision): string {
  const { outcome, reasons, score, grade, limitFen, ratePpm } = decision
  return hashOf({ outcome, reasons, score, grade, limitFen, ratePpm })
}
