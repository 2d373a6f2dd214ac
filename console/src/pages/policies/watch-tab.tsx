import { policiesApi } from '@puhui/api'
import { App, Button, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Instant, None, Rate } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { Field } from './field.tsx'
import type { PolicyData } from './policy-file.tsx'

/** What is watched of the version in force, and the alarms it has raised. */
export function WatchTab({ policy }: { readonly policy: PolicyData }) {
  const t = useText(policiesText)
  const say = useLocalized()
  return (
    <div className="stack">
      <WatchForm policy={policy} />
      <Now code={policy.code} decisionsMin={policy.watch.decisionsMin} />
      {policy.alarms.length === 0 ? (
        <Empty title={t.noAlarms} />
      ) : (
        <PlainTable
          caption={t.alarms}
          table={{
            head: [t.at, t.versions, t.measure, t.expected, t.observed, t.decisions, t.fellBackTo],
            rows: policy.alarms.map((one) => [
              <Instant key="at" at={one.at} />,
              t.version(one.version),
              say(one.label),
              <Rate key="expected" ppm={one.expectedPpm} />,
              <Rate key="observed" ppm={one.observedPpm} />,
              <Count key="count" value={one.decisions} />,
              one.fellBackTo === null ? <None key="to" /> : t.version(one.fellBackTo),
            ]),
          }}
        />
      )}
    </div>
  )
}

/** How the version in force decides within the window, anywhere or in one part of the country. */
function Now({ code, decisionsMin }: { readonly code: string; readonly decisionsMin: number }) {
  const t = useText(policiesText)
  const say = useLocalized()
  const place = usePlaceQuery()
  const read = useRead(policiesApi.watchReading, { params: { code }, query: place }, { keepsPrevious: true })
  const now = read.data
  const isJudged = now !== undefined && Math.min(now.decisions, now.expectedDecisions ?? 0) >= decisionsMin
  return (
    <Block title={t.watchNow} actions={<PlaceFilter />} isFlush>
      <p className="soft block-note" data-part="watch-now">
        <PlaceNote />
        {now && (
          <>
            {t.version(now.version)} · {t.watchSince} <Instant at={now.since} /> · {t.decisions}{' '}
            <Count value={now.decisions} />
            {now.expectedDecisions === null && ` · ${t.nothingNormal}`}
          </>
        )}
      </p>
      <PlainTable
        caption={t.watchNow}
        table={{
          head: [t.measure, t.expected, t.observed, t.status],
          rows: (now?.measures ?? []).map((one) => [
            say(one.label),
            <Rate key="expected" ppm={one.expectedPpm} />,
            <Rate key="observed" ppm={one.observedPpm} />,
            one.hasDrifted ? (
              <Tag key="drift" tone="bad">
                {t.drifted}
              </Tag>
            ) : isJudged ? (
              t.withinBounds
            ) : (
              t.tooFew
            ),
          ]),
        }}
      />
    </Block>
  )
}

function WatchForm({ policy }: { readonly policy: PolicyData }) {
  const t = useText(policiesText)
  const why = useWhyNot()
  const { message } = App.useApp()
  const [watch, setWatch] = useState(policy.watch)
  const save = useWrite(policiesApi.setWatch)
  const number = (name: 'windowHours' | 'decisionsMin', label: string) => (
    <Field label={label}>
      <InputNumber value={watch[name]} min={1} onChange={(value) => setWatch({ ...watch, [name]: value ?? 1 })} />
    </Field>
  )
  const percent = (name: 'approvalDriftPpm' | 'reasonDriftPpm', label: string) => (
    <Field label={label}>
      <InputNumber
        value={watch[name] / 10_000}
        suffix="%"
        min={1}
        max={100}
        onChange={(value) => setWatch({ ...watch, [name]: Math.round((value ?? 1) * 10_000) })}
      />
    </Field>
  )
  const send = () =>
    save.mutate({ params: { code: policy.code }, body: watch }, { onSuccess: () => void message.success(t.saved) })
  return (
    <div className="studio-bar">
      {number('windowHours', t.window)}
      {number('decisionsMin', t.least)}
      {percent('approvalDriftPpm', t.approvalDrift)}
      {percent('reasonDriftPpm', t.reasonDrift)}
      <Field label={t.fallsBack}>
        <Switch checked={watch.fallsBack} onChange={(fallsBack) => setWatch({ ...watch, fallsBack })} />
      </Field>
      <DisabledReason why={why('policies.approve')}>
        <Button loading={save.isPending} onClick={send}>
          {t.saveWatch}
        </Button>
      </DisabledReason>
      <Problems error={save.error} />
    </div>
  )
}
