import { provisionsApi } from '@puhui/api'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

/** Running loans and what they are called. */
export function RiskList() {
  const t = useText(provisionsText).risk
  return (
    <ListPage
      operation={provisionsApi.listRisk}
      hrefOf={(row) => `/loans/${row.id}?tab=risk`}
      empty={<Empty title={t.noLoans} />}
    />
  )
}
