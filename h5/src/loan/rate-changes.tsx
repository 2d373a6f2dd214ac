import { loanText } from '../i18n/loan.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Money, Rate } from '../ui/figures.tsx'
import type { BorrowerLoan } from './loan.tsx'

/** Rates that gave way to others: from when, why, and what the next instalment became. */
export function RateChanges({ changes }: { readonly changes: BorrowerLoan['rateChanges'] }) {
  const text = useText(loanText)
  const localized = useLocalized()
  if (changes.length === 0) return null
  return (
    <section className="card" data-testid="rate-changes">
      <h2>{text.rateChanges}</h2>
      <ul className="stack">
        {changes.map(({ eventId, valueOn, fromPpm, toPpm, before, after, why }) => (
          <li key={eventId}>
            <p>
              {text.rateFrom(valueOn)} <Rate ppm={fromPpm} /> → <strong>{<Rate ppm={toPpm} />}</strong>
            </p>
            {before && after && (
              <p>
                {text.nextWas} <Money fen={before.amountFen} /> →{' '}
                <strong>
                  <Money fen={after.amountFen} />
                </strong>{' '}
                <span className="small soft">{after.dueOn}</span>
              </p>
            )}
            <p className="small soft">{localized(why)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
