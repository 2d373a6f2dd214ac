import { labelOf, type OutputOf, provisionsApi, valuesOf } from '@puhui/api'
import { App, Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Money, Rate } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import '../ledger/ledger.css'
import { isRunning, type Loan } from './loan.ts'

type Risk = OutputOf<typeof provisionsApi.getLoanRisk>

/** What the loan is called and why, and what was set aside for it. */
export function LoanRisk({ loan }: { readonly loan: Loan }) {
  const read = useRead(provisionsApi.getLoanRisk, { params: { loanId: loan.id } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  return (
    <div className="stack">
      <Standing loan={loan} risk={read.data} />
      <History risk={read.data} />
      <Provisions risk={read.data} />
    </div>
  )
}

function Standing({ loan, risk }: { readonly loan: Loan; readonly risk: Risk }) {
  const t = useText(provisionsText)
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  const why = isRunning(loan) ? (risk.pending ? t.asked : whyNot('provisions.edit')) : t.risk.noLoans
  const { writeOff } = risk
  return (
    <Block
      title={t.category}
      actions={
        <DisabledReason why={why}>
          <Button onClick={() => setOpen(true)}>{t.risk.ask}</Button>
        </DisabledReason>
      }
    >
      <Facts
        facts={[
          [t.category, <StatusTag key="category" set="riskCategory" value={risk.category} />],
          [t.trigger, <StatusTag key="trigger" set="riskTrigger" value={risk.trigger} />],
          [t.risk.since, <DayText key="since" day={risk.since} />],
          [t.risk.cured, <DayText key="cured" day={risk.curedOn} />],
          [t.risk.upgradeFrom, <DayText key="upgrade" day={risk.upgradeFrom} />],
          ...(risk.manualFloor
            ? ([
                [t.risk.manual, <StatusTag key="floor" set="riskCategory" value={risk.manualFloor} />],
                [t.reason, risk.manualReason],
              ] as const)
            : []),
          ...(writeOff
            ? ([
                [t.writeOff.done(writeOff.on), writeOff.reason],
                [t.writeOff.principal, <Money key="principal" fen={writeOff.principalFen} />],
                [t.writeOff.used, <Money key="used" fen={writeOff.allowanceUsedFen} />],
                [t.writeOff.recovered, <Money key="back" fen={writeOff.recoveredFen} />],
              ] as const)
            : []),
        ]}
      />
      {isOpen && <AskOverride loanId={loan.id} risk={risk} onClose={() => setOpen(false)} />}
    </Block>
  )
}

interface AskOverrideProps {
  readonly loanId: string
  readonly risk: Risk
  readonly onClose: () => void
}

function AskOverride({ loanId, risk, onClose }: AskOverrideProps) {
  const t = useText(provisionsText)
  const say = useLocalized()
  const { message } = App.useApp()
  const order = valuesOf('riskCategory')
  const worse = order.slice(order.indexOf(risk.category) + 1)
  const options = [
    ...worse.map((value) => ({ value: value as string, label: say(labelOf('riskCategory', value)) })),
    ...(risk.manualFloor ? [{ value: 'none', label: t.risk.takeAway }] : []),
  ]
  return (
    <Modal open title={t.risk.askTitle} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="dialog-about soft">{t.risk.askAbout}</p>
      <OperationForm
        operation={provisionsApi.askOverride}
        input={({ category, reason }: { category: string; reason: string }) => ({
          params: { loanId },
          body: { category: category === 'none' ? null : (category as 'loss'), reason },
        })}
        initial={{ category: options[0]?.value ?? 'none', reason: '' }}
        submit={t.risk.ask}
        onCancel={onClose}
        onDone={() => {
          message.success(t.asked)
          onClose()
        }}
      >
        <Form.Item required name="category" label={t.category}>
          <Radio.Group optionType="button" options={options} />
        </Form.Item>
        <Form.Item required name="reason" label={t.reason} extra={t.reasonHint}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

function History({ risk }: { readonly risk: Risk }) {
  const t = useText(provisionsText)
  return (
    <Block title={t.risk.history} isFlush={risk.history.length > 0}>
      {risk.history.length === 0 ? (
        <p className="soft">{t.risk.noHistory}</p>
      ) : (
        <PlainTable
          caption={t.risk.history}
          table={{
            head: [t.risk.since, t.from, t.to, t.trigger, t.outstanding, t.reason, t.risk.by],
            rows: risk.history.map((one) => [
              <DayText key="on" day={one.on} />,
              <StatusTag key="from" set="riskCategory" value={one.from} />,
              <StatusTag key="to" set="riskCategory" value={one.to} />,
              <StatusTag key="trigger" set="riskTrigger" value={one.trigger} />,
              <Money key="fen" fen={one.outstandingFen} />,
              one.reason ?? '',
              one.actorName,
            ]),
          }}
        />
      )}
    </Block>
  )
}

function Provisions({ risk }: { readonly risk: Risk }) {
  const t = useText(provisionsText)
  return (
    <Block
      title={t.risk.provisions}
      actions={<span className="soft">{t.risk.formula}</span>}
      isFlush={risk.provisions.length > 0}
    >
      {risk.provisions.length === 0 ? (
        <p className="soft">{t.risk.noProvisions}</p>
      ) : (
        <PlainTable
          caption={t.risk.provisions}
          table={{
            head: [
              t.monthEnd,
              t.category,
              t.stage,
              t.exposure,
              t.risk.pd,
              t.risk.lgd,
              t.risk.ecl,
              t.risk.policy,
              t.allowance,
            ],
            rows: risk.provisions.map((one) => [
              <To key="run" href={`/provisions/runs/${one.runId}`}>
                {one.monthEnd}
              </To>,
              <StatusTag key="category" set="riskCategory" value={one.category} />,
              <Count key="stage" value={one.stage} />,
              <Money key="exposure" fen={one.exposureFen} />,
              <Rate key="pd" ppm={one.defaultPpm} />,
              <Rate key="lgd" ppm={one.lossPpm} />,
              <Money key="ecl" fen={one.eclFen} />,
              <Money key="policy" fen={one.policyFen} />,
              <Money key="allowance" fen={one.allowanceFen} />,
            ]),
          }}
        />
      )}
    </Block>
  )
}
