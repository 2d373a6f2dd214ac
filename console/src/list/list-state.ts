import type { AnyOperation, ListSpec, OutputOf } from '@puhui/api'
import { useMemo } from 'react'
import { type UrlSearch, useUrlState } from '../app/url-state.ts'

/** An operation declared with `list()` in packages/api. */
export type ListOperation = AnyOperation & { readonly list: ListSpec }

export type RowOf<Op> = OutputOf<Op> extends { rows: readonly (infer R)[] } ? R : never

export interface ListState {
  readonly q: string
  readonly sort: string
  readonly page: number
  readonly pageSize: number
  /** The filters that are set, by their names in the query: `status`, `dueOnFrom`. */
  readonly filters: UrlSearch
  readonly columns: readonly string[] | undefined
  readonly view: string | undefined
}

const FIXED = ['q', 'sort', 'page', 'size', 'cols', 'view', 'tab']
export const PAGE_SIZES = [20, 50, 100, 200]

/** The state of a list is the address; nothing of it lives elsewhere. */
export function useListState(spec: ListSpec) {
  const [search, setSearch] = useUrlState()
  const state = useMemo(() => readState(spec, search), [spec, search])
  const isNarrowed = state.q !== '' || Object.keys(state.filters).length > 0
  return {
    state,
    search,
    isNarrowed,
    /** Changes that alter which rows there are go back to the first page. */
    narrow: (change: Readonly<Record<string, string | undefined>>) => setSearch({ ...change, page: undefined }),
    clear: () =>
      setSearch(Object.fromEntries(['q', 'page', 'view', ...filterNames(spec)].map((name) => [name, undefined]))),
    set: setSearch,
    /** Puts a kept search in place of the present one. */
    replace: (kept: UrlSearch) => {
      const gone = Object.fromEntries(
        Object.keys(search)
          .filter((name) => name !== 'tab')
          .map((name) => [name, undefined]),
      )
      setSearch({ ...gone, ...kept })
    },
  }
}

export type ListControl = ReturnType<typeof useListState>

/** What the server is asked for. */
export function queryOf(state: ListState, count: 'capped' | 'exact'): Record<string, unknown> {
  const { q, sort, page, pageSize, filters } = state
  return { ...(q === '' ? {} : { q }), sort, page, pageSize, count, ...filters }
}

/** The query names of a list's filters: a range has two. */
export function filterNames(spec: ListSpec): readonly string[] {
  return Object.entries(spec.filters).flatMap(([name, { kind }]) =>
    kind.endsWith('Range') ? [`${name}From`, `${name}To`] : [name],
  )
}

/** What a saved view keeps: all but the page one happens to be on. */
export function searchToKeep(search: UrlSearch): UrlSearch {
  return Object.fromEntries(Object.entries(search).filter(([name]) => !['page', 'view', 'tab', 'cols'].includes(name)))
}

/** The address as the state of a list; what does not fit is left out. */
export function readState(spec: ListSpec, search: UrlSearch): ListState {
  const known = filterNames(spec)
  const filters = Object.entries(search).filter(
    ([name, value]) => !FIXED.includes(name) && known.includes(name) && value !== '',
  )
  const size = Number(search.size)
  const columns = search.cols?.split(',').filter((key) => spec.columns[key])
  return {
    q: search.q ?? '',
    sort: sortOf(spec, search.sort),
    page: Math.max(1, Math.trunc(Number(search.page)) || 1),
    pageSize: PAGE_SIZES.includes(size) ? size : 20,
    filters: Object.fromEntries(filters),
    columns: columns && columns.length > 0 ? columns : undefined,
    view: search.view,
  }
}

function sortOf(spec: ListSpec, wanted: string | undefined): string {
  const [key = '', direction] = wanted?.split(':') ?? []
  const isKnown = spec.columns[key]?.sortable === true && (direction === 'asc' || direction === 'desc')
  return wanted && isKnown ? wanted : spec.defaultSort
}
