import { drawsApi, type OutputOf } from '@puhui/api'
import { formatYuan } from '@puhui/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { journeyKey } from '../api/journey.ts'
import { drawText } from '../i18n/draw.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { NextButton } from '../ui/field.tsx'
import { Money } from '../ui/figures.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { fieldProblem, Refused } from '../ui/states.tsx'
import { typedFen } from '../ui/yuan.ts'
import { YuanField } from '../ui/yuan-field.tsx'
import type { BorrowerLoan } from './loan.tsx'

type Draws = NonNullable<BorrowerLoan['draws']>
type Shown = OutputOf<typeof drawsApi.borrowerPreviewDraw>

/** What has been drawn of a loan that is paid out in parts, what is left, and drawing the next part. */
export function DrawCard({ loan, draws }: { readonly loan: BorrowerLoan; readonly draws: Draws }) {
  const text = useText(drawText)
  const [isOpen, setOpen] = useState(false)
  const isPastDue = loan.figures.dpd > 0
  const isWaiting = loan.pendingPayout !== null
  const canDraw = draws.restFen !== '0' && !isPastDue
  return (
    <section className="card" data-part="draws">
      <h2>{text.title}</h2>
      <p className="small soft">{text.about}</p>
      <dl className="facts">
        <dt>{text.agreed}</dt>
        <dd>
          <Money fen={draws.agreedFen} />
        </dd>
        <dt>{text.drawn}</dt>
        <dd>
          <Money fen={draws.drawnFen} />
        </dd>
        <dt>{text.rest}</dt>
        <dd className="strong">
          <Money fen={draws.restFen} />
        </dd>
        <dt>{text.until}</dt>
        <dd>{draws.lastOn}</dd>
      </dl>
      {!canDraw && <p className="small soft">{isPastDue ? text.pastDue : text.nothing}</p>}
      {canDraw && isWaiting && !isOpen && <p className="small soft">{text.waits}</p>}
      {canDraw && !isWaiting && !isOpen && (
        <button type="button" className="button plain" onClick={() => setOpen(true)}>
          {text.ask}
        </button>
      )}
      {canDraw && isOpen && <DrawForm loanId={loan.id} draws={draws} />}
    </section>
  )
}

function DrawForm({ loanId, draws }: { readonly loanId: string; readonly draws: Draws }) {
  const text = useText(drawText)
  const shared = useText(sharedText)
  const queries = useQueryClient()
  const key = useIdempotencyKey()
  const [typed, setTyped] = useState('')
  const amountFen = typedFen(typed)
  const params = { loanId }
  const preview = useMutation({
    mutationFn: () => call(drawsApi.borrowerPreviewDraw, { params, body: { amountFen } }),
  })
  const draw = useMutation({
    mutationFn: ({ stateHash }: Shown) => call(drawsApi.borrowerDraw, { params, body: { amountFen, stateHash } }, key),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['loan', loanId] })
      queries.invalidateQueries({ queryKey: journeyKey })
    },
  })
  if (draw.data) return <p className="notice good">{draw.data.eventId ? text.done : text.waiting}</p>
  return (
    <>
      <YuanField
        label={text.amount}
        problem={fieldProblem(preview.error, 'amountFen')}
        value={typed}
        onChange={(next) => {
          setTyped(next)
          preview.reset()
        }}
      />
      {preview.data && <Outcome shown={preview.data} />}
      <Refused error={preview.error ?? draw.error} />
      {preview.data ? (
        <NextButton
          label={text.confirm}
          busyLabel={shared.working}
          isBusy={draw.isPending}
          onClick={() => draw.mutate(preview.data)}
        />
      ) : (
        <NextButton
          label={text.preview}
          busyLabel={shared.working}
          isBusy={preview.isPending}
          why={amountFen === '0' ? text.least(formatYuan(BigInt(draws.leastFen))) : undefined}
          onClick={() => preview.mutate()}
        />
      )}
    </>
  )
}

function Outcome({ shown }: { readonly shown: Shown }) {
  const text = useText(drawText)
  const { outstandingFen, nextDueOn, nextDueFen } = shown.after
  return (
    <dl className="facts" data-part="draw-preview">
      <dt>
        {text.after} · {text.outstanding}
      </dt>
      <dd className="strong">
        <Money fen={outstandingFen} />
      </dd>
      {nextDueOn && (
        <>
          <dt>{text.next}</dt>
          <dd>
            {nextDueOn} <Money fen={nextDueFen} />
          </dd>
        </>
      )}
      <dt>{text.left}</dt>
      <dd>
        <Money fen={shown.restFen} />
      </dd>
    </dl>
  )
}
