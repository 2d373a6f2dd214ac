import type { ConditionProblem } from '@puhui/condition'
import type { Refusal } from '@puhui/kernel'

export type PolicyProblemCode =
  | 'policy.condition_invalid'
  | 'policy.duplicate_id'
  | 'policy.reason_not_in_catalogue'
  | 'policy.reason_unused'
  | 'policy.fact_not_available'
  | 'policy.output_not_settable'
  | 'policy.output_wrong_type'
  | 'policy.wrong_cell_count'
  | 'policy.outcome_without_reason'
  | 'policy.aggregate_needs_one_output'
  | 'policy.no_bins'
  | 'policy.not_a_list'
  | 'policy.parameter_wrong_type'
  | 'policy.parameter_hides_fact'
  | 'policy.rule_never_hits'
  | 'policy.rule_always_hits'
  | 'policy.rule_always_unknown'
  | 'policy.row_unreachable'
  | 'policy.rows_overlap'
  | 'policy.gap'
  | 'policy.not_analysed'

/** One thing that is wrong, with its place as a JSON pointer into the policy. */
export interface PolicyProblem {
  readonly code: PolicyProblemCode
  /** An error keeps a policy from running; a warning is for the author to judge. */
  readonly level: 'error' | 'warning'
  readonly pointer: string
  readonly condition?: ConditionProblem
  readonly subject?: string
  readonly rows?: readonly string[]
  /** Of a gap on one axis: the rows just below and just above it. */
  readonly beside?: readonly string[]
  /** Values of the inputs that show it. */
  readonly example?: Readonly<Record<string, number | string | boolean | null>>
}

export type PolicyRefusal = Refusal<'policy.invalid'> & { readonly problems: readonly PolicyProblem[] }
