import type { ArithmeticOp, CompareOp, Place } from './tree.ts'

/** What was written, before any name or type is looked at. */
export type Syntax = { readonly place: Place } & (
  | { readonly kind: 'number'; readonly digits: string; readonly isPercent: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'day'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negative'; readonly of: Syntax }
  | { readonly kind: 'arithmetic'; readonly op: ArithmeticOp; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'compare'; readonly op: CompareOp; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'and' | 'or'; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'not'; readonly of: Syntax }
  | { readonly kind: 'in'; readonly of: Syntax; readonly tests: readonly UnaryTest[] }
  | { readonly kind: 'known'; readonly of: Syntax; readonly isKnown: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Syntax[] }
  | { readonly kind: 'if'; readonly test: Syntax; readonly then: Syntax; readonly otherwise: Syntax }
  /** A piece that could not be read; its problem is already noted. */
  | { readonly kind: 'broken' }
)

/** One test of a value that stands outside: a cell of a decision table, an item after `in`. */
export type UnaryTest = { readonly place: Place } & (
  | { readonly kind: 'any' }
  | { readonly kind: 'equals'; readonly to: Syntax }
  | { readonly kind: 'compares'; readonly op: CompareOp; readonly to: Syntax }
  | {
      readonly kind: 'within'
      readonly low: Syntax
      readonly high: Syntax
      readonly lowClosed: boolean
      readonly highClosed: boolean
    }
  | { readonly kind: 'none'; readonly of: readonly UnaryTest[] }
)
