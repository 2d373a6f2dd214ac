import { labelOf } from '@puhui/api'
import { useAppearance } from '../app/appearance.ts'
import { loanText } from '../i18n/loan.ts'
import { useText } from '../i18n/text.ts'
import { Money } from '../ui/figures.tsx'
import type { BorrowerLoan } from './loan.tsx'

/** Everything that moved money on the loan, newest first. */
export function LoanHistory({ events }: { readonly events: BorrowerLoan['events'] }) {
  const text = useText(loanText)
  const { locale } = useAppearance()
  return (
    <section className="card">
      <h2>{text.history}</h2>
      <ul>
        {[...events].reverse().map((event) => (
          <li key={event.id} className="row">
            <span>
              {event.valueOn} · {labelOf('loanEvent', event.kind)[locale]}
              {event.isReversed && ` · ${labelOf('loanEvent', 'reversed')[locale]}`}
            </span>
            <span>{event.amountFen && <Money fen={event.amountFen} />}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
