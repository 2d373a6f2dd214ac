import { borrowerApi, urlOf } from '@puhui/api'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { useCountdown } from '../ui/countdown.ts'
import { Field, NextButton } from '../ui/field.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { fieldProblem, Refused } from '../ui/states.tsx'
import { DemoInbox } from './sign-in.tsx'
import { StepScreen } from './step-screen.tsx'

/** Reads the contract as a PDF, asks for a code, signs with it. */
export function SignStep({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const key = useIdempotencyKey()
  const [code, setCode] = useState('')
  const [left, wait] = useCountdown()
  const contractId = journey.contract?.id ?? ''
  const send = useMutation({
    mutationFn: () => call(borrowerApi.sendSignCode, { params: { contractId } }),
    onSuccess: ({ resendAfterSeconds }) => wait(resendAfterSeconds),
  })
  const sign = useStep(() => call(borrowerApi.signContract, { params: { contractId }, body: { code } }, key))
  return (
    <StepScreen
      step="sign"
      title={text.sign}
      dock={
        <NextButton
          label={text.signNow}
          busyLabel={shared.working}
          isBusy={sign.isPending}
          onClick={() => sign.mutate(undefined)}
        />
      }
    >
      <section className="card">
        <p>{text.signHelp}</p>
        <a
          className="button plain"
          href={urlOf(borrowerApi.borrowerContractPdf, { params: { contractId } })}
          target="_blank"
          rel="noreferrer"
        >
          {text.contractPdf}
        </a>
        <button
          type="button"
          className="button plain"
          disabled={left > 0 || send.isPending}
          onClick={() => send.mutate()}
        >
          {left > 0 ? text.resend(left) : text.sendCode}
        </button>
        <Field label={text.code} problem={fieldProblem(sign.error, 'code')}>
          {(given) => (
            <input
              {...given}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={(event) => setCode(event.target.value.trim())}
            />
          )}
        </Field>
        <Refused error={sign.error ?? send.error} />
      </section>
      {send.isSuccess && <SignInbox />}
    </StepScreen>
  )
}

function SignInbox() {
  const [mobile] = useState(() => sessionStorage.getItem('puhui.mobile') ?? '')
  return <DemoInbox mobile={mobile} />
}
