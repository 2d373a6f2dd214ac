import type { loansApi, OutputOf } from '@puhui/api'
import type { useRead } from '../../api/hooks.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import { FigureChanges } from './figure-changes.tsx'
import { PostingTable } from './posting-table.tsx'
import { PreviewFailed } from './preview-failed.tsx'
import { Part } from './repay-preview.tsx'

type Simulated = Pick<OutputOf<typeof loansApi.previewWaiver>, 'postings' | 'before' | 'after'>
type Reading = Pick<ReturnType<typeof useRead>, 'isError' | 'error' | 'refetch'>

/** What would be posted and what the loan would be after it, inside the form that books it. */
export function SimulatedBooking({
  preview,
}: {
  readonly preview: Reading & { readonly data: Simulated | undefined }
}) {
  const t = useText(provisionsText).writeOff
  if (preview.isError) return <PreviewFailed error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return null
  const { postings, before, after } = preview.data
  return (
    <section className="money-preview preview" data-part="money-preview" aria-label={t.changes}>
      <Part title={t.postings}>
        <PostingTable postings={postings} />
      </Part>
      <Part title={t.changes}>
        <FigureChanges before={before} after={after} />
      </Part>
    </section>
  )
}
