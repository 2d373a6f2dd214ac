import { hardshipApi, labelOf, type OutputOf } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { hardshipText } from '../../i18n/hardship.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Dpd, Instant, Money, Rate } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { Agreements } from './agreements.tsx'
import { Decline } from './decline.tsx'
import { PlanCard } from './plan-card.tsx'
import { PlanDesk } from './plan-desk.tsx'
import './hardship.css'

export type Request = OutputOf<typeof hardshipApi.getHardship>

/** One request for help: what the borrower says, the plans with figures, what was agreed and who decided. */
export function HardshipFile() {
  const { requestId = '' } = useParams({ strict: false })
  const t = useText(hardshipText)
  const read = useRead(hardshipApi.getHardship, { params: { requestId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const request = read.data
  return (
    <ObjectPage
      title={t.title(request.number)}
      status={<StatusTag set="hardshipStatus" value={request.status} />}
      facts={
        <>
          <span>
            {t.customer}{' '}
            <To href={`/customers/${request.customerId}`}>
              <Masked value={request.customerName} />
            </To>
          </span>
          <span>
            {t.loan} <To href={`/loans/${request.loanId}`}>{request.number}</To>
          </span>
          <IdChip id={request.id} />
        </>
      }
      actions={<Actions request={request} />}
      figures={<Figures request={request} />}
      tabs={[{ key: 'plan', label: t.plan, children: <Plan request={request} /> }]}
      journal={{ objectKind: 'hardship_request', objectId: requestId }}
      json={request}
    />
  )
}

function Figures({ request }: { readonly request: Request }) {
  const t = useText(hardshipText)
  return (
    <>
      <Figure label={t.outstanding}>
        <Money fen={request.outstandingFen} />
      </Figure>
      <Figure label={t.dpd}>{request.dpd > 0 ? <Dpd days={request.dpd} /> : <Count value={0} />}</Figure>
      <Figure label={t.nextNow}>
        <Money fen={request.before.nextFen} />
      </Figure>
      <Figure label={t.payable}>
        <Money fen={request.payableFen} />
      </Figure>
    </>
  )
}

function Actions({ request }: { readonly request: Request }) {
  const t = useText(hardshipText)
  const whyNot = useWhyNot()
  const [isDeclining, setDeclining] = useState(false)
  if (request.status === 'proposed') {
    return (
      <Decision
        operation={hardshipApi.decidePlan}
        input={(body) => ({ params: { requestId: request.id }, body })}
        makerId={request.proposerId ?? ''}
        about={t.decideAbout}
      />
    )
  }
  if (request.status !== 'asked') return null
  return (
    <>
      <DisabledReason why={whyNot('hardship.propose')}>
        <Button onClick={() => setDeclining(true)}>{t.decline}</Button>
      </DisabledReason>
      {isDeclining && <Decline requestId={request.id} onClose={() => setDeclining(false)} />}
    </>
  )
}

function Plan({ request }: { readonly request: Request }) {
  const t = useText(hardshipText)
  return (
    <div className="stack">
      <div className="two" data-part="plan-before">
        <Said request={request} />
        <Stands request={request} />
      </div>
      {request.declineReason && (
        <Block title={t.declined}>
          <p>{request.declineReason}</p>
          <By name={request.decidedBy} at={request.decidedAt} />
        </Block>
      )}
      {request.status !== 'asked' && request.status !== 'proposed' && (
        <Agreements loanId={request.loanId} requestId={request.id} />
      )}
      {request.plan && request.status !== 'asked' && (
        <Block title={t.planTitles[request.status] ?? t.putForward}>
          <div className="plan-cards">
            <PlanCard plan={request.plan} />
          </div>
          <Facts
            facts={[
              [t.advice, request.advice],
              [t.agreedBy, request.agreedBy && t.ways[request.agreedBy]],
              [t.proposedBy, <By key="by" name={request.proposedBy} at={request.proposedAt} />],
              ...(request.decidedBy
                ? [[t.decidedBy, <By key="by" name={request.decidedBy} at={request.decidedAt} />] as const]
                : []),
            ]}
          />
        </Block>
      )}
      {request.status === 'asked' && <PlanDesk request={request} />}
    </div>
  )
}

function Said({ request }: { readonly request: Request }) {
  const t = useText(hardshipText)
  const say = useLocalized()
  return (
    <Block title={t.said}>
      <p className="story">{request.story}</p>
      <Facts
        facts={[
          [t.reason, say(labelOf('hardshipReason', request.reason))],
          [t.incomeBefore, <Money key="before" fen={request.incomeBeforeFen} />],
          [t.incomeNow, <Money key="now" fen={request.incomeNowFen} />],
          [t.payable, <Money key="payable" fen={request.payableFen} />],
          [t.askedAt, <Instant key="at" at={request.askedAt} />],
          [t.channel, t.channels[request.channel]],
        ]}
      />
    </Block>
  )
}

function Stands({ request: { before, annualRatePpm } }: { readonly request: Request }) {
  const t = useText(hardshipText)
  return (
    <Block title={t.stands}>
      <Facts
        facts={[
          [t.rate, <Rate key="rate" ppm={annualRatePpm} yearly />],
          [t.count, <Count key="count" value={before.count} />],
          [t.dueNow, <Money key="due" fen={before.dueNowFen} />],
          [t.largest, <Money key="largest" fen={before.largestFen} />],
          [t.total, <Money key="total" fen={before.totalFen} />],
          [t.cost, <Money key="cost" fen={before.costFen} />],
          [t.lastDue, <DayText key="last" day={before.lastDueOn} />],
        ]}
      />
    </Block>
  )
}

function By({ name, at }: { readonly name: string | null; readonly at: string | null }) {
  return (
    <span className="soft">
      {name} {at && <Instant at={at} />}
    </span>
  )
}
