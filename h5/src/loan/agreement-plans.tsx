import type { agreementsApi, OutputOf } from '@puhui/api'
import type { ReactNode } from 'react'
import { agreementText } from '../i18n/agreement.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Money, Rate } from '../ui/figures.tsx'

export type Agreement = OutputOf<typeof agreementsApi.borrowerAgreements>['agreements'][number]
type Plan = Agreement['before']

/** What stands on the paper, as it is read on a phone: what changes, both plans, what it means, what one may do. */
export function AgreementBody({ agreement }: { readonly agreement: Agreement }) {
  const text = useText(agreementText)
  const localized = useLocalized()
  const { cost, record, advice, signBy, valueOn } = agreement
  return (
    <>
      <h2>{text.changes}</h2>
      <Changes agreement={agreement} />
      <h2>{text.plans}</h2>
      <Plans agreement={agreement} />
      <h2>{text.meaning}</h2>
      <p>{localized(cost)}</p>
      <p>{localized(record)}</p>
      {advice && (
        <p>
          <strong>{text.advice}</strong> {advice}
        </p>
      )}
      <h2>{text.rights}</h2>
      <ol>
        {text
          .rightsOf(signBy, valueOn)
          .split('\n')
          .map((line, at) => (
            <li key={line}>
              {at + 1}. {line}
            </li>
          ))}
      </ol>
    </>
  )
}

function Changes({ agreement }: { readonly agreement: Agreement }) {
  const text = useText(agreementText)
  const { before, after, graceInstalments, differenceFen } = agreement
  const row = (label: string, of: (plan: Plan) => ReactNode) => [label, of(before), of(after)] as const
  const rows = [
    row(text.rate, (plan) => <Rate ppm={plan.annualRatePpm} />),
    row(text.count, (plan) => plan.count),
    [text.grace, '—', graceInstalments === 0 ? '—' : text.graceOf(graceInstalments)] as const,
    row(text.dueNow, (plan) => <Money fen={plan.dueNowFen} />),
    row(text.next, (plan) => <Money fen={plan.nextFen} />),
    row(text.largest, (plan) => <Money fen={plan.largestFen} />),
    row(text.last, (plan) => plan.lastDueOn ?? '—'),
    row(text.cost, (plan) => <Money fen={plan.costFen} />),
    row(text.total, (plan) => <Money fen={plan.totalFen} />),
  ]
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{text.item}</th>
          <th scope="col" className="num">
            {text.before}
          </th>
          <th scope="col" className="num">
            {text.after}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, old, fresh]) => (
          <tr key={label}>
            <td>{label}</td>
            <td className="num">{old}</td>
            <td className="num">{fresh}</td>
          </tr>
        ))}
        <tr>
          <td>
            <strong>{text.difference}</strong>
          </td>
          <td />
          <td className="num">
            <strong>
              {BigInt(differenceFen) > 0n ? '+' : ''}
              <Money fen={differenceFen} />
            </strong>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Plans({ agreement: { before, after } }: { readonly agreement: Agreement }) {
  const text = useText(agreementText)
  const length = Math.max(before.lines.length, after.lines.length)
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{text.no}</th>
          <th scope="col" className="num">
            {text.oldPlan}
          </th>
          <th scope="col" className="num">
            {text.newPlan}
          </th>
        </tr>
      </thead>
      <tbody>
        {Array.from({ length }, (_, at) => at).map((at) => (
          <tr key={at}>
            <td>{at + 1}</td>
            <PlanCell line={before.lines[at]} />
            <PlanCell line={after.lines[at]} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PlanCell({ line }: { readonly line: Plan['lines'][number] | undefined }) {
  if (!line) return <td className="num">—</td>
  return (
    <td className="num">
      <span className="small soft">{line.dueOn}</span>
      <br />
      <Money fen={line.dueFen} />
    </td>
  )
}
