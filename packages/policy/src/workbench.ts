import {
  type Condition,
  type ConditionRefusal,
  compileTest,
  compileValue,
  type Expression,
  type Fact,
  type FactCatalogue,
  type FactSource,
  type FactType,
  factsOf,
  readCell,
  readCondition,
  readExpression,
  type SlotTest,
  type SlotValue,
  slotOf,
  writeCondition,
  writeExpression,
} from '@puhui/condition'
import type { Result } from '@puhui/kernel'
import type { FactPlace, Line } from './compiled.ts'
import type { OutputValue, Policy, Stage } from './policy.ts'
import type { PolicyProblem, PolicyProblemCode } from './problem.ts'

/** What is known without asking anybody. */
const ALWAYS_AVAILABLE: readonly FactSource[] = ['application', 'product']
/** Stands where a text could not be read; its problem is noted, so it never runs. */
const BROKEN: Condition = { kind: 'always', value: false }

/** What the parts of a policy share while they are compiled: names, places, problems. */
export class Workbench {
  readonly problems: PolicyProblem[] = []
  readonly catalogue: FactCatalogue
  readonly #policy: Policy
  readonly #layout = new Map<string, number>()
  readonly #read = new Map<string, FactType>()
  readonly #sources = new Set<FactSource>(ALWAYS_AVAILABLE)
  readonly #set = new Set<string>()
  readonly #places = new Map<string, readonly FactPlace[]>()
  #lines = 0

  constructor(policy: Policy, facts: FactCatalogue) {
    this.#policy = policy
    this.catalogue = this.#withParameters(facts)
  }

  /** The facts that are read or set, each with its slot: a catalogue may hold many more. */
  get slots(): ReadonlyMap<string, number> {
    return this.#layout
  }

  get lineCount(): number {
    return this.#lines
  }

  inputs(): FactPlace[] {
    return [...this.#read]
      .filter(([id]) => this.catalogue.get(id)?.source !== 'policy')
      .map(([id, type]) => ({ id, type, slot: this.#layout.get(id)! }))
  }

  enter(stage: Stage): void {
    for (const source of stage.sources) this.#sources.add(source)
  }

  condition(text: string, pointer: string): Condition {
    const result = readCondition(text, this.catalogue, { purpose: this.#policy.purpose })
    return this.#taken(result, pointer) ?? BROKEN
  }

  cell(text: string, of: Expression, pointer: string): Condition {
    const result = readCell(text, of, this.catalogue, { purpose: this.#policy.purpose })
    return this.#taken(result, pointer) ?? BROKEN
  }

  expression(text: string, pointer: string, expected?: FactType): Expression {
    const options = { purpose: this.#policy.purpose, ...(expected ? { expected } : {}) }
    const result = readExpression(text, this.catalogue, options)
    return this.#taken(result, pointer) ?? { kind: 'literal', type: expected ?? 'number', value: 0 }
  }

  test(condition: Condition): SlotTest {
    return compileTest(condition, this.#layout)
  }

  value(expression: Expression): SlotValue {
    return compileValue(expression, this.#layout)
  }

  /** Where a fact stands among the slots; -1 for a value that is computed. */
  slotOf(expression: Expression): number {
    return expression.kind === 'fact' ? (this.#layout.get(expression.id) ?? -1) : -1
  }

  line(id: string, trees: readonly (Condition | Expression)[], text?: string): Line {
    return { ...this.row(id, trees, text), index: this.#lines++ }
  }

  /** The row of a table: a line whose result the table keeps itself. */
  row(id: string, trees: readonly (Condition | Expression)[], text?: string): Omit<Line, 'index'> {
    const facts = new Map(trees.flatMap((tree) => [...factsOf(tree)]))
    return { id, text: text ?? trees.map(write).join(' ; '), reads: this.#placesOf(facts) }
  }

  /** Lines that read the same facts share one list, so that a trace looks them up once. */
  #placesOf(facts: ReadonlyMap<string, FactType>): readonly FactPlace[] {
    const key = [...facts.keys()].join(' ')
    const known = this.#places.get(key)
    if (known) return known
    const places = [...facts].map(([id, type]) => ({ id, type, slot: this.#layout.get(id)! }))
    this.#places.set(key, places)
    return places
  }

  /** The place of a fact a stage sets; from here on later stages may read it. */
  settable(id: string, pointer: string): FactPlace | undefined {
    const fact = this.catalogue.get(id)
    if (!fact || fact.constant !== undefined || fact.source !== 'policy') {
      this.problem('policy.output_not_settable', pointer, { subject: id })
      return undefined
    }
    this.#set.add(id)
    return { id, type: fact.type, slot: this.#slot(id) }
  }

  checkOutput(place: FactPlace, value: OutputValue, pointer: string): void {
    if (value === null) return
    const values = this.catalogue.get(place.id)?.values
    const fits = slotOf(place.type, value) !== undefined && (!values || values.some((each) => each.value === value))
    if (!fits) this.problem('policy.output_wrong_type', pointer, { subject: place.id })
  }

  problem(code: PolicyProblemCode, pointer: string, facts: Partial<PolicyProblem> = {}): void {
    this.problems.push({ code, level: 'error', pointer, ...facts })
  }

  #slot(id: string): number {
    const slot = this.#layout.get(id) ?? this.#layout.size
    this.#layout.set(id, slot)
    return slot
  }

  /** Gives the problems from one on the places where the author wrote them. */
  moveProblems(from: number, pointer: string, placeOf: (within: string) => string): void {
    for (let i = from; i < this.problems.length; i += 1) {
      const problem = this.problems[i]!
      this.problems[i] = { ...problem, pointer: pointer + placeOf(problem.pointer.slice(pointer.length)) }
    }
  }

  #taken<T extends Condition | Expression>(result: Result<T, ConditionRefusal>, pointer: string): T | undefined {
    if (!result.ok) {
      for (const condition of result.error.problems) this.problem('policy.condition_invalid', pointer, { condition })
      return undefined
    }
    for (const [id, type] of factsOf(result.value)) {
      this.#read.set(id, type)
      this.#slot(id)
      if (!this.#isAvailable(id)) this.problem('policy.fact_not_available', pointer, { subject: id })
    }
    return result.value
  }

  #isAvailable(id: string): boolean {
    const { source } = this.catalogue.get(id)!
    return source === 'policy' ? this.#set.has(id) : this.#sources.has(source)
  }

  #withParameters(facts: FactCatalogue): FactCatalogue {
    const catalogue = new Map<string, Fact>(facts)
    this.#policy.parameters.forEach(({ value, source: _source, ...parameter }, i) => {
      const pointer = `/parameters/${i}`
      if (facts.has(parameter.id)) this.problem('policy.parameter_hides_fact', pointer, { subject: parameter.id })
      if (slotOf(parameter.type, value) === undefined) this.problem('policy.parameter_wrong_type', `${pointer}/value`)
      catalogue.set(parameter.id, { ...parameter, source: 'policy', constant: value })
    })
    return catalogue
  }
}

function write(tree: Condition | Expression): string {
  switch (tree.kind) {
    case 'fact':
    case 'literal':
    case 'arithmetic':
    case 'call':
    case 'if':
    case 'share':
      return writeExpression(tree)
    default:
      return writeCondition(tree)
  }
}
