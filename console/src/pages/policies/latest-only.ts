/**
 * Hands work on one piece at a time. What is asked for meanwhile waits, and only the newest of it is kept: a check of a
 * large table may take longer than the typing, and what was typed before need not be looked at any more.
 */
export function latestOnly<T>(send: (work: T) => void) {
  let isBusy = false
  let next: { readonly work: T } | undefined
  return {
    ask(work: T): void {
      if (isBusy) {
        next = { work }
        return
      }
      isBusy = true
      send(work)
    },
    answered(): void {
      const waiting = next
      next = undefined
      isBusy = waiting !== undefined
      if (waiting) send(waiting.work)
    },
  }
}
