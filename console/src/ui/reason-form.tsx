import type { AnyOperation, InputOf } from '@puhui/api'
import { App, Form, Input } from 'antd'
import { OperationForm } from './form.tsx'

interface ReasonFormProps<Op extends AnyOperation> {
  readonly operation: Op
  readonly input: (body: { reason: string }) => InputOf<Op>
  readonly words: {
    readonly reason: string
    readonly reasonHint: string
    readonly submit: string
    /** Said once it is done. */
    readonly done: string
  }
  readonly onClose: () => void
  readonly refreshes?: readonly string[]
}

/** A form in a dialog that asks for a reason and nothing else; it says what was done, and closes. */
export function ReasonForm<Op extends AnyOperation>({ words, onClose, ...form }: ReasonFormProps<Op>) {
  const { message } = App.useApp()
  return (
    <OperationForm
      {...form}
      initial={{ reason: '' }}
      submit={words.submit}
      onCancel={onClose}
      onDone={() => {
        message.success(words.done)
        onClose()
      }}
    >
      <Form.Item required name="reason" label={words.reason} extra={words.reasonHint}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </OperationForm>
  )
}
