import { type BodyOf, systemApi } from '@puhui/api'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useWrite } from '../api/hooks.ts'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { DisabledReason, useWhyNot } from './disabled-reason.tsx'
import { None } from './figures.tsx'
import { Icon } from './icon.tsx'
import { Problems } from './problems.tsx'

type Field = BodyOf<typeof systemApi.unmask>['field']

interface MaskedProps {
  /** As the server sends it: already masked. */
  readonly value: string | null | undefined
  /** Given both, the reader may ask for the whole value and has to say what for. */
  readonly customerId?: string
  readonly field?: Field
}

/** A personal value, masked by the server. Seeing it whole is a call of its own, with a purpose, in the journal. */
export function Masked({ value, customerId, field }: MaskedProps) {
  const t = useText(uiText).unmask
  const why = useWhyNot()('customers.unmask')
  const [isAsking, setAsking] = useState(false)
  const [whole, setWhole] = useState<string>()
  if (!value) return <None />
  if (!customerId || !field) return <span className="figures masked">{value}</span>
  return (
    <span className="masked-field">
      <span className="figures masked">{whole ?? value}</span>
      <DisabledReason why={why}>
        <Button
          type="text"
          size="small"
          aria-label={whole ? t.hide : t.button}
          title={whole ? t.hide : t.button}
          icon={<Icon name={whole ? 'lock' : 'eye'} size={16} />}
          onClick={() => (whole ? setWhole(undefined) : setAsking(true))}
        />
      </DisabledReason>
      {isAsking && <Ask customerId={customerId} field={field} onClose={() => setAsking(false)} onShown={setWhole} />}
    </span>
  )
}

function Ask(props: {
  readonly customerId: string
  readonly field: Field
  readonly onClose: () => void
  readonly onShown: (value: string) => void
}) {
  const t = useText(uiText)
  const unmask = useWrite(systemApi.unmask, { refreshes: ['journal.of'] })
  const [form] = Form.useForm<{ purpose: string }>()
  function show({ purpose }: { purpose: string }) {
    unmask.mutate(
      { body: { customerId: props.customerId, field: props.field, purpose } },
      {
        onSuccess: ({ value }) => {
          props.onShown(value)
          props.onClose()
        },
      },
    )
  }
  return (
    <Modal
      open
      title={t.unmask.title}
      okText={t.unmask.show}
      cancelText={t.cancel}
      confirmLoading={unmask.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p className="soft">{t.unmask.about}</p>
      <Problems error={unmask.error} />
      <Form form={form} layout="vertical" onFinish={show} requiredMark={false}>
        <Form.Item name="purpose" label={t.unmask.purpose} rules={[{ required: true, min: 4, message: t.unmask.ask }]}>
          <Input.TextArea autoFocus rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
