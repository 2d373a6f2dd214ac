import type { Fen } from '@puhui/money'
import { addParts, NO_PARTS, type Row } from './row.ts'
import type { Parts } from './state.ts'

/** What stands in rows from earlier instalments. */
export function carriedOf(rows: readonly Row[]): Parts {
  return rows.reduce((sum, { carried }) => (carried === NO_PARTS ? sum : addParts(sum, carried)), NO_PARTS)
}

/** Spreads charges in equal parts over rows to come; the odd fen stand in the first ones. */
export function withCarried(rows: readonly Row[], whole: Parts): readonly Row[] {
  if (whole === NO_PARTS || rows.length === 0) return rows
  const count = BigInt(rows.length)
  const part = (fen: Fen, index: number) => fen / count + (BigInt(index) < fen % count ? 1n : 0n)
  return rows.map((row, index) => {
    const carried = {
      principalFen: 0n,
      interestFen: part(whole.interestFen, index),
      feeFen: part(whole.feeFen, index),
      penaltyFen: part(whole.penaltyFen, index),
    }
    const isMore = Object.values(carried).some((fen) => fen > 0n)
    return { ...row, carried, settledOn: isMore ? undefined : row.settledOn }
  })
}
