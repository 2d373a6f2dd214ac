import { loansApi } from '@puhui/api'
import { loansText } from '../../i18n/loans.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Empty } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import { BucketStrip } from './bucket-strip.tsx'
import './loans.css'

export function LoanList() {
  const t = useText(loansText)
  return (
    <ListPage
      operation={loansApi.listLoans}
      hrefOf={(row) => `/loans/${row.id}`}
      cells={{
        customerName: (row) => (
          <To href={`/customers/${row.customerId}`}>
            <Masked value={row.customerName} />
          </To>
        ),
      }}
      above={<BucketStrip />}
      empty={<Empty title={t.none} />}
    />
  )
}
