import type { ColumnSpec, ListSpec } from '@puhui/api'
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { isFigure } from './cell.tsx'
import type { ListControl } from './list-state.ts'

const NEXT = { none: 'desc', desc: 'asc', asc: 'none' } as const
const SORTS = { none: 'none', asc: 'ascending', desc: 'descending' } as const
const [LEAST, MOST, STEP] = [40, 1_200, 16]

interface HeadingProps {
  readonly name: string
  readonly list: ListSpec
  readonly control: ListControl
  readonly style: CSSProperties | undefined
  readonly isPinned: boolean
  /** A new width in pixels; `undefined` lets the content decide again. */
  readonly onWidth: (width: number | undefined) => void
}

/** The head of a column: sorts on press; its edge is dragged, or moved with Shift and an arrow, to another width. */
export function Heading({ name, list, control, style, isPinned, onWidth }: HeadingProps) {
  const say = useLocalized()
  const cell = useRef<HTMLTableCellElement>(null)
  const spec = list.columns[name] as ColumnSpec
  const [key, direction] = control.state.sort.split(':') as [string, 'asc' | 'desc']
  const sorted = key === name ? direction : 'none'
  const label = say(spec.label)
  const next = NEXT[sorted]
  const isDefault = next === 'none' || `${name}:${next}` === list.defaultSort
  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (!by || !event.shiftKey || !cell.current) return
    event.preventDefault()
    onWidth(fitting(cell.current.offsetWidth + by))
  }
  return (
    <th
      ref={cell}
      scope="col"
      className={isFigure(spec) ? 'number' : undefined}
      aria-sort={spec.sortable ? SORTS[sorted] : undefined}
      style={style}
      data-pinned={isPinned || undefined}
      onKeyDown={onKeyDown}
    >
      {spec.sortable ? (
        <button
          type="button"
          onClick={() => control.narrow({ sort: isDefault ? undefined : `${name}:${next}` })}
          data-sort={name}
        >
          {label}
          <span className="sort-mark" aria-hidden="true" data-direction={sorted} />
        </button>
      ) : (
        label
      )}
      <Grip widthNow={() => cell.current?.offsetWidth ?? LEAST} onWidth={onWidth} />
    </th>
  )
}

/** The edge of a column. What is dragged shows at once and is kept when it is let go. */
function Grip(props: { readonly widthNow: () => number; readonly onWidth: HeadingProps['onWidth'] }) {
  const t = useText(uiText).list
  const start = useRef<{ readonly at: number; readonly width: number }>(undefined)
  function take(event: PointerEvent) {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { at: event.clientX, width: props.widthNow() }
  }
  function move(event: PointerEvent) {
    if (!start.current) return
    const heading = event.currentTarget.parentElement as HTMLElement
    const width = `${fitting(start.current.width + event.clientX - start.current.at)}px`
    Object.assign(heading.style, { width, minWidth: width, maxWidth: width })
  }
  function letGo(event: PointerEvent) {
    if (!start.current) return
    const width = fitting(start.current.width + event.clientX - start.current.at)
    start.current = undefined
    props.onWidth(width)
  }
  return (
    <span
      className="grip"
      data-part="grip"
      aria-hidden="true"
      title={t.widen}
      onPointerDown={take}
      onPointerMove={move}
      onPointerUp={letGo}
      onDoubleClick={() => props.onWidth(undefined)}
    />
  )
}

function fitting(width: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, width)))
}
