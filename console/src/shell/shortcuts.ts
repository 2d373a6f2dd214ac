import { useEffect, useRef } from 'react'
import { tinykeys } from 'tinykeys'

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>

/**
 * Binds keys while a component is on the page. Plain keys do nothing while someone types or a dialog is open, and
 * no key the browser uses is ever taken (`$mod+k` opens the palette, as people expect of it).
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const keys = Object.keys(shortcuts).join(' ')
  useEffect(() => {
    const bound = keys.split(' ').map((key) => [
      key,
      (event: KeyboardEvent) => {
        if (event.isComposing || (!key.includes('$mod') && isBusy(event))) return
        latest.current[key]?.(event)
      },
    ])
    return tinykeys(window, Object.fromEntries(bound))
  }, [keys])
}

function isBusy(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target?.closest('input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]'))
    return true
  return [...document.querySelectorAll('[role=dialog]')].some((dialog) => dialog.getClientRects().length > 0)
}
