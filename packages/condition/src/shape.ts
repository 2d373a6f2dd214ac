import { type Day, epochOf } from '@puhui/calendar'
import type { Fact, FactCatalogue, FactType } from './fact.ts'
import type { Condition, Expression, LiteralExpression } from './tree.ts'

/** A rate as a plain share, so that it meets numbers. */
export function asShare(expression: Expression): Expression {
  return expression.type === 'rate' ? { kind: 'share', type: 'number', of: expression } : expression
}

/** A parameter as the literal it stands for, under its own name. */
export function constantOf({ id, type, constant }: Fact): LiteralExpression {
  const value = typeof constant === 'bigint' ? Number(constant) : constant!
  return { kind: 'literal', type, value: type === 'day' ? epochOf(value as Day) : value, name: id }
}

/** Flattens, so that `a and b and c` is one node of three. */
export function joinedAs(kind: 'and' | 'or', parts: readonly Condition[]): Condition {
  if (parts.length === 1) return parts[0]!
  return { kind, all: parts.flatMap((part) => (part.kind === kind ? part.all : [part])) }
}

/** How many multiplications and divisions one value holds. */
export function productsIn(expression: Expression): number {
  switch (expression.kind) {
    case 'arithmetic': {
      const own = expression.op === '*' || expression.op === '/' ? 1 : 0
      return own + productsIn(expression.left) + productsIn(expression.right)
    }
    case 'call':
      return expression.args.reduce((sum, arg) => sum + productsIn(arg), 0)
    case 'if':
      return productsIn(expression.then) + productsIn(expression.otherwise)
    case 'share':
      return productsIn(expression.of)
    default:
      return 0
  }
}

/** Plain equalities become one list, where the first of them stood. */
export function gathered(of: Expression, tests: readonly Condition[]): Condition[] {
  const isOption = (test: Condition): boolean =>
    test.kind === 'compare' && test.op === '=' && test.right.kind === 'literal' && sameValue(test.left, of)
  const options = tests.flatMap((test) =>
    isOption(test) && test.kind === 'compare' ? [test.right as LiteralExpression] : [],
  )
  if (options.length < 2) return [...tests]
  const rest = tests.filter((test) => !isOption(test))
  return [{ kind: 'oneOf', of, options }, ...rest]
}

/** Whether a value was written as such and not as the name of a parameter. */
export function isDigits(expression: Expression): boolean {
  return expression.kind === 'literal' && !expression.name
}

/** The type that holds all: number as soon as one is. */
export function widest(args: readonly Expression[]): FactType {
  return args.find(({ type }) => type === 'number')?.type ?? args[0]!.type
}

/** What a value of an enum can be, through every branch that may give it; undefined when it stands for no fact. */
export function enumValuesOf(of: Expression, catalogue: FactCatalogue): Fact['values'] {
  switch (of.kind) {
    case 'fact':
      return catalogue.get(of.id)?.values
    case 'literal':
      return of.name ? catalogue.get(of.name)?.values : undefined
    case 'call':
      return joinedValues(of.args.map((arg) => enumValuesOf(arg, catalogue)))
    case 'if':
      return joinedValues([enumValuesOf(of.then, catalogue), enumValuesOf(of.otherwise, catalogue)])
    default:
      return undefined
  }
}

/** The values of all that have some, each once. */
function joinedValues(lists: readonly Fact['values'][]): Fact['values'] {
  const all = lists.flatMap((list) => list ?? [])
  return all.length === 0 ? undefined : all.filter((one, i) => all.findIndex(({ value }) => value === one.value) === i)
}

/** Whether two values are the same tree. */
export function sameValue(a: Expression, b: Expression): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
