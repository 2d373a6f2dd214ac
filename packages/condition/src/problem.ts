import type { Refusal } from '@puhui/kernel'
import type { FactType, Purpose } from './fact.ts'
import type { Place } from './tree.ts'

export type ConditionProblemCode =
  | 'condition.unexpected_character'
  | 'condition.unclosed_text'
  | 'condition.expected'
  | 'condition.unknown_fact'
  | 'condition.unknown_function'
  | 'condition.wrong_argument_count'
  | 'condition.type_mismatch'
  | 'condition.not_a_condition'
  | 'condition.not_a_value'
  | 'condition.unknown_enum_value'
  | 'condition.not_a_day'
  | 'condition.too_many_decimals'
  | 'condition.number_too_large'
  | 'condition.forbidden_fact'
  | 'condition.too_large'

/** One thing that is wrong, where it stands, and what was probably meant. */
export interface ConditionProblem {
  readonly code: ConditionProblemCode
  readonly place: Place
  /** The piece of text it is about. */
  readonly text: string
  readonly expected?: string
  readonly found?: FactType | string
  readonly purpose?: Purpose
  /** What to write instead. */
  readonly suggestion?: string
}

/** Every problem of a text at once, in the order of their places. */
export type ConditionRefusal = Refusal<'condition.invalid'> & { readonly problems: readonly ConditionProblem[] }
