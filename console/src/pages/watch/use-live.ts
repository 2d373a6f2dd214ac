import { type OutputOf, watchApi } from '@puhui/api'
import { useEffect, useState } from 'react'
import { call } from '../../api/call.ts'

export type Live = OutputOf<typeof watchApi.live>

const WAIT_MS = 20_000
/** Before the first wait, and after something failed. */
const PAUSE_MS = 1_000

/** What happens now, read again the moment there is something newer. */
export function useLive(): { readonly live: Live | undefined; readonly error: unknown } {
  const [live, setLive] = useState<Live>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    const stop = new AbortController()
    void follow(stop.signal, setLive, setError)
    return () => stop.abort()
  }, [])
  return { live, error }
}

async function follow(
  signal: AbortSignal,
  onLive: (live: Live) => void,
  onError: (error: unknown) => void,
): Promise<void> {
  let after = 0
  let waitMs = 0
  while (!signal.aborted) {
    try {
      const live = await call(watchApi.live, { query: { after, waitMs } }, { signal })
      if (signal.aborted) return
      onError(undefined)
      onLive(live)
      after = live.version
      if (waitMs === 0) await pause()
      waitMs = WAIT_MS
    } catch (error) {
      if (signal.aborted) return
      onError(error)
      await pause()
    }
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
}
