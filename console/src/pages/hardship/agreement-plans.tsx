import type { ReactNode } from 'react'
import { agreementText } from '../../i18n/agreement.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, DayText, Money, None, Rate } from '../../ui/figures.tsx'
import type { Agreement } from './agreements.tsx'

type Plan = Agreement['before']

/** What changes, before and after, and what it costs. */
export function Changes({ agreement: { before, after, differenceFen } }: { readonly agreement: Agreement }) {
  const t = useText(agreementText)
  const row = (label: string, of: (plan: Plan) => ReactNode) => [label, of(before), of(after)]
  return (
    <div className="wrapping">
      <PlainTable
        caption={t.title}
        table={{
          head: [t.item, t.before, t.after],
          rows: [
            row(t.rate, (plan) => <Rate ppm={plan.annualRatePpm} yearly />),
            row(t.count, (plan) => <Count value={plan.count} />),
            row(t.next, (plan) => <Money fen={plan.nextFen} />),
            row(t.largest, (plan) => <Money fen={plan.largestFen} />),
            row(t.last, (plan) => <DayText day={plan.lastDueOn} />),
            row(t.cost, (plan) => <Money fen={plan.costFen} />),
            row(t.total, (plan) => <Money fen={plan.totalFen} />),
            [t.difference, '', <Money key="difference" fen={differenceFen} sign="always" />],
          ],
        }}
      />
    </div>
  )
}

/** Both plans instalment by instalment, folded away at first. */
export function PlansSideBySide({ agreement: { before, after } }: { readonly agreement: Agreement }) {
  const t = useText(agreementText)
  const length = Math.max(before.lines.length, after.lines.length)
  const cells = (line: Plan['lines'][number] | undefined) =>
    line ? [<DayText key="on" day={line.dueOn} />, <Money key="due" fen={line.dueFen} />] : [<None key="on" />, '']
  return (
    <details>
      <summary>{t.compare}</summary>
      <div className="wrapping">
        <PlainTable
          caption={t.compare}
          table={{
            head: [t.no, t.dueOn(t.oldPlan), t.due(t.oldPlan), t.dueOn(t.newPlan), t.due(t.newPlan)],
            rows: Array.from({ length }, (_, at) => [
              <Count key="no" value={at + 1} />,
              ...cells(before.lines[at]),
              ...cells(after.lines[at]),
            ]),
          }}
        />
      </div>
    </details>
  )
}
