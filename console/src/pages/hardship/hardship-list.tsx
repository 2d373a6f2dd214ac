import { hardshipApi } from '@puhui/api'
import { hardshipText } from '../../i18n/hardship.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

/** Borrowers who have asked for help with repayment, and how far each request is. */
export function HardshipList() {
  const t = useText(hardshipText)
  return (
    <ListPage
      operation={hardshipApi.listHardship}
      hrefOf={(row) => `/hardship/${row.id}`}
      empty={<Empty title={t.none} />}
    />
  )
}
