import { type BodyOf, loansApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { App, Form, Input, Modal, Radio } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { loansText } from '../../i18n/loans.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import { type Loan, waivableOf } from './loan.ts'
import { REFRESHED } from './refreshed.ts'
import { SimulatedBooking } from './simulated-booking.tsx'

type Body = BodyOf<typeof loansApi.waive>

const PARTS = ['penalty', 'fee', 'interest'] as const

/** Lets the borrower off interest, fees or penalty, with a reason. */
export function Waive({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(loansText)
  const { message } = App.useApp()
  const [form] = Form.useForm<Body>()
  const waivable = waivableOf(loan)
  const first = PARTS.find((name) => waivable[name] !== '0') ?? 'penalty'
  const part = Form.useWatch('part', form) ?? first
  const availableFen = waivable[part]
  const amountFen = Form.useWatch('amountFen', form) ?? waivable[first]
  const preview = useRead(
    loansApi.previewWaiver,
    { params: { loanId: loan.id }, body: { part, amountFen } },
    { isEnabled: /^[1-9]\d*$/.test(amountFen), keepsPrevious: true },
  )
  return (
    <Modal open title={t.waive.title} onCancel={onClose} footer={null} width={680} destroyOnHidden>
      <p className="dialog-about soft">{t.waive.about}</p>
      <OperationForm
        form={form}
        operation={loansApi.waive}
        input={(body: Body) => ({
          params: { loanId: loan.id },
          body: { ...body, ...(preview.data && { stateHash: preview.data.stateHash }) },
        })}
        initial={{ part: first, amountFen: waivable[first], reason: '' }}
        submit={t.waive.submit}
        onCancel={onClose}
        refreshes={REFRESHED}
        onDone={() => {
          message.success(t.waive.done)
          onClose()
        }}
      >
        <Form.Item required name="part" label={t.waive.part}>
          <Radio.Group
            optionType="button"
            options={PARTS.map((value) => ({
              value,
              label: t.events.parts[value],
              disabled: waivable[value] === '0',
            }))}
            onChange={(event) => form.setFieldsValue({ amountFen: waivable[event.target.value as Body['part']] })}
          />
        </Form.Item>
        <Form.Item
          required
          name="amountFen"
          label={t.amount}
          extra={t.waive.available(showMoney(BigInt(availableFen)))}
        >
          <FenInput />
        </Form.Item>
        <SimulatedBooking preview={preview} />
        <Form.Item required name="reason" label={t.reason} extra={t.reasonHint}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
