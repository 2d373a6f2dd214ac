import { type InputOf, type OutputOf, urlOf } from '@puhui/api'
import { Button } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { OfflineError } from '../api/call.ts'
import { refresh, useRead } from '../api/hooks.ts'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { useAppearance } from '../theme/appearance.ts'
import { Icon } from '../ui/icon.tsx'
import { SearchInput } from '../ui/inputs.tsx'
import { Empty, Failed, NoMatch } from '../ui/states.tsx'
import { type BulkAction, BulkBar } from './bulk-bar.tsx'
import { ColumnsMenu } from './columns-menu.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type ListOperation, queryOf, type RowOf, useListState } from './list-state.ts'
import { Pager } from './pager.tsx'
import { idsMatching, useSelection } from './selection.ts'
import { TableView } from './table-view.tsx'
import { useViews, usualLayout } from './views.ts'
import { ViewsMenu } from './views-menu.tsx'
import './list.css'

type AnyRow = Readonly<Record<string, unknown>> & { readonly id: string }

export interface DataTableProps<Op extends ListOperation> {
  /** An operation declared with `list()`: its columns, filters and default sort are the table's. */
  readonly operation: Op
  readonly params?: Readonly<Record<string, string>>
  /** The page of a row; makes rows open on click and on Enter. */
  readonly hrefOf?: (row: RowOf<Op>) => string
  /** Cells that show more than their type says. */
  readonly cells?: { readonly [K in keyof RowOf<Op>]?: (row: RowOf<Op>) => ReactNode }
  readonly bulk?: readonly BulkAction[]
  /** A last column of buttons. */
  readonly rowActions?: (row: RowOf<Op>) => ReactNode
  readonly empty?: ReactNode
  readonly searchLabel?: string
  /** Asks again every so many milliseconds: for lists of what is running. */
  readonly everyMs?: number
}

/** The one list of the console: state in the address, views and columns on the server, rows from the operation. */
export function DataTable<Op extends ListOperation>(props: DataTableProps<Op>) {
  const { operation, params } = props
  const t = useText(uiText).list
  const { locale } = useAppearance()
  const control = useListState(operation.list)
  const { state } = control
  const views = useViews(operation.id, control)
  const [exactFor, setExactFor] = useState<string>()
  const conditions = JSON.stringify([state.q, state.filters])
  const selection = useSelection(conditions)
  const query = queryOf(state, exactFor === conditions ? 'exact' : 'capped')
  const read = useRead(operation, { params, query } as unknown as InputOf<Op>, {
    keepsPrevious: true,
    everyMs: props.everyMs ?? false,
  })
  const latest = read.data as (OutputOf<Op> & { rows: AnyRow[]; total: number; totalIsCapped: boolean }) | undefined
  const kept = useRef(latest)
  if (latest) kept.current = latest
  const isCutOff = latest === undefined && read.error instanceof OfflineError
  const answer = latest ?? (isCutOff ? kept.current : undefined)
  const usual = Object.keys(operation.list.columns).filter((key) => !operation.list.columns[key]?.hiddenAtFirst)
  const columns = (state.columns ?? views.columns ?? usual).filter((key) => operation.list.columns[key])
  const rows = answer?.rows ?? []
  function chooseColumns(chosen: readonly string[]) {
    views.keepColumns(chosen)
    control.set({ cols: chosen.join(',') })
  }
  function resetColumns() {
    views.keepColumns(usual, usualLayout)
    control.set({ cols: undefined })
  }
  const csv = urlOf(
    { ...operation, path: `${operation.path}.csv` },
    { params, query: { ...query, page: undefined, pageSize: undefined, count: undefined, columns, lang: locale } },
  )
  return (
    <div className="list" data-list={operation.id}>
      <div className="list-tools">
        <SearchInput
          value={state.q}
          label={props.searchLabel ?? t.search}
          onSearch={(q) => control.narrow({ q: q || undefined })}
          inputId="list-search"
        />
        <FilterBar operation={operation} control={control} />
        <span className="list-buttons">
          <ViewsMenu views={views} control={control} columns={columns} />
          <ColumnsMenu
            spec={operation.list}
            shown={columns}
            pinned={views.layout.pinned}
            onChange={chooseColumns}
            onPin={(pinned) => views.keepColumns(columns, { ...views.layout, pinned })}
            onReset={resetColumns}
          />
          <Button
            aria-label={t.export}
            title={t.export}
            icon={<Icon name="export" />}
            href={csv}
            download
            data-part="export"
          />
          <Button
            aria-label={t.refresh}
            title={t.refresh}
            icon={<Icon name="refresh" />}
            loading={read.isFetching && !read.isPending}
            onClick={() => void refresh([operation.id])}
          />
        </span>
      </div>
      {props.bulk && (
        <BulkBar
          actions={props.bulk}
          selection={selection}
          total={answer?.total ?? 0}
          isCapped={answer?.totalIsCapped ?? false}
          collect={() => idsMatching(operation, state, params)}
        />
      )}
      {read.isError && !answer ? (
        <Failed error={read.error} onRetry={() => void read.refetch()} />
      ) : answer && rows.length === 0 ? (
        control.isNarrowed ? (
          <NoMatch onClear={control.clear} />
        ) : (
          (props.empty ?? <Empty />)
        )
      ) : (
        <TableView
          operation={operation}
          columns={columns}
          layout={views.layout}
          onLayout={(layout) => views.keepColumns(columns, layout)}
          rows={rows}
          isLoading={answer === undefined}
          isStale={read.isPlaceholderData || isCutOff}
          control={control}
          selection={props.bulk ? selection : undefined}
          hrefOf={props.hrefOf as ((row: AnyRow) => string) | undefined}
          cells={(props.cells ?? {}) as Readonly<Record<string, (row: AnyRow) => ReactNode>>}
          rowActions={props.rowActions as ((row: AnyRow) => ReactNode) | undefined}
        />
      )}
      {answer && (rows.length > 0 || state.page > 1) && (
        <Pager
          control={control}
          total={answer.total}
          isCapped={answer.totalIsCapped}
          rows={rows.length}
          onCountAll={() => setExactFor(conditions)}
        />
      )}
    </div>
  )
}
