import { labels, policiesApi } from '@puhui/api'
import { Button, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Instant, None, Rate } from '../../ui/figures.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Empty } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { WithdrawDialog } from '../../ui/withdraw-dialog.tsx'
import { Field } from './field.tsx'
import type { PolicyData } from './policy-file.tsx'

/** Versions beside the one in force, with what both said of the same applications. */
export function ChallengersTab({ policy }: { readonly policy: PolicyData }) {
  const t = useText(policiesText)
  const why = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  const hasOther = policy.versions.some(({ isInForce, withdrawnFrom }) => !isInForce && withdrawnFrom === null)
  return (
    <div className="stack">
      <div className="studio-bar">
        <DisabledReason why={why('policies.approve') ?? (hasOther ? undefined : t.noOther)}>
          <Button onClick={() => setOpen(true)}>{t.startChallenger}</Button>
        </DisabledReason>
      </div>
      {policy.challenges.length === 0 ? <Empty title={t.noChallenges} /> : <Contests policy={policy} />}
      {isOpen && <StartChallenge policy={policy} onClose={() => setOpen(false)} />}
    </div>
  )
}

function Contests({ policy }: { readonly policy: PolicyData }) {
  const t = useText(policiesText)
  const why = useWhyNot()
  const say = useLocalized()
  const [ending, setEnding] = useState<string>()
  const end = useWrite(policiesApi.endChallenge)
  const close = () => setEnding(undefined)
  return (
    <>
      <PlainTable
        caption={t.challengers}
        table={{
          head: [
            t.versions,
            t.mode,
            t.share,
            t.startedAt,
            t.decisions,
            t.agreement,
            t.approvalRate,
            t.championRate,
            '',
          ],
          rows: policy.challenges.map((one) => [
            t.version(one.version),
            <StatusTag key="mode" set="challengeMode" value={one.mode} />,
            one.mode === 'share' ? <Rate key="share" ppm={one.sharePpm} /> : <None key="share" />,
            <Instant key="at" at={one.startedAt} />,
            <Count key="count" value={one.decisions} />,
            <Rate key="same" ppm={one.agreementPpm} />,
            <Rate key="own" ppm={one.approvalRatePpm} />,
            <Rate key="champion" ppm={one.championApprovalRatePpm} />,
            one.endedAt === null ? (
              <DisabledReason key="end" why={why('policies.approve')}>
                <Button size="small" onClick={() => setEnding(one.id)}>
                  {t.end}
                </Button>
              </DisabledReason>
            ) : (
              <span key="end">
                <Instant at={one.endedAt} /> {one.endedWhy && say(one.endedWhy)}
              </span>
            ),
          ]),
        }}
      />
      {ending && (
        <WithdrawDialog
          title={t.end}
          about={t.endAbout}
          today={undefined}
          isBusy={end.isPending}
          error={end.error}
          onClose={close}
          onSend={(_from, reason) =>
            end.mutate({ params: { challengeId: ending }, body: { reason } }, { onSuccess: close })
          }
        />
      )}
    </>
  )
}

function StartChallenge({ policy, onClose }: { readonly policy: PolicyData; readonly onClose: () => void }) {
  const t = useText(policiesText)
  const say = useLocalized()
  const others = policy.versions.filter(({ isInForce, withdrawnFrom }) => !isInForce && withdrawnFrom === null)
  const [version, setVersion] = useState(others[0]!.version)
  const [mode, setMode] = useState<'shadow' | 'share'>('shadow')
  const [percent, setPercent] = useState(10)
  const [reason, setReason] = useState('')
  const start = useWrite(policiesApi.startChallenge)
  const body = { version, mode, sharePpm: mode === 'share' ? Math.round(percent * 10_000) : 0, reason: reason.trim() }
  return (
    <Modal
      open
      title={t.startChallenger}
      onCancel={onClose}
      okButtonProps={{ disabled: reason.trim().length < 4, loading: start.isPending }}
      onOk={() => start.mutate({ params: { code: policy.code }, body }, { onSuccess: onClose })}
    >
      <div className="stack">
        <Select
          aria-label={t.versions}
          value={version}
          onChange={setVersion}
          options={others.map((one) => ({ value: one.version, label: t.version(one.version) }))}
        />
        <Select
          aria-label={t.mode}
          value={mode}
          onChange={setMode}
          options={Object.entries(labels.challengeMode).map(([value, label]) => ({
            value: value as 'shadow',
            label: say(label),
          }))}
        />
        {mode === 'share' && (
          <InputNumber
            aria-label={t.share}
            suffix="%"
            min={1}
            max={50}
            value={percent}
            onChange={(value) => setPercent(value ?? 10)}
          />
        )}
        <Field label={t.reason}>
          <Input.TextArea value={reason} rows={2} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Problems error={start.error} />
      </div>
    </Modal>
  )
}
