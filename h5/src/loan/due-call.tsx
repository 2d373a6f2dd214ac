import { dueCallText } from '../i18n/due-call.ts'
import { useText } from '../i18n/text.ts'
import { Money } from '../ui/figures.tsx'
import type { BorrowerLoan } from './loan.tsx'

/** The notice that all of the loan falls due on a day: what turns it away, until when, and where help is to be had. */
export function DueCallCard({ dueCall }: { readonly dueCall: BorrowerLoan['dueCall'] }) {
  const text = useText(dueCallText)
  if (!dueCall) return null
  return (
    <section className="card" data-part="due-call">
      <h2>{text.title}</h2>
      <p className="notice bad">{text.about(dueCall.payBy, dueCall.dueOn)}</p>
      <dl className="facts">
        <dt>{text.overdue}</dt>
        <dd className="strong">
          <Money fen={dueCall.overdueFen} />
        </dd>
      </dl>
      <p className="small soft">{text.after}</p>
      <p className="small">{text.help}</p>
    </section>
  )
}
