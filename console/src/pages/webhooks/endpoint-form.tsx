import { type BodyOf, labels, webhooksApi } from '@puhui/api'
import { Checkbox, Form, Input, Select } from 'antd'
import { useLocalized, useText } from '../../i18n/text.ts'
import { webhooksText } from '../../i18n/webhooks.ts'
import { OperationForm } from '../../ui/form.tsx'

type Draft = BodyOf<typeof webhooksApi.createEndpoint>

interface EndpointFormProps {
  /** Absent: a new one. */
  readonly endpoint?: { readonly id: string; readonly draft: Draft }
  readonly onDone: (id: string) => void
}

/** What an endpoint is, to be made or changed. */
export function EndpointForm({ endpoint, onDone }: EndpointFormProps) {
  const t = useText(webhooksText)
  const shared = { submit: t.save, children: <Fields /> }
  if (endpoint === undefined) {
    return (
      <OperationForm
        {...shared}
        operation={webhooksApi.createEndpoint}
        input={(body: Draft) => ({ body: cleaned(body) })}
        initial={{ types: [], hasCustomer: false }}
        onDone={({ id }) => onDone(id)}
      />
    )
  }
  return (
    <OperationForm
      {...shared}
      operation={webhooksApi.changeEndpoint}
      input={(body: Draft) => ({ params: { endpointId: endpoint.id }, body: cleaned(body) })}
      initial={endpoint.draft}
      onDone={() => onDone(endpoint.id)}
    />
  )
}

function cleaned({ filter, alertEmail, ...draft }: Draft): Draft {
  return { ...draft, filter: filter?.trim() || null, alertEmail: alertEmail?.trim() || null }
}

function Fields() {
  const t = useText(webhooksText)
  const say = useLocalized()
  const options = Object.entries(labels.webhookEvent)
    .filter(([value]) => value !== 'webhook.test')
    .map(([value, label]) => ({ value, label: say(label) }))
  return (
    <>
      <Form.Item name="name" label={t.name}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="url" label={t.url} extra={t.urlHint}>
        <Input autoComplete="off" inputMode="url" placeholder="https://" />
      </Form.Item>
      <Form.Item name="types" label={t.types} extra={t.typesHint}>
        <Select mode="multiple" options={options} optionFilterProp="label" />
      </Form.Item>
      <Form.Item name="filter" label={t.filter} extra={t.filterHint}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="alertEmail" label={t.alertEmail} extra={t.alertHint}>
        <Input autoComplete="off" inputMode="email" />
      </Form.Item>
      <Form.Item name="hasCustomer" valuePropName="checked">
        <Checkbox>{t.hasCustomer}</Checkbox>
      </Form.Item>
    </>
  )
}
