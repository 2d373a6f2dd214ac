import { type FactType, readExpression } from '@puhui/condition'
import { FACTS } from './check.ts'

/** Yuan and per cent, as the text of a condition says them. */
export function valueShown(expression: string, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value !== 'number') return String(value)
  const type = typeOf(expression)
  if (type === 'money') return `¥${value / 100}`
  return type === 'rate' ? `${value / 10_000}%` : String(value)
}

function typeOf(expression: string): FactType | undefined {
  const fact = FACTS.get(expression)
  if (fact) return fact.type
  const read = readExpression(expression, FACTS)
  return read.ok ? read.value.type : undefined
}
