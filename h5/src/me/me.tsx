import { sessionApi } from '@puhui/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { call } from '../api/call.ts'
import { forgetDrafts } from '../api/draft.ts'
import { useJourney, useSession } from '../api/journey.ts'
import { setAppearance, useAppearance } from '../app/appearance.ts'
import { dataText } from '../i18n/data.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { ConsentCards } from '../steps/consent-cards.tsx'
import { Status } from '../ui/figures.tsx'
import { Screen } from '../ui/screen.tsx'
import { Loaded } from '../ui/states.tsx'
import { MessageLanguage } from './message-language.tsx'

/** What the lender knows of me and may do: my data, and each consent, withdrawn as easily as given. */
export function MePage() {
  const text = useText(sharedText)
  const words = useText(journeyText)
  const mine = useText(dataText)
  const session = useSession()
  const journey = useJourney()
  if (session.data && session.data.subject !== 'customer') return <Navigate to="/in" search={{ to: '/me' }} />
  return (
    <Screen title={text.me}>
      <Loaded query={journey}>
        {(known) => (
          <>
            <dl className="card facts">
              <dt>{words.mobile}</dt>
              <dd>{known.mobile}</dd>
              <dt>{words.name}</dt>
              <dd>{known.name ?? '—'}</dd>
              <dt>{words.residentId}</dt>
              <dd>{known.residentId ?? '—'}</dd>
              <dt>{words.identity}</dt>
              <dd>
                <Status set="checkVerdict" value={known.identity.verdict} />
              </dd>
              <dt>{words.bankCard}</dt>
              <dd>{known.bankCard ?? '—'}</dd>
            </dl>
            <Link to="/me/data" className="button plain">
              {mine.link}
            </Link>
            <MessageLanguage journey={known} />
            <h2>{words.consents}</h2>
            <ConsentCards consents={known.consents} />
          </>
        )}
      </Loaded>
      <Appearance />
      <SignOut />
    </Screen>
  )
}

function Appearance() {
  const text = useText(sharedText)
  const { theme } = useAppearance()
  return (
    <button
      type="button"
      className="button plain"
      onClick={() => setAppearance({ theme: theme === 'dark' ? 'light' : 'dark' })}
    >
      {theme === 'dark' ? text.light : text.dark}
    </button>
  )
}

function SignOut() {
  const text = useText(sharedText)
  const queries = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => call(sessionApi.signOut, {}),
    onSuccess: () => {
      forgetDrafts()
      queries.clear()
    },
  })
  return (
    <button type="button" className="button plain" onClick={() => signOut.mutate()}>
      {text.signOut}
    </button>
  )
}
