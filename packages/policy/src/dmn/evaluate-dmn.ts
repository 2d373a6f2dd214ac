import type { DmnDecision, DmnFunction, DmnLogic, DmnModel } from './dmn-model.ts'
import { conform, type TypeScope } from './dmn-types.ts'
import { evaluateTable } from './evaluate-table.ts'
import { evaluateFeel, FeelBudget, type FeelScope, functionOf, withNames } from './feel-evaluate.ts'
import { type FeelFunction, type FeelValue, isFunction } from './feel-value.ts'

const PARTS_MAX = 10_000

/**
 * Evaluates one decision of a DMN model and what it requires. Pure and total: what cannot be
 * computed, or costs more than 1,000,000 steps, is null.
 *
 * @param models the model first, then those it imports
 * @param decision by its name
 * @param given values of inputs, or of decisions that are not to be computed, by name
 */
export function evaluateDmn(
  models: readonly DmnModel[],
  decision: string,
  given: ReadonlyMap<string, FeelValue>,
): FeelValue {
  const run = new DmnRun(models, given)
  return run.decision(decision)
}

class DmnRun {
  readonly #models: readonly DmnModel[]
  readonly #given: ReadonlyMap<string, FeelValue>
  readonly #known = new Map<string, FeelValue>()
  readonly #under = new Set<string>()
  readonly #budget = new FeelBudget()
  readonly #types: TypeScope
  #parts = 0

  constructor(models: readonly DmnModel[], given: ReadonlyMap<string, FeelValue>) {
    this.#models = models
    this.#given = given
    const types = new Map(models[0]?.types)
    for (const { name, namespace } of models[0]?.imports ?? []) {
      for (const [type, definition] of this.#modelOf(namespace)?.types ?? []) types.set(`${name}.${type}`, definition)
    }
    this.#types = { types, scope: this.#scope([]) }
  }

  decision(name: string): FeelValue {
    const model = this.#models[0]!
    const found = model.decisions.find((each) => each.name === name)
    return found ? this.#valueOf(found.key) : null
  }

  /** Each part is computed once; a circle is null. */
  #valueOf(key: string): FeelValue {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#parts += 1
    if (this.#under.has(key) || this.#parts > PARTS_MAX) return null
    this.#under.add(key)
    const value = this.#computed(key)
    this.#under.delete(key)
    this.#known.set(key, value)
    return value
  }

  #computed(key: string): FeelValue {
    for (const model of this.#models) {
      const input = model.inputs.find((each) => each.key === key)
      if (input) return conform(this.#given.get(input.name) ?? null, input.typeRef, this.#types)
      const decision = model.decisions.find((each) => each.key === key)
      if (decision) return this.#decided(decision)
      const bkm = model.functions.find((each) => each.key === key)
      if (bkm) return this.#function(bkm)
    }
    return null
  }

  #decided(decision: DmnDecision): FeelValue {
    const given = this.#given.get(decision.name)
    if (given !== undefined) return given
    if (!decision.logic) return null
    return conform(this.#logic(decision.logic, this.#scope(decision.requires)), decision.typeRef, this.#types)
  }

  #function(bkm: DmnFunction): FeelFunction {
    const scope = this.#scope(bkm.requires)
    return this.#typedFunction(bkm.parameters, scope, (inner) =>
      bkm.logic ? conform(this.#logic(bkm.logic, inner), bkm.typeRef, this.#types) : null,
    )
  }

  #typedFunction(
    parameters: DmnFunction['parameters'],
    scope: FeelScope,
    body: (inner: FeelScope) => FeelValue,
  ): FeelFunction {
    const names = parameters.map(({ name }) => name)
    const { call } = functionOf(names, scope, body)
    return {
      kind: 'function',
      parameters: names,
      call: (args) =>
        args.length === names.length
          ? call(args.map((arg, i) => conform(arg, parameters[i]!.typeRef, this.#types)))
          : null,
    }
  }

  /** The names a decision sees: what it requires, and what it requires of imported models under their name. */
  #scope(requires: readonly string[]): FeelScope {
    const names = new Map<string, FeelValue>()
    for (const key of requires) {
      const home = this.#models.find((model) => key.startsWith(`${model.namespace}#`))
      const name = home && nameIn(home, key)
      if (!home || name === undefined) continue
      const prefix = this.#models[0]!.imports.find(({ namespace }) => namespace === home.namespace)?.name
      if (home === this.#models[0] || prefix === undefined) names.set(name, this.#valueOf(key))
      else
        names.set(
          prefix,
          new Map([
            ...((names.get(prefix) ?? new Map()) as ReadonlyMap<string, FeelValue>),
            [name, this.#valueOf(key)],
          ]),
        )
    }
    return { names, budget: this.#budget }
  }

  #modelOf(namespace: string): DmnModel | undefined {
    return this.#models.find((model) => model.namespace === namespace)
  }

  #logic(logic: DmnLogic, scope: FeelScope): FeelValue {
    const value = this.#budget.spend(() => this.#value(logic, scope))
    return conform(value, logic.typeRef, this.#types)
  }

  #value(logic: DmnLogic, scope: FeelScope): FeelValue {
    switch (logic.kind) {
      case 'expression':
        return logic.tree ? evaluateFeel(logic.tree, scope) : null
      case 'table':
        return evaluateTable(logic.table, scope, this.#types)
      case 'context':
        return this.#context(logic, scope)
      case 'invocation': {
        const target = this.#logic(logic.of, scope)
        if (!isFunction(target)) return null
        const args = new Map(logic.bindings.map(({ name, logic: of }) => [name, this.#logic(of, scope)]))
        return target.call(target.parameters.map((name) => args.get(name) ?? null))
      }
      case 'list':
        return logic.items.map((item) => this.#logic(item, scope))
      case 'relation':
        return logic.rows.map(
          (row) => new Map(row.map((cell, i) => [logic.columns[i] ?? '', this.#logic(cell, scope)])),
        )
      case 'function':
        return this.#typedFunction(logic.parameters, scope, (inner) => this.#logic(logic.body, inner))
    }
  }

  /** An entry without a name is the result; else the entries are. */
  #context({ entries }: Extract<DmnLogic, { kind: 'context' }>, scope: FeelScope): FeelValue {
    const context = new Map<string, FeelValue>()
    for (const { name, logic, typeRef } of entries) {
      const value = conform(this.#logic(logic, withNames(scope, context)), typeRef, this.#types)
      if (name === undefined) return value
      context.set(name, value)
    }
    return context
  }
}

function nameIn(model: DmnModel, key: string): string | undefined {
  return [...model.inputs, ...model.decisions, ...model.functions].find((each) => each.key === key)?.name
}
