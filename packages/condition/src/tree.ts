import type { FactType } from './fact.ts'

/** Where in the text something stands: `start` inclusive, `end` exclusive, in UTF-16 units. */
export interface Place {
  readonly start: number
  readonly end: number
}

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='
export type ArithmeticOp = '+' | '-' | '*' | '/'
export type FunctionName = 'min' | 'max' | 'abs' | 'floor' | 'ceiling' | 'coalesce' | 'days between'

/** A checked value: plain data, every node with its type. */
export type Expression =
  | { readonly kind: 'fact'; readonly id: string; readonly type: FactType }
  /** `value` is as inside: fen, ppm, days since 1970-01-01. `name`: the parameter it was read from. */
  | {
      readonly kind: 'literal'
      readonly type: FactType
      readonly value: number | string | boolean
      readonly name?: string
    }
  | {
      readonly kind: 'arithmetic'
      readonly op: ArithmeticOp
      readonly type: FactType
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'call'
      readonly name: FunctionName
      readonly type: FactType
      readonly args: readonly Expression[]
    }
  | {
      readonly kind: 'if'
      readonly type: FactType
      readonly test: Condition
      readonly then: Expression
      readonly otherwise: Expression
    }
  /** A rate read as a plain share, so that it meets numbers. */
  | { readonly kind: 'share'; readonly type: 'number'; readonly of: Expression }

/** A checked condition: plain data, total and three-valued. */
export type Condition =
  | { readonly kind: 'always'; readonly value: boolean }
  | { readonly kind: 'compare'; readonly op: CompareOp; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'range'
      readonly of: Expression
      readonly low: Expression
      readonly high: Expression
      readonly lowClosed: boolean
      readonly highClosed: boolean
    }
  | { readonly kind: 'oneOf'; readonly of: Expression; readonly options: readonly LiteralExpression[] }
  | { readonly kind: 'known'; readonly of: Expression; readonly isKnown: boolean }
  | { readonly kind: 'textual'; readonly name: TextTest; readonly of: Expression; readonly part: string }
  | { readonly kind: 'holds'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly all: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }

export type TextTest = 'starts with' | 'contains'
export type LiteralExpression = Extract<Expression, { kind: 'literal' }>
