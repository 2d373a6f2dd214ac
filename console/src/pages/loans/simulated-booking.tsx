import type { loansApi, OutputOf } from '@puhui/api'
import type { useRead } from '../../api/hooks.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { simulatedText } from '../../i18n/simulated.ts'
import { useText } from '../../i18n/text.ts'
import { Backdated, type Times } from './backdated.tsx'
import { FigureChanges } from './figure-changes.tsx'
import { PostingTable } from './posting-table.tsx'
import { PreviewFailed } from './preview-failed.tsx'
import { Part } from './repay-preview.tsx'
import { ScheduleTable } from './schedule-table.tsx'

type Waiver = OutputOf<typeof loansApi.previewWaiver>
type Simulated = Pick<Waiver, 'postings' | 'before' | 'after'> & Partial<Pick<Waiver, 'schedule'>>
type Reading = Pick<ReturnType<typeof useRead>, 'isError' | 'error' | 'refetch'>

interface SimulatedBookingProps {
  readonly preview: Reading & { readonly data: Simulated | undefined }
  /** Where the form asks for a value date. */
  readonly times?: Times
}

/** What would be posted and what the loan would be after it, inside the form that books it. */
export function SimulatedBooking({ preview, times }: SimulatedBookingProps) {
  const t = useText(provisionsText).writeOff
  const { schedule: heading } = useText(simulatedText)
  if (preview.isError) return <PreviewFailed error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return null
  const { postings, before, after, schedule } = preview.data
  return (
    <section className="money-preview preview" data-part="money-preview" aria-label={t.changes}>
      {times && <Backdated {...times} />}
      <Part title={t.postings}>
        <PostingTable postings={postings} />
      </Part>
      <Part title={t.changes}>
        <FigureChanges before={before} after={after} />
      </Part>
      {schedule && after.status !== 'settled' && (
        <Part title={heading} isFolded>
          <ScheduleTable rows={schedule} />
        </Part>
      )}
    </section>
  )
}
