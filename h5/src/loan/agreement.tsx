import { agreementsApi } from '@puhui/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { agreementText } from '../i18n/agreement.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { DemoInbox } from '../steps/sign-in.tsx'
import { CodeEntry, secondsToWait } from '../ui/code-entry.tsx'
import { Field, NextButton } from '../ui/field.tsx'
import { Status } from '../ui/figures.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { PaperLink } from '../ui/paper-link.tsx'
import { isScrolledToEnd, useSecondsVisible } from '../ui/reading.ts'
import { Screen } from '../ui/screen.tsx'
import { fieldProblem, Loaded, Refused } from '../ui/states.tsx'
import { type Agreement, AgreementBody } from './agreement-plans.tsx'

export function useAgreements(loanId: string) {
  return useQuery({
    queryKey: ['agreements', loanId],
    queryFn: () => call(agreementsApi.borrowerAgreements, { params: { loanId } }),
  })
}

export function isToSign({ status, isOutdated }: Agreement): boolean {
  return status === 'waiting' && !isOutdated
}

/** The supplementary agreements of a loan: the one to sign, or the last one and what became of it. */
export function AgreementPage() {
  const text = useText(agreementText)
  const { loanId } = useParams({ from: '/loans/$loanId/agreement' })
  const query = useAgreements(loanId)
  const latest = query.data?.agreements[0]
  if (query.data && latest && isToSign(latest)) {
    return <ToSign loanId={loanId} agreement={latest} minReadSeconds={query.data.minReadSeconds} />
  }
  return (
    <Screen title={text.title} back={`/loans/${loanId}`}>
      <Loaded query={query}>
        {({ agreements }) => (
          <>
            {agreements.length === 0 && <p className="notice">{text.none}</p>}
            {agreements.map((one) => (
              <Ended key={one.id} agreement={one} />
            ))}
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function Ended({ agreement }: { readonly agreement: Agreement }) {
  const text = useText(agreementText)
  return (
    <section className="card" data-testid="agreement">
      <Head agreement={agreement} />
      <Outcome agreement={agreement} />
      <Paper agreement={agreement} />
      <details>
        <summary>{text.changes}</summary>
        <AgreementBody agreement={agreement} />
      </details>
    </section>
  )
}

function Head({ agreement }: { readonly agreement: Agreement }) {
  const text = useText(agreementText)
  return (
    <div className="row">
      <span className="small soft">{text.number(agreement.number)}</span>
      <Status set="agreementStatus" value={agreement.status} />
    </div>
  )
}

function Outcome({ agreement }: { readonly agreement: Agreement }) {
  const text = useText(agreementText)
  const { status, signedAt, signedHow, isSimulated } = agreement
  const on = (signedAt ?? '').slice(0, 10)
  switch (status) {
    case 'signed':
      return (
        <p className="notice good">
          {signedHow === 'paper' ? text.signedOnPaper(on) : text.signed(on)} {isSimulated && `（${text.simulated}）`}
        </p>
      )
    case 'waiting':
      return <p className="notice attention">{text.outdated}</p>
    default:
      return <p className="notice">{text[status]}</p>
  }
}

function Paper({ agreement }: { readonly agreement: Agreement }) {
  const text = useText(agreementText)
  const input = { params: { agreementId: agreement.id } }
  return (
    <>
      <div className="paper-links">
        <PaperLink label={text.pdf} operation={agreementsApi.borrowerAgreementPdf} input={input} />
      </div>
      <p className="small soft">{text.pdfNote}</p>
    </>
  )
}

interface SigningProps {
  readonly loanId: string
  readonly agreement: Agreement
  readonly minReadSeconds: number
}

/** Read to the end and long enough, then a code, then the signature: as with the contract. */
function ToSign({ loanId, agreement, minReadSeconds }: SigningProps) {
  const text = useText(agreementText)
  const shared = useText(sharedText)
  const key = useIdempotencyKey()
  const refreshed = useRefreshed()
  const seconds = useSecondsVisible()
  const [isAtEnd, setAtEnd] = useState(false)
  const [code, setCode] = useState('')
  const params = { agreementId: agreement.id }
  const reading = { termsHash: agreement.termsHash, readSeconds: seconds, scrolledToEnd: isAtEnd }
  const send = useMutation({ mutationFn: () => call(agreementsApi.sendAgreementCode, { params, body: reading }) })
  const sign = useMutation({
    mutationFn: () => call(agreementsApi.signAgreement, { params, body: { code } }, key),
    onSuccess: refreshed,
  })
  const left = Math.max(0, minReadSeconds - seconds)
  const unread = left > 0 ? text.readLeft(left) : isAtEnd ? undefined : text.scrollOn
  return (
    <Screen
      title={text.title}
      back={`/loans/${loanId}`}
      dock={
        <NextButton
          label={text.sign}
          busyLabel={shared.working}
          isBusy={sign.isPending}
          why={unread ?? (send.isSuccess ? undefined : text.signNeedsCode)}
          onClick={() => sign.mutate()}
        />
      }
    >
      <section className="card">
        <Head agreement={agreement} />
        <p className="notice attention">{text.waits(agreement.signBy)}</p>
        <p className="soft">{text.readHelp(minReadSeconds)}</p>
        <Paper agreement={agreement} />
      </section>
      <Reading agreement={agreement} onEnd={() => setAtEnd(true)} />
      {unread === undefined && (
        <section className="card">
          <CodeEntry
            code={code}
            onCode={setCode}
            problem={fieldProblem(sign.error, 'code')}
            isSending={send.isPending}
            onSend={() => secondsToWait(send.mutateAsync())}
          />
          <Refused error={sign.error ?? send.error} />
        </section>
      )}
      {send.isSuccess && <Inbox />}
      <Decline agreement={agreement} />
    </Screen>
  )
}

function Reading({ agreement, onEnd }: { readonly agreement: Agreement; readonly onEnd: () => void }) {
  const text = useText(agreementText)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (box.current && box.current.scrollHeight <= box.current.clientHeight + 4) onEnd()
  }, [onEnd])
  return (
    <section
      className="reading"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard
      tabIndex={0}
      aria-label={text.title}
      onScroll={(event) => isScrolledToEnd(event) && onEnd()}
    >
      <AgreementBody agreement={agreement} />
    </section>
  )
}

function Inbox() {
  const [mobile] = useState(() => sessionStorage.getItem('puhui.mobile') ?? '')
  return <DemoInbox mobile={mobile} />
}

function Decline({ agreement }: { readonly agreement: Agreement }) {
  const text = useText(agreementText)
  const shared = useText(sharedText)
  const key = useIdempotencyKey()
  const refreshed = useRefreshed()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const decline = useMutation({
    mutationFn: () =>
      call(agreementsApi.declineAgreement, { params: { agreementId: agreement.id }, body: { reason } }, key),
    onSuccess: refreshed,
  })
  if (!isOpen) {
    return (
      <button type="button" className="button plain wide" onClick={() => setOpen(true)}>
        {text.decline}
      </button>
    )
  }
  return (
    <section className="card">
      <h2>{text.decline}</h2>
      <p>{text.declineAbout}</p>
      <Field label={text.declineWhy} problem={fieldProblem(decline.error, 'reason')}>
        {(given) => (
          <textarea
            {...given}
            rows={2}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Refused error={decline.error} />
      <div className="row">
        <button type="button" className="button plain" onClick={() => setOpen(false)}>
          {text.keep}
        </button>
        <button type="button" className="button plain" disabled={decline.isPending} onClick={() => decline.mutate()}>
          {decline.isPending ? shared.working : text.declineNow}
        </button>
      </div>
    </section>
  )
}

/** After a signature or a refusal everything that shows the loan is read anew. */
function useRefreshed() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries()
}

/** On the loan page: a paper waits, or what became of the last one. */
export function AgreementNotice({ loanId }: { readonly loanId: string }) {
  const text = useText(agreementText)
  const { data } = useAgreements(loanId)
  const latest = data?.agreements[0]
  if (!latest) return null
  const waits = isToSign(latest)
  return (
    <section className="card" data-testid="agreement-notice">
      <h2>{text.title}</h2>
      {waits ? <p className="notice attention">{text.waits(latest.signBy)}</p> : <Outcome agreement={latest} />}
      <Link className={waits ? 'button' : 'button plain'} to="/loans/$loanId/agreement" params={{ loanId }}>
        {waits ? text.open : text.see}
      </Link>
    </section>
  )
}
