import { type BodyOf, drawsApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { App, Form, Input, Modal } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { drawsText } from '../../i18n/draws.ts'
import { payoutsText } from '../../i18n/payouts.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import type { Loan } from './loan.ts'
import { REFRESHED } from './refreshed.ts'
import { SimulatedBooking } from './simulated-booking.tsx'
import { TwoPersons } from './two-persons.tsx'

type Body = BodyOf<typeof drawsApi.payOutDraw>
type Draws = NonNullable<Loan['draws']>

/** Pays out the next part of a loan; what it does is seen first, and is what happens. */
export function Draw(props: { readonly loan: Loan; readonly draws: Draws; readonly onClose: () => void }) {
  const { loan, draws, onClose } = props
  const t = useText(drawsText)
  const payouts = useText(payoutsText)
  const { message } = App.useApp()
  const [form] = Form.useForm<Body>()
  const initial = { amountFen: draws.restFen, reason: '' }
  const amountFen = Form.useWatch('amountFen', form) ?? initial.amountFen
  const preview = useRead(
    drawsApi.previewDraw,
    { params: { loanId: loan.id }, body: { amountFen } },
    { isEnabled: /^[1-9]\d*$/.test(amountFen), keepsPrevious: true },
  )
  return (
    <Modal open title={t.title} onCancel={onClose} footer={null} width={680} destroyOnHidden>
      <p className="dialog-about soft">{t.about}</p>
      <OperationForm
        form={form}
        operation={drawsApi.payOutDraw}
        input={(body: Body) => ({
          params: { loanId: loan.id },
          body: { ...body, ...(preview.data && { stateHash: preview.data.stateHash }) },
        })}
        initial={initial}
        submit={t.submit}
        onCancel={onClose}
        refreshes={REFRESHED}
        onDone={({ approvalId }) => {
          message.success(approvalId ? payouts.asked : t.done)
          onClose()
        }}
      >
        <Form.Item
          required
          name="amountFen"
          label={t.amount}
          extra={t.available(showMoney(BigInt(draws.restFen)), showMoney(BigInt(draws.leastFen)), draws.lastOn)}
        >
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
