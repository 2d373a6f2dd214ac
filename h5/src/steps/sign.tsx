import { borrowerApi, labelOf } from '@puhui/api'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { useAppearance } from '../app/appearance.ts'
import { journeyText } from '../i18n/journey.ts'
import { loanText } from '../i18n/loan.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { CodeEntry, secondsToWait } from '../ui/code-entry.tsx'
import { NextButton } from '../ui/field.tsx'
import { Money } from '../ui/figures.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { PaperLink } from '../ui/paper-link.tsx'
import { fieldProblem, Refused } from '../ui/states.tsx'
import { DemoInbox } from './sign-in.tsx'
import { StepScreen } from './step-screen.tsx'

/** Reads the contract as a PDF, asks for a code, signs with it. */
export function SignStep({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const papers = useText(loanText)
  const key = useIdempotencyKey()
  const [code, setCode] = useState('')
  const contractId = journey.contract?.id ?? ''
  const send = useMutation({ mutationFn: () => call(borrowerApi.sendSignCode, { params: { contractId } }) })
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
      {journey.contract && <Signing contract={journey.contract} />}
      <section className="card">
        <p>{text.signHelp}</p>
        <PaperLink
          label={text.contractPdf}
          operation={borrowerApi.borrowerContractPdf}
          input={{ params: { contractId } }}
        />
        <p className="soft">{papers.contractNote}</p>
        <CodeEntry
          code={code}
          onCode={setCode}
          problem={fieldProblem(sign.error, 'code')}
          isSending={send.isPending}
          onSend={() => secondsToWait(send.mutateAsync())}
        />
        <Refused error={sign.error ?? send.error} />
      </section>
      {send.isSuccess && <SignInbox />}
    </StepScreen>
  )
}

/** The bargain once more, in figures large enough to be read before a code is typed. */
function Signing({ contract }: { readonly contract: NonNullable<Journey['contract']> }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const { locale } = useAppearance()
  return (
    <section className="card">
      <p className="soft small">
        {text.signing} · {contract.number}
      </p>
      <p className="figure">
        <Money fen={contract.principalFen} />
      </p>
      <p className="soft">
        {shared.months(contract.termMonths)} · {labelOf('method', contract.method)[locale]}
      </p>
    </section>
  )
}

function SignInbox() {
  const [mobile] = useState(() => sessionStorage.getItem('puhui.mobile') ?? '')
  return <DemoInbox mobile={mobile} />
}
