import type { FactType } from './fact.ts'
import type { Condition, Expression } from './tree.ts'

/**
 * The facts a condition or value reads, with their types, in the order of reading.
 *
 * @example [...factsOf(condition).keys()] // ['age', 'score']
 */
export function factsOf(tree: Condition | Expression): ReadonlyMap<string, FactType> {
  const facts = new Map<string, FactType>()
  visit(tree, facts)
  return facts
}

function visit(tree: Condition | Expression, facts: Map<string, FactType>): void {
  if (tree.kind === 'fact') facts.set(tree.id, tree.type)
  for (const part of partsOf(tree)) visit(part, facts)
}

function partsOf(tree: Condition | Expression): readonly (Condition | Expression)[] {
  switch (tree.kind) {
    case 'compare':
    case 'arithmetic':
      return [tree.left, tree.right]
    case 'range':
      return [tree.of, tree.low, tree.high]
    case 'oneOf':
      return [tree.of, ...tree.options]
    case 'known':
    case 'textual':
    case 'holds':
    case 'not':
    case 'share':
      return [tree.of]
    case 'and':
    case 'or':
      return tree.all
    case 'call':
      return tree.args
    case 'if':
      return [tree.test, tree.then, tree.otherwise]
    default:
      return []
  }
}
