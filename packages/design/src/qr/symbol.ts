import { alignmentOf } from './size.ts'

/** A square of modules; `isFixed` marks those that carry no data. */
export interface QrSymbol {
  readonly size: number
  readonly dark: boolean[][]
  readonly isFixed: boolean[][]
}

/** Finder, timing and alignment patterns, and the place kept for format and version. ISO/IEC 18004:2015, 6.3. */
export function emptySymbol(version: number): QrSymbol {
  const size = 4 * version + 17
  const grid = () => Array.from({ length: size }, () => Array.from<boolean>({ length: size }).fill(false))
  const symbol = { size, dark: grid(), isFixed: grid() }
  for (let at = 0; at < size; at++) {
    set(symbol, 6, at, at % 2 === 0)
    set(symbol, at, 6, at % 2 === 0)
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    finder(symbol, row, column)
  const centres = alignmentOf(version)
  const last = centres.length - 1
  for (const [i, row] of centres.entries())
    for (const [j, column] of centres.entries()) {
      const isCorner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
      if (!isCorner) alignment(symbol, row, column)
    }
  writeFormat(symbol, 0)
  writeVersion(symbol, version)
  return symbol
}

function set({ dark, isFixed, size }: QrSymbol, row: number, column: number, isDark: boolean): void {
  if (row < 0 || column < 0 || row >= size || column >= size) return
  dark[row]![column] = isDark
  isFixed[row]![column] = true
}

function finder(symbol: QrSymbol, row: number, column: number): void {
  for (let dy = -4; dy <= 4; dy++)
    for (let dx = -4; dx <= 4; dx++) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy))
      set(symbol, row + dy, column + dx, ring !== 2 && ring !== 4)
    }
}

function alignment(symbol: QrSymbol, row: number, column: number): void {
  for (let dy = -2; dy <= 2; dy++)
    for (let dx = -2; dx <= 2; dx++) set(symbol, row + dy, column + dx, Math.max(Math.abs(dx), Math.abs(dy)) !== 1)
}

const FORMAT_GENERATOR = 0x537
const FORMAT_MASK = 0x5412
const VERSION_GENERATOR = 0x1f25

/** Level M (bits 00) and the mask, with their correction, written twice. ISO/IEC 18004:2015, 7.9. */
export function writeFormat(symbol: QrSymbol, mask: number): void {
  const bits = ((mask << 10) | remainder(mask, 10, FORMAT_GENERATOR)) ^ FORMAT_MASK
  const bit = (at: number) => ((bits >> at) & 1) === 1
  const { size } = symbol
  for (let at = 0; at <= 5; at++) set(symbol, at, 8, bit(at))
  set(symbol, 7, 8, bit(6))
  set(symbol, 8, 8, bit(7))
  set(symbol, 8, 7, bit(8))
  for (let at = 9; at < 15; at++) set(symbol, 8, 14 - at, bit(at))
  for (let at = 0; at < 8; at++) set(symbol, 8, size - 1 - at, bit(at))
  for (let at = 8; at < 15; at++) set(symbol, size - 15 + at, 8, bit(at))
  set(symbol, size - 8, 8, true)
}

/** From version 7 the version itself, twice. ISO/IEC 18004:2015, 7.10. */
function writeVersion(symbol: QrSymbol, version: number): void {
  if (version < 7) return
  const bits = (version << 12) | remainder(version, 12, VERSION_GENERATOR)
  for (let at = 0; at < 18; at++) {
    const [far, near] = [symbol.size - 11 + (at % 3), Math.floor(at / 3)]
    set(symbol, near, far, ((bits >> at) & 1) === 1)
    set(symbol, far, near, ((bits >> at) & 1) === 1)
  }
}

function remainder(value: number, degree: number, generator: number): number {
  let rest = value
  for (let at = 0; at < degree; at++) rest = (rest << 1) ^ ((rest >> (degree - 1)) * generator)
  return rest
}
