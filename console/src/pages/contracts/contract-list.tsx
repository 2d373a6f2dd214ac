import { loansApi } from '@puhui/api'
import { booksText } from '../../i18n/books.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Empty } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'

export function ContractList() {
  const t = useText(booksText)
  return (
    <ListPage
      operation={loansApi.listContracts}
      hrefOf={(row) => `/contracts/${row.id}`}
      cells={{
        customerName: (row) => (
          <To href={`/customers/${row.customerId}`}>
            <Masked value={row.customerName} />
          </To>
        ),
      }}
      empty={<Empty title={t.noContracts} />}
    />
  )
}
