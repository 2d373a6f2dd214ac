import type { Zen } from './zen-syntax.ts'

/** A decision graph of GoRules, read and parsed: tables, expressions and switches only. */
export interface JdmGraph {
  readonly nodes: readonly JdmNode[]
  readonly edges: readonly JdmEdge[]
}

export interface JdmEdge {
  readonly from: string
  readonly to: string
  /** The statement of a switch it leaves from. */
  readonly statement: string | undefined
}

export type JdmNode = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'input' | 'output' }
  | ({ readonly kind: 'table' } & JdmTable & JdmFlow)
  | ({
      readonly kind: 'expressions'
      readonly expressions: readonly { readonly to: string; readonly tree: Zen }[]
    } & JdmFlow)
  | {
      readonly kind: 'switch'
      readonly hitPolicy: 'first' | 'collect'
      readonly statements: readonly { readonly id: string; readonly tree: Zen }[]
    }
)

/** How data passes through a node. */
export interface JdmFlow {
  readonly passThrough: boolean
  readonly inputField: Zen | undefined
  readonly outputPath: string | undefined
  readonly isLoop: boolean
}

export interface JdmTable {
  readonly hitPolicy: 'first' | 'collect'
  /** Without `of` the cells are conditions on the whole. */
  readonly inputs: readonly { readonly field: string | undefined; readonly of: Zen | undefined }[]
  readonly outputs: readonly { readonly field: string }[]
  readonly rows: readonly JdmRow[]
}

export interface JdmRow {
  readonly id: string
  readonly when: readonly { readonly text: string; readonly test: Zen }[]
  /** Absent where the cell is empty: nothing is set. */
  readonly gives: readonly { readonly text: string; readonly tree: Zen | undefined }[]
}

export interface JdmProblem {
  readonly code:
    | 'policy.jdm_not_a_graph'
    | 'policy.jdm_node_not_supported'
    | 'policy.jdm_expression_not_read'
    | 'policy.jdm_function_not_supported'
    | 'policy.jdm_circle'
  readonly node?: string
  readonly text?: string
}
