import { addDecimal, type Decimal, decimal, divideDecimal, multiplyDecimal, negate, powerDecimal } from '@puhui/product'

/** The arithmetic an expression is worked out in: floats, or decimals of 28 digits. */
export interface Arithmetic<N> {
  readonly read: (text: string) => N
  readonly add: (a: N, b: N) => N
  readonly negate: (a: N) => N
  readonly multiply: (a: N, b: N) => N
  readonly divide: (a: N, b: N) => N
  readonly power: (a: N, b: N) => N
}

export const FLOATS: Arithmetic<number> = {
  read: Number,
  add: (a, b) => a + b,
  negate: (a) => -a,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
}

export const DECIMALS: Arithmetic<Decimal> = {
  read: decimal,
  add: addDecimal,
  negate,
  multiply: multiplyDecimal,
  divide: divideDecimal,
  power: (a, b) => powerDecimal(a, Number(b.digits) * 10 ** b.exponent),
}

/** Works out `0.08/12`, `1.05**2 - 1`, `(3 + 4) / 12`; words in brackets after it, and the name of a type, are no part of it. */
export function workOut<N>(text: string, arithmetic: Arithmetic<N>): N {
  const tokens = text
    .replace(/\((?=[^)]*(?:decimal|digits|float|int))[^)]*\)/giu, '')
    .replace(/Decimal|float|['"]/gu, '')
    .match(/\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|\*\*|[-+*/()]|[a-z]+/giu)
  if (!tokens) throw new Error(`no number: ${text}`)
  let at = 0
  const take = (...wanted: readonly string[]) => (wanted.includes(tokens[at] ?? '') ? tokens[at++] : undefined)
  const sum = (): N => {
    let value = product()
    for (let sign = take('+', '-'); sign; sign = take('+', '-')) {
      const next = product()
      value = arithmetic.add(value, sign === '-' ? arithmetic.negate(next) : next)
    }
    return value
  }
  const product = (): N => {
    let value = signed()
    for (let sign = take('*', '/'); sign; sign = take('*', '/'))
      value = sign === '*' ? arithmetic.multiply(value, signed()) : arithmetic.divide(value, signed())
    return value
  }
  const signed = (): N => {
    if (take('-')) return arithmetic.negate(signed())
    if (take('+')) return signed()
    const base = atom()
    return take('**') ? arithmetic.power(base, signed()) : base
  }
  const atom = (): N => {
    if (take('(')) {
      const value = sum()
      if (!take(')')) throw new Error(`not closed: ${text}`)
      return value
    }
    return arithmetic.read(tokens[at++] ?? '')
  }
  const value = sum()
  if (at < tokens.length) throw new Error(`not read to its end: ${text}`)
  return value
}
