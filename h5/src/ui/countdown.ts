import { useEffect, useState } from 'react'

/** Whole seconds that run down to 0, and a function that starts them. */
export function useCountdown(from = 0): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(from)
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1_000)
    return () => clearTimeout(timer)
  }, [left])
  return [left, setLeft]
}
