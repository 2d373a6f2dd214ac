import { type Day, monthEnd } from '@puhui/calendar'
import type { FoldedLoans } from '../../modules/servicing/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { type Platform, type WriteContext, write } from '../../platform/context.ts'
import type { DebitPort } from '../collect.ts'

/** What the day-ends of one run share: the bank, and the loans that were folded on the days before. */
export interface DayEndRun {
  readonly platform: Platform
  readonly actor: Actor
  readonly bank: DebitPort
  readonly folded: FoldedLoans
  /** Whether the loans' own books are summed up at the close of a day, to be held against the ledger. */
  readonly takesStanding: (on: Day) => boolean
}

/** On the last day of a run and of each month; in between the next one finds what would be wrong. */
export function standingDays(until: Day | undefined): DayEndRun['takesStanding'] {
  return (on) => on === until || on === monthEnd(on)
}

/** One transaction of a run. */
export function within<T>({ platform, actor }: DayEndRun, work: (ctx: WriteContext) => Promise<T>): Promise<T> {
  return write(platform, { actor }, work)
}

/** Where a step that was begun goes on: after the last loan that a marker names. */
export interface ResumeAt {
  readonly chunk: number
  readonly afterId: string
}

export function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}
