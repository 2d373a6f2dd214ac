import { type BodyOf, hardshipApi, labelOf, valuesOf } from '@puhui/api'
import { Form, Input, Modal, Select } from 'antd'
import { hardshipText } from '../../i18n/hardship.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import { useGo } from '../../ui/to.tsx'

type Body = BodyOf<typeof hardshipApi.openHardship>

/** A borrower has called or come in: staff write the situation down and go on to the desk. */
export function OpenHardship({ loanId, onClose }: { readonly loanId: string; readonly onClose: () => void }) {
  const t = useText(hardshipText)
  const say = useLocalized()
  const go = useGo()
  return (
    <Modal open title={t.openTitle} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.openAbout}</p>
      <OperationForm
        operation={hardshipApi.openHardship}
        input={(body: Body) => ({ params: { loanId }, body })}
        initial={{ reason: 'illness', story: '' }}
        submit={t.submit}
        onCancel={onClose}
        onDone={({ requestId }) => go(`/hardship/${requestId}`)}
      >
        <Form.Item required name="reason" label={t.reason}>
          <Select
            options={valuesOf('hardshipReason').map((value) => ({
              value,
              label: say(labelOf('hardshipReason', value)),
            }))}
          />
        </Form.Item>
        <Form.Item required name="story" label={t.story}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        {(['incomeBeforeFen', 'incomeNowFen', 'payableFen'] as const).map((name) => (
          <Form.Item
            key={name}
            required
            name={name}
            label={{ incomeBeforeFen: t.incomeBefore, incomeNowFen: t.incomeNow, payableFen: t.payable }[name]}
          >
            <FenInput />
          </Form.Item>
        ))}
      </OperationForm>
    </Modal>
  )
}
