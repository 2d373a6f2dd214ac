import { type BodyOf, loansApi } from '@puhui/api'
import { App, Form, Input, Modal } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { loansText } from '../../i18n/loans.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { FigureChanges } from './figure-changes.tsx'
import type { Loan, LoanEvent } from './loan.ts'
import { PostingTable } from './posting-table.tsx'
import { PreviewFailed } from './preview-failed.tsx'
import { REFRESHED } from './refreshed.ts'
import { Part } from './repay-preview.tsx'
import { ScheduleTable } from './schedule-table.tsx'

interface ReverseProps {
  readonly loan: Loan
  readonly event: LoanEvent
  readonly onClose: () => void
}

/** Takes an event back by a further one: what that changes is seen first, then a reason is given. */
export function Reverse({ loan, event, onClose }: ReverseProps) {
  const t = useText(loansText)
  const { message } = App.useApp()
  const params = { loanId: loan.id, eventId: event.id }
  const preview = useRead(loansApi.previewReversal, { params })
  return (
    <Modal open title={t.reverse.title} onCancel={onClose} footer={null} width={760} destroyOnHidden>
      <p className="soft">{t.reverse.about}</p>
      {preview.isError && <PreviewFailed error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <PageSkeleton />}
      {preview.data && (
        <>
          <section
            className="money-preview above-form preview"
            data-part="money-preview"
            aria-label={t.reverse.preview}
          >
            <Part title={t.repay.postings}>
              <PostingTable postings={preview.data.postings} />
            </Part>
            <Part title={t.repay.changes}>
              <FigureChanges before={preview.data.before} after={preview.data.after} />
            </Part>
            <Part title={t.repay.schedule} isFolded>
              <ScheduleTable rows={preview.data.schedule} />
            </Part>
          </section>
          <OperationForm
            operation={loansApi.reverse}
            input={(body: BodyOf<typeof loansApi.reverse>) => ({ params, body })}
            initial={{ reason: '' }}
            submit={t.reverse.submit}
            onCancel={onClose}
            refreshes={REFRESHED}
            onRefused={() => void preview.refetch()}
            onDone={() => {
              message.success(t.reverse.done)
              onClose()
            }}
          >
            <Form.Item required name="reason" label={t.reverse.reason} extra={t.reasonHint}>
              <Input.TextArea rows={2} maxLength={200} />
            </Form.Item>
          </OperationForm>
        </>
      )}
    </Modal>
  )
}
