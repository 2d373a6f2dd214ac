import { type BodyOf, customersApi } from '@puhui/api'
import { App, Form, Input, Modal } from 'antd'
import { customersText } from '../../i18n/customers.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { Masked } from '../../ui/masked.tsx'
import type { Customer } from './customer-file.tsx'

/** A new address with the reason for it. */
export function ChangeAddress({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }) {
  const t = useText(customersText)
  const { message } = App.useApp()
  function done() {
    message.success(t.saved)
    onClose()
  }
  return (
    <Modal open title={t.change} onCancel={onClose} footer={null}>
      <p className="soft">{t.changeAbout}</p>
      <p>
        {t.address} <Masked value={customer.address} customerId={customer.id} field="address" />
      </p>
      <OperationForm
        operation={customersApi.updateContact}
        input={(body: BodyOf<typeof customersApi.updateContact>) => ({ params: { customerId: customer.id }, body })}
        submit={t.save}
        onDone={done}
        onCancel={onClose}
      >
        <Form.Item name="address" label={t.newAddress} required>
          <Input.TextArea rows={2} maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="reason" label={t.reason} required>
          <Input maxLength={200} placeholder={t.reasonHint} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
