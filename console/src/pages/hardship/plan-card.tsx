import { type hardshipApi, labelOf, type OutputOf } from '@puhui/api'
import type { ReactNode } from 'react'
import { hardshipText } from '../../i18n/hardship.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count, DayText, Money, Rate } from '../../ui/figures.tsx'
import { Facts } from '../../ui/page.tsx'
import { Tag } from '../../ui/status-tag.tsx'

export type PlanShown = OutputOf<typeof hardshipApi.previewPlan>['plan']

/** One plan: its figures, what it costs, what it does to the credit record. */
export function PlanCard({ plan, action }: { readonly plan: PlanShown; readonly action?: ReactNode }) {
  const t = useText(hardshipText)
  const say = useLocalized()
  const { after } = plan
  return (
    <article className="plan-card" data-plan={plan.code}>
      <header>
        <h3>{say(labelOf('hardshipPlan', plan.code))}</h3>
        <Tag tone={plan.isPayable ? 'good' : 'attention'}>{plan.isPayable ? t.payableYes : t.payableNo}</Tag>
      </header>
      <Facts
        facts={[
          [t.next, <Money key="next" fen={after.nextFen} />],
          [t.largest, <Money key="largest" fen={after.largestFen} />],
          [t.count, <Count key="count" value={plan.instalments} />],
          [t.grace, <Count key="grace" value={plan.graceInstalments} />],
          [t.rate, <Rate key="rate" ppm={plan.annualRatePpm} yearly />],
          ...(plan.arrears === 'carried' ? [[t.arrears, t.arrearsWays.carried] as const] : []),
          [t.lastDue, <DayText key="last" day={after.lastDueOn} />],
          [t.total, <Money key="total" fen={after.totalFen} />],
          [t.difference, <Money key="difference" fen={plan.differenceFen} sign="always" />],
        ]}
      />
      <p>{say(plan.cost)}</p>
      <p className="soft">{say(plan.record)}</p>
      {action}
    </article>
  )
}
