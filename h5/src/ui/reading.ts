import { type UIEvent, useEffect, useState } from 'react'

/** Whether the scrolled box shows its last line. */
export function isScrolledToEnd({ currentTarget: box }: UIEvent<HTMLElement>): boolean {
  return box.scrollTop + box.clientHeight >= box.scrollHeight - 8
}

/** Seconds during which the page was in sight; a page left in the background does not count as reading. */
export function useSecondsVisible(): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setSeconds((before) => before + 1)
    }, 1_000)
    return () => clearInterval(timer)
  }, [])
  return seconds
}
