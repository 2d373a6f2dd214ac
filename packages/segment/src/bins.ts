import { assert } from '@puhui/kernel'
import { type Bits, bitsFor, grown, setBit } from './bits.ts'
import type { Values } from './column.ts'

/**
 * A column in at most 1,024 bins of about one size: the number of a row's bin, one bitset for each binary digit. A test
 * of the column is answered from the digits, 32 rows at a time, and looks at single values in the bins at its edges
 * only. Ten bits a row at most, whatever the width of the column.
 */
export interface Bins {
  /** Where bins begin, ascending; the bin of a number is how many cuts are not above it. */
  readonly cuts: Float64Array<ArrayBuffer>
  /** The rows whose bin has this digit, the lowest digit first. */
  readonly digits: Bits[]
  /** The least and the greatest known number that was ever in each bin. */
  readonly least: Float64Array<ArrayBuffer>
  readonly most: Float64Array<ArrayBuffer>
  /** How many rows there were when the cuts were made. */
  readonly madeOf: number
}

interface Binned {
  readonly values: Values
  readonly known: Bits
}

const BINS_MAX = 1024
const SAMPLE = 50_000

/** Bins for the rows there are, cut by an even sample of them. */
export function makeBins(column: Binned, rows: number): Bins {
  const cuts = cutsOf(sampleOf(column, rows))
  const codes = codesOf(column.values, rows, cuts)
  const least = new Float64Array(cuts.length + 1).fill(Infinity)
  const most = new Float64Array(cuts.length + 1).fill(-Infinity)
  for (let row = 0; row < rows; row++) {
    if (((column.known[row >>> 5]! >>> (row & 31)) & 1) === 0) continue
    const [bin, value] = [codes[row]!, column.values[row]!]
    if (value < least[bin]!) least[bin] = value
    if (value > most[bin]!) most[bin] = value
  }
  const depth = Math.max(1, 32 - Math.clz32(cuts.length))
  const digits = Array.from({ length: depth }, (_, digit) => digitOf(codes, digit, column.known.length))
  return { cuts, digits, least, most, madeOf: rows }
}

/** Keeps the bins right when a row is written; `isKnown` false: the number means nothing. */
export function writeBin(bins: Bins, row: number, number: number, isKnown: boolean): void {
  const bin = binOf(bins.cuts, number)
  for (const [at, digit] of bins.digits.entries()) setBit(digit, row, ((bin >>> at) & 1) === 1)
  if (!isKnown) return
  if (number < bins.least[bin]!) bins.least[bin] = number
  if (number > bins.most[bin]!) bins.most[bin] = number
}

export function growBins(bins: Bins, capacity: number): void {
  for (const [at, digit] of bins.digits.entries()) bins.digits[at] = grown(digit, capacity)
}

/** How many cuts are not above a number. */
function binOf(cuts: Float64Array, number: number): number {
  let [from, to] = [0, cuts.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (cuts[middle]! <= number) from = middle + 1
    else to = middle
  }
  return from
}

function sampleOf({ values, known }: Binned, rows: number): Float64Array {
  const step = Math.max(1, Math.floor(rows / SAMPLE))
  const sample: number[] = []
  for (let row = 0; row < rows; row += step)
    if (((known[row >>> 5]! >>> (row & 31)) & 1) === 1) sample.push(values[row]!)
  return Float64Array.from(sample).sort()
}

/** Every number that occurs, where they are few; else even parts, and a number that fills one has it to itself. */
function cutsOf(sorted: Float64Array): Float64Array<ArrayBuffer> {
  const different = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1])
  if (different.length < BINS_MAX) return different.slice(1)
  const cuts = new Set<number>()
  const parts = BINS_MAX / 2
  for (let part = 1; part < parts; part++) {
    const value = sorted[Math.floor((part * sorted.length) / parts)]!
    cuts.add(value)
    if (value === sorted[Math.floor(((part - 1) * sorted.length) / parts)]) {
      const after = different[binOf(different, value)]
      if (after !== undefined) cuts.add(after)
    }
  }
  return Float64Array.from(cuts).sort()
}

function codesOf(values: Values, rows: number, cuts: Float64Array): Uint16Array {
  assert(cuts.length < BINS_MAX, 'there are few bins', { cuts: cuts.length })
  const codes = new Uint16Array(rows)
  if (values instanceof Uint8Array || values instanceof Uint16Array) {
    const table = Uint16Array.from({ length: values instanceof Uint8Array ? 256 : 65_536 }, (_, at) => binOf(cuts, at))
    for (let row = 0; row < rows; row++) codes[row] = table[values[row]!]!
    return codes
  }
  for (let row = 0; row < rows; row++) codes[row] = binOf(cuts, values[row]!)
  return codes
}

function digitOf(codes: Uint16Array, digit: number, words: number): Bits {
  const out = bitsFor(words * 32)
  const whole = codes.length >>> 5
  for (let w = 0, row = 0; w < whole; w++) {
    let word = 0
    for (const end = row + 32; row < end; row++) word = (word >>> 1) | ((codes[row]! >>> digit) << 31)
    out[w] = word
  }
  for (let row = whole << 5; row < codes.length; row++) setBit(out, row, ((codes[row]! >>> digit) & 1) === 1)
  return out
}
