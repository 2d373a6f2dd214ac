import type { InputOf, regulationsApi } from '@puhui/api'
import { App, Modal } from 'antd'
import { regulationsText } from '../../i18n/regulations.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { type NumberField, NumberFields, numbersIn } from './number-fields.tsx'

type Op = typeof regulationsApi.proposeNumbers

interface NumbersFormProps {
  readonly operation: Op
  readonly title: string
  readonly input: (body: InputOf<Op>['body']) => InputOf<Op>
  readonly onClose: () => void
}

/** Hands in what a policy sets; somebody else releases it. */
export function NumbersForm({ operation, title, input, onClose }: NumbersFormProps) {
  const t = useText(regulationsText)
  const { message } = App.useApp()
  return (
    <Modal open title={title} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="soft">{t.stricter}</p>
      <OperationForm
        operation={operation}
        input={({ numbers }: { numbers?: readonly NumberField[] }) => input({ numbers: numbersIn(numbers) })}
        initial={{ numbers: [{}] }}
        submit={title}
        onCancel={onClose}
        onDone={() => {
          message.success(t.proposed)
          onClose()
        }}
      >
        <NumberFields />
      </OperationForm>
    </Modal>
  )
}
