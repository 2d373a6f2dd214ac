import { type Fen, maxFen, minFen, mulDiv, sumFen } from '@puhui/money'
import type { Core } from './core.ts'
import type { Row } from './row.ts'

/** Income that joined the principal on a day, and what of it was given up since. */
export interface Deferred {
  readonly epoch: number
  readonly amountFen: Fen
  readonly givenUpFen: Fen
}

/**
 * What of the income that joined the principal is not earned yet: it is earned evenly from its day to the last due day, and
 * all of it once the loan is settled. After a charge-off no more is earned.
 *
 * @source SPEC Y2
 */
export function unearnedOf(core: Core, epoch: number): Fen {
  const { deferred, settledOn, chargedOff, rows } = core
  if (deferred.length === 0 || settledOn !== undefined) return 0n
  if (chargedOff) return maxFen(0n, deferredOf(core) - chargedOff.feesEarnedFen)
  return sumFen(deferred.map((one) => toEarn(one, epoch, lastDay(rows))))
}

/** What has been earned of such income by a day. */
export function feesEarnedBy(core: Core, epoch: number): Fen {
  return deferredOf(core) - unearnedOf(core, epoch)
}

/** All such income that has not been given up. */
export function deferredOf({ deferred }: Core): Fen {
  return sumFen(deferred.map(({ amountFen, givenUpFen }) => amountFen - givenUpFen))
}

/** Gives up what it can of such income, the earliest first; returns what is left of the amount. */
export function giveUpDeferred(deferred: readonly Deferred[], amountFen: Fen) {
  let leftFen = amountFen
  const own = deferred.map((one): Deferred => {
    const takenFen = minFen(leftFen, one.amountFen - one.givenUpFen)
    leftFen -= takenFen
    return takenFen === 0n ? one : { ...one, givenUpFen: one.givenUpFen + takenFen }
  })
  return { deferred: own, leftFen }
}

function toEarn({ epoch: from, amountFen, givenUpFen }: Deferred, epoch: number, end: number): Fen {
  if (epoch >= end) return 0n
  const [totalFen, past] = [amountFen - givenUpFen, Math.max(0, epoch - from)]
  return totalFen - mulDiv(totalFen, BigInt(past), BigInt(end - from), 'half-even')
}

function lastDay(rows: readonly Row[]): number {
  return rows.reduce((last, { isBeyond, dueEpoch }) => (isBeyond ? last : Math.max(last, dueEpoch)), 0)
}
