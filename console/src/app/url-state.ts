import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

/** The search part of an address, as flat text: `?status=overdue&page=2`. Nothing of a page's state lives elsewhere. */
export type UrlSearch = Readonly<Record<string, string>>

export function parseSearch(text: string): UrlSearch {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text.replaceAll('%2C', ',').replaceAll('%3A', ':')}`
}

/**
 * Reads and changes the search of the address. `undefined` or '' takes a name out.
 *
 * @example const [search, setSearch] = useUrlState(); setSearch({ tab: 'schedule' })
 */
export function useUrlState(): readonly [
  UrlSearch,
  (change: Readonly<Record<string, string | undefined>>, how?: { readonly keepsHistory?: boolean }) => void,
] {
  const search = useRouterState({ select: (state) => state.location.search as UrlSearch })
  const navigate = useNavigate()
  const change = useCallback(
    (changed: Readonly<Record<string, string | undefined>>, { keepsHistory = false } = {}) => {
      void navigate({
        to: '.',
        search: (was: Record<string, unknown>) => ({ ...was, ...changed }),
        replace: !keepsHistory,
        resetScroll: false,
      } as never)
    },
    [navigate],
  )
  return [search, change]
}
