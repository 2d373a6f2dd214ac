/** A cell by its row and column. */
export interface Cell {
  readonly row: number
  readonly col: number
}

/** The cell that keys act on, and the opposite corner of what is marked. */
export interface GridSelection {
  readonly at: Cell
  readonly to: Cell
}

export interface Area {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export function areaOf({ at, to }: GridSelection): Area {
  return {
    top: Math.min(at.row, to.row),
    bottom: Math.max(at.row, to.row),
    left: Math.min(at.col, to.col),
    right: Math.max(at.col, to.col),
  }
}

export function isInside(area: Area, row: number, col: number): boolean {
  return row >= area.top && row <= area.bottom && col >= area.left && col <= area.right
}

const STEPS: Readonly<Record<string, readonly [rows: number, cols: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
  Tab: [0, 1],
}

interface Size {
  readonly rows: number
  readonly cols: number
  readonly page: number
}

export interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
}

/** Where a key leads; undefined when it leads nowhere. Shift with an arrow marks more, with Tab and Enter goes back. */
export function moved(selection: GridSelection, press: KeyPress, size: Size): GridSelection | undefined {
  const { key, shiftKey, ctrlKey } = press
  const from = shiftKey && key.startsWith('Arrow') ? selection.to : selection.at
  const target = targetOf(from, key, ctrlKey, shiftKey && (key === 'Tab' || key === 'Enter') ? -1 : 1, size)
  if (!target) return undefined
  const cell = { row: clamp(target.row, size.rows), col: clamp(target.col, size.cols) }
  const extends_ = shiftKey && key !== 'Tab' && key !== 'Enter'
  return extends_ ? { at: selection.at, to: cell } : { at: cell, to: cell }
}

function targetOf(from: Cell, key: string, isFar: boolean, sign: number, { rows, cols, page }: Size): Cell | undefined {
  const step = STEPS[key]
  if (step) {
    const [down, right] = [step[0] * sign, step[1] * sign]
    if (!isFar) return { row: from.row + down, col: from.col + right }
    return { row: down === 0 ? from.row : down * rows, col: right === 0 ? from.col : right * cols }
  }
  switch (key) {
    case 'PageDown':
      return { row: from.row + page, col: from.col }
    case 'PageUp':
      return { row: from.row - page, col: from.col }
    case 'Home':
      return { row: isFar ? 0 : from.row, col: 0 }
    case 'End':
      return { row: isFar ? rows - 1 : from.row, col: cols - 1 }
    default:
      return undefined
  }
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value))
}
