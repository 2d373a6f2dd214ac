import type { Day } from '@puhui/calendar'
import type { Fact, FactSource, FactValue, Purpose } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'

/** A released policy: plain data, never changed; a change is the next version. */
export interface Policy {
  readonly id: string
  readonly version: number
  readonly title: Localized
  readonly purpose: Purpose
  readonly effectiveOn: Day
  /** Values an analyst may turn without touching a rule; conditions name them like facts. */
  readonly parameters: readonly Parameter[]
  /** Run in order, cheap knock-outs first; a decline or a call for more data stops. */
  readonly stages: readonly Stage[]
  readonly reasons: readonly Reason[]
  /** At most this many principal reasons are told to the applicant; 4 unless said. */
  readonly principalReasonsMax?: number
  /** The fact (source `policy`) that holds the grade, told in the decision. */
  readonly gradeFact?: string
}

/** As the `reason` of a table row: the reasons are the score attributes that lost most points. */
export const SCORE_REASONS = '@score'

export interface Parameter extends Pick<Fact, 'id' | 'label' | 'type' | 'unit' | 'values'> {
  readonly value: Exclude<FactValue, bigint | null | undefined>
  /** The article it applies, or why this default. */
  readonly source: Localized
}

export type Severity = 'decline' | 'refer' | 'moreData' | 'warn'
/** What an unknown condition does; `ignore` treats it as not hit and must be chosen, never assumed. */
export type UnknownEffect = Severity | 'ignore'

export type Stage = CoreStage | ListStage | CrossStage | TreeStage
/** What runs; the other kinds are ways of writing these. See `coreStage`. */
export type CoreStage = RuleStage | TableStage | ScoreStage | OfferStage

interface StageBase {
  readonly id: string
  readonly title: Localized
  /** The sources asked by the time this stage runs, beyond those of earlier stages. */
  readonly sources: readonly FactSource[]
  /** Outcomes after which no later stage runs; decline and moreData unless said. */
  readonly stopsOn?: readonly Severity[]
}

export interface RuleStage extends StageBase {
  readonly kind: 'rules'
  readonly rules: readonly Rule[]
}

/** `when` says when the rule is HIT, that is when its effect happens. */
export interface Rule {
  readonly id: string
  readonly title: Localized
  readonly when: string
  readonly severity: Severity
  readonly reasonCode: string
  readonly onUnknown: UnknownEffect
  /** The reason told when the fact is unknown; `reasonCode` unless said. */
  readonly unknownReasonCode?: string
  /** Rules of the law applied here, e.g. CN-ORIG-008. */
  readonly cites?: readonly string[]
}

export interface TableStage extends StageBase {
  readonly kind: 'table'
  readonly table: DecisionTable
}

/** DMN letters: unique U, any A, first F, priority P, rule order R, collect C. */
export type HitPolicy = 'unique' | 'any' | 'first' | 'priority' | 'ruleOrder' | 'collect'
export type Aggregate = 'sum' | 'min' | 'max' | 'count'

export interface DecisionTable {
  readonly id: string
  readonly hitPolicy: HitPolicy
  /** For `collect` of one output. */
  readonly aggregate?: Aggregate
  /** What each input column looks at: a fact or an expression. */
  readonly inputs: readonly { readonly expression: string }[]
  /** `outcome` (a severity or `pass`) and `reason` act on the decision; a fact id (source `policy`) is set for later stages. */
  readonly outputs: readonly TableOutput[]
  readonly rows: readonly TableRow[]
  /** Outputs when no row hits; absent: nothing is set. */
  readonly otherwise?: readonly OutputValue[]
  readonly onUnknown: UnknownEffect
  readonly unknownReasonCode: string
}

export interface TableOutput {
  readonly to: 'outcome' | 'reason' | (string & {})
  /** For `priority`: the values from first to last. */
  readonly order?: readonly OutputValue[]
}

export type OutputValue = number | string | boolean | null

