import { actionLabel, labelOf, mandatesApi, type OutputOf } from '@puhui/api'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { fundsText } from '../../i18n/funds.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Instant, Money, None } from '../../ui/figures.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag, Tag } from '../../ui/status-tag.tsx'

type Shown = OutputOf<typeof mandatesApi.loanMandate>
type Receipt = OutputOf<typeof mandatesApi.mandateReceipt>

/** The rule that executes itself, and each time that it was asked. */
export function MandateTab({ loanId }: { readonly loanId: string }) {
  const t = useText(fundsText)
  const [receipt, setReceipt] = useState<string>()
  const read = useRead(mandatesApi.loanMandate, { params: { loanId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { mandate, executions } = read.data
  if (!mandate) return <p className="soft">{t.noMandate}</p>
  return (
    <>
      <Rule mandate={mandate} />
      <Block title={t.executions}>
        {executions.length === 0 ? (
          <p className="soft">{t.notExecuted}</p>
        ) : (
          <Executions executions={executions} onOpen={setReceipt} />
        )}
      </Block>
      <Modal
        open={receipt !== undefined}
        title={t.receipt}
        footer={null}
        onCancel={() => setReceipt(undefined)}
        width={720}
      >
        {receipt && <ReceiptOf executionId={receipt} />}
      </Modal>
    </>
  )
}

function Rule({ mandate }: { readonly mandate: NonNullable<Shown['mandate']> }) {
  const t = useText(fundsText)
  const say = useLocalized()
  const { rule } = mandate
  return (
    <Facts
      facts={[
        [t.rule, <StatusTag key="status" set="mandateStatus" value={mandate.status} />],
        [t.amount, say(labelOf('mandateAmount', rule.amount))],
        [t.days, rule.days.join(' · ')],
        [t.max, <Money key="max" fen={rule.maxFen} />],
        [t.account, rule.accountTail],
        [t.until, <DayText key="until" day={rule.until} />],
        [t.hash, <code key="hash">{mandate.ruleHash.slice(0, 16)}</code>],
      ]}
    />
  )
}

function Executions(props: { readonly executions: Shown['executions']; readonly onOpen: (id: string) => void }) {
  const t = useText(fundsText)
  const say = useLocalized()
  return (
    <PlainTable
      caption={t.executions}
      table={{
        head: [t.day, t.outcome, t.amount, t.why, t.answer, t.receipt],
        rows: props.executions.map(({ id, on, outcome, amountFen, reason, answer }) => [
          <DayText key="on" day={on} />,
          say(labelOf('mandateOutcome', outcome)),
          amountFen === null ? <None key="amount" /> : <Money key="amount" fen={amountFen} />,
          reason ? say(labelOf('mandateSkip', reason)) : <None key="why" />,
          answer ? t.answers[answer as keyof typeof t.answers] : <None key="answer" />,
          <Button key="open" size="small" onClick={() => props.onOpen(id)}>
            {t.receipt}
          </Button>,
        ]),
      }}
    />
  )
}

function ReceiptOf({ executionId }: { readonly executionId: string }) {
  const t = useText(fundsText)
  const say = useLocalized()
  const read = useRead(mandatesApi.mandateReceipt, { params: { executionId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const receipt: Receipt = read.data
  return (
    <>
      <p>
        <Tag tone={receipt.isVerified ? 'good' : 'bad'}>{receipt.isVerified ? t.verified : t.notVerified}</Tag>
      </p>
      <ul>
        {Object.entries(receipt.checks).map(([check, holds]) => (
          <li key={check}>
            {t.checks[check as keyof typeof t.checks]}: {holds ? t.intact : t.altered}
          </li>
        ))}
      </ul>
      <PlainTable
        caption={t.steps}
        table={{
          head: [t.sequence, t.step, t.day, t.verified],
          rows: receipt.steps.map(({ sequence, action, at, isIntact }) => [
            sequence === null ? <None key="no" /> : String(sequence),
            say(actionLabel(action)),
            <Instant key="at" at={at} />,
            isIntact ? t.intact : t.altered,
          ]),
        }}
      />
    </>
  )
}
