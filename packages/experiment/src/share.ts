import { assert } from '@puhui/kernel'
import { sumsOfCount } from './arm.ts'
import { type Claim, compare, type Difference } from './difference.ts'
import { twoSided, zOf } from './normal.ts'

/** A share of those asked, with the interval in which the true one lies. */
export interface Share {
  readonly n: number
  readonly yes: number
  /** `yes / n`; 0 where nobody was asked. */
  readonly share: number
  readonly interval: readonly [number, number]
}

export interface ShareChange {
  /** Share now less share before. */
  readonly difference: number
  readonly interval: readonly [number, number]
  /** `none` while the interval covers 0: no change is shown. */
  readonly claim: Claim
}

const NOTHING_KNOWN = [0, 1] as const

/**
 * A share with its score interval, which stays inside 0 and 1 and holds for few answers too.
 *
 * @param n how many were asked; with 0 the interval is everything
 * @source Wilson (1927), JASA 22
 * @example shareOf({ n: 10, yes: 0 }).interval // [0, 0.2775…]
 */
export function shareOf({ n, yes }: { readonly n: number; readonly yes: number }, confidence = 0.95): Share {
  assert(yes >= 0 && yes <= n, 'no more people than were asked say yes', { n, yes })
  if (n === 0) return { n, yes, share: 0, interval: NOTHING_KNOWN }
  const z = zOf(confidence)
  const share = yes / n
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const reach = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  // At the ends the bound is exactly the share; what is left of it is rounding.
  const low = yes === 0 ? 0 : middle - reach
  const high = yes === n ? 1 : middle + reach
  return { n, yes, share, interval: [low, high] }
}

/**
 * How a share has changed between two groups of different people.
 *
 * @returns the difference and its interval; where nobody was asked in one of them no change is shown
 * @source Newcombe (1998), Statistics in Medicine 17, method 10 (from two score intervals)
 * @example changeOf({ n: 70, yes: 56 }, { n: 80, yes: 48 }).interval // [0.0524…, 0.3339…]
 */
export function changeOf(
  now: { readonly n: number; readonly yes: number },
  before: { readonly n: number; readonly yes: number },
  confidence = 0.95,
): ShareChange {
  const [a, b] = [shareOf(now, confidence), shareOf(before, confidence)]
  const difference = a.share - b.share
  const down = Math.hypot(a.share - a.interval[0], b.interval[1] - b.share)
  const up = Math.hypot(a.interval[1] - a.share, b.share - b.interval[0])
  const isKnown = a.n > 0 && b.n > 0
  const interval: readonly [number, number] = isKnown ? [difference - down, difference + up] : [-1, 1]
  const claim = interval[0] > 0 ? 'higher' : interval[1] < 0 ? 'lower' : 'none'
  return { difference, interval, claim }
}

const ANSWERS_MIN = 10

/**
 * The difference of a yes-or-no measure between two arms. With at least ten of either answer in both arms it is that of
 * `compare`; with fewer, Welch's interval is too narrow (an arm in which nobody said yes has no spread at all), so
 * interval, z, p and claim come from the two score intervals.
 *
 * @source Newcombe (1998), as `changeOf`
 * @example compareShares({ n: 30, yes: 6 }, { n: 5, yes: 0 }).claim // 'none'
 */
export function compareShares(
  treated: { readonly n: number; readonly yes: number },
  control: { readonly n: number; readonly yes: number },
  confidence = 0.95,
): Difference {
  const found = compare(sumsOfCount(treated), sumsOfCount(control), confidence)
  const fewest = Math.min(...[treated, control].flatMap(({ n, yes }) => [yes, n - yes]))
  if (fewest >= ANSWERS_MIN) return found
  const { difference, interval, claim } = changeOf(treated, control, confidence)
  const reach = Math.abs(difference - interval[difference > 0 ? 0 : 1])
  const z = difference === 0 ? 0 : (difference / reach) * zOf(confidence)
  return { ...found, interval, claim, z, p: twoSided(z) }
}
