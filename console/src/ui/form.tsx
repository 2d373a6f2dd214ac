import type { AnyOperation, InputOf, OutputOf } from '@puhui/api'
import { Button, Form, type FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { problemOf } from '../api/call.ts'
import { useWrite } from '../api/hooks.ts'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { currentLocale } from '../theme/appearance.ts'
import { type FieldProblem, hasPlace, pathOf, problemsIn } from './field-problems.ts'
import { Problems } from './problems.tsx'

interface OperationFormProps<V extends object, Op extends AnyOperation> {
  readonly operation: Op
  /** From the fields' values to what the operation takes. */
  readonly input: (values: V) => InputOf<Op>
  readonly initial?: Partial<V>
  readonly submit: string
  readonly onDone: (answer: OutputOf<Op>) => void
  readonly onCancel?: () => void
  /** Told of a refusal besides showing it: to load again what has changed meanwhile. */
  readonly onRefused?: () => void
  readonly children: ReactNode
  readonly refreshes?: readonly string[]
  readonly form?: FormInstance<V>
}

/**
 * A form over one operation: checked by the operation's own schema before it is sent, every problem shown at its
 * field at once, whether it was found here or by the server. Field names are those of the body.
 */
export function OperationForm<V extends object, Op extends AnyOperation>(props: OperationFormProps<V, Op>) {
  const t = useText(uiText)
  const [own] = Form.useForm<V>()
  const form = props.form ?? own
  const write = useWrite(props.operation, props.refreshes ? { refreshes: props.refreshes } : {})
  function send(values: V) {
    forgetProblems(form as FormInstance, values)
    const input = props.input(values)
    const problems = problemsIn(props.operation, (input as { body?: unknown }).body, currentLocale())
    if (problems.length > 0) return place(form as FormInstance, problems)
    write.mutate(input, {
      onSuccess: props.onDone,
      onError: (error) => {
        showProblems(form as FormInstance, error)
        props.onRefused?.()
      },
    })
  }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark="optional"
      initialValues={props.initial as V}
      onFinish={send}
      onValuesChange={(changed) => forgetProblems(form as FormInstance, changed)}
      scrollToFirstError={{ behavior: 'instant', block: 'center' }}
    >
      <Problems error={write.error} />
      {props.children}
      <div className="form-buttons">
        {props.onCancel && <Button onClick={props.onCancel}>{t.cancel}</Button>}
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          {props.submit}
        </Button>
      </div>
    </Form>
  )
}

/** Puts what the server found at the fields it points to; what points nowhere stays with `<Problems>`. */
export function showProblems(form: FormInstance, error: unknown): void {
  const items = problemOf(error)?.problems ?? []
  place(
    form,
    items.map(({ pointer, message }) => ({ path: pathOf(pointer), message })),
  )
}

/** What was said at a field holds for what stood there: it goes once that is changed, or sent anew. */
export function forgetProblems(form: FormInstance, changed: object): void {
  const said = form.getFieldsError().filter(({ name, errors }) => errors.length > 0 && hasPlace(changed, name))
  form.setFields(said.map(({ name }) => ({ name, errors: [] })))
}

function place(form: FormInstance, problems: readonly FieldProblem[]): void {
  const byField = new Map<string, FieldProblem[]>()
  for (const problem of problems) {
    const key = JSON.stringify(problem.path)
    byField.set(key, [...(byField.get(key) ?? []), problem])
  }
  const fields = [...byField].map(([path, found]) => ({
    name: JSON.parse(path) as (string | number)[],
    errors: found.map(({ message }) => message),
  }))
  form.setFields(fields)
  const first = fields[0]
  if (first) form.scrollToField(first.name, { block: 'center' })
}
