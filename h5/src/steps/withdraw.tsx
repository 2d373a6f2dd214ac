import { borrowerApi } from '@puhui/api'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Refused } from '../ui/states.tsx'

type Application = NonNullable<Journey['application']>

/** Takes the application back, after a second question. */
export function Withdraw({ application }: { readonly application: Application }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const [isAsking, setAsking] = useState(false)
  const withdraw = useStep(() => call(borrowerApi.withdrawApplication, { params: { applicationId: application.id } }))
  if (!isAsking) {
    return (
      <button type="button" className="button plain" onClick={() => setAsking(true)}>
        {text.withdraw}
      </button>
    )
  }
  return (
    <section className="card">
      <p>{text.withdraw}?</p>
      <div className="row">
        <button type="button" className="button plain" onClick={() => setAsking(false)}>
          {shared.cancel}
        </button>
        <button type="button" className="button" onClick={() => withdraw.mutate(undefined)}>
          {shared.confirm}
        </button>
      </div>
      <Refused error={withdraw.error} />
    </section>
  )
}
