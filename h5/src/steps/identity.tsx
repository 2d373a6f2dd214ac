import { borrowerApi } from '@puhui/api'
import { call } from '../api/call.ts'
import { useDraft } from '../api/draft.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Field, NextButton } from '../ui/field.tsx'
import { fieldProblem, Refused } from '../ui/states.tsx'
import { ConsentCards, isGranted } from './consent-cards.tsx'
import { StepScreen } from './step-screen.tsx'

const EMPTY = { name: '', residentId: '', address: '' }
const PURPOSES = ['loan-application', 'identity-biometric']

/** Name and ID number first, then the face check; both need their own consent beforehand. */
export function IdentityStep({ journey }: { readonly journey: Journey }) {
  return journey.residentId === null ? <IdentityForm journey={journey} /> : <FaceCheck journey={journey} />
}

function IdentityForm({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const { form, setForm, forget } = useDraft(`identity.${journey.mobile}`, EMPTY, ['residentId'])
  const submit = useStep(async (body: typeof form) => {
    const next = await call(borrowerApi.submitIdentity, { body })
    forget()
    return next
  })
  const why = isGranted(journey, 'loan-application') ? undefined : text.needConsents
  const field = (name: keyof typeof form, label: string, hint: string, autoComplete: string) => (
    <Field label={label} hint={hint} problem={fieldProblem(submit.error, name)}>
      {(given) => (
        <input
          {...given}
          autoComplete={autoComplete}
          value={form[name]}
          onChange={(event) => setForm({ ...form, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <StepScreen
      step="identity"
      title={text.identity}
      dock={
        <NextButton
          label={shared.next}
          busyLabel={shared.working}
          isBusy={submit.isPending}
          why={why}
          onClick={() => submit.mutate(form)}
        />
      }
    >
      <ConsentCards consents={journey.consents.filter(({ purpose }) => purpose === 'loan-application')} />
      <section className="card">
        {field('name', text.name, '', 'name')}
        {field('residentId', text.residentId, text.residentIdHint, 'off')}
        {field('address', text.address, '', 'street-address')}
        <Refused error={submit.error} />
      </section>
    </StepScreen>
  )
}

function FaceCheck({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const check = useStep(() => call(borrowerApi.checkFace, {}))
  const why = PURPOSES.every((purpose) => isGranted(journey, purpose)) ? undefined : text.needConsents
  return (
    <StepScreen
      step="identity"
      title={text.face}
      dock={
        <NextButton
          label={text.doFace}
          busyLabel={shared.working}
          isBusy={check.isPending}
          why={why}
          onClick={() => check.mutate(undefined)}
        />
      }
    >
      <section className="card">
        <div className="row">
          <h2>{text.face}</h2>
          <span className="tag attention">{shared.simulated}</span>
        </div>
        <p>{text.faceHelp}</p>
        {journey.identity.verdict === 'failed' && <p className="notice bad">{text.faceFailed}</p>}
      </section>
      <ConsentCards consents={journey.consents.filter(({ purpose }) => PURPOSES.includes(purpose))} />
      <Refused error={check.error} />
    </StepScreen>
  )
}
