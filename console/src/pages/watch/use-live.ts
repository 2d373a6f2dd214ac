import { type OutputOf, watchApi } from '@puhui/api'
import { useEffect, useState } from 'react'
import { call } from '../../api/call.ts'
import type { PlaceQuery } from '../../ui/place-filter.tsx'

export type Live = OutputOf<typeof watchApi.live>

const WAIT_MS = 20_000
/** Before the first wait, and after something failed. */
const PAUSE_MS = 1_000

/** What happens now, read again the moment there is something newer. */
export function useLive(place: PlaceQuery): { readonly live: Live | undefined; readonly error: unknown } {
  const [live, setLive] = useState<Live>()
  const [error, setError] = useState<unknown>()
  const { area, province } = place
  useEffect(() => {
    const stop = new AbortController()
    setLive(undefined)
    void follow(stop.signal, { area, province }, setLive, setError)
    return () => stop.abort()
  }, [area, province])
  return { live, error }
}

async function follow(
  signal: AbortSignal,
  { area, province }: { readonly area: PlaceQuery['area'] | undefined; readonly province: string | undefined },
  onLive: (live: Live) => void,
  onError: (error: unknown) => void,
): Promise<void> {
  let after = 0
  let waitMs = 0
  while (!signal.aborted) {
    try {
      const live = await call(watchApi.live, { query: { after, waitMs, area, province } }, { signal })
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
