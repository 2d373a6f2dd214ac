import { type Fen, maxFen, minFen, mulDiv } from '@puhui/money'

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

export interface Beside {
  /** The amount with those of others. */
  readonly totalFen: Fen
  /** What stands beside each part. */
  readonly othersFen: readonly Fen[]
  readonly multipleFen: Fen
}

/** Parts of one amount such that, with those of others beside it, each instalment is the same. */
export function equalBeside(ownFen: Fen, { totalFen, othersFen, multipleFen }: Beside): readonly Fen[] {
  const count = othersFen.length
  const wholeFen = mulDiv(totalFen, 1n, BigInt(count), 'half-even')
  const sameFen = mulDiv(wholeFen, 1n, multipleFen, 'half-even') * multipleFen
  let leftFen = ownFen
  return othersFen.map((besideFen, at) => {
    const part = at === count - 1 ? leftFen : minFen(sameFen - besideFen, leftFen)
    leftFen -= part
    return part
  })
}
