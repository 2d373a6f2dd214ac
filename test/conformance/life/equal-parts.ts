import { type Fen, mulDiv } from '@puhui/money'
import { roundToMultiple } from './level.ts'

/** An amount in equal parts; the last takes what division leaves. */
export interface EqualParts {
  readonly valueFen: Fen
  readonly restFen: Fen
  readonly count: number
}

export function equalParts(totalFen: Fen, count: number, multipleFen: Fen = 0n): EqualParts {
  if (totalFen <= 0n) return { valueFen: 0n, restFen: 0n, count }
  const valueFen = roundToMultiple(mulDiv(totalFen, 1n, BigInt(count), 'half-even'), multipleFen)
  return { valueFen, restFen: totalFen - valueFen * BigInt(count), count }
}

/** Parts of one amount such that, with parts of others, each instalment is the same. */
export function equalBeside(
  ownFen: Fen,
  totalFen: Fen,
  othersFen: Fen,
  count: number,
  multipleFen: Fen = 0n,
): EqualParts {
  const valueFen = equalParts(totalFen, count, multipleFen).valueFen - othersFen
  return { valueFen, restFen: ownFen - valueFen * BigInt(count), count }
}

export function partAt({ valueFen, restFen, count }: EqualParts, index: number): Fen {
  return index === count - 1 ? valueFen + restFen : valueFen
}

/** As `partAt`, but where rounding up has used the amount before its end the last parts are nothing, not negative. */
export function partLeftAt(parts: EqualParts, index: number): Fen {
  const { valueFen, restFen, count } = parts
  if (valueFen + restFen >= 0n) return partAt(parts, index)
  const leftFen = valueFen * BigInt(count) + restFen - valueFen * BigInt(index)
  return leftFen <= 0n ? 0n : leftFen < valueFen ? leftFen : valueFen
}
