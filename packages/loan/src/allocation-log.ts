import type { Allocation } from './state.ts'

/** Pieces in the order in which they were taken. A list that grows at its end without being copied: thousands of payments stay quick. */
export interface AllocationLog {
  readonly before: AllocationLog | undefined
  readonly pieces: readonly Allocation[]
}

export function append(log: AllocationLog | undefined, pieces: readonly Allocation[]): AllocationLog | undefined {
  return pieces.length === 0 ? log : { before: log, pieces }
}

/** All pieces, first to last. */
export function piecesOf(log: AllocationLog | undefined): readonly Allocation[] {
  const chunks: (readonly Allocation[])[] = []
  for (let at = log; at; at = at.before) chunks.push(at.pieces)
  return chunks.reverse().flat()
}
