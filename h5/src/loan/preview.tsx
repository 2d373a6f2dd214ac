import { loanText } from '../i18n/loan.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Money, Status } from '../ui/figures.tsx'
import type { Preview } from './repay.tsx'

/** Where each part of a payment goes and by which rule, and how the loan stands afterwards. */
export function PreviewCard({ preview, title }: { readonly preview: Preview; readonly title: string }) {
  const text = useText(loanText)
  const localized = useLocalized()
  return (
    <section className="card" aria-live="polite" data-testid="repayment-preview">
      <h2>{title}</h2>
      <h3>{text.goesTo}</h3>
      <ul>
        {preview.allocations.map((line) => (
          <li key={`${line.instalmentNumber}-${line.part}`}>
            <div className="row">
              <span>
                {line.instalmentNumber !== null && `${text.instalment(line.instalmentNumber)} · `}
                {text.parts[line.part]}
              </span>
              <Money fen={line.amountFen} />
            </div>
            <p className="small soft">{localized(line.rule)}</p>
          </li>
        ))}
      </ul>
      <dl className="facts">
        {preview.prepaymentFeeFen !== '0' && (
          <>
            <dt>{text.fee}</dt>
            <dd>
              <Money fen={preview.prepaymentFeeFen} />
            </dd>
          </>
        )}
        {preview.interestSavedFen !== '0' && (
          <>
            <dt>{text.saved}</dt>
            <dd>
              <Money fen={preview.interestSavedFen} />
            </dd>
          </>
        )}
        <dt>
          {text.after} · {text.outstanding}
        </dt>
        <dd className="strong">
          <Money fen={preview.after.outstandingFen} />
        </dd>
        <dt>{text.status}</dt>
        <dd>
          <Status set="loanStatus" value={preview.after.status} />
        </dd>
        {preview.after.nextDueOn && (
          <>
            <dt>{text.next}</dt>
            <dd>
              {preview.after.nextDueOn} <Money fen={preview.after.nextDueFen} />
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
