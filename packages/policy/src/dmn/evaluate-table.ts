import type { DmnRule, DmnTable } from './dmn-model.ts'
import { conform, type TypeScope, valuesOf } from './dmn-types.ts'
import { evaluateFeel, type FeelScope, testsHold } from './feel-evaluate.ts'
import { FUNCTIONS } from './feel-functions.ts'
import { equal, type FeelValue } from './feel-value.ts'

type Answer = readonly FeelValue[]

/**
 * Evaluates a decision table by its hit policy.
 *
 * @returns one value, a context for many outputs, a list for the policies that collect; null when a
 * unique or any table has hits that disagree, or an input is not among its values
 */
export function evaluateTable(table: DmnTable, scope: FeelScope, types: TypeScope): FeelValue {
  const values = table.inputs.map(({ tree, typeRef }) =>
    tree ? conform(evaluateFeel(tree, scope), typeRef, types) : null,
  )
  const isAllowed = table.inputs.every(({ allowed }, i) => !allowed || testsHold(allowed, values[i]!, scope))
  if (!isAllowed) return null
  const isHit = (rule: DmnRule) =>
    rule.when.every(({ tests }, i) => tests !== undefined && testsHold(tests, values[i] ?? null, scope))
  const hits: Answer[] = []
  for (const rule of table.rules) {
    if (!isHit(rule)) continue
    hits.push(
      rule.gives.map(({ tree }, i) =>
        conform(tree ? evaluateFeel(tree, scope) : null, table.outputs[i]?.typeRef, types),
      ),
    )
    if (table.hitPolicy === 'F') break
  }
  return hits.length === 0 ? unhit(table, scope) : settled(table, hits, scope, types)
}

function unhit(table: DmnTable, scope: FeelScope): FeelValue {
  if (table.outputs.every(({ otherwise }) => !otherwise)) return table.hitPolicy === 'C#' ? 0 : null
  return shaped(
    table,
    table.outputs.map(({ otherwise }) => (otherwise?.tree ? evaluateFeel(otherwise.tree, scope) : null)),
  )
}

function settled(table: DmnTable, hits: readonly Answer[], scope: FeelScope, types: TypeScope): FeelValue {
  const first = shaped(table, hits[0]!)
  const firsts = hits.map((hit) => hit[0] ?? null)
  switch (table.hitPolicy) {
    case 'U':
      return hits.length === 1 ? first : null
    case 'A':
      return hits.every((hit) => hit.every((value, i) => equal(value, hits[0]![i]!) === true)) ? first : null
    case 'F':
      return first
    case 'P':
      return shaped(table, ranked(table, hits, scope, types)[0]!)
    case 'O':
      return ranked(table, hits, scope, types).map((hit) => shaped(table, hit))
    case 'R':
    case 'C':
      return hits.map((hit) => shaped(table, hit))
    case 'C#':
      return hits.length
    case 'C+':
      return aggregated('sum', firsts)
    case 'C<':
      return aggregated('min', firsts)
    case 'C>':
      return aggregated('max', firsts)
  }
}

function aggregated(name: 'sum' | 'min' | 'max', values: readonly FeelValue[]): FeelValue {
  return FUNCTIONS.get(name)!.call([values])
}

function shaped(table: DmnTable, answer: Answer): FeelValue {
  if (table.outputs.length === 1) return answer[0] ?? null
  return new Map(table.outputs.map(({ name }, i) => [name ?? '', answer[i] ?? null]))
}

/** By the order of each output's values, the first output first. */
function ranked(table: DmnTable, hits: readonly Answer[], scope: FeelScope, types: TypeScope): readonly Answer[] {
  const orders = table.outputs.map(({ values, typeRef }) =>
    (values.length > 0 ? values : valuesOf(typeRef, types)).map((tree) => evaluateFeel(tree, scope)),
  )
  const rank = (value: FeelValue, order: readonly FeelValue[]) => {
    const at = order.findIndex((each) => equal(each, value) === true)
    return at < 0 ? order.length : at
  }
  return hits.toSorted((a, b) => {
    for (const [i, order] of orders.entries()) {
      const difference = rank(a[i] ?? null, order) - rank(b[i] ?? null, order)
      if (difference !== 0) return difference
    }
    return 0
  })
}
