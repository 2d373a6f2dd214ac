import type { AnyOperation, InputOf } from '@puhui/api'
import { App, Button, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSession } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { DisabledReason, useWhyNot } from './disabled-reason.tsx'
import { OperationForm } from './form.tsx'

type Verdict = 'approve' | 'reject'

interface DecisionProps<Op extends AnyOperation> {
  readonly operation: Op
  readonly input: (body: { readonly verdict: Verdict; readonly note: string }) => InputOf<Op>
  /** Who asked: whoever it is may not decide. */
  readonly makerId: string
  /** What is decided, said over the note. */
  readonly about: string
  /** What would happen, shown before it is approved. */
  readonly details?: ReactNode
  /** Ids of the operations to read again; all, when left out. */
  readonly refreshes?: readonly string[]
  readonly size?: 'small' | 'middle'
}

/** The two buttons of a second person. They stay in their place and say why they may not be pressed. */
export function Decision<Op extends AnyOperation>(props: DecisionProps<Op>) {
  const { operation, input, makerId, about, details, refreshes, size } = props
  const t = useText(uiText).decision
  const me = useSession()?.id
  const whyNot = useWhyNot()
  const { message } = App.useApp()
  const [verdict, setVerdict] = useState<Verdict>()
  const permission = operation.permission as Parameters<typeof whyNot>[0]
  const why = whyNot(permission) ?? (me === makerId ? t.own : undefined)
  const close = () => setVerdict(undefined)
  return (
    <>
      <DisabledReason why={why}>
        <Button size={size ?? 'middle'} onClick={() => setVerdict('reject')}>
          {t.reject}
        </Button>
      </DisabledReason>
      <DisabledReason why={why}>
        <Button size={size ?? 'middle'} type="primary" onClick={() => setVerdict('approve')}>
          {t.approve}
        </Button>
      </DisabledReason>
      {verdict && (
        <Modal
          open
          title={verdict === 'approve' ? t.approve : t.reject}
          onCancel={close}
          footer={null}
          destroyOnHidden
          {...(details ? { width: 760 } : {})}
        >
          <p className="dialog-about soft">{about}</p>
          {verdict === 'approve' && details}
          <OperationForm
            operation={operation}
            input={({ note }: { note?: string }) => input({ verdict, note: note ?? '' })}
            submit={verdict === 'approve' ? t.approve : t.reject}
            onCancel={close}
            {...(refreshes ? { refreshes } : {})}
            onDone={() => {
              message.success(verdict === 'approve' ? t.approved : t.rejected)
              close()
            }}
          >
            <Form.Item name="note" label={t.note}>
              <Input.TextArea rows={2} maxLength={200} />
            </Form.Item>
          </OperationForm>
        </Modal>
      )}
    </>
  )
}
