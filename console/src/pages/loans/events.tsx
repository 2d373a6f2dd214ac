import { labelOf } from '@puhui/api'
import { toneOf } from '@puhui/design'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Instant, Money } from '../../ui/figures.tsx'
import { Empty } from '../../ui/states.tsx'
import { StatusTag, Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { AllocationTable } from './allocation-table.tsx'
import type { Loan, LoanEvent } from './loan.ts'
import { PostingTable } from './posting-table.tsx'
import { Reverse } from './reverse.tsx'

/** All that happened to the loan, newest first: the money, where it went, what was posted and who recorded it. */
export function Events({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText).events
  const [reversing, setReversing] = useState<LoanEvent>()
  const why = useReversalReason(loan)
  if (loan.events.length === 0) return <Empty title={t.none} />
  const newestFirst = loan.events.toSorted((a, b) => b.sequence - a.sequence)
  return (
    <>
      <ol className="timeline loan-events" data-part="events">
        {newestFirst.map((event) => (
          <li key={event.id} data-kind={event.kind} className={event.isReversed ? 'is-reversed' : undefined}>
            <EventHead event={event} action={<ReverseButton why={why(event)} onPress={() => setReversing(event)} />} />
            <EventFacts event={event} />
            <div className="event-books">
              <section>
                <h3>{t.allocations}</h3>
                <AllocationTable allocations={event.allocations} amountFen={event.amountFen} />
              </section>
              <section>
                <h3>{t.postings}</h3>
                <PostingTable postings={event.postings} />
              </section>
            </div>
          </li>
        ))}
      </ol>
      {reversing && <Reverse loan={loan} event={reversing} onClose={() => setReversing(undefined)} />}
    </>
  )
}

function EventHead({ event, action }: { readonly event: LoanEvent; readonly action: ReactNode }) {
  const t = useText(loansText).events
  return (
    <div className="timeline-head event-head">
      <Count value={event.sequence} />
      <EventTag event={event} />
      {event.amountFen !== null && (
        <strong className="event-amount">
          <Money fen={event.amountFen} />
        </strong>
      )}
      <DayText day={event.valueOn} long />
      {event.isReversed && <Tag tone="attention">{t.reversedMark}</Tag>}
      {event.bookedOn > event.valueOn && <Tag tone="info">{t.backdated}</Tag>}
      {action}
    </div>
  )
}

/** A credit is told as what it gives up: interest, a charge, or the lender's own money. */
function EventTag({ event: { kind, name } }: { readonly event: LoanEvent }) {
  const say = useLocalized()
  if (kind !== 'goodwillCredited') return <StatusTag set="loanEvent" value={kind} />
  return <Tag tone={toneOf(kind)}>{say(name)}</Tag>
}

function EventFacts({ event }: { readonly event: LoanEvent }) {
  const t = useText(loansText).events
  const say = useLocalized()
  const note = say(event.note)
  return (
    <p className="event-facts soft">
      {note !== say(labelOf('loanEvent', event.kind)) && <span>{note}</span>}
      <span>
        {t.bookedOn} <DayText day={event.bookedOn} />
      </span>
      {event.channel && (
        <span>
          {t.channel} {event.channel === 'bank' ? t.channels.bank : say(labelOf('repaymentChannel', event.channel))}
        </span>
      )}
      <span>
        {t.by} {event.actorName} · <Instant at={event.recordedAt} />
      </span>
      {event.entryId && <To href={`/ledger/entries/${event.entryId}`}>{t.entry}</To>}
    </p>
  )
}

function ReverseButton({ why, onPress }: { readonly why: string | undefined; readonly onPress: () => void }) {
  const t = useText(loansText).reverse
  return (
    <div className="event-actions no-print">
      <DisabledReason why={why}>
        <Button size="small" onClick={onPress} data-part="reverse">
          {t.button}
        </Button>
      </DisabledReason>
    </div>
  )
}

/** Why an event cannot be reversed by this reader, or `undefined`. */
function useReversalReason({ events }: Loan): (event: LoanEvent) => string | undefined {
  const t = useText(loansText).reverse
  const whyNot = useWhyNot()('loans.reverse')
  const inForce = events.filter(({ kind, isReversed }) => kind !== 'reversed' && !isReversed)
  return ({ kind, isReversed }) => {
    if (isReversed) return t.already
    if (kind === 'reversed') return t.isReversal
    if (kind === 'disbursed' && inForce.length > 1) return t.disbursement
    return whyNot
  }
}
