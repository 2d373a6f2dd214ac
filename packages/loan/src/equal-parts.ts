import { type Fen, maxFen, minFen, mulDiv, sumFen } from '@puhui/money'

/** An amount in equal parts, rounded half to even; the last takes what division leaves, and none is below zero. */
export function equalParts(totalFen: Fen, count: number): readonly Fen[] {
  const partFen = mulDiv(maxFen(0n, totalFen), 1n, BigInt(count), 'half-even')
  let leftFen = maxFen(0n, totalFen)
  return Array.from({ length: count }, (_, at) => {
    const own = at === count - 1 ? leftFen : minFen(partFen, leftFen)
    leftFen -= own
    return own
  })
}

/** Equal parts of which the last asks for no more than the first: what division leaves is let off. */
export function withoutRemainder(parts: readonly Fen[]): readonly Fen[] {
  return parts.map((partFen) => minFen(partFen, parts[0]!))
}

/** Parts of one amount such that, with those of others beside it, each instalment is the same. */
export function equalBeside(ownFen: Fen, totalFen: Fen, othersFen: Fen, count: number): readonly Fen[] {
  const partFen = mulDiv(totalFen, 1n, BigInt(count), 'half-even') - othersFen
  const first = Array.from({ length: count - 1 }, () => partFen)
  return [...first, ownFen - sumFen(first)]
}
