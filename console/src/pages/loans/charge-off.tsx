import { type BodyOf, loansApi } from '@puhui/api'
import { App, Form, Input, Modal } from 'antd'
import { loansText } from '../../i18n/loans.ts'
import { useText } from '../../i18n/text.ts'
import { Dpd, Money } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Facts } from '../../ui/page.tsx'
import type { Loan } from './loan.ts'

/** Gives the loan up in the books, not towards the borrower. */
export function ChargeOff({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(loansText)
  const { message } = App.useApp()
  return (
    <Modal open title={t.chargeOff.title} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.chargeOff.about}</p>
      <div className="dialog-about">
        <Facts
          facts={[
            [t.chargeOff.loss, <Money key="loss" fen={loan.figures.outstandingFen} />],
            [t.figures.dpd, <Dpd key="dpd" days={loan.figures.dpd} />],
          ]}
        />
      </div>
      <OperationForm
        operation={loansApi.chargeOff}
        input={(body: BodyOf<typeof loansApi.chargeOff>) => ({ params: { loanId: loan.id }, body })}
        initial={{ reason: '' }}
        submit={t.chargeOff.submit}
        onCancel={onClose}
        onDone={() => {
          message.success(t.chargeOff.done)
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
