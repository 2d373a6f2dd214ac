/** One bit a row, 32 rows a word; bits beyond the last row are always 0. */
export type Bits = Uint32Array<ArrayBuffer>

export function bitsFor(rows: number): Bits {
  return new Uint32Array((rows + 31) >>> 5)
}

export function hasBit(bits: Bits, row: number): boolean {
  return ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1
}

export function setBit(bits: Bits, row: number, isSet: boolean): void {
  const mask = 1 << (row & 31)
  bits[row >>> 5] = isSet ? bits[row >>> 5]! | mask : bits[row >>> 5]! & ~mask
}

/** How many rows are set. */
export function countBits(bits: Bits): number {
  let count = 0
  for (let w = 0; w < bits.length; w++) count += ones(bits[w]!)
  return count
}

/** How many rows are set in both, without making the bitset. */
export function countBoth(a: Bits, b: Bits): number {
  const words = Math.min(a.length, b.length)
  let count = 0
  for (let w = 0; w < words; w++) count += ones(a[w]! & b[w]!)
  return count
}

/** How many rows are set in all of several, without making the bitset. */
export function countAll(parts: readonly Bits[]): number {
  const [first, ...others] = parts
  const last = others.pop()
  if (first === undefined) return 0
  if (last === undefined) return countBits(first)
  const block = new Uint32Array(BLOCK)
  let count = 0
  for (let from = 0; from < first.length; from += BLOCK) {
    const words = Math.min(BLOCK, first.length - from)
    for (let w = 0; w < words; w++) block[w] = first[from + w]!
    for (const other of others) for (let w = 0; w < words; w++) block[w] = block[w]! & other[from + w]!
    for (let w = 0; w < words; w++) count += ones(block[w]! & last[from + w]!)
  }
  return count
}

/** Words done at once, so that they stay near the processor from one step to the next. */
export const BLOCK = 1024

/** The number of ones of a word, by adding neighbours. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  x = (x + (x >>> 4)) & 0x0f0f0f0f
  return Math.imul(x, 0x01010101) >>> 24
}

export function both(a: Bits, b: Bits): Bits {
  const out = new Uint32Array(a.length)
  for (let w = 0; w < out.length; w++) out[w] = a[w]! & b[w]!
  return out
}

export function without(a: Bits, b: Bits): Bits {
  const out = new Uint32Array(a.length)
  for (let w = 0; w < out.length; w++) out[w] = a[w]! & ~b[w]!
  return out
}

/** Narrows `into` to what is also in `other`. */
export function intersect(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w] = into[w]! & other[w]!
}

/** Widens `into` by what is in `other`, which may be shorter. */
export function unite(into: Bits, other: Bits): void {
  for (let w = 0; w < other.length; w++) into[w] = into[w]! | other[w]!
}

/** Widens `into` by what is not in `other`. */
export function uniteInverse(into: Bits, other: Bits): void {
  for (let w = 0, end = other.length; w < end; w++) into[w] = into[w]! | ~other[w]!
}

/** Narrows `into` to what is not in `other`. */
export function subtract(into: Bits, other: Bits): void {
  for (let w = 0, end = other.length; w < end; w++) into[w] = into[w]! & ~other[w]!
}

/** Keeps of `into` the rows that `which` has, and takes the others from `other`. */
export function choose(into: Bits, other: Bits, which: Bits): void {
  for (let w = 0, end = which.length; w < end; w++) into[w] = (into[w]! & which[w]!) | (other[w]! & ~which[w]!)
}

/** All rows set; the rest of the last word is 0. */
export function allRows(rows: number): Bits {
  const bits = bitsFor(rows).fill(0xffffffff)
  if (rows & 31) bits[bits.length - 1] = (1 << (rows & 31)) - 1
  return bits
}

/** Calls `visit` with each row that is set, in order. */
export function eachRow(bits: Bits, visit: (row: number) => void): void {
  for (let w = 0; w < bits.length; w++) {
    let word = bits[w]!
    while (word !== 0) {
      const low = word & -word
      visit((w << 5) + 31 - Math.clz32(low))
      word ^= low
    }
  }
}

/** The rows that are set, in order. */
export function rowsOf(bits: Bits): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(countBits(bits))
  let at = 0
  for (let w = 0; w < bits.length; w++) {
    let word = bits[w]!
    while (word !== 0) {
      const low = word & -word
      rows[at++] = (w << 5) + 31 - Math.clz32(low)
      word ^= low
    }
  }
  return rows
}

/** The same bits with room for more rows. */
export function grown(bits: Bits, rows: number): Bits {
  const words = (rows + 31) >>> 5
  if (words <= bits.length) return bits
  const wider = new Uint32Array(words)
  wider.set(bits)
  return wider
}
