import { customersApi } from '@puhui/api'
import { useCan } from '../../api/session.ts'
import { customersText } from '../../i18n/customers.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'

export function CustomerList() {
  const t = useText(customersText)
  const can = useCan()
  return (
    <ListPage
      operation={customersApi.listCustomers}
      hrefOf={(row) => `/customers/${row.id}`}
      empty={
        <Empty title={t.none} about={t.noneAbout}>
          {can('applications.import') && <To href="/imports">{t.import}</To>}
        </Empty>
      }
    />
  )
}
