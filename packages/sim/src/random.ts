/** A source of numbers that depends on its seed only. Reading from one stream never moves another. */
export interface Stream {
  /** 0 ≤ x < 1. */
  unit(): number
  chance(probability: number): boolean
  /** Both ends included. */
  int(min: number, max: number): number
  /** 0 ≤ x < 1 stretched to the two ends. */
  between(min: number, max: number): number
  pick<T>(list: readonly T[]): T
  /** Draws by weight; weights are 0 or more and need not sum to one. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T
  /** Mean 0, deviation 1, within ±6. */
  normal(): number
}

const MULTIPLIERS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const

/**
 * Opens the stream of a path: the same seed and path give the same numbers on every machine.
 *
 * @param path what the numbers are for, e.g. `streamOf('seed', 'person', 12)`
 * @source the sfc32 generator (Chris Doty-Humphrey, PractRand); SPEC S1–S3
 */
export function streamOf(seed: string, ...path: readonly (string | number)[]): Stream {
  return streamFrom(lanesOf(`${seed}/${path.join('/')}`))
}

/** Thirty-two hexadecimal digits of a text: to compare two worlds, not to protect anything. */
export function digestOf(text: string): string {
  return lanesOf(text)
    .map((lane) => lane.toString(16).padStart(8, '0'))
    .join('')
}

/** Four words of 32 bits from a text, each character stirred into every word. */
function lanesOf(text: string): [number, number, number, number] {
  let [a, b, c, d] = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, MULTIPLIERS[0]) ^ (d >>> 15)
    b = Math.imul(b ^ code, MULTIPLIERS[1]) ^ (a >>> 13)
    c = Math.imul(c ^ code, MULTIPLIERS[2]) ^ (b >>> 16)
    d = Math.imul(d ^ code, MULTIPLIERS[3]) ^ (c >>> 14)
  }
  return [stir(a ^ d), stir(b ^ a), stir(c ^ b), stir(d ^ c)]
}

function stir(word: number): number {
  let x = word
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}

function streamFrom(lanes: readonly [number, number, number, number]): Stream {
  let [a, b, c, d] = lanes
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let i = 0; i < 8; i++) next()
  const unit = () => next() / 4_294_967_296
  const between = (min: number, max: number) => min + unit() * (max - min)
  const int = (min: number, max: number) => min + Math.floor(unit() * (max - min + 1))
  return {
    unit,
    between,
    int,
    chance: (probability) => unit() < probability,
    pick: (list) => list[int(0, list.length - 1)]!,
    weighted: (choices) => drawByWeight(choices, unit()),
    normal: () => sumOfTwelve(unit),
  }
}

function drawByWeight<T>(choices: readonly (readonly [T, number])[], at: number): T {
  let left = at * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  return choices.at(-1)![0]
}

/** Twelve uniforms less six: no logarithm, so every engine gives the same bits. */
function sumOfTwelve(unit: () => number): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += unit()
  return sum
}
