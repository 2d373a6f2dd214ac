import { borrowerApi } from '@puhui/api'
import { call } from '../api/call.ts'
import { deviceId } from '../api/device.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { NextButton } from '../ui/field.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { Refused } from '../ui/states.tsx'
import { ConsentCards } from './consent-cards.tsx'
import { StepScreen } from './step-screen.tsx'
import { WishCard } from './wish-card.tsx'

/** What goes with the application: the number of the device, where it keeps one. */
function known(): { readonly deviceId?: string } {
  const id = deviceId()
  return id === undefined ? {} : { deviceId: id }
}

const ASKED_EARLIER = new Set(['loan-application', 'identity-biometric', 'bank-account'])

/** What is left to agree to, then the application itself. */
export function ConsentsStep({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const key = useIdempotencyKey()
  const apply = useStep(() => call(borrowerApi.submitApplication, { body: known() }, key))
  const open = journey.consents.filter(({ purpose }) => !ASKED_EARLIER.has(purpose))
  const isMissing = journey.consents.some((consent) => consent.isNecessary && !consent.isGranted)
  return (
    <StepScreen
      step="consents"
      title={text.consents}
      dock={
        <NextButton
          label={text.submit}
          busyLabel={shared.working}
          isBusy={apply.isPending}
          why={isMissing ? text.needConsents : journey.wish ? undefined : text.none}
          onClick={() => apply.mutate(undefined)}
        />
      }
    >
      <WishCard journey={journey} />
      <dl className="card facts">
        <dt>{text.name}</dt>
        <dd>{journey.name}</dd>
        <dt>{text.residentId}</dt>
        <dd>{journey.residentId}</dd>
        <dt>{text.bankCard}</dt>
        <dd>{journey.bankCard}</dd>
      </dl>
      <p className="soft">{text.consentsHelp}</p>
      <p className="soft">{text.deviceTold}</p>
      <ConsentCards consents={open} />
      <Refused error={apply.error} />
    </StepScreen>
  )
}
