import { ledgerApi, type OutputOf } from '@puhui/api'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { ledgerText } from '../../i18n/ledger.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Instant, Money, None } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { Adjustments, AskAdjustment } from './adjustments.tsx'
import './ledger.css'

type Month = OutputOf<typeof ledgerApi.listMonths>['months'][number]

/** The months of the books: what is closed, who closed it, what waits for a second person. */
export function MonthsPage() {
  const t = useText(ledgerText).months
  const whyNot = useWhyNot()
  const read = useRead(ledgerApi.listMonths, {})
  const [asked, setAsked] = useState<{ readonly month: string; readonly act: 'close' | 'reopen' }>()
  const [isAdjusting, setAdjusting] = useState(false)
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { months, openMonth } = read.data
  return (
    <Page
      actions={
        <DisabledReason why={whyNot('ledger.close')}>
          <Button onClick={() => setAdjusting(true)}>{t.adjust}</Button>
        </DisabledReason>
      }
    >
      <Block isFlush>
        <PlainTable
          caption={t.month}
          table={{
            head: [t.month, t.status, t.entries, t.result, t.last, t.reason, ''],
            rows: months.map((one) => [
              one.month,
              <StatusTag key="status" set="monthStatus" value={one.status} />,
              <Count key="entries" value={one.entries} />,
              <Money key="result" fen={one.resultFen} />,
              one.lastAt ? (
                <span key="last">
                  {one.lastActor} <Instant at={one.lastAt} />
                </span>
              ) : (
                <None key="last" />
              ),
              one.reason ?? <None key="reason" />,
              <MonthActions key="acts" month={one} isRunning={one.month >= openMonth} onAsk={setAsked} />,
            ]),
          }}
        />
      </Block>
      <Adjustments />
      {asked && <ActDialog {...asked} onClose={() => setAsked(undefined)} />}
      {isAdjusting && <AskAdjustment onClose={() => setAdjusting(false)} />}
    </Page>
  )
}

interface MonthActionsProps {
  readonly month: Month
  readonly isRunning: boolean
  readonly onAsk: (asked: { readonly month: string; readonly act: 'close' | 'reopen' }) => void
}

function MonthActions({ month, isRunning, onAsk }: MonthActionsProps) {
  const t = useText(ledgerText).months
  const whyNot = useWhyNot()
  if (month.pending) {
    return (
      <div className="inline-field">
        <span className="soft">{t.waiting(month.pending.makerName)}</span>
        <Decision
          size="small"
          operation={ledgerApi.decideReopening}
          input={(body) => ({ params: { month: month.month }, body })}
          makerId={month.pending.makerId}
          about={t.decideReopen(month.month, month.pending.reason)}
        />
      </div>
    )
  }
  const isClosed = month.status === 'closed'
  const act = isClosed ? ('reopen' as const) : ('close' as const)
  return (
    <DisabledReason why={isRunning ? t.current : whyNot('ledger.close')}>
      <Button size="small" onClick={() => onAsk({ month: month.month, act })}>
        {isClosed ? t.reopen : t.close}
      </Button>
    </DisabledReason>
  )
}

interface ActDialogProps {
  readonly month: string
  readonly act: 'close' | 'reopen'
  readonly onClose: () => void
}

function ActDialog({ month, act, onClose }: ActDialogProps) {
  const t = useText(ledgerText).months
  const { message } = App.useApp()
  const isClosing = act === 'close'
  return (
    <Modal
      open
      title={isClosing ? t.closeTitle(month) : t.reopenTitle(month)}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
    >
      <p className="dialog-about soft">{isClosing ? t.closeAbout : t.reopenAbout}</p>
      <OperationForm
        operation={isClosing ? ledgerApi.closeMonth : ledgerApi.askReopening}
        input={(body: { reason: string }) => ({ params: { month }, body })}
        initial={{ reason: '' }}
        submit={isClosing ? t.close : t.reopen}
        onCancel={onClose}
        onDone={() => {
          message.success(isClosing ? t.closed : t.asked)
          onClose()
        }}
      >
        <Form.Item required name="reason" label={t.reason}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
