import { borrowerApi } from '@puhui/api'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { NextButton } from '../ui/field.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { Refused } from '../ui/states.tsx'
import { StepScreen } from './step-screen.tsx'
import { WishCard } from './wish-card.tsx'

/** Everything is there: one look at the wish, then apply. */
export function ConfirmStep({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const key = useIdempotencyKey()
  const apply = useStep(() => call(borrowerApi.submitApplication, { body: {} }, key))
  return (
    <StepScreen
      step="apply"
      title={text.apply}
      dock={
        <NextButton
          label={text.submit}
          busyLabel={shared.working}
          isBusy={apply.isPending}
          why={journey.wish ? undefined : text.none}
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
      <Refused error={apply.error} />
    </StepScreen>
  )
}
