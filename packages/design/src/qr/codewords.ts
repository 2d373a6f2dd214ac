import { correctionOf } from './field.ts'
import { blocksOf, capacityOf } from './size.ts'

const BYTE_MODE = 0b0100
const PADS = [0xec, 0x11]

/** The codewords of a symbol in byte mode at level M, blocks interleaved. Source: ISO/IEC 18004:2015, 7.4 to 7.6. */
export function codewordsOf(bytes: readonly number[], version: number): number[] {
  const data = dataOf(bytes, version)
  const { blocks, correction } = blocksOf(version)
  const short = Math.floor(data.length / blocks)
  const long = data.length % blocks
  const parts = Array.from({ length: blocks }, (_, at) => {
    // The blocks that hold one byte more come last.
    const from = at * short + Math.max(0, at - (blocks - long))
    return data.slice(from, from + short + (at >= blocks - long ? 1 : 0))
  })
  const checks = parts.map((part) => correctionOf(part, correction))
  return [...interleaved(parts), ...interleaved(checks)]
}

/** Mode, length, the bytes, the end mark, and pads up to what the version carries. */
function dataOf(bytes: readonly number[], version: number): number[] {
  const lengthBits = version < 10 ? 8 : 16
  const size = capacityOf(version) + (version < 10 ? 2 : 3)
  const bits: number[] = []
  const put = (value: number, count: number) => {
    for (let at = count - 1; at >= 0; at--) bits.push((value >> at) & 1)
  }
  put(BYTE_MODE, 4)
  put(bytes.length, lengthBits)
  for (const byte of bytes) put(byte, 8)
  put(0, Math.min(4, size * 8 - bits.length))
  while (bits.length % 8 > 0) bits.push(0)
  const words = Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((word, bit) => (word << 1) | bit, 0),
  )
  for (let at = 0; words.length < size; at++) words.push(PADS[at % 2]!)
  return words
}

function interleaved(parts: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...parts.map((part) => part.length))
  return Array.from({ length: longest }, (_, at) =>
    parts.flatMap((part) => (at < part.length ? [part[at]!] : [])),
  ).flat()
}
