import type { Stage } from '@puhui/policy'

/** What the columns of a sheet are called. */
export interface SheetWords {
  readonly id: string
  readonly titleZh: string
  readonly titleEn: string
  readonly when: string
  readonly severity: string
  readonly onUnknown: string
  readonly reason: string
  readonly unknownReason: string
  readonly cites: string
  readonly note: string
  readonly list: string
  readonly unless: string
  readonly attribute: string
  readonly expression: string
  readonly bin: string
  readonly points: string
  readonly unknownPoints: string
  readonly rate: string
  readonly outcome: string
}

export interface SheetColumn {
  readonly id: string
  readonly title: string
  readonly width: number
  readonly tone?: 'input' | 'output'
}

/** A stage as rows and columns of text, each change a new stage. */
export interface Sheet {
  readonly columns: readonly SheetColumn[]
  readonly rowCount: number
  rowData(row: number): unknown
  rowLabel(row: number): string
  cell(row: number, col: number): string
  /** The JSON pointer of a cell below the stage, as problems name it; of a row when that is all they say. */
  pointer(row: number, col: number): string
  write(at: { readonly row: number; readonly col: number }, block: readonly (readonly string[])[]): Stage
  insert(row: number, count: number): Stage
  remove(from: number, to: number): Stage
  /** The rows `from` to `to` one place up (−1) or down (1); the same stage where they cannot go. */
  move(from: number, to: number, by: -1 | 1): Stage
  /** What the value of a test cell is taken from; undefined for cells that hold no test. */
  tested?(row: number, col: number): string | undefined
  /** Where columns are bands themselves. */
  readonly bands?: SheetBands
}

export interface SheetBands {
  insert(col: number, count: number): Stage
  remove(from: number, to: number): Stage
  move(from: number, to: number, by: -1 | 1): Stage
}

export function column(id: string, title: string, width: number, tone?: 'input' | 'output'): SheetColumn {
  return { id, title, width, ...(tone ? { tone } : {}) }
}
