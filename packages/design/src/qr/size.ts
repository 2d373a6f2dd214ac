/** How the codewords of a version are split at level M: blocks, and error correction codewords of each. */
interface Blocks {
  readonly total: number
  readonly blocks: number
  readonly correction: number
}

const row = (total: number, blocks: number, correction: number): Blocks => ({ total, blocks, correction })

/**
 * Versions 1 to 15 at level M, enough for 412 bytes: addresses are shorter.
 *
 * @source ISO/IEC 18004:2015, tables 1 and 9
 */
const VERSIONS: readonly Blocks[] = [
  row(26, 1, 10),
  row(44, 1, 16),
  row(70, 1, 26),
  row(100, 2, 18),
  row(134, 2, 24),
  row(172, 4, 16),
  row(196, 4, 18),
  row(242, 4, 22),
  row(292, 5, 22),
  row(346, 5, 26),
  row(404, 5, 30),
  row(466, 8, 22),
  row(532, 9, 22),
  row(581, 9, 24),
  row(655, 10, 24),
]

export const VERSION_MAX = VERSIONS.length

export const blocksOf = (version: number): Blocks => VERSIONS[version - 1]!

/** How many bytes of data a version carries at level M, mode and length left out. */
export function capacityOf(version: number): number {
  const { total, blocks, correction } = blocksOf(version)
  return total - blocks * correction - (version < 10 ? 2 : 3)
}

/** Where the centres of the alignment patterns stand, along each side. Source: ISO/IEC 18004:2015, annex E. */
export function alignmentOf(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const last = 4 * version + 10
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2
  const rest = Array.from({ length: count - 1 }, (_, at) => last - step * (count - 2 - at))
  return [6, ...rest]
}
