import { loanChangesApi as api, type OutputOf } from '@puhui/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { journeyKey } from '../api/journey.ts'
import { repaymentDayText } from '../i18n/repayment-day.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Field, NextButton } from '../ui/field.tsx'
import { Money } from '../ui/figures.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { fieldProblem, Refused } from '../ui/states.tsx'
import type { BorrowerLoan } from './loan.tsx'

type Shown = OutputOf<typeof api.borrowerPreviewDueDay>

const DAYS = Array.from({ length: 28 }, (_, index) => index + 1)

/** The day of the month on which the borrower repays, and changing it. */
export function RepaymentDayCard({ loan }: { readonly loan: BorrowerLoan }) {
  const text = useText(repaymentDayText)
  const [isOpen, setOpen] = useState(false)
  const { nextDueOn } = loan.figures
  if (!nextDueOn) return null
  return (
    <section className="card" data-part="repayment-day">
      <h2>{text.title}</h2>
      <p>{text.now(dayOf(nextDueOn))}</p>
      <p className="small soft">{text.about}</p>
      {isOpen ? (
        <DayForm loanId={loan.id} now={dayOf(nextDueOn)} />
      ) : (
        <button type="button" className="button plain" onClick={() => setOpen(true)}>
          {text.ask}
        </button>
      )}
    </section>
  )
}

function dayOf(day: string): number {
  return Number(day.slice(8))
}

function DayForm({ loanId, now }: { readonly loanId: string; readonly now: number }) {
  const text = useText(repaymentDayText)
  const shared = useText(sharedText)
  const queries = useQueryClient()
  const key = useIdempotencyKey()
  const [dayOfMonth, setDay] = useState(now === 10 ? 15 : 10)
  const params = { loanId }
  const preview = useMutation({ mutationFn: () => call(api.borrowerPreviewDueDay, { params, body: { dayOfMonth } }) })
  const move = useMutation({
    mutationFn: ({ stateHash }: Shown) =>
      call(api.borrowerMoveDueDay, { params, body: { dayOfMonth, stateHash } }, key),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['loan', loanId] })
      queries.invalidateQueries({ queryKey: journeyKey })
    },
  })
  const shown = preview.data
  if (move.data) return <p className="notice good">{text.done}</p>
  return (
    <>
      <Field label={text.day} problem={fieldProblem(preview.error, 'dayOfMonth')}>
        {(given) => (
          <select
            {...given}
            value={dayOfMonth}
            onChange={(event) => {
              setDay(Number(event.target.value))
              preview.reset()
            }}
          >
            {DAYS.map((day) => (
              <option key={day} value={day}>
                {day}
              </option>
            ))}
          </select>
        )}
      </Field>
      {shown && <Outcome shown={shown} />}
      <Refused error={preview.error ?? move.error} />
      <NextButton
        label={shown ? text.confirm : text.preview}
        busyLabel={shared.working}
        isBusy={preview.isPending || move.isPending}
        onClick={() => (shown ? move.mutate(shown) : preview.mutate())}
      />
    </>
  )
}

function Outcome({ shown }: { readonly shown: Shown }) {
  const text = useText(repaymentDayText)
  const { nextDueOn, nextDueFen } = shown.after
  const isLess = shown.differenceFen.startsWith('-')
  return (
    <dl className="facts" data-part="day-preview">
      <dt>{text.next}</dt>
      <dd className="strong">
        {nextDueOn} <Money fen={nextDueFen} />
      </dd>
      <dt>{text.last}</dt>
      <dd>{shown.schedule.at(-1)?.dueOn}</dd>
      <dt>{isLess ? text.less : text.more}</dt>
      <dd>
        <Money fen={isLess ? shown.differenceFen.slice(1) : shown.differenceFen} />
      </dd>
    </dl>
  )
}
