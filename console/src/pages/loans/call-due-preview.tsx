import { dueCallsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { dueCallText } from '../../i18n/due-call.ts'
import { useText } from '../../i18n/text.ts'
import { DayText, Money } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { PreviewFailed } from './preview-failed.tsx'
import { SimulatedBooking } from './simulated-booking.tsx'

/** What calling the loan due would do on its day: for the one who asks, and for the one who decides. */
export function CallDuePreview({ loanId }: { readonly loanId: string }) {
  const t = useText(dueCallText)
  const preview = useRead(dueCallsApi.previewDueCall, { params: { loanId } })
  if (preview.isError) return <PreviewFailed error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <PageSkeleton />
  const { payBy, dueOn, dueFen } = preview.data
  return (
    <section data-part="call-due-preview">
      <div className="figure-row">
        <Figure label={t.payBy} note={t.noticedOn}>
          <DayText day={payBy} />
        </Figure>
        <Figure label={t.dueOn}>
          <DayText day={dueOn} />
        </Figure>
        <Figure label={t.dueFen}>
          <Money fen={dueFen} />
        </Figure>
      </div>
      <p className="soft">{t.ifUnpaid}</p>
      <SimulatedBooking preview={preview} />
    </section>
  )
}
