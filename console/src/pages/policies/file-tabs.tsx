import { policiesApi } from '@puhui/api'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { useStatus } from '../../api/session.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { withdrawalsText } from '../../i18n/withdrawals.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Instant, None, Rate } from '../../ui/figures.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Empty } from '../../ui/states.tsx'
import { StatusTag, Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { WithdrawDialog } from '../../ui/withdraw-dialog.tsx'
import { Field } from './field.tsx'
import type { PolicyData } from './policy-file.tsx'

interface TabProps {
  readonly policy: PolicyData
}

export function VersionsTab({ policy }: TabProps) {
  const t = useText(policiesText)
  const why = useWhyNot()
  const w = useText(withdrawalsText)
  const today = useStatus()?.businessOn ?? ''
  const [to, setTo] = useState<number>()
  const [gone, setGone] = useState<number>()
  return (
    <>
      <PlainTable
        caption={t.versions}
        table={{
          head: [t.versions, t.effectiveOn, t.author, t.approver, t.decisions, t.approvalRate, t.note, ''],
          rows: policy.versions.map((one) => [
            <span key="version">
              {t.version(one.version)}{' '}
              {one.isInForce && (
                <Tag tone="good">
                  <span data-part="in-force">{t.inForce}</span>
                </Tag>
              )}
              {one.withdrawnFrom && (
                <span className="soft" data-part="withdrawn">
                  {w.withdrawnFrom(one.withdrawnFrom)}
                </span>
              )}
            </span>,
            <DayText key="day" day={one.effectiveOn} />,
            one.author,
            one.approver,
            <Count key="count" value={one.decisions} />,
            <Rate key="rate" ppm={one.approvalRatePpm} />,
            one.note,
            <span key="actions" className="studio-bar">
              {!one.isInForce && (one.withdrawnFrom === null || one.withdrawnFrom > today) && (
                <DisabledReason why={why('policies.approve')}>
                  <Button size="small" onClick={() => setTo(one.version)}>
                    {t.rollback}
                  </Button>
                </DisabledReason>
              )}
              {one.withdrawnFrom === null && (
                <DisabledReason why={why('policies.edit') ?? (policy.withdrawal ? w.waits : undefined)}>
                  <Button size="small" onClick={() => setGone(one.version)}>
                    {w.withdraw}
                  </Button>
                </DisabledReason>
              )}
            </span>,
          ]),
        }}
      />
      {to !== undefined && <Rollback code={policy.code} version={to} onClose={() => setTo(undefined)} />}
      {gone !== undefined && (
        <Withdraw code={policy.code} version={gone} today={today} onClose={() => setGone(undefined)} />
      )}
    </>
  )
}

interface WithdrawProps {
  readonly code: string
  readonly version: number
  readonly today: string
  readonly onClose: () => void
}

function Withdraw({ code, version, today, onClose }: WithdrawProps) {
  const t = useText(policiesText)
  const w = useText(withdrawalsText)
  const { message } = App.useApp()
  const send = useWrite(policiesApi.withdrawPolicyVersion)
  return (
    <WithdrawDialog
      title={`${w.withdraw} · ${t.version(version)}`}
      about={w.policyAbout}
      today={today}
      isBusy={send.isPending}
      error={send.error}
      onClose={onClose}
      onSend={(from, reason) =>
        send.mutate(
          { params: { code, version }, body: { from: from ?? today, reason } },
          {
            onSuccess: () => {
              message.success(w.done)
              onClose()
            },
          },
        )
      }
    />
  )
}

function Rollback(props: { readonly code: string; readonly version: number; readonly onClose: () => void }) {
  const { code, version, onClose } = props
  const t = useText(policiesText)
  const [reason, setReason] = useState('')
  const move = useWrite(policiesApi.rollbackPolicy)
  return (
    <Modal
      open
      title={`${t.rollback} · ${t.version(version)}`}
      onCancel={onClose}
      okButtonProps={{ disabled: reason.trim().length < 4, loading: move.isPending }}
      onOk={() => move.mutate({ params: { code }, body: { version, reason: reason.trim() } }, { onSuccess: onClose })}
    >
      <p>{t.rollbackAbout}</p>
      <Field label={t.reason}>
        <Input.TextArea value={reason} rows={3} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Problems error={move.error} />
    </Modal>
  )
}

export function MovesTab({ policy }: TabProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  return (
    <PlainTable
      caption={t.moves}
      table={{
        head: [t.at, t.kind, t.versions, t.effectiveOn, t.by, t.reason],
        rows: policy.pointers.map((one) => [
          <Instant key="at" at={one.at} />,
          <StatusTag key="kind" set="pointerKind" value={one.kind} />,
          t.version(one.version),
          <DayText key="day" day={one.effectiveOn} />,
          one.by,
          say(one.reason),
        ]),
      }}
    />
  )
}

export function DraftsTab({ policy }: TabProps) {
  const t = useText(policiesText)
  if (policy.drafts.length === 0) return <Empty title={t.noDrafts} />
  return (
    <PlainTable
      caption={t.drafts}
      table={{
        head: [t.status, t.base, t.authors, t.approver, t.changedAt, t.note, ''],
        rows: policy.drafts.map((one) => [
          <StatusTag key="status" set="draftStatus" value={one.status} />,
          one.version === null ? t.version(one.baseVersion) : `${t.version(one.baseVersion)} → ${one.version}`,
          one.authors.join(', '),
          one.approver ?? <None key="approver" />,
          <Instant key="at" at={one.changedAt} />,
          one.note,
          <To key="open" href={`/policyDrafts/${one.id}`}>
            {t.open}
          </To>,
        ]),
      }}
    />
  )
}
