import { dueCallsApi } from '@puhui/api'
import { App, Form, Input, Modal } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { dueCallText } from '../../i18n/due-call.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { CallDuePreview } from './call-due-preview.tsx'
import { useDueCall } from './due-call.tsx'
import type { Loan } from './loan.ts'
import { REFRESHED } from './refreshed.ts'

/** Asks for a loan to be called due: what it would do is seen first, a second person decides. */
export function CallDue({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(dueCallText)
  const { message } = App.useApp()
  const params = { loanId: loan.id }
  const clause = useDueCall(loan.id)?.clause
  const isKnown = useRead(dueCallsApi.previewDueCall, { params }).data !== undefined
  return (
    <Modal open title={t.title} onCancel={onClose} footer={null} width={760} destroyOnHidden>
      {clause && <p className="dialog-about soft">{t.about(clause.afterDays, clause.noticeDays)}</p>}
      <CallDuePreview loanId={loan.id} />
      {isKnown && (
        <OperationForm
          operation={dueCallsApi.askDueCall}
          input={(body: { reason: string }) => ({ params, body })}
          initial={{ reason: '' }}
          submit={t.submit}
          onCancel={onClose}
          refreshes={REFRESHED}
          onDone={() => {
            message.success(t.asked)
            onClose()
          }}
        >
          <Form.Item required name="reason" label={t.reason} extra={t.reasonHint}>
            <Input.TextArea rows={2} maxLength={200} />
          </Form.Item>
        </OperationForm>
      )}
    </Modal>
  )
}
