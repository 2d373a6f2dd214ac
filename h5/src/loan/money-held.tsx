import { type OutputOf, payoutsApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { formatYuan } from '@puhui/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { journeyKey } from '../api/journey.ts'
import { payoutText } from '../i18n/payout.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { shortCard } from '../ui/card-number.ts'
import { NextButton } from '../ui/field.tsx'
import { Money } from '../ui/figures.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { fieldProblem, Refused } from '../ui/states.tsx'
import { typedFen } from '../ui/yuan.ts'
import { YuanField } from '../ui/yuan-field.tsx'
import type { BorrowerLoan } from './loan.tsx'

type Shown = OutputOf<typeof payoutsApi.borrowerPreviewHeldReturn>

/** Money that the loan keeps for the borrower, and asking for it. */
export function MoneyHeldCard({ loan }: { readonly loan: BorrowerLoan }) {
  const text = useText(payoutText)
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState<string>()
  const { suspenseFen, status } = loan.figures
  if (suspenseFen === '0' && !said) return null
  return (
    <section className="card" data-part="money-held">
      <h2>{text.title}</h2>
      {suspenseFen !== '0' && (
        <>
          <p className="small soft">{status === 'settled' ? text.settled : text.runs}</p>
          <dl className="facts">
            <dt>{text.held}</dt>
            <dd className="strong">
              <Money fen={suspenseFen} />
            </dd>
            <dt>{text.account}</dt>
            <dd>{shortCard(loan.bankCard)}</dd>
          </dl>
        </>
      )}
      {said && (
        <p className="notice good" role="status">
          {said}
        </p>
      )}
      {suspenseFen !== '0' && !loan.pendingPayout && !isOpen && (
        <button
          type="button"
          className="button plain"
          onClick={() => {
            setSaid(undefined)
            setOpen(true)
          }}
        >
          {text.ask}
        </button>
      )}
      {isOpen && (
        <ReturnForm
          loan={loan}
          onDone={(isPaid) => {
            setSaid(isPaid ? text.done : text.waiting)
            setOpen(false)
          }}
        />
      )}
    </section>
  )
}

interface ReturnFormProps {
  readonly loan: BorrowerLoan
  readonly onDone: (isPaid: boolean) => void
}

function ReturnForm({ loan, onDone }: ReturnFormProps) {
  const text = useText(payoutText)
  const shared = useText(sharedText)
  const queries = useQueryClient()
  const key = useIdempotencyKey()
  const allYuan = formatYuan(BigInt(loan.figures.suspenseFen))
  const [typed, setTyped] = useState(allYuan)
  const amountFen = typedFen(typed)
  const params = { loanId: loan.id }
  const preview = useMutation({
    mutationFn: () => call(payoutsApi.borrowerPreviewHeldReturn, { params, body: { amountFen } }),
  })
  const back = useMutation({
    mutationFn: ({ stateHash }: Shown) =>
      call(payoutsApi.borrowerReturnHeld, { params, body: { amountFen, stateHash } }, key),
    onSuccess: async ({ eventId }) => {
      queries.invalidateQueries({ queryKey: journeyKey })
      await queries.invalidateQueries({ queryKey: ['loan', loan.id] })
      onDone(eventId !== null)
    },
  })
  const shown = preview.data
  return (
    <>
      <YuanField
        label={text.amount}
        hint={text.all(allYuan)}
        problem={fieldProblem(preview.error, 'amountFen')}
        value={typed}
        onChange={(next) => {
          setTyped(next)
          preview.reset()
        }}
      />
      {shown && <Outcome shown={shown} amountFen={amountFen} />}
      <p className="small soft">{text.only}</p>
      <Refused error={preview.error ?? back.error} />
      <NextButton
        label={shown ? text.confirm : text.preview}
        busyLabel={shared.working}
        isBusy={preview.isPending || back.isPending}
        why={amountFen === '0' ? text.all(allYuan) : undefined}
        onClick={() => (shown ? back.mutate(shown) : preview.mutate())}
      />
    </>
  )
}

function Outcome({ shown, amountFen }: { readonly shown: Shown; readonly amountFen: string }) {
  const text = useText(payoutText)
  const { suspenseFen, nextDueOn, nextDueFen } = shown.after
  const isAlone = BigInt(amountFen) <= BigInt(shown.aloneFenMax)
  return (
    <>
      <dl className="facts" data-part="return-preview">
        <dt>{text.left}</dt>
        <dd className="strong">
          <Money fen={suspenseFen} />
        </dd>
        {nextDueOn && (
          <>
            <dt>{text.next}</dt>
            <dd>
              {nextDueOn} <Money fen={nextDueFen} />
            </dd>
          </>
        )}
      </dl>
      <p className="small soft">{isAlone ? text.alone : text.looked(showMoney(BigInt(shown.aloneFenMax)))}</p>
    </>
  )
}
