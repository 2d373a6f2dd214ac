import { borrowerApi } from '@puhui/api'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { papersText } from '../i18n/papers.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Field, NextButton } from '../ui/field.tsx'
import { Status } from '../ui/figures.tsx'
import { Refused } from '../ui/states.tsx'
import { OfferChoice } from './offer-choice.tsx'
import { OwnGrade } from './own-grade.tsx'
import { StepScreen } from './step-screen.tsx'
import { Withdraw } from './withdraw.tsx'

type Application = NonNullable<Journey['application']>

/** The decision in plain words: what was decided, why, what would help, and the right to a person's look. */
export function DecisionStep({ journey }: { readonly journey: Journey }) {
  const { application } = journey
  if (!application) return null
  return application.status === 'approved' ? (
    <OfferChoice application={application} />
  ) : (
    <NotApproved application={application} />
  )
}

function NotApproved({ application }: { readonly application: Application }) {
  const text = useText(journeyText)
  const papers = useText(papersText)
  const navigate = useNavigate()
  const isWaiting = application.status === 'referred' || application.status === 'submitted'
  return (
    <StepScreen
      step="decision"
      title={text.decision}
      dock={
        application.status === 'moreData' ? (
          <NextButton label={papers.goTo} busyLabel="" onClick={() => navigate({ to: '/papers' })} />
        ) : isWaiting ? undefined : (
          <NextButton label={text.startOver} busyLabel="" onClick={() => navigate({ to: '/' })} />
        )
      }
    >
      <section className="card">
        <div className="row">
          <h2>{isWaiting ? text.referred : application.status === 'moreData' ? text.moreData : text.declined}</h2>
          <Status set="applicationStatus" value={application.status} />
        </div>
        {isWaiting && <p>{text.referredHelp}</p>}
        {application.status === 'referred' && (
          <Link className="button plain" to="/papers">
            {papers.volunteer}
          </Link>
        )}
        <Reasons application={application} />
      </section>
      <OwnGrade application={application} />
      {application.mayAskReview && <AskReview application={application} />}
      <Withdraw application={application} />
    </StepScreen>
  )
}

function Reasons({ application }: { readonly application: Application }) {
  const text = useText(journeyText)
  const localized = useLocalized()
  if (application.reasons.length === 0) return null
  return (
    <>
      <h3>{text.reasons}</h3>
      <ol className="stack">
        {application.reasons.map((reason) => (
          <li key={reason.text.zh} className="notice">
            <p>{localized(reason.text)}</p>
            {reason.help && (
              <p className="small">
                {text.help}：{localized(reason.help)}
              </p>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

function AskReview({ application }: { readonly application: Application }) {
  const text = useText(journeyText)
  const [note, setNote] = useState('')
  const ask = useStep(() => call(borrowerApi.askReview, { params: { applicationId: application.id }, body: { note } }))
  if (ask.isSuccess) return <p className="notice good">{text.reviewAsked}</p>
  return (
    <section className="card">
      <Field label={text.reviewNote}>
        {(given) => <textarea {...given} rows={3} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <button type="button" className="button plain" disabled={ask.isPending} onClick={() => ask.mutate(undefined)}>
        {text.review}
      </button>
      <Refused error={ask.error} />
    </section>
  )
}
