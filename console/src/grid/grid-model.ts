export interface GridColumn {
  readonly id: string
  readonly title: string
  readonly about?: string
  readonly width: number
  readonly tone?: 'input' | 'output'
}

export type GridTone = 'hit' | 'bad' | 'warn'

/** A table of texts; `rowData` changes when, and only when, the row shows something else. */
export interface GridModel {
  readonly columns: readonly GridColumn[]
  readonly rowCount: number
  readonly rowData: (row: number) => unknown
  readonly rowLabel: (row: number) => string
  readonly cell: (row: number, col: number) => string
  readonly rowTone?: (row: number) => GridTone | undefined
  readonly cellTone?: (row: number, col: number) => GridTone | undefined
}

export const ROW_HEIGHT = 28
export const HEAD_HEIGHT = 34
export const LABEL_WIDTH = 72
