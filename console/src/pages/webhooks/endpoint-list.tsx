import { labels, webhooksApi } from '@puhui/api'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { webhooksText } from '../../i18n/webhooks.ts'
import { DataTable } from '../../list/data-table.tsx'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { useGo } from '../../ui/to.tsx'
import { EndpointForm } from './endpoint-form.tsx'

const SHOWN = 2

/** Systems outside that are told what happens here. */
export function EndpointList() {
  const t = useText(webhooksText)
  const say = useLocalized()
  const why = useWhyNot()
  const go = useGo()
  const [isNew, setNew] = useState(false)
  const named = (types: readonly (keyof typeof labels.webhookEvent)[]) => {
    if (types.length === 0) return t.all
    const names = types.slice(0, SHOWN).map((type) => say(labels.webhookEvent[type]))
    return types.length > SHOWN ? `${names.join(', ')} ${t.more(types.length)}` : names.join(', ')
  }
  return (
    <Page
      actions={
        <DisabledReason why={why('webhooks.manage')}>
          <Button type="primary" onClick={() => setNew(true)}>
            {t.add}
          </Button>
        </DisabledReason>
      }
    >
      <DataTable
        operation={webhooksApi.listEndpoints}
        hrefOf={({ id }) => `/webhooks/${id}`}
        cells={{ types: ({ types }) => named(types) }}
        empty={<Empty title={t.none}>{t.noneHint}</Empty>}
      />
      <EventTypes />
      <Modal open={isNew} title={t.add} footer={null} onCancel={() => setNew(false)} destroyOnHidden>
        <EndpointForm onDone={(id) => go(`/webhooks/${id}`)} />
      </Modal>
    </Page>
  )
}

/** What may be heard, for whoever writes a receiver. */
function EventTypes() {
  const t = useText(webhooksText)
  const say = useLocalized()
  const read = useRead(webhooksApi.listEventTypes, {})
  if (!read.data) return null
  return (
    <Block title={t.catalogue}>
      <PlainTable
        table={{
          head: [t.types, t.name, t.carries],
          rows: read.data.types.map(({ type, label, fields }) => [
            <code key="type">{type}</code>,
            say(label),
            <code key="fields" className="wrap">
              {fields.join(' ')}
            </code>,
          ]),
        }}
      />
      <p className="soft">
        <b>{t.verify}</b> {t.verifyText}
      </p>
    </Block>
  )
}
