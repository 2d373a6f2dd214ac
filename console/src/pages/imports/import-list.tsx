import { applicationsApi } from '@puhui/api'
import { importsText } from '../../i18n/imports.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DropArea } from './drop-area.tsx'
import './imports.css'

export function ImportList() {
  const t = useText(importsText)
  return (
    <ListPage
      operation={applicationsApi.listImports}
      hrefOf={(row) => `/imports/${row.id}`}
      above={<DropArea />}
      empty={<Empty title={t.none} about={t.noneAbout} />}
    />
  )
}