export interface TableRow {
  readonly id: string
  /** One unary test per input: `-`, `< 5`, `[1..3]`, `"A","B"`, `not("A")`, `null`. */
  readonly when: readonly string[]
  readonly gives: readonly OutputValue[]
  readonly note?: Localized
}

/** Is the applicant, or something of theirs, on a list? */
export interface ListStage extends StageBase {
  readonly kind: 'lists'
  readonly checks: readonly ListCheck[]
}

export interface ListCheck extends Omit<Rule, 'when'> {
  /** Yes-or-no fact of source `list` that says so. */
  readonly list: string
  /** Yes-or-no fact of source `list` under which the check does not count: a white list. */
  readonly unless?: string
}

/** Two inputs crossed: one cell for each pair of a row and a column. */
export interface CrossStage extends StageBase {
  readonly kind: 'cross'
  readonly cross: CrossTable
}

export interface CrossTable {
  readonly id: string
  readonly rows: CrossAxis
  readonly columns: CrossAxis
  /** The fact (source `policy`) that receives the value of the cell. */
  readonly to: string
  /** One list per row, one value per column. */
  readonly gives: readonly (readonly OutputValue[])[]
  readonly onUnknown: UnknownEffect
  readonly unknownReasonCode: string
}

export interface CrossAxis {
  readonly expression: string
  readonly tests: readonly string[]
}

/** Questions one after the other; each leaf gives outputs as the row of a table does. */
export interface TreeStage extends StageBase {
  readonly kind: 'tree'
  readonly tree: DecisionTree
}

export interface DecisionTree extends Pick<DecisionTable, 'id' | 'outputs' | 'onUnknown' | 'unknownReasonCode'> {
  readonly root: TreeNode
}

export type TreeNode = TreeQuestion | TreeLeaf

export interface TreeQuestion {
  readonly id: string
  readonly expression: string
  /** Asked in order; the first whose test holds is taken. */
  readonly branches: readonly { readonly when: string; readonly to: TreeNode }[]
  /** When no branch holds; absent: the tree gives nothing. */
  readonly otherwise?: TreeNode
}

export interface TreeLeaf {
  readonly id: string
  readonly gives: readonly OutputValue[]
}

export interface ScoreStage extends StageBase {
  readonly kind: 'scorecard'
  readonly scorecard: Scorecard
}

export interface Scorecard {
  readonly id: string
  readonly base: number
  readonly attributes: readonly ScoreAttribute[]
  /** The fact (source `policy`) that receives the sum. */
  readonly to: string
}

export interface ScoreAttribute {
  readonly id: string
  readonly label: Localized
  readonly expression: string
  readonly bins: readonly { readonly when: string; readonly points: number }[]
  /** Points when the value is unknown: stated, never zero by silence. */
  readonly unknownPoints: number
  readonly reasonCode: string
}

/** Price and limit for who has come this far. */
export interface OfferStage extends StageBase {
  readonly kind: 'offer'
  readonly price: PriceGrid
  readonly limit: LimitFormula
  /** When a cell or a cap cannot be found because a fact is unknown. */
  readonly onUnknown: 'decline' | 'refer' | 'moreData'
  readonly unknownReasonCode: string
}

/** A cross table: one rate (ppm a year) per row and column; a single column `-` makes it a list. */
export interface PriceGrid {
  readonly rows: { readonly expression: string; readonly tests: readonly string[] }
  readonly columns: { readonly expression: string; readonly tests: readonly string[] }
  readonly ratePpm: readonly (readonly number[])[]
}

/** Each an expression of money; the least of all is taken and rounded down to `stepFen`. */
export interface LimitFormula {
  readonly caps: readonly { readonly id: string; readonly title: Localized; readonly expression: string }[]
  readonly stepFen: number
  /** Below this nothing is offered: the outcome is `onBelow` with `reasonCode`. */
  readonly minimum: string
  readonly onBelow: 'decline' | 'refer'
  readonly reasonCode: string
}

/** What staff and borrower read for a reason code, and what would help. */
export interface Reason {
  readonly code: string
  readonly staff: Localized
  readonly borrower: Localized
  readonly help: Localized
}
