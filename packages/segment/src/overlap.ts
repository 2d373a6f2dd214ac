import { type Bits, countBoth } from './bits.ts'

/**
 * How many customers each pair of segments shares; the diagonal holds the sizes.
 *
 * @example overlap([young, rural])[0]?.[1] // how many are young and rural
 */
export function overlap(segments: readonly Bits[]): readonly (readonly number[])[] {
  const matrix = segments.map(() => segments.map(() => 0))
  for (let a = 0; a < segments.length; a++)
    for (let b = a; b < segments.length; b++) {
      const shared = countBoth(segments[a]!, segments[b]!)
      matrix[a]![b] = shared
      matrix[b]![a] = shared
    }
  return matrix
}
