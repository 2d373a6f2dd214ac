import type { ReactNode } from 'react'
import { type GridColumn, HEAD_HEIGHT, LABEL_WIDTH } from './grid-model.ts'

interface GridHeaderProps {
  readonly columns: readonly GridColumn[]
  readonly lefts: readonly number[]
  readonly first: number
  readonly end: number
  readonly width: number
}

/** The names of the columns in view; stays at the top. */
export function GridHeader({ columns, lefts, first, end, width }: GridHeaderProps) {
  const cells: ReactNode[] = []
  for (let col = first; col < end; col += 1) {
    const { id, title, about, tone, width: own } = columns[col]!
    cells.push(
      // biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn in parts.
      <div
        key={id}
        role="columnheader"
        tabIndex={-1}
        aria-colindex={col + 2}
        className={`grid-head-cell${tone ? ` is-${tone}` : ''}`}
        title={about ?? title}
        style={{ left: LABEL_WIDTH + lefts[col]!, width: own }}
      >
        {title}
      </div>,
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn in parts.
    <div role="row" tabIndex={-1} aria-rowindex={1} className="grid-head" style={{ width, height: HEAD_HEIGHT }}>
      {/* biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn in parts. */}
      <div role="columnheader" tabIndex={-1} aria-colindex={1} className="grid-corner" style={{ width: LABEL_WIDTH }}>
        #
      </div>
      {cells}
    </div>
  )
}
