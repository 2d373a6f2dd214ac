import type { Claim } from './model.ts'

export interface YearSize {
  readonly year: number
  readonly sizeFen: bigint
}

const PPM = 1_000_000

/**
 * Compound growth a year between two sizes, in ppm: (last ÷ first)^(1 ÷ years) − 1. A statistic, so it is a float
 * rounded once; 10 times in five years is 584 893.
 */
export function cagrPpm(first: YearSize, last: YearSize): number | null {
  const years = last.year - first.year
  if (years <= 0 || first.sizeFen <= 0n) return null
  return Math.round((multipleOf(first, last) ** (1 / years) - 1) * PPM)
}

/** How many times as large the last is as the first. */
export function multipleOf(first: YearSize, last: YearSize): number {
  return Number(last.sizeFen) / Number(first.sizeFen)
}

/** Growth since the size before it, per year where years are missing in between. */
export function yearlyGrowth(
  sizes: readonly YearSize[],
): readonly { readonly years: number | null; readonly growthPpm: number | null }[] {
  return sizes.map((size, at) => {
    const before = sizes[at - 1]
    return before
      ? { years: size.year - before.year, growthPpm: cagrPpm(before, size) }
      : { years: null, growthPpm: null }
  })
}

export interface CheckedClaim extends Claim {
  readonly impliedPpm: number | null
  readonly multiplePpm: number | null
  readonly neededMultiplePpm: number
  readonly neededFen: bigint | null
  readonly holds: boolean | null
}

/** Holds a claim of growth against the figures of the same source. */
export function checkClaim(claim: Claim, sizes: readonly YearSize[]): CheckedClaim {
  const [first, last] = [claim.fromYear, claim.toYear].map((year) => sizes.find((size) => size.year === year))
  const needed = (1 + claim.cagrMinPpm / PPM) ** (claim.toYear - claim.fromYear)
  const neededMultiplePpm = Math.round(needed * PPM)
  if (!first || !last) {
    return { ...claim, impliedPpm: null, multiplePpm: null, neededMultiplePpm, neededFen: null, holds: null }
  }
  const impliedPpm = cagrPpm(first, last)
  return {
    ...claim,
    impliedPpm,
    multiplePpm: Math.round(multipleOf(first, last) * PPM),
    neededMultiplePpm,
    neededFen: (first.sizeFen * BigInt(neededMultiplePpm)) / BigInt(PPM),
    holds: impliedPpm === null ? null : impliedPpm >= claim.cagrMinPpm,
  }
}
