import type {
  Condition,
  Expression,
  FactCatalogue,
  FactRecord,
  FactSource,
  FactType,
  Slot,
  SlotTest,
  SlotValue,
} from '@puhui/condition'
import type { BinFinder } from './bin-finder.ts'
import type { Aggregate, HitPolicy, OutputValue, Policy, Severity, UnknownEffect } from './policy.ts'
import type { RowIndex } from './row-index.ts'
import type { Run } from './run-state.ts'

/** A policy ready to run. Pure: it holds no state, so any number of decisions may share it. */
export interface CompiledPolicy {
  readonly policy: Policy
  /** The facts and the parameters, as conditions of this policy see them. */
  readonly catalogue: FactCatalogue
  readonly stages: readonly CompiledStage[]
  /** The facts the policy reads, each with its place among the slots. */
  readonly inputs: readonly FactPlace[]
  /** Where each fact stands that is read or set. */
  readonly slots: ReadonlyMap<string, number>
  readonly slotCount: number
  readonly lineCount: number
  readonly gradeSlot: number | undefined
  /** The same as one function, where there is one: see `generatePolicy`. */
  readonly generated?: (facts: FactRecord) => Run
  /** For each list of facts that lines read, how a trace shows them. */
  readonly readers?: ReadonlyMap<readonly FactPlace[], Reader>
}

/** What a line read, as a trace shows it. */
export type Reader = (slots: readonly Slot[]) => Readonly<Record<string, number | string | boolean | null>>

export interface FactPlace {
  readonly id: string
  readonly type: FactType
  readonly slot: number
}

/** One question of the trace: a rule, bin list, cell or cap; a row of a table has no index. */
export interface Line {
  readonly index: number
  readonly id: string
  readonly text: string
  readonly reads: readonly FactPlace[]
}

export type CompiledStage = {
  readonly id: string
  readonly sources: readonly FactSource[]
  readonly stopsOn: readonly Severity[]
} & (
  | { readonly kind: 'rules'; readonly rules: readonly CompiledRule[] }
  | ({ readonly kind: 'table' } & CompiledTable)
  | ({ readonly kind: 'scorecard' } & CompiledScorecard)
  | ({ readonly kind: 'offer' } & CompiledOffer)
)

export interface CompiledRule extends Line {
  readonly condition: Condition
  readonly test: SlotTest
  readonly severity: Severity
  readonly reasonCode: string
  readonly onUnknown: UnknownEffect
  readonly unknownReasonCode: string
}

export interface CompiledRow extends Omit<Line, 'index'> {
  readonly condition: Condition
  readonly test: SlotTest
  readonly gives: readonly OutputValue[]
  /** Whether it may hold because a value is missing. */
  readonly asksUnknown: boolean
}

export interface CompiledTable {
  readonly hitPolicy: HitPolicy
  readonly aggregate: Aggregate | undefined
  readonly rows: readonly CompiledRow[]
  /** Absent for a table so small that its rows are asked one by one. */
  readonly index: RowIndex | undefined
  readonly outputs: readonly CompiledOutput[]
  readonly otherwise: readonly OutputValue[] | undefined
  readonly onUnknown: UnknownEffect
  readonly unknownReasonCode: string
  readonly id: string
}

export interface CompiledOutput {
  readonly to: string
  readonly place: FactPlace | undefined
  readonly order: readonly OutputValue[] | undefined
}

export interface CompiledScorecard {
  readonly base: number
  readonly to: FactPlace
  readonly attributes: readonly CompiledAttribute[]
}

export interface CompiledAttribute extends Line {
  readonly type: FactType
  readonly value: SlotValue
  readonly bins: readonly { readonly text: string; readonly points: number }[]
  readonly binOf: BinFinder
  readonly unknownPoints: number
  readonly pointsMax: number
  readonly reasonCode: string
}

export interface CompiledOffer {
  readonly price: {
    readonly line: Line
    readonly rowOf: BinFinder
    readonly columnOf: BinFinder
    readonly ratePpm: readonly (readonly number[])[]
  }
  readonly caps: readonly CompiledCap[]
  readonly stepFen: number
  readonly minimum: SlotValue
  readonly onBelow: 'decline' | 'refer'
  readonly reasonCode: string
  readonly onUnknown: 'decline' | 'refer' | 'moreData'
  readonly unknownReasonCode: string
}

export interface CompiledCap extends Line {
  readonly expression: Expression
  readonly value: SlotValue
}

export type { Slot }
