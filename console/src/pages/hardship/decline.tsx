import { hardshipApi } from '@puhui/api'
import { App, Form, Input, Modal } from 'antd'
import { hardshipText } from '../../i18n/hardship.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'

/** Says no, with a reason that the borrower will read. */
export function Decline({ requestId, onClose }: { readonly requestId: string; readonly onClose: () => void }) {
  const t = useText(hardshipText)
  const { message } = App.useApp()
  return (
    <Modal open title={t.decline} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.declineAbout}</p>
      <OperationForm
        operation={hardshipApi.declineHardship}
        input={(body: { reason: string }) => ({ params: { requestId }, body })}
        submit={t.decline}
        onCancel={onClose}
        onDone={() => {
          message.success(t.declineDone)
          onClose()
        }}
      >
        <Form.Item required name="reason" label={t.declineReason}>
          <Input.TextArea rows={3} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
