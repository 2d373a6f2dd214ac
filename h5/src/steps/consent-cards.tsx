import { borrowerApi } from '@puhui/api'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Refused } from '../ui/states.tsx'

type Consent = Journey['consents'][number]

/** The consents of some purposes, one card each, never pre-ticked; ticking one grants just that one. */
export function ConsentCards({ consents }: { readonly consents: readonly Consent[] }) {
  const grant = useStep(({ purpose, version }: Consent) =>
    call(borrowerApi.grantConsent, { body: { purpose, version } }),
  )
  const withdraw = useStep(({ purpose }: Consent) => call(borrowerApi.withdrawConsent, { body: { purpose } }))
  return (
    <>
      {consents.map((consent) => (
        <ConsentCard
          key={consent.purpose}
          consent={consent}
          isBusy={grant.isPending || withdraw.isPending}
          onChange={(isGranted) => (isGranted ? grant : withdraw).mutate(consent)}
        />
      ))}
      <Refused error={grant.error ?? withdraw.error} />
    </>
  )
}

function ConsentCard({
  consent,
  isBusy,
  onChange,
}: {
  readonly consent: Consent
  readonly isBusy: boolean
  readonly onChange: (isGranted: boolean) => void
}) {
  const text = useText(journeyText)
  const localized = useLocalized()
  return (
    <section className="card" data-consent={consent.purpose}>
      <div className="row wrap">
        <h2>{localized(consent.title)}</h2>
        <span className={consent.isNecessary ? 'tag attention' : 'tag'}>
          {consent.isNecessary ? text.necessary : text.optional}
        </span>
      </div>
      {consent.isGranted ? (
        <details className="granted">
          <summary>{text.whatAgreed}</summary>
          <Terms consent={consent} />
        </details>
      ) : (
        <Terms consent={consent} />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={consent.isGranted}
          disabled={isBusy}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>
          {consent.isGranted ? text.agreed : text.agree}
          {consent.isSeparate && <span className="small soft"> · {text.separate}</span>}
        </span>
      </label>
    </section>
  )
}

function Terms({ consent }: { readonly consent: Consent }) {
  const localized = useLocalized()
  return (
    <>
      <p>{localized(consent.text)}</p>
      {consent.notice && <Notice notice={consent.notice} />}
    </>
  )
}

function Notice({ notice }: { readonly notice: NonNullable<Consent['notice']> }) {
  const text = useText(journeyText)
  const localized = useLocalized()
  return (
    <dl className="facts words small">
      <dt>{text.recipient}</dt>
      <dd>{localized(notice.recipient)}</dd>
      <dt>{text.contact}</dt>
      <dd>{notice.contact}</dd>
      <dt>{text.purposeOf}</dt>
      <dd>{localized(notice.purpose)}</dd>
      <dt>{text.howHandled}</dt>
      <dd>{localized(notice.method)}</dd>
      <dt>{text.categories}</dt>
      <dd>{localized(notice.categories)}</dd>
    </dl>
  )
}

/** Whether a purpose is granted in its present version. */
export function isGranted(journey: Journey, purpose: string): boolean {
  return journey.consents.some((consent) => consent.purpose === purpose && consent.isGranted)
}
