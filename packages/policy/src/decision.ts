import type { FactValue } from '@puhui/condition'
import type { Fen, RatePpm } from '@puhui/money'
import type { Severity } from './policy.ts'

export type Outcome = 'approve' | 'refer' | 'decline' | 'moreData'

/** The answer of a policy on one snapshot of facts, with everything needed to explain and replay it. */
export interface Decision {
  readonly policyId: string
  readonly policyVersion: number
  readonly outcome: Outcome
  /** Principal reasons, most important first; empty when approved. Codes of the policy's reasons. */
  readonly reasons: readonly DecisionReason[]
  /** Every reason met, warnings included, in the same order. */
  readonly allReasons: readonly DecisionReason[]
  readonly stages: readonly StageTrace[]
  readonly score?: number
  readonly points: readonly PointsTrace[]
  readonly grade?: string
  readonly limitFen?: Fen
  readonly ratePpm?: RatePpm
  /** Fact ids whose absence decided something. */
  readonly missing: readonly string[]
}

export interface DecisionReason {
  readonly code: string
  readonly severity: Severity
  readonly stageId: string
  /** The rule, row or score attribute that gave it. */
  readonly by: string
  /** For a score attribute: points lost against its best bin. */
  readonly pointsLost?: number
}

export interface StageTrace {
  readonly stageId: string
  readonly kind: 'rules' | 'table' | 'scorecard' | 'offer'
  readonly outcome: 'pass' | Severity | 'skipped'
  readonly lines: readonly TraceLine[]
}

/** One rule, row, bin, cell or cap: what it asked, what it read, what came out. */
export interface TraceLine {
  readonly id: string
  readonly text: string
  readonly inputs: Readonly<Record<string, Exclude<FactValue, bigint | undefined>>>
  readonly result: true | false | 'unknown'
  /** What it did: a severity, `none`, or what it set. */
  readonly effect: Severity | 'none' | { readonly set: string; readonly value: number | string | boolean | null }
}

export interface PointsTrace {
  readonly attributeId: string
  readonly value: Exclude<FactValue, bigint | undefined>
  readonly bin: string
  readonly points: number
  readonly pointsMax: number
}
