const PRIMITIVE = 0x11d
const ORDER = 255
const exponents = new Uint8Array(2 * ORDER)
const logarithms = new Uint8Array(ORDER + 1)

for (let at = 0, value = 1; at < ORDER; at++) {
  exponents[at] = value
  exponents[at + ORDER] = value
  logarithms[value] = at
  value = value & 0x80 ? (value << 1) ^ PRIMITIVE : value << 1
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : exponents[logarithms[a]! + logarithms[b]!]!
}

/**
 * The error correction codewords of a block: what is left when the data, as a polynomial over GF(256), is divided by
 * the generator of that degree.
 *
 * @source ISO/IEC 18004:2015, 7.5.2 and annex A
 */
export function correctionOf(data: readonly number[], degree: number): number[] {
  const generator = generatorOf(degree)
  const rest = Array.from<number>({ length: degree }).fill(0)
  for (const byte of data) {
    const factor = byte ^ rest.shift()!
    rest.push(0)
    for (let at = 0; at < degree; at++) rest[at]! ^= times(generator[at]!, factor)
  }
  return rest
}

/** The coefficients of (x − 1)(x − α)…(x − α^(degree−1)) after the leading 1. */
function generatorOf(degree: number): number[] {
  const coefficients = Array.from<number>({ length: degree }).fill(0)
  coefficients[degree - 1] = 1
  for (let root = 0; root < degree; root++) {
    for (let at = 0; at < degree; at++) {
      const next = coefficients[at + 1] ?? 0
      coefficients[at] = times(coefficients[at]!, exponents[root]!) ^ next
    }
  }
  return coefficients
}
