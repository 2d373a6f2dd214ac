import { type BodyOf, borrowerApi, type OutputOf } from '@puhui/api'
import { parseYuan } from '@puhui/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { journeyKey } from '../api/journey.ts'
import { loanText } from '../i18n/loan.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Choices, NextButton } from '../ui/field.tsx'
import { Money } from '../ui/figures.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { Screen } from '../ui/screen.tsx'
import { fieldProblem, Loaded, Refused } from '../ui/states.tsx'
import { YuanField } from '../ui/yuan-field.tsx'
import { type BorrowerLoan, useLoan } from './loan.tsx'
import { NothingOwed } from './nothing-owed.tsx'
import { PreviewCard } from './preview.tsx'

type Repayment = BodyOf<typeof borrowerApi.borrowerPreview>
export type Preview = OutputOf<typeof borrowerApi.borrowerPreview>

export function RepayPage() {
  const text = useText(loanText)
  const { loanId } = useParams({ from: '/loans/$loanId/repay' })
  const loan = useLoan(loanId)
  if (loan.data) return <RepayForm loan={loan.data} />
  return (
    <Screen title={text.repayTitle} back={`/loans/${loanId}`}>
      <Loaded query={loan}>{() => null}</Loaded>
    </Screen>
  )
}

/** Choose, preview, pay: what the preview showed is what happens, or nothing happens. */
function RepayForm({ loan }: { readonly loan: BorrowerLoan }) {
  const text = useText(loanText)
  const shared = useText(sharedText)
  const queries = useQueryClient()
  const key = useIdempotencyKey()
  const hasDue = loan.figures.dueFen !== '0'
  const [purpose, setPurpose] = useState<Repayment['purpose']>(hasDue ? 'due' : 'settle')
  const [effect, setEffect] = useState<Repayment['effect']>('lower-instalment')
  const [typed, setTyped] = useState(hasDue ? yuanText(loan.figures.dueFen) : '')
  const body: Repayment = { purpose, effect, amountFen: amountOf(loan, purpose, typed) }
  const params = { loanId: loan.id }
  const preview = useMutation({ mutationFn: () => call(borrowerApi.borrowerPreview, { params, body }) })
  const pay = useMutation({
    mutationFn: (shown: Preview) =>
      call(borrowerApi.borrowerRepay, { params, body: { ...body, stateHash: shown.stateHash } }, key),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['loan', loan.id] })
      queries.invalidateQueries({ queryKey: journeyKey })
    },
  })
  const change = (act: () => void) => {
    act()
    preview.reset()
  }
  // What is due stands in the field; how much goes in advance is for the borrower to say.
  const choose = (next: Repayment['purpose']) =>
    change(() => {
      setPurpose(next)
      setTyped(next === 'due' && hasDue ? yuanText(loan.figures.dueFen) : '')
    })
  if (pay.data) return <Paid loanId={loan.id} preview={pay.data.preview} />
  if (loan.figures.status === 'settled') return <NothingOwed loanId={loan.id} title={text.repayTitle} />
  const shown = preview.data
  return (
    <Screen
      title={text.repayTitle}
      back={`/loans/${loan.id}`}
      dock={
        shown ? (
          <NextButton
            label={text.pay}
            busyLabel={shared.working}
            isBusy={pay.isPending}
            onClick={() => pay.mutate(shown)}
          />
        ) : (
          <NextButton
            label={text.preview}
            busyLabel={shared.working}
            isBusy={preview.isPending}
            why={purpose === 'due' && !hasDue ? text.nothingDue : undefined}
            onClick={() => preview.mutate()}
          />
        )
      }
    >
      <section className="card">
        <Choices
          legend={text.payWhat}
          name="purpose"
          value={purpose}
          options={(['due', 'prepay', 'settle'] as const).map((value) => ({ value, label: text.purposes[value] }))}
          onChange={choose}
        />
        {purpose === 'prepay' && (
          <Choices
            legend={text.effect}
            name="effect"
            value={effect}
            options={(['lower-instalment', 'fewer-instalments'] as const).map((value) => ({
              value,
              label: text.effects[value],
            }))}
            onChange={(value) => change(() => setEffect(value))}
          />
        )}
        {purpose === 'settle' ? (
          <p>
            {text.settlement} <Money fen={loan.figures.settlementFen} />
          </p>
        ) : (
          <YuanField
            label={text.amount}
            problem={fieldProblem(preview.error, 'amountFen')}
            value={typed}
            onChange={(next) => change(() => setTyped(next))}
          />
        )}
        <Refused error={preview.error ?? pay.error} />
      </section>
      {shown && <PreviewCard preview={shown} title={text.previewTitle} />}
    </Screen>
  )
}

function Paid({ loanId, preview }: { readonly loanId: string; readonly preview: Preview }) {
  const text = useText(loanText)
  return (
    <Screen title={text.paid}>
      <p className="notice good">
        {text.paid} · <Money fen={preview.amountFen} /> · {text.simulatedBank}
      </p>
      <PreviewCard preview={preview} title={text.after} />
      <Link className="button" to="/loans/$loanId" params={{ loanId }}>
        {text.backToLoan}
      </Link>
    </Screen>
  )
}

function amountOf(loan: BorrowerLoan, purpose: Repayment['purpose'], typed: string): string {
  if (purpose === 'settle') return loan.figures.settlementFen
  const parsed = parseYuan(typed)
  return parsed.ok ? parsed.value.toString() : typed
}

function yuanText(fen: string): string {
  return `${fen.slice(0, -2) || '0'}.${fen.padStart(3, '0').slice(-2)}`
}
