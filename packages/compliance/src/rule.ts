import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { LawfulLender } from './lender-kind.ts'
import type { SourceId } from './sources.ts'
import type { Verdict } from './verdict.ts'

/** How a parameter is known: read in the text, partly so, from memory and to be verified, or our own choice. */
export type Provenance = 'sourced' | 'mixed' | 'from-knowledge-verify' | 'design-default'

export type ParameterValue = bigint | number | boolean | string | null | readonly string[]

/**
 * How far configuration may move a parameter: `max` and `min` are the law's edge and may only be made
 * stricter (lower, higher), `fixed` may not move, `free` is the lender's own policy.
 */
export type ParameterBound = 'max' | 'min' | 'fixed' | 'free'

export interface Parameter<T extends ParameterValue = ParameterValue> {
  readonly value: T
  readonly bound: ParameterBound
  readonly provenance: Provenance
  readonly unit?: string
  readonly note?: Localized
}

export type Parameters = Readonly<Record<string, Parameter>>

type Widened<T> = T extends bigint
  ? bigint
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T extends readonly string[]
        ? readonly string[]
        : T extends string
          ? string
          : T

/** The plain values of a rule's parameters, as a check reads them. */
export type ValuesOf<P extends Parameters> = { readonly [K in keyof P]: Widened<P[K]['value']> }

/** One rule of law: what it says, since when, for whom, with which numbers, and the check that applies it. */
export interface Rule<Input = never, P extends Parameters = Parameters, Code extends string = string> {
  readonly id: string
  readonly title: Localized
  /** What the rule asks for, in our own words. */
  readonly text: Localized
  readonly instrument: Localized
  readonly sources: readonly SourceId[]
  /** First day in force. */
  readonly effectiveFrom: Day
  /** Last day in force; null while it stands. */
  readonly effectiveTo: Day | null
  readonly lenderKinds: readonly LawfulLender[]
  /** The acts at which the rule is checked. */
  readonly events: readonly string[]
  readonly parameters: P
  /** Every code that the check can answer with, the main one first. */
  readonly codes: readonly Code[]
  readonly check: (input: Input, values: ValuesOf<P>) => Verdict<NoInfer<Code>>
}

/** Keeps a rule's own types and checks its shape: `export const rule = defineRule({ … })`. */
export function defineRule<Input, const P extends Parameters, const Code extends `compliance.${string}`>(
  rule: Rule<Input, P, Code>,
): Rule<Input, P, Code> {
  return rule
}
