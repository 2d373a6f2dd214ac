import { type BodyOf, regulationsApi } from '@puhui/api'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { useSession } from '../../api/session.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { DayText } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Regulation } from './regulation-form.tsx'

type Action = Regulation['actions'][number]
type Body = BodyOf<typeof regulationsApi.addRegulationAction>

/** What has to be done, by whom and by when. */
export function ActionsTab({ of }: { readonly of: Regulation }) {
  const t = useText(regulationsText)
  const say = useLocalized()
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  const why = whyNot('regulations.edit') ?? (of.state === 'superseded' ? t.isOver : undefined)
  return (
    <Block
      title={t.actionsTab}
      actions={
        <DisabledReason why={why}>
          <Button onClick={() => setOpen(true)}>{t.addAction}</Button>
        </DisabledReason>
      }
    >
      {of.actions.length === 0 ? (
        <Empty title={t.noActions} />
      ) : (
        <PlainTable
          caption={t.actionsTab}
          table={{
            head: [t.actionsTab, t.owner, t.dueOn, t.status, t.note, ''],
            rows: of.actions.map((action) => [
              say(action.title),
              action.owner,
              <DayText key="due" day={action.dueOn} />,
              <HowItStands key="state" action={action} />,
              action.note || '—',
              action.doneOn === null ? <Finish key="finish" action={action} /> : (action.doer ?? ''),
            ]),
          }}
        />
      )}
      {isOpen && <AddAction of={of} onClose={() => setOpen(false)} />}
    </Block>
  )
}

function HowItStands({ action: { doneOn, daysLeft } }: { readonly action: Action }) {
  const t = useText(regulationsText)
  if (doneOn !== null)
    return (
      <Tag tone="good">
        {t.done} {doneOn}
      </Tag>
    )
  return daysLeft < 0 ? <Tag tone="bad">{t.overdue(-daysLeft)}</Tag> : <Tag tone="attention">{t.left(daysLeft)}</Tag>
}

function Finish({ action }: { readonly action: Action }) {
  const t = useText(regulationsText)
  const whyNot = useWhyNot()
  const { message } = App.useApp()
  const me = useSession()?.id
  const finish = useWrite(regulationsApi.finishRegulationAction)
  const isMine = action.ownerId === me
  return (
    <DisabledReason why={isMine ? undefined : whyNot('regulations.edit') && t.notYours}>
      <Button
        size="small"
        loading={finish.isPending}
        onClick={() =>
          finish.mutate(
            { params: { actionId: action.id }, body: { note: '' } },
            { onError: (error) => message.error(error.message) },
          )
        }
      >
        {t.done}
      </Button>
    </DisabledReason>
  )
}

function AddAction({ of, onClose }: { readonly of: Regulation; readonly onClose: () => void }) {
  const t = useText(regulationsText)
  const options = useRead(regulationsApi.getRegulationOptions, {})
  return (
    <Modal open title={t.addAction} onCancel={onClose} footer={null} destroyOnHidden>
      <OperationForm
        operation={regulationsApi.addRegulationAction}
        input={(body: Body) => ({ params: { regulationId: of.id }, body })}
        submit={t.addAction}
        onCancel={onClose}
        onDone={onClose}
      >
        <Form.Item required name={['title', 'zh']} label={t.action}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item required name={['title', 'en']} label={t.actionEn}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item required name="ownerId" label={t.owner}>
          <Select
            showSearch
            optionFilterProp="label"
            options={(options.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item required name="dueOn" label={t.dueOn}>
          <DayInput />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
