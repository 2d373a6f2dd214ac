import type { Localized } from '@puhui/kernel'

/**
 * How a question is answered: one option, several, a place on a scale, how likely one would recommend (0 to 10), an
 * amount, options in order, or in one's own words.
 */
export type QuestionKind = 'single' | 'multiple' | 'scale' | 'nps' | 'amount' | 'ranking' | 'text'

export interface QuestionOption {
  /** Letters, digits and `_`; begins with a letter. */
  readonly id: string
  readonly label: Localized
}

export interface Question {
  /** Letters, digits and `_`; begins with a letter. Conditions of later questions name it. */
  readonly id: string
  readonly kind: QuestionKind
  readonly text: Localized
  readonly isRequired: boolean
  /** Of `single`, `multiple` and `ranking`; empty for others. */
  readonly options: readonly QuestionOption[]
  /** Of `scale`: first and last step, whole numbers. */
  readonly scale: { readonly from: number; readonly to: number } | null
  /** When it is asked, in the condition language over earlier answers; empty is always. Unknown means not asked. */
  readonly showIf: string
  /** What the answer says of a person: `needs`, or the id of a fact; null where it says nothing. */
  readonly feeds: string | null
}

/** single: option id; multiple, ranking: option ids; scale, nps: number; amount: fen as text; text: text. */
export type AnswerValue = string | number | readonly string[]

/** What one person answered, by question id. What is absent was not answered. */
export type Answers = Readonly<Record<string, AnswerValue>>

export const OPTION_KINDS: ReadonlySet<QuestionKind> = new Set(['single', 'multiple', 'ranking'])
export const NPS = { from: 0, to: 10 } as const
