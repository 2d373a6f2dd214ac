import { type BodyOf, payoutsApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { App, Form, Input, Modal } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { payoutsText } from '../../i18n/payouts.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import type { Loan } from './loan.ts'
import { REFRESHED } from './refreshed.ts'
import { SimulatedBooking } from './simulated-booking.tsx'
import { TwoPersons } from './two-persons.tsx'

type Body = BodyOf<typeof payoutsApi.returnHeld>

/** Pays money that is held back to the borrower; what it does is seen first. */
export function ReturnHeld({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(payoutsText)
  const { message } = App.useApp()
  const [form] = Form.useForm<Body>()
  const params = { loanId: loan.id }
  const { suspenseFen } = loan.figures
  const initial = { amountFen: suspenseFen, reason: '' }
  const amountFen = Form.useWatch('amountFen', form) ?? initial.amountFen
  const preview = useRead(
    payoutsApi.previewHeldReturn,
    { params, body: { amountFen } },
    { isEnabled: /^[1-9]\d*$/.test(amountFen), keepsPrevious: true },
  )
  return (
    <Modal open title={t.returnTitle} onCancel={onClose} footer={null} width={680} destroyOnHidden>
      <p className="dialog-about soft">{t.returnAbout}</p>
      <OperationForm
        form={form}
        operation={payoutsApi.returnHeld}
        input={(body: Body) => ({
          params,
          body: { ...body, ...(preview.data && { stateHash: preview.data.stateHash }) },
        })}
        initial={initial}
        submit={t.returnSubmit}
        onCancel={onClose}
        refreshes={REFRESHED}
        onDone={({ approvalId }) => {
          message.success(approvalId ? t.asked : t.returned)
          onClose()
        }}
      >
        <Form.Item required name="amountFen" label={t.amount} extra={t.held(showMoney(BigInt(suspenseFen)))}>
          <FenInput />
        </Form.Item>
        <TwoPersons amountFen={amountFen} aloneFenMax={preview.data?.aloneFenMax} />
        <SimulatedBooking preview={preview} />
        <Form.Item required name="reason" label={t.reason} extra={t.reasonHint}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
