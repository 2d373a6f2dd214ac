import { labels, type OutputOf, webhooksApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, Modal } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { webhooksText } from '../../i18n/webhooks.ts'
import { DataTable } from '../../list/data-table.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Instant } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { Attempted } from './attempted.tsx'
import { EndpointForm } from './endpoint-form.tsx'

type Endpoint = OutputOf<typeof webhooksApi.getEndpoint>

/** One receiver: what it hears, what was delivered, its secret. */
export function EndpointFile() {
  const { endpointId = '' } = useParams({ strict: false })
  const t = useText(webhooksText)
  const read = useRead(webhooksApi.getEndpoint, { params: { endpointId } })
  const test = useWrite(webhooksApi.sendTest)
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const endpoint = read.data
  return (
    <ObjectPage
      title={endpoint.name}
      status={<StatusTag set="webhookStatus" value={endpoint.status} />}
      facts={
        <>
          <IdChip id={endpoint.id} />
          <code className="wrap">{endpoint.url}</code>
        </>
      }
      actions={<Actions endpoint={endpoint} onTest={() => test.mutate({ params: { endpointId } })} />}
      figures={
        <Figure label={t.failures}>
          <Count value={endpoint.failures} />
        </Figure>
      }
      tabs={[
        {
          key: 'deliveries',
          label: t.deliveries,
          children: (
            <>
              {endpoint.statusWhy && (
                <Alert type="warning" showIcon title={endpoint.statusWhy === 'gone' ? t.gone : t.suspended} />
              )}
              <Problems error={test.error} />
              <Attempted outcome={test.data} />
              <DataTable
                operation={webhooksApi.listEndpointDeliveries}
                params={{ endpointId }}
                hrefOf={({ id }) => `/webhook-deliveries/${id}`}
                empty={<Empty title={t.noDeliveries} />}
              />
            </>
          ),
        },
        { key: 'settings', label: t.settings, children: <Settings endpoint={endpoint} /> },
      ]}
      journal={{ objectKind: 'webhook', objectId: endpointId }}
      json={endpoint}
    />
  )
}

function Actions({ endpoint, onTest }: { readonly endpoint: Endpoint; readonly onTest: () => void }) {
  const t = useText(webhooksText)
  const why = useWhyNot()
  const [isEditing, setEditing] = useState(false)
  const set = useWrite(webhooksApi.setEndpointStatus)
  const isActive = endpoint.status === 'active'
  const params = { endpointId: endpoint.id }
  const { id, name, url, types, filter, hasCustomer, alertEmail } = endpoint
  return (
    <>
      <DisabledReason why={why('webhooks.manage')}>
        <Button type="primary" onClick={onTest}>
          {t.test}
        </Button>
      </DisabledReason>
      <DisabledReason why={why('webhooks.manage')}>
        <Button onClick={() => set.mutate({ params, body: { status: isActive ? 'paused' : 'active' } })}>
          {isActive ? t.pause : t.resume}
        </Button>
      </DisabledReason>
      <DisabledReason why={why('webhooks.manage')}>
        <Button onClick={() => setEditing(true)}>{t.edit}</Button>
      </DisabledReason>
      <Modal open={isEditing} title={t.edit} footer={null} onCancel={() => setEditing(false)} destroyOnHidden>
        <EndpointForm
          endpoint={{ id, draft: { name, url, types, filter, hasCustomer, alertEmail } }}
          onDone={() => setEditing(false)}
        />
      </Modal>
    </>
  )
}

function Settings({ endpoint }: { readonly endpoint: Endpoint }) {
  const t = useText(webhooksText)
  const say = useLocalized()
  const { types, filter, hasCustomer, alertEmail } = endpoint
  return (
    <div className="two">
      <Block title={t.settings}>
        <Facts
          facts={[
            [
              t.url,
              <code key="url" className="wrap">
                {endpoint.url}
              </code>,
            ],
            [t.types, types.length === 0 ? t.all : types.map((type) => say(labels.webhookEvent[type])).join(', ')],
            [t.filter, filter === null ? '—' : <code key="filter">{filter}</code>],
            [t.hasCustomer, hasCustomer ? t.yes : t.no],
            [t.alertEmail, alertEmail ?? '—'],
          ]}
        />
      </Block>
      <Secret endpoint={endpoint} />
    </div>
  )
}

function Secret({ endpoint: { id, oldSecretUntil } }: { readonly endpoint: Endpoint }) {
  const t = useText(webhooksText)
  const why = useWhyNot()
  const [modal, context] = Modal.useModal()
  const reveal = useWrite(webhooksApi.revealSecret, { refreshes: [] })
  const rotate = useWrite(webhooksApi.rotateSecret)
  const params = { endpointId: id }
  const ask = () =>
    modal.confirm({
      title: t.rotate,
      content: t.rotateAsk,
      okText: t.rotate,
      onOk: async () => {
        reveal.reset()
        await rotate.mutateAsync({ params })
      },
    })
  return (
    <Block title={t.secret}>
      {context}
      <Problems error={reveal.error ?? rotate.error} />
      <p>{reveal.data ? <code className="wrap">{reveal.data.secret}</code> : 'whsec_••••••••'}</p>
      <p className="soft">{t.secretNote}</p>
      {oldSecretUntil && (
        <p className="soft">
          {t.oldUntil} <Instant at={oldSecretUntil} />
        </p>
      )}
      <div className="form-buttons">
        <DisabledReason why={why('webhooks.manage')}>
          <Button onClick={() => reveal.mutate({ params })}>{t.show}</Button>
        </DisabledReason>
        <DisabledReason why={why('webhooks.manage')}>
          <Button onClick={ask}>{t.rotate}</Button>
        </DisabledReason>
      </div>
      <p className="soft">
        <b>{t.verify}</b> {t.verifyText}
      </p>
    </Block>
  )
}
