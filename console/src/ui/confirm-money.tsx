import type { AnyOperation, InputOf, OutputOf } from '@puhui/api'
import { App, Button, Form, type FormInstance, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { problemOf } from '../api/call.ts'
import { useWrite } from '../api/hooks.ts'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { forgetProblems, showProblems } from './form.tsx'
import { Problems } from './problems.tsx'

interface ConfirmMoneyProps<V extends object, P extends AnyOperation, C extends AnyOperation> {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The fields; read with the form kit. */
  readonly children: ReactNode
  readonly initial?: Partial<V>
  readonly preview: P
  readonly previewInput: (values: V) => InputOf<P>
  /** Shows the preview: what goes where, before and after. */
  readonly show: (preview: OutputOf<P>, values: V) => ReactNode
  readonly commit: C
  readonly commitInput: (values: V, preview: OutputOf<P>) => InputOf<C>
  readonly done: string
}

/**
 * Money moves in two steps: see exactly what will happen, then confirm exactly that. Editing asks for a new preview,
 * and so does a change by somebody else in between: the refusal stays in sight above the new one.
 */
export function ConfirmMoney<V extends object, P extends AnyOperation, C extends AnyOperation>(
  props: ConfirmMoneyProps<V, P, C>,
) {
  const t = useText(uiText)
  const { message } = App.useApp()
  const [form] = Form.useForm<V>()
  const [seen, setSeen] = useState<{ values: V; preview: OutputOf<P> }>()
  const preview = useWrite(props.preview, { refreshes: [] })
  const commit = useWrite(props.commit)
  function look(values: V) {
    forgetProblems(form as FormInstance, values)
    preview.mutate(props.previewInput(values), {
      onSuccess: (shown) => setSeen({ values, preview: shown }),
      onError: (error) => showProblems(form as FormInstance, error),
    })
  }
  function close() {
    setSeen(undefined)
    preview.reset()
    commit.reset()
    props.onClose()
  }
  function confirm() {
    if (!seen) return
    commit.mutate(props.commitInput(seen.values, seen.preview), {
      onSuccess: () => {
        message.success(props.done)
        close()
      },
      onError: (error) => {
        if (problemOf(error)?.code.endsWith('.changed_meanwhile')) look(seen.values)
      },
    })
  }
  return (
    <Modal
      open={props.isOpen}
      title={props.title}
      onCancel={close}
      width={680}
      destroyOnHidden
      footer={
        seen
          ? [
              <Button key="back" onClick={() => setSeen(undefined)}>
                {t.money.back}
              </Button>,
              <Button key="commit" type="primary" loading={commit.isPending} onClick={confirm} data-part="commit">
                {t.money.commit}
              </Button>,
            ]
          : [
              <Button key="cancel" onClick={close}>
                {t.cancel}
              </Button>,
              <Button
                key="preview"
                type="primary"
                loading={preview.isPending}
                onClick={() => form.submit()}
                data-part="preview"
              >
                {t.money.preview}
              </Button>,
            ]
      }
    >
      <Problems error={commit.error ?? preview.error} />
      <div hidden={seen !== undefined}>
        <Form
          form={form}
          layout="vertical"
          initialValues={props.initial as V}
          onFinish={look}
          onValuesChange={(changed) => forgetProblems(form as FormInstance, changed)}
          requiredMark={false}
        >
          {props.children}
        </Form>
      </div>
      {seen && (
        <section className="money-preview" data-part="money-preview" aria-label={t.money.preview}>
          {props.show(seen.preview, seen.values)}
        </section>
      )}
    </Modal>
  )
}
