import { type KeyboardEvent, type MouseEvent, memo, type ReactNode, useRef } from 'react'
import { type GridColumn, type GridTone, HEAD_HEIGHT, LABEL_WIDTH, ROW_HEIGHT } from './grid-model.ts'

interface GridRowProps {
  readonly id: string
  readonly row: number
  readonly data: unknown
  readonly label: string
  readonly columns: readonly GridColumn[]
  readonly lefts: readonly number[]
  readonly first: number
  readonly end: number
  readonly cell: (row: number, col: number) => string
  readonly tone: GridTone | undefined
  readonly cellTone: ((row: number, col: number) => GridTone | undefined) | undefined
  /** `from-to` of the marked columns; empty when none. */
  readonly marked: string
  readonly activeCol: number
  /** The text being typed into the active cell. */
  readonly typing: string | undefined
  readonly onMouse: (event: MouseEvent, row: number, col: number, kind: 'down' | 'over') => void
  readonly onFinish: (press: KeyboardEvent | undefined, text: string | undefined) => void
  readonly onOpen: () => void
}

function Row(props: GridRowProps) {
  const { id, row, columns, lefts, first, end, activeCol, typing, tone, onMouse } = props
  const [from, to] = props.marked === '' ? [1, 0] : props.marked.split('-').map(Number)
  const cells: ReactNode[] = []
  for (let col = first; col < end; col += 1) {
    const place = { left: LABEL_WIDTH + lefts[col]!, width: columns[col]!.width }
    const isActive = col === activeCol
    const own = props.cellTone?.(row, col)
    const isMarked = col >= from! && col <= to!
    const names = ['grid-cell', own && `is-${own}`, isMarked && 'is-marked', isActive && 'is-active']
    cells.push(
      // biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn in parts.
      <div
        key={col}
        id={`${id}-${row}-${col}`}
        role="gridcell"
        tabIndex={-1}
        aria-colindex={col + 2}
        aria-selected={isMarked}
        className={names.filter(Boolean).join(' ')}
        style={place}
        onMouseDown={(event) => typing === undefined && onMouse(event, row, col, 'down')}
        onMouseEnter={(event) => onMouse(event, row, col, 'over')}
        onDoubleClick={props.onOpen}
      >
        {isActive && typing !== undefined ? (
          <Typing start={typing} label={columns[col]!.title} onFinish={props.onFinish} />
        ) : (
          props.cell(row, col)
        )}
      </div>,
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn in parts.
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={row + 2}
      className={`grid-row${tone ? ` is-${tone}` : ''}`}
      style={{ top: HEAD_HEIGHT + row * ROW_HEIGHT, height: ROW_HEIGHT }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn in parts. */}
      <div
        role="rowheader"
        tabIndex={-1}
        aria-colindex={1}
        className="grid-label"
        style={{ width: LABEL_WIDTH }}
        title={props.label}
      >
        {props.label}
      </div>
      {cells}
    </div>
  )
}

/** Drawn again only when the row, its marks or the columns in view change. */
export const GridRow = memo(Row, (a, b) => {
  return (
    a.data === b.data &&
    a.label === b.label &&
    a.columns === b.columns &&
    a.first === b.first &&
    a.end === b.end &&
    a.tone === b.tone &&
    a.cellTone === b.cellTone &&
    a.marked === b.marked &&
    a.activeCol === b.activeCol &&
    a.typing === b.typing &&
    a.activeCol < 0
  )
})

interface TypingProps {
  readonly start: string
  readonly label: string
  readonly onFinish: GridRowProps['onFinish']
}

function Typing({ start, label, onFinish }: TypingProps) {
  const isOver = useRef(false)
  const finish = (press: KeyboardEvent | undefined, text: string | undefined) => {
    if (isOver.current) return
    isOver.current = true
    onFinish(press, text)
  }
  return (
    <input
      className="grid-input"
      aria-label={label}
      defaultValue={start}
      // biome-ignore lint/a11y/noAutofocus: the person has just begun to type here.
      autoFocus
      onFocus={({ currentTarget }) => currentTarget.setSelectionRange(start.length, start.length)}
      onBlur={({ currentTarget }) => finish(undefined, currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') finish(undefined, undefined)
        if (event.key !== 'Enter' && event.key !== 'Tab') return
        event.preventDefault()
        finish(event, event.currentTarget.value)
      }}
    />
  )
}
