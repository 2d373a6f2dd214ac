import { provisionsApi } from '@puhui/api'
import { addMonths, type Day } from '@puhui/calendar'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useStatus } from '../../api/session.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Empty } from '../../ui/states.tsx'
import { useGo } from '../../ui/to.tsx'

/** The provisions of the month-ends; each is worked out by one person and posted by another. */
export function RunList() {
  const t = useText(provisionsText).runs
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ListPage
        operation={provisionsApi.listRuns}
        hrefOf={(row) => `/provisions/runs/${row.id}`}
        actions={
          <DisabledReason why={whyNot('provisions.edit')}>
            <Button type="primary" onClick={() => setOpen(true)}>
              {t.make}
            </Button>
          </DisabledReason>
        }
        empty={<Empty title={t.none} />}
      />
      {isOpen && <MakeRun onClose={() => setOpen(false)} />}
    </>
  )
}

function MakeRun({ onClose }: { readonly onClose: () => void }) {
  const all = useText(provisionsText)
  const t = all.runs
  const go = useGo()
  const { message } = App.useApp()
  const today = useStatus()?.businessOn
  const month = today ? addMonths(today as Day, -1).slice(0, 7) : ''
  return (
    <Modal open title={t.makeTitle} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.makeAbout}</p>
      <OperationForm
        operation={provisionsApi.makeRun}
        input={(body: { month: string }) => ({ body })}
        initial={{ month }}
        submit={t.make}
        onCancel={onClose}
        onDone={({ runId }) => {
          message.success(t.made)
          go(`/provisions/runs/${runId}`)
        }}
      >
        <Form.Item required name="month" label={all.month}>
          <Input placeholder="2026-10" autoComplete="off" />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
