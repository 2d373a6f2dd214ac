import { describe, expect, test } from 'vitest'
import { qrOf, qrPath } from '../index.ts'
import { correctionOf } from './field.ts'
import { MASKS } from './mask.ts'
import { alignmentOf, blocksOf, capacityOf, VERSION_MAX } from './size.ts'
import { emptySymbol } from './symbol.ts'

const FORMATS_M = [
  '101010000010010',
  '101000100100101',
  '101111001111100',
  '101101101001011',
  '100010111111001',
  '100000011001110',
  '100111110010111',
  '100101010100000',
]

function modulesOf(text: string): readonly (readonly boolean[])[] {
  const made = qrOf(text)
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

/** Reads a symbol back as a scanner would: format, mask, codewords, blocks, bytes. */
function read(modules: readonly (readonly boolean[])[]): { text: string; version: number; isWhole: boolean } {
  const size = modules.length
  const version = (size - 17) / 4
  const format = [0, 1, 2, 3, 4, 5, 7].map((column) => bit(modules[8]![column]!)).join('')
  const rest = [8, 7, 5, 4, 3, 2, 1, 0].map((row) => bit(modules[row]![8]!)).join('')
  const mask = FORMATS_M.indexOf(format + rest)
  const { isFixed } = emptySymbol(version)
  const bits: number[] = []
  const columns = Array.from({ length: (size - 1) / 2 }, (_, at) => size - 1 - 2 * at).map((x) => (x > 6 ? x : x - 1))
  columns.forEach((right, at) => {
    for (let step = 0; step < size; step++) {
      const row = at % 2 === 0 ? size - 1 - step : step
      for (const column of [right, right - 1])
        if (!isFixed[row]![column]) bits.push(Number(modules[row]![column] !== MASKS[mask]!(row, column)))
    }
  })
  const { total, blocks, correction } = blocksOf(version)
  const words = Array.from({ length: total }, (_, at) => Number.parseInt(bits.slice(8 * at, 8 * at + 8).join(''), 2))
  const data = total - blocks * correction
  const [short, long] = [Math.floor(data / blocks), data % blocks]
  const parts = Array.from({ length: blocks }, (_, block) => {
    const own = Array.from({ length: short }, (_each, at) => words[at * blocks + block]!)
    return block < blocks - long ? own : [...own, words[short * blocks + block - (blocks - long)]!]
  })
  const checks = parts.map((_, block) =>
    Array.from({ length: correction }, (_each, at) => words[data + at * blocks + block]!),
  )
  const isWhole = parts.every((part, at) => correctionOf(part, correction).join() === checks[at]!.join())
  const stream = parts
    .flat()
    .map((word) => word.toString(2).padStart(8, '0'))
    .join('')
  const lengthBits = version < 10 ? 8 : 16
  const length = Number.parseInt(stream.slice(4, 4 + lengthBits), 2)
  const bytes = Array.from({ length }, (_, at) => {
    const from = 4 + lengthBits + 8 * at
    return `%${Number.parseInt(stream.slice(from, from + 8), 2)
      .toString(16)
      .padStart(2, '0')}`
  })
  return { text: decodeURIComponent(bytes.join('')), version, isWhole: isWhole && stream.startsWith('0100') }
}

const bit = (isDark: boolean) => (isDark ? '1' : '0')

describe('QR code', () => {
  test('[D12] the correction codewords of the standard’s own example (annex I)', () => {
    const data = [16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17]
    expect(correctionOf(data, 10)).toEqual([165, 36, 212, 193, 237, 54, 199, 135, 44, 85])
  })

  test('[D12] alignment patterns and capacities are those of the standard’s tables', () => {
    expect([2, 7, 14, 15].map(alignmentOf)).toEqual([
      [6, 18],
      [6, 22, 38],
      [6, 26, 46, 66],
      [6, 26, 48, 70],
    ])
    const capacities = Array.from({ length: VERSION_MAX }, (_, at) => capacityOf(at + 1))
    expect(capacities).toEqual([14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412])
  })

  test('[D12] what is written is read back, in every version, with every byte of its correction', () => {
    for (let version = 1; version <= VERSION_MAX; version++) {
      const text = 'https://puhui.example/m/s/'.repeat(20).slice(0, capacityOf(version))
      expect(read(modulesOf(text))).toEqual({ text, version, isWhole: true })
    }
    expect(read(modulesOf('普惠问卷 é 🌾'))).toMatchObject({ text: '普惠问卷 é 🌾', isWhole: true })
  })

  test('[D12] finders stand in three corners, the dark module beside the lower one', () => {
    const modules = modulesOf('puhui')
    const size = modules.length
    const corner = (row: number, column: number) =>
      [0, 1, 2, 3, 4, 5, 6].map((at) => bit(modules[row + at]![column + 3]!)).join('')
    expect([corner(0, 0), corner(0, size - 7), corner(size - 7, 0)]).toEqual(['1011101', '1011101', '1011101'])
    expect(modules[size - 8]![8]).toBe(true)
  })

  test('[D13] a text that is too long is refused with the limit', () => {
    expect(qrOf('x'.repeat(413))).toEqual({ ok: false, error: { code: 'design.qr_too_long', bytes: 413, max: 412 } })
  })

  test('[D13] the path keeps the quiet zone', () => {
    expect(qrPath([[true, false]])).toEqual({ size: 9, path: 'M4 4h1v1h-1z' })
  })
})
