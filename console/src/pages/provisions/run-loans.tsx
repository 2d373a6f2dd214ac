import { provisionsApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

/** The reckoning of every loan of a run: exposure × default × loss. */
export function RunLoans() {
  const { runId = '' } = useParams({ strict: false })
  const t = useText(provisionsText).risk
  return (
    <ListPage
      operation={provisionsApi.listRunLoans}
      params={{ runId }}
      hrefOf={(row) => `/loans/${row.id}?tab=risk`}
      empty={<Empty title={t.noLoans} />}
    />
  )
}
