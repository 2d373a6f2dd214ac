import { applicationsText } from '../../i18n/applications.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Duration, Instant, Money, None } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import type { Application } from './application-file.tsx'

export function Reviews({ reviews }: Pick<Application, 'reviews'>) {
  const t = useText(applicationsText)
  if (reviews.length === 0) return <Empty title={t.noReviews} />
  return (
    <Block isFlush>
      <div className="wrapping">
        <PlainTable
          caption={t.reviews}
          table={{
            head: [t.verdict, t.approved, t.reason, t.reviewer, t.at],
            rows: reviews.map((review) => [
              <StatusTag key="verdict" set="decisionOutcome" value={review.verdict} />,
              <Money key="amount" fen={review.approvedFen} />,
              review.reason,
              review.reviewer,
              <Instant key="at" at={review.at} />,
            ]),
          }}
        />
      </div>
    </Block>
  )
}

/** Each step of the way with the time it took. */
export function Steps({ application: { steps, decisionSeconds } }: { readonly application: Application }) {
  const t = useText(applicationsText)
  const names: Readonly<Record<string, string>> = t.stepNames
  if (steps.length === 0) return <Empty title={t.noSteps} />
  return (
    <Block
      title={t.steps}
      actions={
        <span>
          <span className="soft">{t.total}</span> <Duration seconds={decisionSeconds} />
        </span>
      }
      isFlush
    >
      <PlainTable
        caption={t.steps}
        table={{
          head: [t.step, t.at, t.took],
          rows: steps.map((one, index) => {
            const before = steps[index - 1]
            return [
              names[one.step] ?? one.step,
              <Instant key="at" at={one.at} seconds />,
              before ? <Duration key="took" seconds={secondsBetween(before.at, one.at)} /> : <None key="took" />,
            ]
          }),
        }}
      />
    </Block>
  )
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000
}
