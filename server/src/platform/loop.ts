import type { Log } from './log.ts'

/** Something that is done again and again in this process, never twice at once. */
export interface Loop {
  /** Lets the round under way finish, then no more. */
  stop(): Promise<void>
}

/**
 * Repeats `round` with a pause between; a round that says it did something is followed by the next at once.
 *
 * @param round returns whether there may be more to do right now
 */
export function startLoop(name: string, pauseMs: number, log: Log, round: () => Promise<boolean>): Loop {
  let isStopping = false
  let wake: () => void = () => {}
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const running = (async () => {
    while (!isStopping) {
      const isMore = await round().catch((error) => {
        log.warn('loop.failed', { name, error })
        return false
      })
      if (!isMore && !isStopping) await pause()
    }
  })()
  return {
    stop: async () => {
      isStopping = true
      wake()
      await running
    },
  }
}
