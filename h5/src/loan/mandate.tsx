import { mandatesApi, type OutputOf } from '@puhui/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { sceneText } from '../i18n/scene.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { CodeEntry, secondsToWait } from '../ui/code-entry.tsx'
import { Choices, NextButton } from '../ui/field.tsx'
import { Money } from '../ui/figures.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { fieldProblem, Loaded, Refused } from '../ui/states.tsx'

type Shown = OutputOf<typeof mandatesApi.borrowerMandate>
type Amount = 'all-due' | 'oldest-instalment'
type Retry = 'once' | 'week'

const DAYS: Readonly<Record<Retry, number[]>> = { once: [0], week: [0, 1, 3, 7] }

/** Repayment by a rule that the borrower signs; what it did, and a receipt that can be verified. */
export function MandateCard({ loanId, nextDueFen }: { readonly loanId: string; readonly nextDueFen: string | null }) {
  const text = useText(sceneText)
  const [isOpen, setOpen] = useState(false)
  const mandate = useQuery({
    queryKey: ['mandate', loanId],
    queryFn: () => call(mandatesApi.borrowerMandate, { params: { loanId } }),
  })
  return (
    <Loaded query={mandate}>
      {(known) => (
        <section className="card">
          <h2>{text.mandate}</h2>
          <p className="small soft">{text.mandateAbout}</p>
          <Standing loanId={loanId} shown={known} />
          {isOpen ? (
            <SignRule loanId={loanId} dueFen={nextDueFen ?? '100000'} onDone={() => setOpen(false)} />
          ) : (
            <button type="button" className="button plain" onClick={() => setOpen(true)}>
              {known.mandate?.status === 'active' ? text.change : text.start}
            </button>
          )}
        </section>
      )}
    </Loaded>
  )
}

function Standing({ loanId, shown }: { readonly loanId: string; readonly shown: Shown }) {
  const text = useText(sceneText)
  const key = useIdempotencyKey()
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => call(mandatesApi.revokeMandate, { params: { loanId } }, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mandate', loanId] }),
  })
  const { mandate, executions } = shown
  if (!mandate) return <p>{text.none}</p>
  if (mandate.status !== 'active') return <p>{text.revoked}</p>
  const { rule } = mandate
  const [latest] = executions
  return (
    <>
      <p>
        {text.amounts[rule.amount]} · {text.max} <Money fen={rule.maxFen} /> ·{' '}
        {text.inForce(rule.accountTail, rule.until)}
      </p>
      {latest && (
        <p className="small">
          {text.executed}: {latest.on} {text.outcomes[latest.outcome]}{' '}
          {latest.amountFen && <Money fen={latest.amountFen} />} <ReceiptCheck executionId={latest.id} />
        </p>
      )}
      <button type="button" className="button plain" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
        {text.revoke}
      </button>
      <Refused error={revoke.error} />
    </>
  )
}

function ReceiptCheck({ executionId }: { readonly executionId: string }) {
  const text = useText(sceneText)
  const check = useMutation({
    mutationFn: () => call(mandatesApi.borrowerReceipt, { params: { executionId } }),
  })
  if (check.data) return <output>{check.data.isVerified ? text.verified : text.notVerified}</output>
  return (
    <button type="button" className="button plain" disabled={check.isPending} onClick={() => check.mutate()}>
      {text.receipt}
    </button>
  )
}

function SignRule(props: { readonly loanId: string; readonly dueFen: string; readonly onDone: () => void }) {
  const { loanId, dueFen, onDone } = props
  const text = useText(sceneText)
  const shared = useText(sharedText)
  const key = useIdempotencyKey()
  const queries = useQueryClient()
  const [amount, setAmount] = useState<Amount>('all-due')
  const [retry, setRetry] = useState<Retry>('week')
  const [code, setCode] = useState('')
  // Twice an instalment leaves room for one that is late together with the next.
  const body = { amount, days: DAYS[retry], maxFen: String(BigInt(dueFen) * 2n) }
  const params = { loanId }
  const send = useMutation({ mutationFn: () => call(mandatesApi.sendMandateCode, { params, body }) })
  const sign = useMutation({
    mutationFn: () => call(mandatesApi.signMandate, { params, body: { ...body, code } }, key),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['mandate', loanId] })
      onDone()
    },
  })
  return (
    <>
      <Choices
        legend={text.amount}
        name="mandate-amount"
        value={amount}
        options={(['all-due', 'oldest-instalment'] as const).map((value) => ({ value, label: text.amounts[value] }))}
        onChange={setAmount}
      />
      <Choices
        legend={text.retry}
        name="mandate-retry"
        value={retry}
        options={(['once', 'week'] as const).map((value) => ({ value, label: text.retries[value] }))}
        onChange={setRetry}
      />
      <p>
        {text.max} <Money fen={body.maxFen} />
      </p>
      <CodeEntry
        code={code}
        onCode={setCode}
        problem={fieldProblem(sign.error, 'code')}
        isSending={send.isPending}
        onSend={() => secondsToWait(send.mutateAsync())}
      />
      <Refused error={sign.error ?? send.error} />
      <NextButton label={text.sign} busyLabel={shared.working} isBusy={sign.isPending} onClick={() => sign.mutate()} />
    </>
  )
}
