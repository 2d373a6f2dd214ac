import { borrowerApi } from '@puhui/api'
import { Navigate } from '@tanstack/react-router'
import { type ComponentType, useEffect } from 'react'
import { call } from '../api/call.ts'
import { type Journey, useJourney, useSession, useStep } from '../api/journey.ts'
import { firstPurpose } from '../api/offered.ts'
import { keptWish } from '../api/wish.ts'
import { Loaded } from '../ui/states.tsx'
import { ConsentsStep } from './consents.tsx'
import { DecisionStep } from './decision.tsx'
import { DisclosureStep } from './disclosure.tsx'
import { DoneStep } from './done.tsx'
import { IdentityStep } from './identity.tsx'
import { IncomeStep } from './income.tsx'
import { SignStep } from './sign.tsx'

const STEPS: Record<Journey['step'], ComponentType<{ journey: Journey }>> = {
  identity: IdentityStep,
  income: IncomeStep,
  consents: ConsentsStep,
  apply: ConsentsStep,
  decision: DecisionStep,
  disclosure: DisclosureStep,
  sign: SignStep,
  disbursement: DoneStep,
  done: DoneStep,
}

/** Shows the step at which the borrower stands; the server knows, so that another phone resumes there too. */
export function ApplyPage() {
  const session = useSession()
  const journey = useJourney()
  if (session.data && session.data.subject !== 'customer') return <Navigate to="/in" search={{ to: '/apply' }} />
  return <Loaded query={journey}>{(known) => <Current journey={known} />}</Loaded>
}

function Current({ journey }: { readonly journey: Journey }) {
  useWishKept(journey)
  const Step = STEPS[journey.step]
  return <Step key={journey.step === 'apply' ? 'consents' : journey.step} journey={journey} />
}

/** Hands the quote of this browser to the server once, when it knows no other wish. */
function useWishKept(journey: Journey): void {
  const save = useStep(async (wish: NonNullable<ReturnType<typeof keptWish>>) =>
    call(borrowerApi.saveWish, { body: { ...wish, purpose: await firstPurpose(wish.productCode) } }),
  )
  const { mutate } = save
  const isMissing = journey.wish === null && journey.application === null
  useEffect(() => {
    const wish = keptWish()
    if (isMissing && wish) mutate(wish)
  }, [isMissing, mutate])
}
