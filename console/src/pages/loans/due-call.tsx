import { dueCallsApi } from '@puhui/api'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { dueCallText } from '../../i18n/due-call.ts'
import { useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { PendingApproval } from '../../ui/object-page.tsx'
import { ReasonForm } from '../../ui/reason-form.tsx'
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
  return (
    <Modal open title={t.withdrawTitle} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.withdrawAbout}</p>
      <ReasonForm
        operation={dueCallsApi.withdrawDueCall}
        input={(body) => ({ params: { loanId }, body })}
        words={{ ...t, submit: t.withdraw, done: t.withdrawn }}
        onClose={onClose}
        refreshes={REFRESHED}
      />
    </Modal>
  )
}
