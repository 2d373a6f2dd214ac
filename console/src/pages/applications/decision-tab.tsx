import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useUrlState } from '../../app/url-state.ts'
import { applicationsText } from '../../i18n/applications.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Instant, Money, Rate } from '../../ui/figures.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import type { Decision } from './application-file.tsx'
import { Replay } from './replay.tsx'
import { ScorePoints } from './score-points.tsx'
import { Trace } from './trace.tsx'

/** One decision, from its outcome down to each rule. */
export function DecisionTab({ decisions }: { readonly decisions: readonly Decision[] }) {
  const t = useText(applicationsText)
  const [search, setSearch] = useUrlState()
  const inOrder = decisions.toSorted((a, b) => a.decidedAt.localeCompare(b.decidedAt))
  const shown = inOrder.find(({ id }) => id === search.decision) ?? inOrder.at(-1)
  if (!shown) return <Empty title={t.noDecision} about={t.noDecisionAbout} />
  return (
    <>
      <Outcome
        decision={shown}
        choice={
          inOrder.length > 1 && (
            <Select
              aria-label={t.which}
              value={shown.id}
              onChange={(id) => setSearch({ decision: id })}
              options={inOrder.map(({ id }, index) => ({ value: id, label: t.nth(index + 1) }))}
            />
          )
        }
      />
      <div className="two">
        <Reasons reasons={shown.reasons} />
        {shown.points.length > 0 && <ScorePoints decision={shown} />}
      </div>
      <Trace stages={shown.stages} />
    </>
  )
}

function Outcome({ decision, choice }: { readonly decision: Decision; readonly choice: ReactNode }) {
  const t = useText(applicationsText)
  const say = useLocalized()
  return (
    <Block
      title={<StatusTag set="decisionOutcome" value={decision.outcome} />}
      actions={
        <span className="decision-actions">
          {choice}
          <Replay key={decision.id} decisionId={decision.id} />
        </span>
      }
    >
      <Facts
        facts={[
          [
            t.policy,
            <To key="policy" href={`/policies/${decision.policyCode}`}>
              {t.policyOf(say(decision.policyTitle), decision.policyVersion)}
            </To>,
          ],
          [t.decidedBy, decision.decidedBy],
          [t.decidedAt, <Instant key="at" at={decision.decidedAt} seconds />],
          [t.limit, <Money key="limit" fen={decision.limitFen} />],
          [t.rate, <Rate key="rate" ppm={decision.annualRatePpm} />],
          [t.policyHash, <code key="policy">{decision.policyHash.slice(0, 16)}</code>],
          [t.factsHash, <code key="facts">{decision.factsHash.slice(0, 16)}</code>],
        ]}
      />
    </Block>
  )
}

function Reasons({ reasons }: Pick<Decision, 'reasons'>) {
  const t = useText(applicationsText)
  const say = useLocalized()
  return (
    <Block title={t.reasons} isFlush={reasons.length > 0}>
      {reasons.length === 0 ? (
        <p className="soft">{t.noReasons}</p>
      ) : (
        <div className="wrapping">
          <PlainTable
            caption={t.reasons}
            table={{
              head: [t.code, t.forStaff, t.forBorrower, t.help],
              rows: reasons.map((reason) => [
                <code key="code">{reason.code}</code>,
                say(reason.staffText),
                say(reason.borrowerText),
                reason.help ? say(reason.help) : '',
              ]),
            }}
          />
        </div>
      )}
    </Block>
  )
}
