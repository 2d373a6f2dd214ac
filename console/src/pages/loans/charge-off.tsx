import { provisionsApi } from '@puhui/api'
import { Modal } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import { Money } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { ReasonForm } from '../../ui/reason-form.tsx'
import { FigureChanges } from './figure-changes.tsx'
import type { Loan } from './loan.ts'
import { PostingTable } from './posting-table.tsx'
import { PreviewFailed } from './preview-failed.tsx'
import { REFRESHED } from './refreshed.ts'
import { Part } from './repay-preview.tsx'

/** Asks for a write-off: what it would do is seen first, a second person decides. */
export function ChargeOff({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const all = useText(provisionsText)
  const t = all.writeOff
  const params = { loanId: loan.id }
  const isKnown = useRead(provisionsApi.previewWriteOff, { params }).data !== undefined
  return (
    <Modal open title={t.title} onCancel={onClose} footer={null} width={760} destroyOnHidden>
      <p className="dialog-about soft">{t.about}</p>
      <WriteOffPreview loanId={loan.id} />
      {isKnown && (
        <ReasonForm
          operation={provisionsApi.askWriteOff}
          input={(body) => ({ params, body })}
          words={{ ...all, submit: t.submit, done: all.asked }}
          onClose={onClose}
          refreshes={REFRESHED}
        />
      )}
    </Modal>
  )
}

/** What a write-off would do if it were booked now: for the one who asks, and for the one who decides. */
export function WriteOffPreview({ loanId }: { readonly loanId: string }) {
  const t = useText(provisionsText).writeOff
  const preview = useRead(provisionsApi.previewWriteOff, { params: { loanId } })
  if (preview.isError) return <PreviewFailed error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <PageSkeleton />
  const { principalFen, allowanceUsedFen, lossFen, claimFen, postings, before, after } = preview.data
  return (
    <section className="money-preview above-form preview" data-part="money-preview" aria-label={t.changes}>
      <div className="figure-row">
        <Figure label={t.principal}>
          <Money fen={principalFen} />
        </Figure>
        <Figure label={t.used}>
          <Money fen={allowanceUsedFen} />
        </Figure>
        <Figure label={t.loss}>
          <Money fen={lossFen} />
        </Figure>
        <Figure label={t.claim}>
          <Money fen={claimFen} />
        </Figure>
      </div>
      <Part title={t.postings}>
        <PostingTable postings={postings} />
      </Part>
      <Part title={t.changes}>
        <FigureChanges before={before} after={after} />
      </Part>
    </section>
  )
}
