import { applicationsApi, type BodyOf, labelOf, type OutputOf, valuesOf } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { App, Form, Input, Modal, Radio, Select } from 'antd'
import { applicationsText } from '../../i18n/applications.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { underwritingText } from '../../i18n/underwriting.ts'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import type { Application } from './application-file.tsx'

type Body = BodyOf<typeof applicationsApi.reviewApplication>

interface Props {
  readonly application: Application
  readonly limitFen: string | null | undefined
  readonly onClose: () => void
}

/** A person's verdict on what the policy would not decide alone. */
export function ReviewDialog({ application, limitFen, onClose }: Props) {
  const t = useText(applicationsText)
  const u = useText(underwritingText)
  const say = useLocalized()
  const { message } = App.useApp()
  const [form] = Form.useForm<Body>()
  const verdict = Form.useWatch('verdict', form) ?? 'approve'
  const most = least(application.requestedFen, limitFen)
  const params = { applicationId: application.id }
  function input({ approvedFen, papers, ...body }: Body) {
    if (body.verdict === 'approve' && approvedFen) return { params, body: { ...body, approvedFen } }
    return { params, body: body.verdict === 'moreData' && papers ? { ...body, papers } : body }
  }
  function done({ awaits }: OutputOf<typeof applicationsApi.reviewApplication>) {
    message.success(awaits.length > 0 ? u.awaits : t.reviewed)
    onClose()
  }
  return (
    <Modal open title={t.review} onCancel={onClose} footer={null}>
      <p className="soft">{t.reviewAbout}</p>
      <OperationForm
        form={form}
        operation={applicationsApi.reviewApplication}
        input={input}
        initial={{ verdict: 'approve', approvedFen: most }}
        submit={t.submit}
        onDone={done}
        onCancel={onClose}
      >
        <Form.Item name="verdict" label={t.verdict} required>
          <Radio.Group
            options={(['approve', 'decline', 'moreData'] as const).map((value) => ({
              value,
              label: t.verdicts[value],
            }))}
          />
        </Form.Item>
        {verdict === 'approve' && (
          <Form.Item name="approvedFen" label={t.amount} extra={t.amountHint(showMoney(BigInt(most)))} required>
            <FenInput />
          </Form.Item>
        )}
        {verdict === 'moreData' && (
          <Form.Item name="papers" label={u.askedPapers} extra={u.askedPapersAbout}>
            <Select
              mode="multiple"
              options={valuesOf('paperKind').map((value) => ({ value, label: say(labelOf('paperKind', value)) }))}
            />
          </Form.Item>
        )}
        <Form.Item name="reason" label={t.reason} required>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

function least(requestedFen: string, limitFen: string | null | undefined): string {
  return limitFen && BigInt(limitFen) < BigInt(requestedFen) ? limitFen : requestedFen
}
