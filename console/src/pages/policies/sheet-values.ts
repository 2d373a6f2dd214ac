import type { OutputValue } from '@puhui/policy'

/** What was typed as the value of an output: a number, yes or no, nothing, or text. */
export function asOutput(text: string): OutputValue {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '-') return null
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true'
  const number = Number(trimmed)
  return Number.isFinite(number) && /^-?\d/.test(trimmed) ? number : trimmed
}

export function fromOutput(value: OutputValue): string {
  return value === null ? '' : String(value)
}
