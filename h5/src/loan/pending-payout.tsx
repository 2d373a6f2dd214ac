import { showInstant } from '@puhui/design'
import { payoutText } from '../i18n/payout.ts'
import { useText } from '../i18n/text.ts'
import { shortCard } from '../ui/card-number.ts'
import { Money } from '../ui/figures.tsx'
import type { BorrowerLoan } from './loan.tsx'

/** A payment that waits for a second person of the lender: what, how much, since when, what comes next. */
export function PendingPayout({ loan }: { readonly loan: BorrowerLoan }) {
  const text = useText(payoutText)
  const { pendingPayout: pending } = loan
  if (!pending) return null
  return (
    <section className="card" data-part="pending-payout" aria-live="polite">
      <div className="row">
        <h2>{text.waitsTitle}</h2>
        <span className="tag attention">{text.state}</span>
      </div>
      <dl className="facts">
        <dt>{text.kind}</dt>
        <dd>{text.kinds[pending.kind]}</dd>
        <dt>{text.amountShort}</dt>
        <dd className="strong">
          <Money fen={pending.amountFen} />
        </dd>
        <dt>{text.since}</dt>
        <dd>{showInstant(pending.askedAt)}</dd>
        <dt>{text.by}</dt>
        <dd>{pending.isBorrower ? text.you : text.staff}</dd>
        <dt>{text.to}</dt>
        <dd>{pending.kind === 'heldReturn' ? shortCard(loan.bankCard) : text.drawTo}</dd>
      </dl>
      <h3>{text.happensNext}</h3>
      <p className="small soft">{text.willPay}</p>
    </section>
  )
}
