import { type ApprovalObject, systemApi } from '@puhui/api'
import { adminText } from '../../i18n/admin.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

/** Where an object is decided. */
const PAGES: Readonly<Record<ApprovalObject, (row: { objectId: string; loanId: string | null }) => string>> = {
  product: ({ objectId }) => `/products/${objectId}`,
  policy: ({ objectId }) => `/policies/${objectId}`,
  policyDraft: ({ objectId }) => `/policyDrafts/${objectId}?at=release`,
  servicing_parameters: () => '/servicing/parameters',
  underwriting_parameters: () => '/underwriting/parameters',
  survey: ({ objectId }) => `/surveys/${objectId}`,
  merchant: () => '/merchants',
  ledger_month: () => '/ledger/months',
  ledger_adjustment: () => '/ledger/months',
  ledger_correction: () => '/ledger/tie',
  loan: ({ objectId }) => `/loans/${objectId}?tab=risk`,
  supplementary_agreement: ({ loanId }) => (loanId === null ? '/hardship' : `/loans/${loanId}?tab=papers`),
  hardship_request: ({ objectId }) => `/hardship/${objectId}`,
  provision_table: () => '/provisions/tables',
  provision_run: ({ objectId }) => `/provisions/runs/${objectId}`,
  regulation: ({ objectId }) => `/regulations/${objectId}`,
}

/** What waits for a second person, and what was decided; each leads to the object itself. */
export function ApprovalList() {
  const t = useText(adminText)
  return (
    <ListPage
      operation={systemApi.listApprovals}
      hrefOf={(row) => PAGES[row.objectKind](row)}
      empty={<Empty title={t.noApprovals} />}
    />
  )
}
