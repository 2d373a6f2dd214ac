import { regulationsApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { useStatus } from '../../api/session.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { ApplyForm } from './apply-form.tsx'
import { Alternatives, Months } from './what-if-charts.tsx'
import { Effects, Groups } from './what-if-groups.tsx'
import { Scenario } from './what-if-scenario.tsx'
import { openProducts, type WhatIf, type WhatIfResult } from './what-if-shown.ts'
import './regulations.css'

const EVERY_MS = 700

/** One what-if: while it runs, what came of it, and the way from there to the products. */
export function WhatIfFile() {
  const { whatIfId = '' } = useParams({ strict: false })
  const t = useText(regulationsText)
  const say = useLocalized()
  const isRunning = (one: WhatIf | undefined) => one?.status === 'queued' || one?.status === 'running'
  const read = useRead(
    regulationsApi.getWhatIf,
    { params: { whatIfId } },
    { everyMs: (one) => (isRunning(one) ? EVERY_MS : false) },
  )
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const of = read.data
  const { result } = of
  return (
    <ObjectPage
      title={of.name}
      status={<StatusTag set="backtestStatus" value={of.status} />}
      facts={
        <>
          <span>{t.asOf(of.asOf)}</span>
          <span>{t.window(of.scenario.from, of.scenario.to)}</span>
          {of.regulation && (
            <To href={`/regulations/${of.regulation.id}?tab=whatIfs`}>
              {of.regulation.number} {say(of.regulation.title)}
            </To>
          )}
        </>
      }
      actions={<Steps of={of} isRunning={isRunning(of)} />}
      figures={result && <Figures result={result} />}
      tabs={
        result
          ? [
              { key: 'overview', label: t.alternatives, children: <Overview of={of} result={result} /> },
              { key: 'groups', label: t.groups, children: <Groups result={result} /> },
              { key: 'scenario', label: t.number, children: <Scenario of={of} /> },
            ]
          : [{ key: 'state', label: t.result, children: <State of={of} isRunning={isRunning(of)} /> }]
      }
      journal={{ objectKind: 'what_if', objectId: whatIfId }}
      json={of}
    />
  )
}

function Figures({ result: { offers, changed, book } }: { readonly result: WhatIfResult }) {
  const t = useText(regulationsText)
  return (
    <>
      <Figure label={t.changedOffers}>
        <Count value={changed.count} /> <span className="soft">/ {String(offers.count)}</span>
      </Figure>
      <Figure label={t.changedAmount}>
        <Money fen={changed.amountFen} short />
      </Figure>
      <Figure label={t.lostInterest}>
        <Money fen={changed.interestFen} short />
      </Figure>
      <Figure label={t.bookAffected}>
        <Count value={book.affected} /> <span className="soft">/ {String(book.loans)}</span>
      </Figure>
      <Figure
        label={t.monthlyAfter}
        note={
          <>
            {t.monthlyBefore} <Money fen={book.monthlyBeforeFen} short />
          </>
        }
      >
        <Money fen={book.monthlyAfterFen} short />
      </Figure>
    </>
  )
}

function Overview({ of, result }: { readonly of: WhatIf; readonly result: WhatIfResult }) {
  return (
    <div className="regulation-stack">
      <div className="two">
        <Months result={result} />
        <Alternatives result={result} />
      </div>
      <Effects result={result} measures={of.measures} />
    </div>
  )
}

function State({ of, isRunning }: { readonly of: WhatIf; readonly isRunning: boolean }) {
  const t = useText(regulationsText)
  return isRunning && of.jobId ? <JobProgress jobId={of.jobId} /> : <Empty title={t.noResult} />
}

function Steps({ of, isRunning }: { readonly of: WhatIf; readonly isRunning: boolean }) {
  const t = useText(regulationsText)
  const whyNot = useWhyNot()
  const { message } = App.useApp()
  const [isApplying, setApplying] = useState(false)
  const cancel = useWrite(regulationsApi.cancelWhatIf)
  const repeat = useWrite(regulationsApi.repeatWhatIf)
  const why = useWhyNotApply(of)
  const params = { whatIfId: of.id }
  if (isRunning)
    return (
      <DisabledReason why={whyNot('regulations.edit')}>
        <Button loading={cancel.isPending} onClick={() => cancel.mutate({ params })}>
          {t.cancel}
        </Button>
      </DisabledReason>
    )
  return (
    <>
      <DisabledReason why={of.status === 'done' ? undefined : t.notDone}>
        <Button
          loading={repeat.isPending}
          onClick={() =>
            repeat.mutate(
              { params },
              {
                onSuccess: ({ isSame }) => void (isSame ? message.success(t.same) : message.error(t.differs)),
                onError: (error) => void message.error(error.message),
              },
            )
          }
        >
          {t.reproduce}
        </Button>
      </DisabledReason>
      <DisabledReason why={whyNot('regulations.edit') ?? why}>
        <Button type="primary" onClick={() => setApplying(true)}>
          {t.apply}
        </Button>
      </DisabledReason>
      {isApplying && <ApplyForm of={of} onClose={() => setApplying(false)} />}
    </>
  )
}

function useWhyNotApply(of: WhatIf): string | undefined {
  const t = useText(regulationsText)
  const today = useStatus()?.businessOn
  if (of.status !== 'done') return t.notDone
  if (!of.regulation) return t.needsPolicy
  if (today && of.regulation.effectiveOn <= today) return t.tooLate
  return openProducts(of).length === 0 ? t.nothingAffected : undefined
}
