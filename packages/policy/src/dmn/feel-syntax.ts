export type FeelOperator = '+' | '-' | '*' | '/' | '**' | '=' | '!=' | '<' | '<=' | '>' | '>='

/** An expression of FEEL as it was written. */
export type Feel =
  | { readonly kind: 'literal'; readonly value: number | string | boolean | null }
  | { readonly kind: 'at'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'path'; readonly of: Feel; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Feel[] }
  | { readonly kind: 'context'; readonly entries: readonly (readonly [string, Feel])[] }
  | {
      readonly kind: 'range'
      readonly low: Feel
      readonly high: Feel
      readonly lowClosed: boolean
      readonly highClosed: boolean
    }
  /** `> 5` alone: a test that waits for its value. */
  | { readonly kind: 'test'; readonly op: FeelOperator; readonly to: Feel }
  | { readonly kind: 'negative'; readonly of: Feel }
  | { readonly kind: 'binary'; readonly op: FeelOperator; readonly left: Feel; readonly right: Feel }
  | { readonly kind: 'and' | 'or'; readonly left: Feel; readonly right: Feel }
  | { readonly kind: 'if'; readonly test: Feel; readonly then: Feel; readonly otherwise: Feel }
  | { readonly kind: 'between'; readonly of: Feel; readonly low: Feel; readonly high: Feel }
  | { readonly kind: 'in'; readonly of: Feel; readonly tests: readonly Feel[] }
  | { readonly kind: 'filter'; readonly of: Feel; readonly by: Feel }
  | {
      readonly kind: 'for' | 'some' | 'every'
      readonly over: readonly Iteration[]
      readonly body: Feel
    }
  | { readonly kind: 'call'; readonly of: Feel; readonly args: readonly Feel[]; readonly names?: readonly string[] }
  | { readonly kind: 'function'; readonly parameters: readonly string[]; readonly body: Feel }
  | { readonly kind: 'instanceOf'; readonly of: Feel; readonly type: string }

/** `name in of`, or `name in of..to`. */
export interface Iteration {
  readonly name: string
  readonly of: Feel
  readonly to?: Feel
}

/** The entry of an input column: any, or one of the tests, or none of them. */
export type FeelTests = 'any' | { readonly isNegated: boolean; readonly tests: readonly Feel[] }
