import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** Batch work that is done in the process in which people wait for answers goes on for so long at most. */
const TURN_MS = 1

/** It waits no longer than this for one turn, so that a busy counter makes a night slower but never stops it. */
const WAIT_MS_MAX = 3

let waiting = 0

/** Work for which a person waits; batch work lets it go first. */
export async function askedFor<T>(work: () => Promise<T>): Promise<T> {
  waiting += 1
  try {
    return await work()
  } finally {
    waiting -= 1
  }
}

/** Ends a turn of batch work: requests that have come are looked at, and those under way may finish. */
export async function letPeopleFirst(): Promise<void> {
  await nextTurn()
  const until = performance.now() + WAIT_MS_MAX
  while (waiting > 0 && performance.now() < until) await sleep(1)
}

/** Does a piece of work for each item, in turns of a millisecond. */
export async function inTurns<T>(items: readonly T[], work: (item: T, at: number) => void): Promise<void> {
  let turn = performance.now()
  for (let at = 0; at < items.length; at++) {
    work(items[at]!, at)
    if (performance.now() - turn < TURN_MS) continue
    await letPeopleFirst()
    turn = performance.now()
  }
}
