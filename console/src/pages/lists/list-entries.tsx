import { type BodyOf, labels, listsApi, type OutputOf } from '@puhui/api'
import { Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { listsText } from '../../i18n/lists.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Empty } from '../../ui/states.tsx'

type Entry = OutputOf<typeof listsApi.listEntries>['rows'][number]

/** Black, grey and white lists: asked for by one person, decided by another. */
export function ListEntries() {
  const t = useText(listsText)
  const why = useWhyNot()
  const [isNew, setNew] = useState(false)
  const [entry, setEntry] = useState<Entry>()
  const close = () => setEntry(undefined)
  return (
    <>
      <ListPage
        operation={listsApi.listEntries}
        rowActions={(row) => <RowAction row={row} onOpen={() => setEntry(row)} />}
        actions={
          <DisabledReason why={why('lists.propose')}>
            <Button type="primary" onClick={() => setNew(true)}>
              {t.add}
            </Button>
          </DisabledReason>
        }
        empty={<Empty title={t.none}>{t.noneHint}</Empty>}
      />
      <Modal open={isNew} title={t.add} footer={null} onCancel={() => setNew(false)} destroyOnHidden>
        <Propose onDone={() => setNew(false)} />
      </Modal>
      <Modal
        open={entry !== undefined}
        title={entry?.requestId ? t.decide : t.ask}
        footer={null}
        onCancel={close}
        destroyOnHidden
      >
        {entry?.requestId ? (
          <Decide entry={entry} requestId={entry.requestId} onDone={close} />
        ) : (
          entry && <AskRemoval entry={entry} onDone={close} />
        )}
      </Modal>
    </>
  )
}

function RowAction({ row, onOpen }: { readonly row: Entry; readonly onOpen: () => void }) {
  const t = useText(listsText)
  const why = useWhyNot()
  if (row.requestId) {
    return (
      <DisabledReason why={row.isOwnRequest ? t.own : why('lists.approve')}>
        <Button size="small" onClick={onOpen}>
          {t.decide}
        </Button>
      </DisabledReason>
    )
  }
  if (row.status !== 'active') return null
  return (
    <DisabledReason why={why('lists.propose')}>
      <Button size="small" onClick={onOpen}>
        {t.ask}
      </Button>
    </DisabledReason>
  )
}

interface Typed extends Omit<BodyOf<typeof listsApi.proposeEntries>, 'values'> {
  readonly values: string
}

function Propose({ onDone }: { readonly onDone: () => void }) {
  const t = useText(listsText)
  const lines = (text = '') => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  return (
    <OperationForm
      operation={listsApi.proposeEntries}
      input={(body: Typed) => ({ body: { ...body, values: lines(body.values) } })}
      initial={{ list: 'black', kind: 'phone' }}
      submit={t.send}
      onDone={onDone}
    >
      <Form.Item name="list" label={t.list}>
        <LabelSelect set="listName" />
      </Form.Item>
      <Form.Item name="kind" label={t.kind}>
        <LabelSelect set="subjectKind" />
      </Form.Item>
      <Form.Item name="values" label={t.values} extra={t.addHint}>
        <Input.TextArea rows={4} autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={t.reason} extra={t.reasonHint}>
        <Input />
      </Form.Item>
      <Form.Item name="expiresOn" label={t.expiresOn}>
        <DayInput />
      </Form.Item>
    </OperationForm>
  )
}

interface LabelSelectProps {
  readonly set: 'listName' | 'subjectKind' | 'listRequest'
  readonly without?: string
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
}

function LabelSelect({ set, without, ...field }: LabelSelectProps) {
  const say = useLocalized()
  const options = Object.entries(labels[set]).filter(([value]) => value !== without)
  return <Select {...field} options={options.map(([value, label]) => ({ value, label: say(label) }))} />
}

function AskRemoval({ entry, onDone }: { readonly entry: Entry; readonly onDone: () => void }) {
  const t = useText(listsText)
  return (
    <OperationForm
      operation={listsApi.askRemoval}
      input={(body: BodyOf<typeof listsApi.askRemoval>) => ({ params: { entryId: entry.id }, body })}
      initial={{ kind: 'remove' }}
      submit={t.send}
      onDone={onDone}
    >
      <Form.Item name="kind" label={t.askKind}>
        <LabelSelect set="listRequest" without="add" />
      </Form.Item>
      <Form.Item name="reason" label={t.reason} extra={t.reasonHint}>
        <Input />
      </Form.Item>
    </OperationForm>
  )
}

interface Decision {
  readonly verdict: 'approved' | 'rejected'
  readonly note: string
}

function Decide({
  entry,
  requestId,
  onDone,
}: {
  readonly entry: Entry
  readonly requestId: string
  readonly onDone: () => void
}) {
  const t = useText(listsText)
  return (
    <OperationForm
      operation={listsApi.decideRequests}
      input={(body: Decision) => ({ body: { ...body, requestIds: [requestId] } })}
      initial={{ verdict: 'approved', note: '' }}
      submit={t.confirm}
      onDone={onDone}
    >
      <p>
        {entry.masked} · {t.asked}: {entry.requestReason}
      </p>
      <Form.Item name="verdict" label={t.verdict}>
        <Radio.Group
          options={(['approved', 'rejected'] as const).map((value) => ({ value, label: t.verdicts[value] }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t.note}>
        <Input />
      </Form.Item>
    </OperationForm>
  )
}
