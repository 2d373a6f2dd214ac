import { systemApi } from '@puhui/api'
import { adminText } from '../../i18n/admin.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

/** What waits for a second person, and what was decided; each leads to the object itself. */
export function ApprovalList() {
  const t = useText(adminText)
  return (
    <ListPage
      operation={systemApi.listApprovals}
      hrefOf={(row) =>
        row.objectKind === 'product' ? `/products/${row.objectId}` : `/${row.objectKind}s/${row.objectId}`
      }
      empty={<Empty title={t.noApprovals} />}
    />
  )
}
