import { systemApi } from '@puhui/api'
import { adminText } from '../../i18n/admin.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

/** Where an object is decided, when its page is not called after it. */
const PAGES: Readonly<Record<string, (id: string) => string>> = {
  ledger_month: () => '/ledger/months',
  ledger_adjustment: () => '/ledger/months',
  underwriting_parameters: () => '/underwriting/parameters',
  loan: (id) => `/loans/${id}?tab=risk`,
  provision_table: () => '/provisions/tables',
  provision_run: (id) => `/provisions/runs/${id}`,
}

/** What waits for a second person, and what was decided; each leads to the object itself. */
export function ApprovalList() {
  const t = useText(adminText)
  return (
    <ListPage
      operation={systemApi.listApprovals}
      hrefOf={({ objectKind, objectId }) => PAGES[objectKind]?.(objectId) ?? `/${objectKind}s/${objectId}`}
      empty={<Empty title={t.noApprovals} />}
    />
  )
}
