import { dueCallsApi } from '@puhui/api'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { dueCallText } from '../../i18n/due-call.ts'
import { useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { PendingApproval } from '../../ui/object-page.tsx'
import { CallDuePreview } from './call-due-preview.tsx'
import { REFRESHED } from './refreshed.ts'

/** The clause of the contract, what waits for a second person, and the notice whose days run. */
export function useDueCall(loanId: string) {
  return useRead(dueCallsApi.getDueCall, { params: { loanId } }).data
}

/** Calling the loan due that waits for a second person, with the two buttons. */
export function usePendingDueCall(loanId: string): readonly PendingApproval[] {
  const t = useText(dueCallText)
  const pending = useDueCall(loanId)?.pending
  if (!pending) return []
  const { makerId, makerName, reason } = pending
  const about = t.waits(reason)
  const params = { loanId }
  return [
    {
      makerId,
      makerName,
      checkers: t.checkers,
      about,
      action: (
        <Decision
          operation={dueCallsApi.decideDueCall}
          input={(body) => ({ params, body })}
          makerId={makerId}
          about={about}
          refreshes={REFRESHED}
          details={<CallDuePreview loanId={loanId} />}
        />
      ),
    },
  ]
}

/** The notice that the borrower was given, and taking it back. */
export function DueNotice({ loanId }: { readonly loanId: string }) {
  const t = useText(dueCallText)
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  const notice = useDueCall(loanId)?.notice
  if (!notice) return null
  return (
    <div className="pending" role="note" data-part="due-notice">
      <Icon name="approvals" />
      <div>
        <strong>{t.notice(notice.payBy, notice.dueOn)}</strong>
        <p>{notice.reason}</p>
      </div>
      <DisabledReason why={whyNot('loans.askDueCall')}>
        <Button onClick={() => setOpen(true)}>{t.withdraw}</Button>
      </DisabledReason>
      {isOpen && <Withdraw loanId={loanId} onClose={() => setOpen(false)} />}
    </div>
  )
}

function Withdraw({ loanId, onClose }: { readonly loanId: string; readonly onClose: () => void }) {
  const t = useText(dueCallText)
  const { message } = App.useApp()
  return (
    <Modal open title={t.withdrawTitle} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.withdrawAbout}</p>
      <OperationForm
        operation={dueCallsApi.withdrawDueCall}
        input={(body: { reason: string }) => ({ params: { loanId }, body })}
        initial={{ reason: '' }}
        submit={t.withdraw}
        onCancel={onClose}
        refreshes={REFRESHED}
        onDone={() => {
          message.success(t.withdrawn)
          onClose()
        }}
      >
        <Form.Item required name="reason" label={t.reason} extra={t.reasonHint}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
