import { type CSSProperties, type RefObject, useLayoutEffect, useState } from 'react'
import type { ColumnLayout } from './views.ts'

/** How far from the left each pinned column stays: measured, because unset widths follow the content. */
export function usePinnedAt(
  table: RefObject<HTMLTableElement | null>,
  pinned: number,
  isPicking: boolean,
  shape: string,
): readonly number[] {
  const [edges, setEdges] = useState<readonly number[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when columns or rows change.
  useLayoutEffect(() => {
    const cells = [...(table.current?.querySelectorAll<HTMLElement>('thead th') ?? [])].slice(isPicking ? 1 : 0)
    let edge = isPicking ? 40 : 0
    const found = cells.slice(0, pinned).map((cell) => {
      const at = edge
      edge += cell.offsetWidth
      return at
    })
    if (JSON.stringify(found) !== JSON.stringify(edges)) setEdges(found)
  }, [pinned, isPicking, shape])
  return edges
}

/** The style of one cell of a column: its width, and its place when it is pinned. */
export function styleOf(
  name: string,
  index: number,
  { widths, pinned }: ColumnLayout,
  edges: readonly number[],
): CSSProperties | undefined {
  const width = widths[name]
  const sized = width === undefined ? {} : { width, minWidth: width, maxWidth: width }
  if (index >= pinned) return width === undefined ? undefined : sized
  return { ...sized, insetInlineStart: edges[index] ?? 0 }
}
