import type { SourceAnswer, SourceName } from '../modules/sources/index.ts'

/** How much a run may ask providers outside, in all. */
export interface BudgetLimits {
  readonly callsMax: number
  readonly costFenMax: bigint
}

/** Why a provider that was wanted was not asked. */
export type LeftFor = 'noConsent' | 'overBudget'

/** What a run has asked of one provider, and what it cost. */
export interface SourceTally {
  readonly calls: number
  readonly fromCache: number
  readonly timedOut: number
  readonly costFen: bigint
  readonly latencyMs: number
  readonly noConsent: number
  readonly overBudget: number
}

/** Counts what a run asks and stops it at its limits; an answer that is known costs nothing. */
export interface SourceBudget {
  readonly mayCall: () => boolean
  readonly called: (source: SourceName) => void
  readonly answered: (source: SourceName, answer: SourceAnswer, isFromCache: boolean) => void
  readonly left: (source: SourceName, why: LeftFor) => void
  readonly tally: () => Readonly<Partial<Record<SourceName, SourceTally>>>
}

const NOTHING: SourceTally = {
  calls: 0,
  fromCache: 0,
  timedOut: 0,
  costFen: 0n,
  latencyMs: 0,
  noConsent: 0,
  overBudget: 0,
}

/**
 * A budget of calls and of money. A call is counted when it begins, so that calls side by side stay below the number; its
 * price is known when it has answered, so that the cost may pass its limit by the calls that were under way.
 */
export function sourceBudget({ callsMax, costFenMax }: BudgetLimits): SourceBudget {
  const tallies = new Map<SourceName, SourceTally>()
  let [calls, costFen] = [0, 0n]
  const change = (source: SourceName, by: (tally: SourceTally) => Partial<SourceTally>) => {
    const before = tallies.get(source) ?? NOTHING
    tallies.set(source, { ...before, ...by(before) })
  }
  return {
    mayCall: () => calls < callsMax && costFen < costFenMax,
    called: (source) => {
      calls += 1
      change(source, (tally) => ({ calls: tally.calls + 1 }))
    },
    answered: (source, { status, priceFen, latencyMs }, isFromCache) => {
      if (isFromCache) return change(source, (tally) => ({ fromCache: tally.fromCache + 1 }))
      costFen += priceFen
      change(source, (tally) => ({
        costFen: tally.costFen + priceFen,
        latencyMs: tally.latencyMs + latencyMs,
        timedOut: tally.timedOut + (status === 'timedOut' ? 1 : 0),
      }))
    },
    left: (source, why) => change(source, (tally) => ({ [why]: tally[why] + 1 })),
    tally: () => Object.fromEntries(tallies),
  }
}
