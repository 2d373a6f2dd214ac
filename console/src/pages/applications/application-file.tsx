import { applicationsApi, labelOf, type OutputOf } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useSession } from '../../api/session.ts'
import { applicationsText } from '../../i18n/applications.ts'
import { investigationText } from '../../i18n/investigation.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Duration, Instant, Money, None, Rate } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { ApplicationFacts } from './application-facts.tsx'
import { DecisionTab } from './decision-tab.tsx'
import { InvestigationTab } from './investigation-tab.tsx'
import { Opinions } from './opinions.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import { Reviews, Steps } from './reviews.tsx'
import './applications.css'

export type Application = OutputOf<typeof applicationsApi.getApplication>
export type Decision = Application['decisions'][number]

export function ApplicationFile() {
  const { applicationId = '' } = useParams({ strict: false })
  const t = useText(applicationsText)
  const u = useText(investigationText)
  const say = useLocalized()
  const [isReviewing, setReviewing] = useState(false)
  const whyNot = useWhyNotReview()
  const read = useRead(applicationsApi.getApplication, { params: { applicationId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const application = read.data
  const latest = application.decisions.toSorted((a, b) => b.decidedAt.localeCompare(a.decidedAt))[0]
  return (
    <>
      <ObjectPage
        title={<Masked value={application.customerName} />}
        status={<StatusTag set="applicationStatus" value={application.status} />}
        facts={
          <>
            <span>{say(application.productName)}</span>
            <span>{say(labelOf('purpose', application.purpose))}</span>
            <Instant at={application.createdAt} />
            <IdChip id={application.id} />
            <To href={`/customers/${application.customerId}`}>{t.customer}</To>
            {application.contractId && <To href={`/contracts/${application.contractId}`}>{t.contract}</To>}
            {application.loanId && <To href={`/loans/${application.loanId}`}>{t.loan}</To>}
          </>
        }
        actions={
          <DisabledReason why={whyNot(application)}>
            <Button type="primary" onClick={() => setReviewing(true)}>
              {t.review}
            </Button>
          </DisabledReason>
        }
        figures={<Figures application={application} latest={latest} />}
        tabs={[
          { key: 'decision', label: t.decision, children: <DecisionTab decisions={application.decisions} /> },
          {
            key: 'investigation',
            label: u.tab,
            children: <InvestigationTab application={application} />,
          },
          {
            key: 'facts',
            label: t.facts,
            count: application.facts.length,
            children: <ApplicationFacts application={application} />,
          },
          {
            key: 'reviews',
            label: t.reviews,
            count: application.reviews.length,
            children: (
              <>
                <Opinions application={application} />
                <Reviews reviews={application.reviews} />
              </>
            ),
          },
          { key: 'steps', label: t.steps, children: <Steps application={application} /> },
        ]}
        journal={{ objectKind: 'application', objectId: applicationId }}
        json={application}
      />
      {isReviewing && (
        <ReviewDialog application={application} limitFen={latest?.limitFen} onClose={() => setReviewing(false)} />
      )}
    </>
  )
}

function useWhyNotReview(): (application: Application) => string | undefined {
  const t = useText(applicationsText)
  const why = useWhyNot()
  const me = useSession()?.id
  return (application) => {
    const missing = why('applications.review')
    if (missing) return missing
    if (application.status !== 'referred') return t.notInReview
    return application.createdById === me ? t.createdIt : undefined
  }
}

function Figures({
  application,
  latest,
}: {
  readonly application: Application
  readonly latest: Decision | undefined
}) {
  const t = useText(applicationsText)
  return (
    <>
      <Figure label={t.requested} note={t.months(application.termMonths)}>
        <Money fen={application.requestedFen} />
      </Figure>
      <Figure label={t.approved}>
        <Money fen={application.approvedFen} />
      </Figure>
      <Figure label={t.rate}>
        <Rate ppm={application.annualRatePpm} />
      </Figure>
      <Figure label={t.grade}>{latest?.grade ?? <None />}</Figure>
      <Figure label={t.score}>
        <Count value={latest?.scorePoints} />
      </Figure>
      <Figure label={t.timeToDecision}>
        <Duration seconds={application.decisionSeconds} />
      </Figure>
    </>
  )
}
