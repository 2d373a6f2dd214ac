import { policiesApi } from '@puhui/api'
import { policiesText } from '../../i18n/policies.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

export function PolicyList() {
  const t = useText(policiesText)
  return (
    <ListPage
      operation={policiesApi.listPolicies}
      hrefOf={(row) => `/policies/${row.id}`}
      empty={<Empty title={t.none} />}
    />
  )
}
