import { type BodyOf, customersApi, labels } from '@puhui/api'
import { App, Form, Input, Modal, Select } from 'antd'
import { useLocalized, useText } from '../../i18n/text.ts'
import { timelineText } from '../../i18n/timeline.ts'
import { OperationForm } from '../../ui/form.tsx'

/** What was said or done with the customer in person; it goes into the timeline and stays there. */
export function AddNote({ customerId, onClose }: { readonly customerId: string; readonly onClose: () => void }) {
  const t = useText(timelineText)
  const say = useLocalized()
  const { message } = App.useApp()
  return (
    <Modal open title={t.addNote} onCancel={onClose} footer={null}>
      <OperationForm
        operation={customersApi.addNote}
        input={(body: BodyOf<typeof customersApi.addNote>) => ({ params: { customerId }, body })}
        initial={{ kind: 'branch-visit' as const }}
        submit={t.save}
        onCancel={onClose}
        onDone={() => {
          message.success(t.saved)
          onClose()
        }}
      >
        <Form.Item name="kind" label={t.kind} required>
          <Select options={Object.entries(labels.noteKind).map(([value, label]) => ({ value, label: say(label) }))} />
        </Form.Item>
        <Form.Item name="text" label={t.text} required>
          <Input.TextArea rows={3} maxLength={500} placeholder={t.textHint} autoComplete="off" />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
