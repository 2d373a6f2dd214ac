import { dayFromEpoch } from '@puhui/calendar'
import { assertNever } from '@puhui/kernel'
import { unscaled } from './literal.ts'
import type { Condition, Expression, LiteralExpression } from './tree.ts'

/**
 * Writes a checked condition in the standard spelling; reading it again gives the same tree.
 *
 * @example writeCondition(tree) // 'applicantAge >= 18 and not(blacklisted)'
 */
export function writeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'always':
      return `${condition.value}`
    case 'compare':
      return `${operand(condition.left)} ${condition.op} ${operand(condition.right)}`
    case 'range': {
      const { of, low, high, lowClosed, highClosed } = condition
      const [open, close] = [lowClosed ? '[' : '(', highClosed ? ']' : ')']
      return `${operand(of)} in ${open}${operand(low)}..${operand(high)}${close}`
    }
    case 'oneOf':
      return `${operand(condition.of)} in (${condition.options.map(writeExpression).join(', ')})`
    case 'known':
      return `${operand(condition.of)} ${condition.isKnown ? '!=' : '='} null`
    case 'textual':
      return `${condition.name}(${writeExpression(condition.of)}, ${quoted(condition.part)})`
    case 'holds':
      return writeExpression(condition.of)
    case 'and':
    case 'or':
      return condition.all.map(grouped).join(` ${condition.kind} `)
    case 'not':
      return `not(${writeCondition(condition.of)})`
    default:
      return assertNever(condition)
  }
}

/** Writes a checked value in the standard spelling. */
export function writeExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'fact':
      return expression.id
    case 'literal':
      return expression.name ?? writeLiteral(expression)
    case 'arithmetic':
      return `${operand(expression.left)} ${expression.op} ${operand(expression.right)}`
    case 'call':
      return `${expression.name}(${expression.args.map(writeExpression).join(', ')})`
    case 'if': {
      const [test, then, otherwise] = [writeCondition(expression.test), expression.then, expression.otherwise]
      return `(if ${test} then ${writeExpression(then)} else ${writeExpression(otherwise)})`
    }
    case 'share':
      return writeExpression(expression.of)
    default:
      return assertNever(expression)
  }
}

function writeLiteral({ type, value }: LiteralExpression): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'boolean') return `${value}`
  switch (type) {
    case 'money':
      return unscaled(value, 2)
    case 'rate':
      return `${unscaled(value, 4)}%`
    case 'day':
      return `@"${dayFromEpoch(value)}"`
    default:
      return plainDigits(value)
  }
}

/** Small numbers without an exponent, which the language does not have. */
function plainDigits(value: number): string {
  const text = `${value}`
  const [, sign, digits, exponent] = /^(-?)([\d.]+)e-(\d+)$/u.exec(text) ?? []
  if (digits === undefined) return text
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace('.', '')}`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

function operand(expression: Expression): string {
  const inner = expression.kind === 'share' ? expression.of : expression
  const text = writeExpression(expression)
  return inner.kind === 'arithmetic' ? `(${text})` : text
}

function grouped(condition: Condition): string {
  const text = writeCondition(condition)
  return condition.kind === 'and' || condition.kind === 'or' ? `(${text})` : text
}
