import { type BodyOf, investigationApi, labelOf, labels } from '@puhui/api'
import { App, Form, Input, Modal, Radio, Select } from 'antd'
import { investigationText } from '../../i18n/investigation.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import type { Application } from './application-file.tsx'

interface Props {
  readonly application: Application
  readonly onClose: () => void
}

type Check = BodyOf<typeof investigationApi.recordCheck>

/** What a call or a visit found about one claim. */
export function CheckDialog({ application, onClose }: Props) {
  const t = useText(investigationText)
  const { message } = App.useApp()
  const [form] = Form.useForm<Check>()
  const field = Form.useWatch('field', form) ?? 'income'
  const isMoney = field === 'income' || field === 'debts'
  const fields = useOptions('claimField')
  const verdicts = useOptions('evidenceSays')
  const ways = useOptions('evidenceKind').filter(({ value }) => value === 'phone' || value === 'visit')
  return (
    <Modal open title={t.check} onCancel={onClose} footer={null}>
      <OperationForm
        form={form}
        operation={investigationApi.recordCheck}
        input={(typed: Check) => ({ params: { applicationId: application.id }, body: given(typed) as Check })}
        initial={{ field: 'income', kind: 'phone' }}
        submit={t.save}
        onDone={() => {
          message.success(t.saved)
          onClose()
        }}
        onCancel={onClose}
      >
        <Form.Item name="field" label={t.field} required>
          <Select options={fields} />
        </Form.Item>
        <Form.Item name="kind" label={t.way} required>
          <Radio.Group options={ways} />
        </Form.Item>
        {isMoney ? (
          <Form.Item name="foundFen" label={t.foundFen}>
            <FenInput />
          </Form.Item>
        ) : (
          <Form.Item name="foundText" label={t.found}>
            <Input maxLength={120} />
          </Form.Item>
        )}
        <Form.Item name="says" label={t.says}>
          <Select allowClear options={verdicts} />
        </Form.Item>
        <Form.Item name="note" label={t.note} required>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

/** The policy decides again on all that is known now. */
export function AgainDialog({ application, onClose }: Props) {
  const t = useText(investigationText)
  const say = useLocalized()
  const { message } = App.useApp()
  return (
    <Modal open title={t.decideAgain} onCancel={onClose} footer={null}>
      <p className="soft">{t.decideAgainAbout}</p>
      <OperationForm
        operation={investigationApi.decideAgain}
        input={(body: BodyOf<typeof investigationApi.decideAgain>) => ({
          params: { applicationId: application.id },
          body,
        })}
        submit={t.decideAgain}
        onDone={({ outcome }) => {
          message.success(t.decidedAgain(say(labelOf('decisionOutcome', outcome))))
          onClose()
        }}
        onCancel={onClose}
      >
        <Form.Item name="reason" label={t.reason} required>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

/** The names of a set as options of a choice. */
export function useOptions(set: 'claimField' | 'evidenceKind' | 'evidenceSays' | 'paperKind') {
  const say = useLocalized()
  return Object.entries(labels[set]).map(([value, label]) => ({ value, label: say(label) }))
}

/** Without the fields that were left empty. */
export function given<T extends object>(typed: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(typed).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as Partial<T>
}
