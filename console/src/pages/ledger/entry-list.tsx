import { loansApi } from '@puhui/api'
import { booksText } from '../../i18n/books.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

export function EntryList() {
  const t = useText(booksText)
  return (
    <ListPage
      operation={loansApi.listEntries}
      hrefOf={(row) => `/ledger/entries/${row.id}`}
      empty={<Empty title={t.noEntries} />}
    />
  )
}
