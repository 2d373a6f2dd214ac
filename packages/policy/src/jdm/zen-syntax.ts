/** A value of JSON, as graphs pass it on. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

export type ZenOperator = '+' | '-' | '*' | '/' | '%' | '^' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '??'

/** An expression of GoRules' language as it was written. */
export type Zen =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Zen; readonly name: Zen }
  | { readonly kind: 'slice'; readonly of: Zen; readonly from: Zen | undefined; readonly to: Zen | undefined }
  | { readonly kind: 'list'; readonly items: readonly Zen[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Zen, Zen])[] }
  | {
      readonly kind: 'interval'
      readonly low: Zen
      readonly high: Zen
      readonly lowClosed: boolean
      readonly highClosed: boolean
    }
  | { readonly kind: 'template'; readonly parts: readonly Zen[] }
  | { readonly kind: 'negative' | 'not'; readonly of: Zen }
  | { readonly kind: 'binary'; readonly op: ZenOperator; readonly left: Zen; readonly right: Zen }
  | { readonly kind: 'and' | 'or'; readonly left: Zen; readonly right: Zen }
  | { readonly kind: 'in'; readonly of: Zen; readonly among: Zen; readonly isNegated: boolean }
  | { readonly kind: 'choice'; readonly test: Zen; readonly then: Zen; readonly otherwise: Zen }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Zen[] }
  /** `> 5` in the cell of a table: a test of the column's value, `$`. */
  | { readonly kind: 'test'; readonly op: ZenOperator; readonly to: Zen }
