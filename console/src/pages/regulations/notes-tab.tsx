import { type BodyOf, regulationsApi, roles } from '@puhui/api'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Instant } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Regulation } from './regulation-form.tsx'

type Body = BodyOf<typeof regulationsApi.interpretRegulation>

/** How the lender reads it, and who has read that. */
export function NotesTab({ of }: { readonly of: Regulation }) {
  const t = useText(regulationsText)
  const say = useLocalized()
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  const why = whyNot('regulations.edit') ?? (of.state === 'superseded' ? t.isOver : undefined)
  return (
    <div className="regulation-stack">
      <Block
        title={t.notesTitle}
        actions={
          <DisabledReason why={why}>
            <Button onClick={() => setOpen(true)}>{t.interpret}</Button>
          </DisabledReason>
        }
      >
        {of.notes.length === 0 && <Empty title={t.noNotes} />}
        {of.notes.map((note) => (
          <div key={note.id} className="regulation-note">
            <p className="regulation-body">{say(note.body)}</p>
            <p className="soft">
              {note.author} · <Instant at={note.writtenAt} />
            </p>
          </div>
        ))}
      </Block>
      <Block title={t.readings}>
        <PlainTable
          caption={t.readings}
          table={{
            head: [t.name, t.roles, t.readAt],
            rows: of.readings.map(({ name, roles: held, readAt }) => [
              name,
              held.map((id) => say(roles.find((role) => role.id === id)?.label ?? { zh: id, en: id })).join(' · '),
              readAt === null ? (
                <Tag key="no" tone="attention">
                  {t.notRead}
                </Tag>
              ) : (
                <Instant key="at" at={readAt} />
              ),
            ]),
          }}
        />
      </Block>
      {isOpen && <Interpret of={of} onClose={() => setOpen(false)} />}
    </div>
  )
}

function Interpret({ of, onClose }: { readonly of: Regulation; readonly onClose: () => void }) {
  const t = useText(regulationsText)
  const { message } = App.useApp()
  return (
    <Modal open title={t.interpret} onCancel={onClose} footer={null} destroyOnHidden>
      <OperationForm
        operation={regulationsApi.interpretRegulation}
        input={(body: Body) => ({ params: { regulationId: of.id }, body })}
        submit={t.save}
        onCancel={onClose}
        onDone={() => {
          message.success(t.interpreted)
          onClose()
        }}
      >
        <Form.Item required name="zh" label={t.noteText}>
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
        <Form.Item required name="en" label={t.noteTextEn}>
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
