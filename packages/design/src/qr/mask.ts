import type { QrSymbol } from './symbol.ts'

/** The eight masks: which data modules are turned over. ISO/IEC 18004:2015, table 10. */
export const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
]

export function applyMask({ size, dark, isFixed }: QrSymbol, mask: number): void {
  const turns = MASKS[mask]!
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (!isFixed[row]![column] && turns(row, column)) dark[row]![column] = !dark[row]![column]
}

/** How hard a symbol is to read: runs, blocks, what looks like a finder, imbalance. ISO/IEC 18004:2015, 7.8.3. */
export function penaltyOf({ size, dark }: QrSymbol): number {
  const rows = dark
  const columns = Array.from({ length: size }, (_, at) => dark.map((row) => row[at]!))
  const lines = [...rows, ...columns]
  const runs = lines.reduce((sum, line) => sum + runsOf(line) + finders(line), 0)
  const darkCount = rows.flat().filter(Boolean).length
  const imbalance = Math.floor(Math.abs((darkCount * 20) / (size * size) - 10))
  return runs + blocks(dark, size) + 10 * imbalance
}

function runsOf(line: readonly boolean[]): number {
  let penalty = 0
  let length = 0
  line.forEach((isDark, at) => {
    length = at > 0 && isDark === line[at - 1] ? length + 1 : 1
    if (length === 5) penalty += 3
    else if (length > 5) penalty += 1
  })
  return penalty
}

const LIKE_FINDER = ['10111010000', '00001011101']

function finders(line: readonly boolean[]): number {
  const text = line.map((isDark) => (isDark ? '1' : '0')).join('')
  let found = 0
  for (let at = 0; at + 11 <= text.length; at++) if (LIKE_FINDER.includes(text.slice(at, at + 11))) found++
  return 40 * found
}

function blocks(dark: readonly (readonly boolean[])[], size: number): number {
  let found = 0
  for (let row = 0; row + 1 < size; row++)
    for (let column = 0; column + 1 < size; column++) {
      const one = dark[row]![column]
      if (one === dark[row]![column + 1] && one === dark[row + 1]![column] && one === dark[row + 1]![column + 1])
        found++
    }
  return 3 * found
}
