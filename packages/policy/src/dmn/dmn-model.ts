import type { Feel, FeelTests } from './feel-syntax.ts'

/** A DMN model, read: its texts parsed, its references by key `namespace#id`. */
export interface DmnModel {
  readonly namespace: string
  readonly name: string
  readonly inputs: readonly DmnInput[]
  readonly decisions: readonly DmnDecision[]
  readonly functions: readonly DmnFunction[]
  readonly services: readonly DmnService[]
  readonly types: ReadonlyMap<string, DmnType>
  readonly imports: readonly { readonly name: string; readonly namespace: string }[]
}

export interface DmnInput {
  readonly key: string
  readonly name: string
  readonly typeRef: string | undefined
}

export interface DmnDecision extends DmnInput {
  /** Keys of the inputs, decisions and functions it reads. */
  readonly requires: readonly string[]
  readonly logic: DmnLogic | undefined
}

/** A business knowledge model: logic with parameters. */
export interface DmnFunction extends DmnDecision {
  readonly parameters: readonly { readonly name: string; readonly typeRef: string | undefined }[]
}

export interface DmnService {
  readonly key: string
  readonly name: string
  readonly outputs: readonly string[]
}

export interface DmnType {
  readonly isCollection: boolean
  readonly base: string | undefined
  readonly components: readonly (readonly [string, DmnType])[]
  readonly allowed: FeelTests | undefined
  /** The allowed values in their order, where they are plain values. */
  readonly values: readonly Feel[]
}

/** A text that does not read is `undefined` inside and null when it is asked. */
export type DmnLogic = { readonly typeRef: string | undefined } & (
  | { readonly kind: 'expression'; readonly tree: Feel | undefined; readonly text: string }
  | { readonly kind: 'table'; readonly table: DmnTable }
  | {
      readonly kind: 'context'
      readonly entries: readonly {
        readonly name: string | undefined
        readonly logic: DmnLogic
        readonly typeRef: string | undefined
      }[]
    }
  | {
      readonly kind: 'invocation'
      readonly of: DmnLogic
      readonly bindings: readonly { readonly name: string; readonly logic: DmnLogic }[]
    }
  | { readonly kind: 'list'; readonly items: readonly DmnLogic[] }
  | { readonly kind: 'relation'; readonly columns: readonly string[]; readonly rows: readonly (readonly DmnLogic[])[] }
  | { readonly kind: 'function'; readonly parameters: DmnFunction['parameters']; readonly body: DmnLogic }
)

/** DMN's letters, with the aggregator behind the collect. */
export type DmnHitPolicy = 'U' | 'A' | 'P' | 'F' | 'O' | 'R' | 'C' | 'C+' | 'C<' | 'C>' | 'C#'

export interface DmnTable {
  readonly id: string
  readonly hitPolicy: DmnHitPolicy
  readonly inputs: readonly {
    readonly text: string
    readonly tree: Feel | undefined
    readonly typeRef: string | undefined
    readonly allowed: FeelTests | undefined
  }[]
  readonly outputs: readonly {
    readonly name: string | undefined
    readonly typeRef: string | undefined
    readonly values: readonly Feel[]
    readonly otherwise: { readonly text: string; readonly tree: Feel | undefined } | undefined
  }[]
  readonly rules: readonly DmnRule[]
}

export interface DmnRule {
  readonly id: string
  readonly description: string | undefined
  readonly when: readonly { readonly text: string; readonly tests: FeelTests | undefined }[]
  readonly gives: readonly { readonly text: string; readonly tree: Feel | undefined }[]
}
