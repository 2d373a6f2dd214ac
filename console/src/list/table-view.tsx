import type { ColumnSpec } from '@puhui/api'
import { Checkbox } from 'antd'
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { To, useGo } from '../ui/to.tsx'
import { Cell, isFigure } from './cell.tsx'
import { styleOf, usePinnedAt } from './column-layout.ts'
import { Heading } from './heading.tsx'
import type { ListControl, ListOperation } from './list-state.ts'
import type { SelectionControl } from './selection.ts'
import type { ColumnLayout } from './views.ts'

type AnyRow = Readonly<Record<string, unknown>> & { readonly id: string }

interface TableViewProps {
  readonly operation: ListOperation
  readonly columns: readonly string[]
  readonly layout: ColumnLayout
  readonly onLayout: (layout: ColumnLayout) => void
  readonly rows: readonly AnyRow[]
  readonly isLoading: boolean
  /** Shows the rows of before while others load. */
  readonly isStale: boolean
  readonly control: ListControl
  readonly selection: SelectionControl | undefined
  readonly hrefOf: ((row: AnyRow) => string) | undefined
  readonly cells: Readonly<Record<string, (row: AnyRow) => ReactNode>>
  readonly rowActions: ((row: AnyRow) => ReactNode) | undefined
}

/** The row one was last on and how far one had scrolled, per address, so that coming back finds it again. */
const lastRow = new Map<string, { readonly id: string; readonly scrolled: number }>()

export function TableView(props: TableViewProps) {
  const { operation, columns, rows, selection } = props
  const say = useLocalized()
  const t = useText(uiText).list
  const go = useGo()
  const scroller = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const place = `${operation.id} ${JSON.stringify(props.control.search)}`
  const [current, setCurrent] = useState(() => lastRow.get(place)?.id)
  function moveTo(id: string | undefined) {
    if (id === undefined) return
    setCurrent(id)
    body.current?.querySelector(`[data-row="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' })
    lastRow.set(place, { id, scrolled: scroller.current?.scrollTop ?? 0 })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the rows are there again.
  useEffect(() => {
    const last = lastRow.get(place)
    if (last && scroller.current) scroller.current.scrollTop = last.scrolled
    moveTo(last?.id)
  }, [props.isLoading])
  const at = rows.findIndex(({ id }) => id === current)
  const here = rows[at]
  useShortcuts({
    j: () => moveTo(rows[Math.min(at + 1, rows.length - 1)]?.id),
    k: () => moveTo(rows[Math.max(at - 1, 0)]?.id),
    x: () => here && selection?.toggle([here.id], !selection.has(here.id)),
    Enter: (event) => {
      const isOnControl = event.target instanceof Element && event.target.closest('a, button')
      if (!isOnControl && here && props.hrefOf) go(props.hrefOf(here))
    },
    '/': (event) => {
      event.preventDefault()
      document.getElementById('list-search')?.focus()
    },
  })
  function open(event: MouseEvent, row: AnyRow) {
    const isOnControl =
      event.target instanceof Element && event.target.closest('a, button, input, label, [role=dialog]')
    if (isOnControl || getSelection()?.toString()) return
    moveTo(row.id)
    if (!props.hrefOf) return
    if (event.metaKey || event.ctrlKey) window.open(props.hrefOf(row))
    else go(props.hrefOf(row))
  }
  const { layout } = props
  const shape = JSON.stringify([columns, layout.widths, rows.map(({ id }) => id)])
  const edges = usePinnedAt(table, layout.pinned, selection !== undefined, shape)
  function widen(name: string, width: number | undefined) {
    const { [name]: _before, ...others } = layout.widths
    props.onLayout({ ...layout, widths: width === undefined ? others : { ...others, [name]: width } })
  }
  const isAllChosen = rows.length > 0 && rows.every(({ id }) => selection?.has(id))
  const isSomeChosen = !isAllChosen && rows.some(({ id }) => selection?.has(id))
  return (
    <div
      ref={scroller}
      className="table-scroll list-scroll"
      data-part="table"
      data-scroll-restoration-id={operation.id}
      tabIndex={-1}
    >
      <table
        ref={table}
        className={props.isStale ? 'list-table list-stale' : 'list-table'}
        aria-busy={props.isLoading || props.isStale}
      >
        <caption className="unseen">{say(operation.summary)}</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className="pick">
                <Checkbox
                  aria-label={t.selectPage}
                  checked={isAllChosen}
                  indeterminate={isSomeChosen}
                  onChange={(event) =>
                    selection.toggle(
                      rows.map(({ id }) => id),
                      event.target.checked,
                    )
                  }
                />
              </th>
            )}
            {columns.map((key, index) => (
              <Heading
                key={key}
                name={key}
                list={operation.list}
                control={props.control}
                style={styleOf(key, index, layout, edges)}
                isPinned={index < layout.pinned}
                onWidth={(width) => widen(key, width)}
              />
            ))}
            {props.rowActions && <th scope="col" aria-label={t.open} />}
          </tr>
        </thead>
        <tbody ref={body}>
          {props.isLoading
            ? SKELETON.map((row) => (
                <Bones key={row} cells={columns.length + (selection ? 1 : 0) + (props.rowActions ? 1 : 0)} />
              ))
            : rows.map((row) => (
                <tr
                  key={row.id}
                  data-row={row.id}
                  className={row.id === current ? 'row-here' : undefined}
                  data-chosen={selection?.has(row.id) || undefined}
                  onClick={(event) => open(event, row)}
                >
                  {selection && (
                    <td className="pick">
                      <Checkbox
                        aria-label={t.select}
                        checked={selection.has(row.id)}
                        onChange={(event) => selection.toggle([row.id], event.target.checked)}
                      />
                    </td>
                  )}
                  {columns.map((key, index) => {
                    const spec = operation.list.columns[key] as ColumnSpec
                    const shown = props.cells[key]?.(row) ?? <Cell spec={spec} value={row[key]} />
                    return (
                      <td
                        key={key}
                        data-label={say(spec.label)}
                        className={isFigure(spec) ? 'number' : undefined}
                        style={styleOf(key, index, layout, edges)}
                        data-pinned={index < layout.pinned || undefined}
                        data-sized={layout.widths[key] !== undefined || undefined}
                      >
                        {index === 0 && props.hrefOf ? (
                          <To href={props.hrefOf(row)} onGo={() => moveTo(row.id)}>
                            {shown}
                          </To>
                        ) : (
                          shown
                        )}
                      </td>
                    )
                  })}
                  {props.rowActions && <td className="row-actions">{props.rowActions(row)}</td>}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  )
}

const SKELETON = Array.from({ length: 10 }, (_none, index) => index)

function Bones({ cells }: { readonly cells: number }) {
  return (
    <tr className="bones">
      {Array.from({ length: cells }, (_none, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones are all alike.
        <td key={index}>
          <span />
        </td>
      ))}
    </tr>
  )
}
