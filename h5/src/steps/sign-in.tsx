import { sessionApi } from '@puhui/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { useSignedIn, useStatus } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { CodeEntry, secondsToWait } from '../ui/code-entry.tsx'
import { Field, NextButton } from '../ui/field.tsx'
import { Screen } from '../ui/screen.tsx'
import { fieldProblem, Refused } from '../ui/states.tsx'

export function SignInPage() {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const navigate = useNavigate()
  const { to } = useSearch({ from: '/in' })
  const signedIn = useSignedIn()
  const [mobile, setMobile] = useState('')
  const [code, setCode] = useState('')
  const send = useMutation({
    mutationFn: () => call(sessionApi.sendOtp, { body: { mobile } }),
    onSuccess: () => sessionStorage.setItem('puhui.mobile', mobile),
  })
  const enter = useMutation({
    mutationFn: () => call(sessionApi.verifyOtp, { body: { mobile, code } }),
    onSuccess: (session) => {
      signedIn(session)
      navigate({ to })
    },
  })
  return (
    <Screen
      title={text.signIn}
      back="/"
      dock={
        <NextButton
          label={text.enter}
          busyLabel={shared.working}
          isBusy={enter.isPending}
          type="submit"
          onClick={() => enter.mutate()}
        />
      }
    >
      <p className="soft">{text.signInHelp}</p>
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate()
        }}
      >
        <Field label={text.mobile} problem={fieldProblem(send.error ?? enter.error, 'mobile')}>
          {(given) => (
            <input
              {...given}
              inputMode="tel"
              autoComplete="tel-national"
              maxLength={16}
              value={mobile}
              onChange={(event) => setMobile(event.target.value.replace(/[\s-]/g, ''))}
            />
          )}
        </Field>
        <CodeEntry
          code={code}
          onCode={setCode}
          problem={fieldProblem(enter.error, 'code')}
          isSending={send.isPending}
          onSend={() => secondsToWait(send.mutateAsync())}
        />
        <Refused error={enter.error ?? send.error} />
      </form>
      {send.isSuccess && <DemoInbox mobile={mobile} />}
    </Screen>
  )
}

/**
 * In the demo the simulated SMS can be read here, so that nobody needs a real telephone. Without a number, those of
 * whoever is signed in: somebody who comes back has typed none.
 */
export function DemoInbox({ mobile }: { readonly mobile: string }) {
  const text = useText(journeyText)
  const status = useStatus()
  const inbox = useQuery({
    queryKey: ['demo-sms', mobile],
    queryFn: () => call(sessionApi.demoSms, { query: mobile === '' ? {} : { mobile } }),
    enabled: status.data?.mode === 'demo',
    refetchInterval: 2_000,
  })
  if (!inbox.data) return null
  return (
    <aside className="card quiet">
      <h2>{text.demoCode}</h2>
      {inbox.data.messages.slice(0, 2).map((message) => (
        <p key={message.id} className="notice attention" data-testid="demo-sms">
          {message.text}
        </p>
      ))}
    </aside>
  )
}
