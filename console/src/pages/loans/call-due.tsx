import { dueCallsApi } from '@puhui/api'
import { Modal } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { dueCallText } from '../../i18n/due-call.ts'
import { useText } from '../../i18n/text.ts'
import { ReasonForm } from '../../ui/reason-form.tsx'
import { CallDuePreview } from './call-due-preview.tsx'
import { useDueCall } from './due-call.tsx'
import type { Loan } from './loan.ts'
import { REFRESHED } from './refreshed.ts'

/** Asks for a loan to be called due: what it would do is seen first, a second person decides. */
export function CallDue({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(dueCallText)
  const params = { loanId: loan.id }
  const clause = useDueCall(loan.id)?.clause
  const isKnown = useRead(dueCallsApi.previewDueCall, { params }).data !== undefined
  return (
    <Modal open title={t.title} onCancel={onClose} footer={null} width={760} destroyOnHidden>
      {clause && <p className="dialog-about soft">{t.about(clause.afterDays, clause.noticeDays)}</p>}
      <CallDuePreview loanId={loan.id} />
      {isKnown && (
        <ReasonForm
          operation={dueCallsApi.askDueCall}
          input={(body) => ({ params, body })}
          words={{ ...t, done: t.asked }}
          onClose={onClose}
          refreshes={REFRESHED}
        />
      )}
    </Modal>
  )
}
