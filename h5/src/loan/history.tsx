import { labelOf } from '@puhui/api'
import { loanText } from '../i18n/loan.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Money } from '../ui/figures.tsx'
import type { BorrowerLoan } from './loan.tsx'

/** All that happened to the loan, newest first. */
export function LoanHistory({ events }: { readonly events: BorrowerLoan['events'] }) {
  const text = useText(loanText)
  const say = useLocalized()
  return (
    <section className="card">
      <h2>{text.history}</h2>
      <ul>
        {[...events].reverse().map((event) => (
          <li key={event.id} className="row">
            <span>
              {event.valueOn} · {say(event.name)}
              {event.isReversed && ` · ${say(labelOf('loanEvent', 'reversed'))}`}
            </span>
            <span>{event.amountFen && <Money fen={event.amountFen} />}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
