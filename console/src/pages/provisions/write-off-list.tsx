import { provisionsApi } from '@puhui/api'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

/** What may be written off, what waits for a second person, what is. Each is done in the loan's own file. */
export function WriteOffList() {
  const t = useText(provisionsText).writeOff
  return (
    <ListPage
      operation={provisionsApi.listWriteOffs}
      hrefOf={(row) => `/loans/${row.id}?tab=risk`}
      empty={<Empty title={t.none} />}
    />
  )
}
