import { applicationsApi } from '@puhui/api'
import { useText } from '../../i18n/text.ts'
import { underwritingText } from '../../i18n/underwriting.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

/** What waits for a person, the longest first. */
export function ReviewQueue() {
  const t = useText(underwritingText)
  return (
    <ListPage
      operation={applicationsApi.reviewQueue}
      hrefOf={(row) => `/applications/${row.id}?tab=reviews`}
      empty={<Empty title={t.emptyQueue} />}
    />
  )
}
