import { useCallback, useState } from 'react'

interface Past<T> {
  readonly before: readonly T[]
  readonly now: T
  readonly after: readonly T[]
}

const STEPS_MAX = 300

/** A value with undo and redo; values share what they have in common, so that keeping many is cheap. */
export function useHistory<T>(start: T) {
  const [past, setPast] = useState<Past<T>>({ before: [], now: start, after: [] })
  const set = useCallback((next: T | ((now: T) => T)) => {
    setPast(({ before, now, after }) => {
      const value = typeof next === 'function' ? (next as (now: T) => T)(now) : next
      if (value === now) return { before, now, after }
      return { before: [...before.slice(-STEPS_MAX), now], now: value, after: [] }
    })
  }, [])
  const undo = useCallback(() => setPast((past) => back(past)), [])
  const redo = useCallback(() => setPast((past) => forward(past)), [])
  const reset = useCallback((now: T) => setPast({ before: [], now, after: [] }), [])
  return { now: past.now, set, undo, redo, reset, canUndo: past.before.length > 0, canRedo: past.after.length > 0 }
}

function back<T>({ before, now, after }: Past<T>): Past<T> {
  if (before.length === 0) return { before, now, after }
  return { before: before.slice(0, -1), now: before.at(-1)!, after: [now, ...after] }
}

function forward<T>({ before, now, after }: Past<T>): Past<T> {
  const [next, ...rest] = after
  if (next === undefined) return { before, now, after }
  return { before: [...before, now], now: next, after: rest }
}
