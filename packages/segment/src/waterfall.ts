import type { Condition } from '@puhui/condition'
import { type Bits, both, countBits, without } from './bits.ts'
import type { Matcher } from './matcher.ts'

/** One step on the way from who matches to who is reached. Who is not surely kept is left out: it fails closed. */
export interface WaterfallStep {
  readonly id: string
  readonly keep: Condition
  /** Why a customer is left out here: the first that is true of them counts. */
  readonly reasons?: readonly { readonly id: string; readonly when: Condition }[]
}

export interface WaterfallLine {
  readonly id: string
  readonly left: number
  readonly dropped: number
  /** Of those dropped, how many only because something is not known. */
  readonly droppedUnknown: number
  readonly reasons: readonly { readonly id: string; readonly count: number }[]
}

export interface Waterfall {
  readonly lines: readonly WaterfallLine[]
  /** Who is left at the end. */
  readonly left: Bits
}

/**
 * How many are left after each step, and why the others are not.
 *
 * @param start who matches; the first line of the answer is theirs, with id `match`
 * @returns `left` of a line is `left` of the line before less `dropped`; reasons and unreasoned add up to `dropped`
 */
export function waterfall(matcher: Matcher, start: Bits, steps: readonly WaterfallStep[]): Waterfall {
  const lines: WaterfallLine[] = [{ id: 'match', left: countBits(start), dropped: 0, droppedUnknown: 0, reasons: [] }]
  let left = start
  for (const step of steps) {
    const dropped = without(left, matcher.matching(step.keep))
    left = without(left, dropped)
    lines.push({
      id: step.id,
      left: countBits(left),
      dropped: countBits(dropped),
      droppedUnknown: countBits(without(dropped, matcher.failing(step.keep))),
      reasons: reasonsOf(matcher, dropped, step.reasons ?? []),
    })
  }
  return { lines, left }
}

function reasonsOf(matcher: Matcher, dropped: Bits, reasons: NonNullable<WaterfallStep['reasons']>) {
  let open = dropped
  return reasons.map(({ id, when }) => {
    const hit = both(open, matcher.matching(when))
    open = without(open, hit)
    return { id, count: countBits(hit) }
  })
}
