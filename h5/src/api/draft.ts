import { useState } from 'react'

const NAMED = 'puhui.draft.'

/**
 * A form that outlives a reload of its tab, so that what was typed is not lost. Fields in `unkept` (an ID or card number)
 * stay in the memory of the page alone. `forget` when it was handed in.
 */
export function useDraft<F extends object>(name: string, empty: F, unkept: readonly (keyof F)[]) {
  const [form, show] = useState<F>(() => ({ ...empty, ...kept<F>(name) }))
  return {
    form,
    setForm: (next: F) => {
      const lasting = Object.fromEntries(Object.entries(next).filter(([field]) => !unkept.includes(field as keyof F)))
      sessionStorage.setItem(NAMED + name, JSON.stringify(lasting))
      show(next)
    },
    forget: () => sessionStorage.removeItem(NAMED + name),
  }
}

function kept<F>(name: string): Partial<F> {
  try {
    return JSON.parse(sessionStorage.getItem(NAMED + name) ?? '{}') as Partial<F>
  } catch {
    return {}
  }
}

/** Somebody else may use this tab now. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(NAMED)) sessionStorage.removeItem(key)
}
