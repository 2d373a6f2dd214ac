import { systemApi } from '@puhui/api'
import { operationsText } from '../../i18n/operations.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

export function JobList() {
  const t = useText(operationsText)
  return (
    <ListPage operation={systemApi.listJobs} hrefOf={(row) => `/jobs/${row.id}`} empty={<Empty title={t.noJobs} />} />
  )
}
