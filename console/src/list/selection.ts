import { useState } from 'react'
import { call } from '../api/call.ts'
import { type ListOperation, type ListState, queryOf } from './list-state.ts'

/** Which rows are chosen: some by name, or all that match. */
export type Selection = { readonly kind: 'some'; readonly ids: ReadonlySet<string> } | { readonly kind: 'all' }

const NONE: Selection = { kind: 'some', ids: new Set() }
const MOST = 10_000

/** The chosen rows of a list; other conditions choose anew. */
export function useSelection(conditions: string) {
  const [kept, setKept] = useState({ conditions, selection: NONE })
  const selection = kept.conditions === conditions ? kept.selection : NONE
  const set = (next: Selection) => setKept({ conditions, selection: next })
  return {
    selection,
    isAny: selection.kind === 'all' || selection.ids.size > 0,
    has: (id: string) => selection.kind === 'all' || selection.ids.has(id),
    clear: () => set(NONE),
    chooseAll: () => set({ kind: 'all' }),
    toggle: (ids: readonly string[], isChosen: boolean) => {
      const now = new Set(selection.kind === 'all' ? [] : selection.ids)
      for (const id of ids) {
        if (isChosen) now.add(id)
        else now.delete(id)
      }
      set({ kind: 'some', ids: now })
    },
  }
}

export type SelectionControl = ReturnType<typeof useSelection>

/** The ids of all rows that match, up to 10,000, page by page: what "select all matching" hands to a bulk action. */
export async function idsMatching(
  operation: ListOperation,
  state: ListState,
  params: Readonly<Record<string, string>> | undefined,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (let page = 1; ids.length < MOST; page++) {
    const query = { ...queryOf(state, 'capped'), page, pageSize: 200 }
    const answer = (await call(operation, { params, query } as never)) as { rows: readonly { id: string }[] }
    ids.push(...answer.rows.map(({ id }) => id))
    if (answer.rows.length < 200) break
  }
  return ids.slice(0, MOST)
}
