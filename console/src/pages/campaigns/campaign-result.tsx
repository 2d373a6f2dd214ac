import type { campaignsApi, OutputOf } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { Alert } from 'antd'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote } from '../../ui/place-filter.tsx'

type Campaign = OutputOf<typeof campaignsApi.getCampaign>
type Report = NonNullable<Campaign['report']>
type Measured = Report['measures'][number]

/** What the campaign did, said no more strongly than the numbers allow. */
export function CampaignResult({ campaign, report }: { readonly campaign: Campaign; readonly report: Report }) {
  const t = useText(campaignsText)
  return (
    <div className="campaign-stack">
      {campaign.origin === 'own' && (
        <div className="inline-field">
          <PlaceFilter />
          <PlaceNote />
        </div>
      )}
      <Ratio report={report} />
      <Block title={t.effect} isFlush>
        <Effects campaign={campaign} measures={report.measures} />
      </Block>
      {campaign.origin === 'own' && (
        <div className="two">
          <Funnel report={report} />
          <Block title={t.spent}>
            <Facts
              facts={[
                [t.spent, <Money key="spent" fen={report.spentFen} />],
                [t.perApproved, <Money key="cost" fen={report.costPerApprovedFen} />],
                [
                  <span key="label" title={t.perExtraHint}>
                    {t.perExtra}
                  </span>,
                  <Money key="extra" fen={report.costPerExtraApprovedFen} />,
                ],
                [t.lent, <Money key="lent" fen={report.lentFen} />],
                [t.target, campaign.goal && `${report.goalReached} / ${campaign.goal.count}`],
              ]}
            />
          </Block>
        </div>
      )}
    </div>
  )
}

function Ratio({ report }: { readonly report: Report }) {
  const t = useText(campaignsText)
  if (!report.sampleRatio) return <Alert type="warning" showIcon title={t.noHoldout} />
  const { isOff, chiSquare, p } = report.sampleRatio
  const numbers = `χ² = ${chiSquare.toFixed(3)}, p = ${p.toPrecision(3)}`
  return isOff ? (
    <Alert type="error" showIcon title={t.ratioOff} description={numbers} />
  ) : (
    <p className="soft">
      {t.ratioFine} ({numbers})
    </p>
  )
}

function Effects({ campaign, measures }: { readonly campaign: Campaign; readonly measures: readonly Measured[] }) {
  const t = useText(campaignsText)
  const say = useLocalized()
  const isShare = campaign.origin === 'own'
  const rows = measures.map((one) => {
    const isEmpty = Math.min(one.treated.n, one.control.n) === 0
    const shown = (value: number) => (isEmpty ? '—' : inUnit(one.unit, value))
    return [
      isShare ? say(one.label) : `${one.arm} · ${say(one.label)}`,
      `${shown(one.treated.mean)} (${one.treated.n})`,
      `${shown(one.control.mean)} (${one.control.n})`,
      <span key="difference">
        {shown(one.difference)}
        {one.adjusted && (
          <small className="soft" title={t.adjusted}>
            {' '}
            {shown(one.adjusted.difference)} {t.adjusted}
          </small>
        )}
      </span>,
      isEmpty ? '—' : `${shown(one.interval[0])} ~ ${shown(one.interval[1])}`,
      t.claims[one.claim],
    ]
  })
  return (
    <PlainTable
      caption={t.effect}
      table={{ head: [t.measure, t.treated, t.control, t.difference, t.interval, t.claim], rows }}
    />
  )
}

/** A share in percent, yuan with fen, points with two places; what was imported as it came. */
function inUnit(unit: Measured['unit'], value: number): string {
  if (unit === 'share') return `${(100 * value).toFixed(2)}%`
  if (unit === 'yuan') return showMoney(BigInt(Math.round(value * 100)))
  return value.toFixed(unit === 'score' ? 2 : 6)
}

function Funnel({ report }: { readonly report: Report }) {
  const t = useText(campaignsText)
  const say = useLocalized()
  const most = Math.max(1, report.funnel[0]?.count ?? 0)
  return (
    <Block title={t.funnel}>
      <ol className="segment-fall">
        {report.funnel.map((step) => (
          <li key={step.id} className="segment-fall-line">
            <span>{say(step.label)}</span>
            <span className="segment-bar" style={{ inlineSize: `${(step.count / most) * 100}%` }} />
            <Count value={step.count} />
          </li>
        ))}
      </ol>
    </Block>
  )
}
