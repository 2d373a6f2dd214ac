import { useSyncExternalStore } from 'react'

/** What the console knows of its server: whether it answers, and whether the session still holds. */
interface Connection {
  readonly isOnline: boolean
  readonly isExpired: boolean
}

const PROBE_EVERY_MS = 2_000
const watchers = new Set<() => void>()
const waiting = new Set<() => void>()
let current: Connection = { isOnline: true, isExpired: false }
let probe: ReturnType<typeof setTimeout> | undefined
let onRecovery: () => void = () => {}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => current,
  )
}

/** What to do when the server is back: fetch again what is on the page. */
export function whenRecovered(action: () => void): void {
  onRecovery = action
}

export function reportUnreachable(): void {
  publish({ isOnline: false })
  probe ??= setTimeout(() => void probeNow(), PROBE_EVERY_MS)
}

export function reportReachable(): void {
  clearTimeout(probe)
  probe = undefined
  if (current.isOnline) return
  publish({ isOnline: true })
  onRecovery()
}

/** Asks the server whether it is there; keeps asking until it is. */
export async function probeNow(): Promise<boolean> {
  clearTimeout(probe)
  probe = undefined
  const isThere = await fetch('/api/status', { cache: 'no-store' }).then(
    (answer) => answer.status < 500,
    () => false,
  )
  if (isThere) reportReachable()
  else reportUnreachable()
  return isThere
}

/** Resolves once someone has signed in again; meanwhile the page stays as it is. */
export function sessionRenewed(): Promise<void> {
  publish({ isExpired: true })
  return new Promise((resolve) => waiting.add(resolve))
}

export function reportSignedIn(): void {
  publish({ isExpired: false })
  for (const resume of waiting) resume()
  waiting.clear()
}

function publish(change: Partial<Connection>): void {
  current = { ...current, ...change }
  for (const watcher of watchers) watcher()
}
