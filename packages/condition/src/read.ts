import { ok, type Result, refuse } from '@puhui/kernel'
import { Checker } from './check.ts'
import type { FactCatalogue, FactType, Purpose } from './fact.ts'
import { Parser } from './parse.ts'
import type { ConditionProblem, ConditionRefusal } from './problem.ts'
import type { Condition, Expression } from './tree.ts'

export interface ReadOptions {
  /** What it is for: facts forbidden there are type errors. */
  readonly purpose?: Purpose
}

/**
 * Reads a condition in the FEEL subset and types it against the catalogue.
 *
 * @param text amounts in yuan, rates as a share or per cent, days as `@"2026-01-31"`
 * @returns the checked tree, plain data
 * @refuses condition.invalid with every problem, its place and a suggestion
 * @example readCondition('age >= 18', catalogue) // { ok: true, value: { kind: 'compare', … } }
 */
export function readCondition(
  text: string,
  catalogue: FactCatalogue,
  options: ReadOptions = {},
): Result<Condition, ConditionRefusal> {
  const parser = new Parser(text)
  const syntax = parser.whole()
  const checker = new Checker(text, catalogue, options.purpose)
  return answer(checker.condition(syntax), parser, checker)
}

/**
 * Reads a value: a limit formula, an input column.
 *
 * @param options.expected the type it must have
 * @refuses condition.invalid with every problem
 * @example readExpression('min(requestedAmount, 6 * monthlyIncome)', catalogue, { expected: 'money' })
 */
export function readExpression(
  text: string,
  catalogue: FactCatalogue,
  options: ReadOptions & { readonly expected?: FactType } = {},
): Result<Expression, ConditionRefusal> {
  const parser = new Parser(text)
  const syntax = parser.whole()
  const checker = new Checker(text, catalogue, options.purpose)
  return answer(checker.value(syntax, options.expected), parser, checker)
}

/**
 * Reads the cell of a decision table as a condition on the value of its column.
 *
 * @param text `-`, `< 5`, `[1..3]`, `"A","B"`, `not("A")`, `null`
 * @refuses condition.invalid with every problem
 * @example readCell('[300..580)', score, catalogue)
 */
export function readCell(
  text: string,
  of: Expression,
  catalogue: FactCatalogue,
  options: ReadOptions = {},
): Result<Condition, ConditionRefusal> {
  const parser = new Parser(text)
  const tests = parser.cell()
  const checker = new Checker(text, catalogue, options.purpose)
  return answer(checker.tests(tests, of), parser, checker)
}

function answer<T>(value: T | undefined, parser: Parser, checker: Checker): Result<T, ConditionRefusal> {
  const problems = [...parser.problems, ...checker.problems].sort(byPlace)
  return value && problems.length === 0 ? ok(value) : refuse({ code: 'condition.invalid', problems })
}

function byPlace(a: ConditionProblem, b: ConditionProblem): number {
  return a.place.start - b.place.start || a.place.end - b.place.end
}
