import type { ReactNode } from 'react'
import { Page } from '../ui/page.tsx'
import { DataTable, type DataTableProps } from './data-table.tsx'
import type { ListOperation } from './list-state.ts'

interface ListPageProps<Op extends ListOperation> extends DataTableProps<Op> {
  readonly actions?: ReactNode
  /** Stands between the title and the table. */
  readonly above?: ReactNode
}

/** A page that is one list. */
export function ListPage<Op extends ListOperation>({ actions, above, ...table }: ListPageProps<Op>) {
  return (
    <Page actions={actions}>
      {above}
      <DataTable {...(table as unknown as DataTableProps<Op>)} />
    </Page>
  )
}
