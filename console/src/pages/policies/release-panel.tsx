import { policiesApi } from '@puhui/api'
import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { useStatus } from '../../api/session.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import type { Draft } from './autosave.ts'
import { BacktestView } from './backtest-view.tsx'
import { Field } from './field.tsx'

interface ReleasePanelProps {
  readonly draft: Draft
  readonly isSaved: boolean
}

/** What stands against a release, the backtest, and the two hands it takes. */
export function ReleasePanel({ draft, isSaved }: ReleasePanelProps) {
  return (
    <div className="stack">
      <Checks draft={draft} isSaved={isSaved} />
      <Rehearse draft={draft} isSaved={isSaved} />
      {draft.brief.status === 'draft' && <Submit draft={draft} isSaved={isSaved} />}
      {draft.brief.status === 'submitted' && <Decide draft={draft} />}
    </div>
  )
}

function Checks({ draft }: ReleasePanelProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  const read = useRead(policiesApi.checkDraft, { params: { draftId: draft.brief.id } }, { everyMs: 3_000 })
  return (
    <Block title={t.checks}>
      <p role="status" data-part="release-state" data-ready={read.data?.isReady}>
        {read.data ? (read.data.isReady ? t.ready : t.notReady(read.data.problems.length)) : t.checking}
      </p>
      <ul className="problem-list" data-part="release-problems">
        {read.data?.problems.map((one) => (
          <li key={`${one.pointer} ${one.code} ${one.message.en}`} data-code={one.code}>
            {say(one.message)}
          </li>
        ))}
      </ul>
    </Block>
  )
}

function Rehearse({ draft, isSaved }: ReleasePanelProps) {
  const t = useText(policiesText)
  const why = useWhyNot()
  const [from, setFrom] = useState<string>()
  const [to, setTo] = useState<string>()
  const [started, setStarted] = useState<string>()
  const start = useWrite(policiesApi.startBacktest)
  const shown = started ?? draft.backtestId
  const run = () =>
    start.mutate(
      {
        params: { code: draft.code },
        body: { draftId: draft.brief.id, ...(from ? { from } : {}), ...(to ? { to } : {}) },
      },
      { onSuccess: ({ id }) => setStarted(id) },
    )
  return (
    <Block title={t.backtest}>
      <p className="soft">{t.backtestAbout}</p>
      <div className="studio-bar">
        <Field label={t.periodFrom}>
          <DayInput value={from} onChange={(day: string | undefined) => setFrom(day)} />
        </Field>
        <Field label={t.periodTo}>
          <DayInput value={to} onChange={(day: string | undefined) => setTo(day)} />
        </Field>
        <DisabledReason why={why('policies.edit') ?? (isSaved ? undefined : t.saveFirst)}>
          <Button loading={start.isPending} onClick={run}>
            {t.startBacktest}
          </Button>
        </DisabledReason>
      </div>
      <Problems error={start.error} />
      {shown && <BacktestView backtestId={shown} />}
    </Block>
  )
}

function Submit({ draft, isSaved }: ReleasePanelProps) {
  const t = useText(policiesText)
  const why = useWhyNot()
  const status = useStatus()
  const { message } = App.useApp()
  const [effectiveOn, setEffectiveOn] = useState<string | undefined>(status?.businessOn ?? undefined)
  const [note, setNote] = useState('')
  const [takesForce, setTakesForce] = useState(true)
  const submit = useWrite(policiesApi.submitDraft)
  const missing = !isSaved ? t.saveFirst : !effectiveOn || note.trim().length < 4 ? t.noteFirst : undefined
  const send = () =>
    submit.mutate(
      { params: { draftId: draft.brief.id }, body: { effectiveOn: effectiveOn ?? '', note, takesForce } },
      { onSuccess: () => void message.success(t.release) },
    )
  return (
    <Block title={t.release}>
      <div className="stack">
        <Field label={t.effectiveOn}>
          <DayInput value={effectiveOn} onChange={(day: string | undefined) => setEffectiveOn(day)} />
        </Field>
        <Field label={t.note}>
          <Input.TextArea value={note} rows={2} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <Checkbox checked={takesForce} onChange={(event) => setTakesForce(event.target.checked)}>
          {t.takesForce}
        </Checkbox>
        <DisabledReason why={why('policies.edit') ?? missing}>
          <Button type="primary" loading={submit.isPending} onClick={send}>
            {t.release}
          </Button>
        </DisabledReason>
        <Problems error={submit.error} />
      </div>
    </Block>
  )
}

function Decide({ draft }: { readonly draft: Draft }) {
  const t = useText(policiesText)
  const why = useWhyNot()
  const [note, setNote] = useState('')
  const decide = useWrite(policiesApi.decideDraft)
  const send = (verdict: 'approve' | 'reject') =>
    decide.mutate({ params: { draftId: draft.brief.id }, body: { verdict, note } })
  return (
    <Block title={t.approve}>
      <div className="stack">
        <Field label={t.note}>
          <Input.TextArea value={note} rows={2} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <div className="studio-bar">
          <DisabledReason why={why('policies.approve')}>
            <Button type="primary" loading={decide.isPending} onClick={() => send('approve')}>
              {t.approve}
            </Button>
          </DisabledReason>
          <DisabledReason why={why('policies.approve')}>
            <Button onClick={() => send('reject')}>{t.reject}</Button>
          </DisabledReason>
        </div>
        <Problems error={decide.error} />
      </div>
    </Block>
  )
}
