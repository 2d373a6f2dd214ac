import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { GridHeader } from './grid-header.tsx'
import { type GridColumn, type GridModel, HEAD_HEIGHT, LABEL_WIDTH, ROW_HEIGHT } from './grid-model.ts'
import { GridRow } from './grid-row.tsx'
import { type Area, areaOf, type GridSelection, moved } from './selection.ts'
import { parseTsv, writeTsv } from './tsv.ts'
import './grid.css'

interface VirtualGridProps extends GridModel {
  readonly label: string
  readonly selection: GridSelection
  readonly onSelect: (selection: GridSelection) => void
  /** One block of texts at a corner: a typed cell, what was pasted, an area made empty. It may reach below the last row. */
  readonly onWrite: (at: { readonly row: number; readonly col: number }, block: readonly (readonly string[])[]) => void
  readonly isReadOnly?: boolean
  readonly height: number
}

const OVERSCAN = 6

/** A table that draws only what is in view, rows and columns both; keys, marking and the clipboard of a spreadsheet. */
export function VirtualGrid(props: VirtualGridProps) {
  const { columns, rowCount, selection, onSelect, onWrite, isReadOnly = false, height } = props
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, left: 0, width: 1200 })
  const [typing, setTyping] = useState<string>()
  const lefts = useMemo(() => offsetsOf(columns), [columns])
  const width = LABEL_WIDTH + lefts.at(-1)!
  const shown = visible(view, height, rowCount, columns.length, lefts)
  const area = areaOf(selection)
  const look = () => {
    const { scrollTop, scrollLeft, clientWidth } = root.current!
    setView({ top: scrollTop, left: scrollLeft, width: clientWidth })
  }
  useEffect(() => {
    const observer = new ResizeObserver(look)
    observer.observe(root.current!)
    return () => observer.disconnect()
  })
  useLayoutEffect(() => void bringIntoView(root.current!, selection, lefts), [selection, lefts])

  const write = (block: readonly (readonly string[])[], at = { row: area.top, col: area.left }) => {
    if (!isReadOnly) onWrite(at, block)
  }
  const finish = (press: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey'> | undefined, text: string | undefined) => {
    setTyping(undefined)
    if (text !== undefined && text !== props.cell(selection.at.row, selection.at.col)) write([[text]], selection.at)
    const next = press && moved(single(selection), press, { rows: rowCount, cols: columns.length, page: 1 })
    if (next) onSelect(next)
    root.current?.focus({ preventScroll: true })
  }
  /** Keys that come before the field is drawn, because its row is still being scrolled to. */
  function onEarlyKey(event: KeyboardEvent, begun: string) {
    if (event.key === 'Escape') return finish(undefined, undefined)
    if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault()
      return finish(event, begun)
    }
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setTyping(begun + event.key)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (typing !== undefined) return onEarlyKey(event, typing)
    const { key, ctrlKey, metaKey, altKey } = event
    const page = Math.max(1, Math.floor((height - HEAD_HEIGHT) / ROW_HEIGHT) - 1)
    const isFar = ctrlKey || metaKey
    if (key === 'a' && isFar) {
      event.preventDefault()
      return onSelect({ at: { row: 0, col: 0 }, to: { row: rowCount - 1, col: columns.length - 1 } })
    }
    const press = { key, shiftKey: event.shiftKey, ctrlKey: isFar }
    const next = moved(selection, press, { rows: rowCount, cols: columns.length, page })
    const isLeaving = key === 'Tab' && next && next.at.col === selection.at.col && next.at.row === selection.at.row
    if (next && !isLeaving && key !== 'Enter') {
      event.preventDefault()
      return onSelect(next)
    }
    if (isReadOnly) return
    if (key === 'Delete' || key === 'Backspace') {
      event.preventDefault()
      return write(blank(area))
    }
    if (key === 'Enter' || key === 'F2') {
      event.preventDefault()
      return setTyping(props.cell(selection.at.row, selection.at.col))
    }
    if (key.length === 1 && !isFar && !altKey) {
      event.preventDefault()
      setTyping(key)
    }
  }
  function onCopy(event: ClipboardEvent, isCut = false) {
    if (typing !== undefined) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', writeTsv(blockOf(area, props.cell)))
    if (isCut) write(blank(area))
  }
  function onPaste(event: ClipboardEvent) {
    if (typing !== undefined || isReadOnly) return
    event.preventDefault()
    const block = parseTsv(event.clipboardData.getData('text/plain'))
    if (block.length > 0) write(spread(block, area))
  }
  // Stable for the rows, which are drawn again only when what they show changes.
  const latest = useRef({ selection, onSelect })
  latest.current = { selection, onSelect }
  const onMouse = useCallback((event: MouseEvent, row: number, col: number, kind: 'down' | 'over') => {
    if (kind === 'over' && event.buttons !== 1) return
    event.preventDefault()
    root.current?.focus({ preventScroll: true })
    const to = { row, col }
    const { selection: now, onSelect: select } = latest.current
    select(kind === 'over' || event.shiftKey ? { at: now.at, to } : { at: to, to })
  }, [])
  const rows = []
  for (let row = shown.firstRow; row < shown.endRow; row += 1) {
    const isMarked = row >= area.top && row <= area.bottom
    rows.push(
      <GridRow
        key={row}
        id={id}
        row={row}
        data={props.rowData(row)}
        label={props.rowLabel(row)}
        columns={columns}
        lefts={lefts}
        first={shown.firstCol}
        end={shown.endCol}
        cell={props.cell}
        tone={props.rowTone?.(row)}
        cellTone={props.cellTone}
        marked={isMarked ? `${area.left}-${area.right}` : ''}
        activeCol={row === selection.at.row ? selection.at.col : -1}
        typing={row === selection.at.row ? typing : undefined}
        onMouse={onMouse}
        onFinish={finish}
        onOpen={() => !isReadOnly && setTyping(props.cell(selection.at.row, selection.at.col))}
      />,
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of cells that are mostly not drawn is no table element.
    <div
      ref={root}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-readonly={isReadOnly}
      aria-activedescendant={`${id}-${selection.at.row}-${selection.at.col}`}
      style={{ height: Math.min(height, HEAD_HEIGHT + rowCount * ROW_HEIGHT + 18) }}
      onScroll={look}
      onKeyDown={onKeyDown}
      onCopy={(event) => onCopy(event)}
      onCut={(event) => onCopy(event, true)}
      onPaste={onPaste}
    >
      <div className="grid-space" role="presentation" style={{ width, height: HEAD_HEIGHT + rowCount * ROW_HEIGHT }}>
        <GridHeader columns={columns} lefts={lefts} first={shown.firstCol} end={shown.endCol} width={width} />
        {rows}
      </div>
    </div>
  )
}

