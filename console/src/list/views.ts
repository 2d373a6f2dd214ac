import { type OutputOf, systemApi } from '@puhui/api'
import { useEffect, useRef, useState } from 'react'
import { useRead, useWrite } from '../api/hooks.ts'
import type { UrlSearch } from '../app/url-state.ts'
import type { ListControl } from './list-state.ts'

export type SavedView = OutputOf<typeof systemApi.listViews>['views'][number]

/** How wide columns are, and how many stay at the left; what is not kept is as the content wants it. */
export interface ColumnLayout {
  readonly widths: Readonly<Record<string, number>>
  readonly pinned: number
}

export const usualLayout: ColumnLayout = { widths: {}, pinned: 1 }

/** The reader's saved views and columns of a list. A default view opens when the address asks for nothing. */
export function useViews(listId: string, control: ListControl) {
  const params = { listId }
  const read = useRead(systemApi.listViews, { params })
  const refreshes = ['views.list']
  const save = useWrite(systemApi.saveView, { refreshes })
  const remove = useWrite(systemApi.deleteView, { refreshes })
  const keepColumns = useWrite(systemApi.saveColumns, { refreshes: [] })
  const views = read.data?.views ?? []
  const [chosen, setChosen] = useState<{ readonly columns: readonly string[]; readonly layout: ColumnLayout }>()
  const kept = read.data ? { widths: read.data.widths, pinned: read.data.pinned } : usualLayout
  const layout = chosen?.layout ?? kept
  const current = views.find(({ id }) => id === control.state.view)
  useDefaultView(views, control)
  return {
    views,
    current,
    isSettled: !read.isPending,
    columns: current?.columns.length ? current.columns : (chosen?.columns ?? read.data?.columns ?? undefined),
    layout,
    isSaving: save.isPending,
    error: save.error ?? remove.error,
    open: (view: SavedView | undefined) =>
      control.replace(view ? { ...(view.search as UrlSearch), view: view.id } : {}),
    save: (view: Omit<SavedView, 'id' | 'isMine'> & { readonly id?: string }, onDone: (id: string) => void) =>
      save.mutate({ params, body: { ...view, columns: [...view.columns] } }, { onSuccess: ({ id }) => onDone(id) }),
    remove: (view: SavedView) =>
      remove.mutate({ params: { listId, viewId: view.id } }, { onSuccess: () => control.set({ view: undefined }) }),
    keepColumns: (columns: readonly string[], next = layout) => {
      setChosen({ columns, layout: next })
      keepColumns.mutate({ params, body: { columns: [...columns], ...next } })
    },
  }
}

export type Views = ReturnType<typeof useViews>

function useDefaultView(views: readonly SavedView[], control: ListControl): void {
  const isAsked = useRef(Object.keys(control.search).length > 0)
  const chosen = views.find(({ isDefault, isMine }) => isDefault && isMine) ?? views.find(({ isDefault }) => isDefault)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks once, when the views arrive.
  useEffect(() => {
    if (isAsked.current || !chosen) return
    isAsked.current = true
    control.replace({ ...(chosen.search as UrlSearch), view: chosen.id })
  }, [chosen?.id])
}
