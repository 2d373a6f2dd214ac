import { labelOf, regulationsApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { DayText } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { ActionsTab } from './actions-tab.tsx'
import { NotesTab } from './notes-tab.tsx'
import { NumbersTab } from './numbers-tab.tsx'
import { type Regulation, RegulationForm } from './regulation-form.tsx'
import { TextTab } from './text-tab.tsx'
import { WhatIfsTab } from './what-ifs-tab.tsx'
import './regulations.css'

/** One policy or rule: its text, what it sets, what has to be done, who has read it, what it would do. */
export function RegulationFile() {
  const { regulationId = '' } = useParams({ strict: false })
  const t = useText(regulationsText)
  const say = useLocalized()
  const read = useRead(regulationsApi.getRegulation, { params: { regulationId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const of = read.data
  return (
    <ObjectPage
      title={say(of.title)}
      status={<StatusTag set="regulationState" value={of.state} />}
      facts={
        <>
          <IdChip id={of.number} />
          <span>{say(of.issuer)}</span>
          <span>{say(of.reference)}</span>
        </>
      }
      actions={<Steps of={of} />}
      figures={
        <>
          <Figure label={t.effectiveOn} note={of.daysLeft === null ? t.inForceNow : t.daysLeft(of.daysLeft)}>
            <DayText day={of.effectiveOn} />
          </Figure>
          <Figure label={t.openActions}>{String(of.actions.filter(({ doneOn }) => doneOn === null).length)}</Figure>
          <Figure label={t.readBy}>
            {t.readOf(of.readings.filter(({ readAt }) => readAt !== null).length, of.readings.length)}
          </Figure>
          <Figure label={t.oldContracts}>{say(labelOf('oldContracts', of.oldContracts))}</Figure>
        </>
      }
      tabs={[
        { key: 'text', label: t.textTab, children: <TextTab of={of} /> },
        { key: 'numbers', label: t.numbersTab, children: <NumbersTab of={of} /> },
        { key: 'actions', label: t.actionsTab, children: <ActionsTab of={of} /> },
        { key: 'notes', label: t.notesTab, children: <NotesTab of={of} /> },
        { key: 'whatIfs', label: t.whatIfTab, children: <WhatIfsTab of={of} /> },
      ]}
      journal={{ objectKind: 'regulation', objectId: regulationId }}
      json={of}
    />
  )
}

function Steps({ of }: { readonly of: Regulation }) {
  const t = useText(regulationsText)
  const whyNot = useWhyNot()
  const { message } = App.useApp()
  const [isEditing, setEditing] = useState(false)
  const acknowledge = useWrite(regulationsApi.acknowledgeRegulation)
  const plan = useWrite(regulationsApi.planRegulation)
  const params = { regulationId: of.id }
  const fixed = of.origin === 'law' ? t.isLaw : of.state === 'superseded' ? t.isOver : null
  const isPlanned = of.state === 'planned' || of.state === 'inForce'
  return (
    <>
      {of.pending && (
        <Decision
          operation={regulationsApi.decideNumbers}
          input={(body) => ({ params, body })}
          makerId={of.pending.makerId}
          about={t.decide(of.number)}
        />
      )}
      <DisabledReason why={whyNot('regulations.edit') ?? fixed ?? undefined}>
        <Button onClick={() => setEditing(true)}>{t.edit}</Button>
      </DisabledReason>
      <DisabledReason why={whyNot('regulations.edit') ?? fixed ?? (isPlanned ? t.alreadyPlanned : undefined)}>
        <Button
          loading={plan.isPending}
          onClick={() =>
            plan.mutate(
              { params },
              { onSuccess: () => message.success(t.planned), onError: (error) => message.error(error.message) },
            )
          }
        >
          {t.plan}
        </Button>
      </DisabledReason>
      <DisabledReason why={of.isRead ? t.alreadyRead : undefined}>
        <Button
          type="primary"
          loading={acknowledge.isPending}
          onClick={() =>
            acknowledge.mutate(
              { params, body: { revision: of.revision } },
              { onSuccess: () => message.success(t.acknowledged), onError: (error) => message.error(error.message) },
            )
          }
        >
          {t.acknowledge}
        </Button>
      </DisabledReason>
      {isEditing && <RegulationForm of={of} onClose={() => setEditing(false)} />}
    </>
  )
}