function single({ at }: GridSelection): GridSelection {
  return { at, to: at }
}

function offsetsOf(columns: readonly GridColumn[]): number[] {
  const lefts = [0]
  for (const { width } of columns) lefts.push(lefts.at(-1)! + width)
  return lefts
}

interface View {
  readonly top: number
  readonly left: number
  readonly width: number
}

function visible(view: View, height: number, rowCount: number, colCount: number, lefts: readonly number[]) {
  const firstRow = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - OVERSCAN)
  const endRow = Math.min(rowCount, Math.ceil((view.top + height) / ROW_HEIGHT) + OVERSCAN)
  let [firstCol, endCol] = [0, colCount]
  while (firstCol < colCount - 1 && lefts[firstCol + 1]! < view.left) firstCol += 1
  while (endCol > firstCol + 1 && lefts[endCol - 1]! > view.left + view.width) endCol -= 1
  return { firstRow, endRow, firstCol, endCol }
}

/** Scrolls no further than the far corner of what is marked asks for. */
function bringIntoView(root: HTMLElement, { to }: GridSelection, lefts: readonly number[]): void {
  const [top, bottom] = [to.row * ROW_HEIGHT, (to.row + 1) * ROW_HEIGHT]
  const inner = root.clientHeight - HEAD_HEIGHT
  if (top < root.scrollTop) root.scrollTop = top
  else if (bottom > root.scrollTop + inner) root.scrollTop = bottom - inner
  const [left, right] = [lefts[to.col] ?? 0, lefts[to.col + 1] ?? 0]
  const across = root.clientWidth - LABEL_WIDTH
  if (left < root.scrollLeft) root.scrollLeft = left
  else if (right > root.scrollLeft + across) root.scrollLeft = right - across
}

function blockOf(area: Area, cell: (row: number, col: number) => string): string[][] {
  return Array.from({ length: area.bottom - area.top + 1 }, (_, row) =>
    Array.from({ length: area.right - area.left + 1 }, (_, col) => cell(area.top + row, area.left + col)),
  )
}

function blank(area: Area): string[][] {
  return blockOf(area, () => '')
}

/** One copied cell fills everything marked, as in a spreadsheet. */
function spread(block: readonly (readonly string[])[], area: Area): readonly (readonly string[])[] {
  if (block.length > 1 || block[0]!.length > 1) return block
  return blockOf(area, () => block[0]![0]!)
}
