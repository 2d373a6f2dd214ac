import { labelOf, marketApi, type OutputOf, urlOf } from '@puhui/api'
import { showRate } from '@puhui/design'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useRead } from '../../api/hooks.ts'
import { marketText } from '../../i18n/market.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, DayText, Money, None, Rate } from '../../ui/figures.tsx'
import { Block, Facts, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { yuanOf } from './figures.ts'
import './market.css'

type Report = OutputOf<typeof marketApi.showReport>
type Group = Report['risk']['groups'][number]

const TONES = { above: 'bad', below: 'good', alike: 'neutral', few: 'neutral' } as const

/** Size and growth, where the risk lies, where there is room; on screen, on paper and as a file. */
export function MarketReport() {
  const t = useText(marketText)
  const place = usePlaceQuery()
  const read = useRead(marketApi.showReport, { query: place }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const report = read.data
  return (
    <Page
      aside={
        <span className="soft">
          <DayText day={report.asOf} long /> <PlaceNote />
        </span>
      }
      about={<span className="soft">{t.reportAbout}</span>}
      actions={
        <>
          <PlaceFilter />
          <Button className="no-print" href={urlOf(marketApi.reportFile, { query: place })}>
            {t.download}
          </Button>
          <Button className="no-print" onClick={() => window.print()}>
            {t.print}
          </Button>
        </>
      }
    >
      <Size size={report.size} />
      <Trend trend={report.trend} />
      <Risk risk={report.risk} />
      <Opportunities rows={report.opportunities} />
      <Spending rows={report.spending} />
    </Page>
  )
}

function Size({ size }: Pick<Report, 'size'>) {
  const t = useText(marketText)
  const say = useLocalized()
  return (
    <Block title={t.trendSize}>
      <PlainTable
        caption={t.trendSize}
        table={{
          head: [t.year, t.size, t.growth],
          rows: size.rows.map((row) => [
            row.year,
            <Money key="size" fen={row.sizeFen} short />,
            <Rate key="growth" ppm={row.growthPpm} decimals={1} />,
          ]),
        }}
      />
      {size.claimsThatFail.map((claim) => (
        <p key={claim.impliedPpm}>{t.claimFails(say(claim.text), showRate(BigInt(claim.impliedPpm), 1))}</p>
      ))}
      <p className="soft">
        {t.source}: <To href="/market/size">{say(size.source)}</To>
      </p>
    </Block>
  )
}

function Trend({ trend }: Pick<Report, 'trend'>) {
  const t = useText(marketText)
  const { months } = trend
  const option = useMemo<ChartOption>(
    () => ({
      xAxis: { type: 'category', data: months.map(({ month }) => month) },
      yAxis: [{ type: 'value' }, { type: 'value', splitLine: { show: false } }],
      series: [
        { type: 'bar', name: t.disbursed, data: months.map(({ disbursedFen }) => yuanOf(disbursedFen)) },
        { type: 'line', name: t.applications, yAxisIndex: 1, data: months.map(({ applications }) => applications) },
      ],
    }),
    [months, t],
  )
  return (
    <>
      <ChartCard
        title={t.trendOwn}
        summary={t.linesSay(t.disbursed, months[0]?.month ?? '', months.at(-1)?.month ?? '')}
        option={option}
        table={{
          head: [t.month, t.applications, t.approved, t.disbursed],
          rows: months.map((row) => [
            row.month,
            <Count key="applications" value={row.applications} />,
            <Count key="approved" value={row.approved} />,
            <Money key="fen" fen={row.disbursedFen} short />,
          ]),
        }}
      />
      <Block title={t.growthQuarter}>
        <Facts
          facts={[
            [t.growthDisbursed, <Rate key="money" ppm={trend.disbursedGrowthPpm} decimals={1} />],
            [t.growthApplications, <Rate key="count" ppm={trend.applicationsGrowthPpm} decimals={1} />],
          ]}
        />
      </Block>
    </>
  )
}

function Risk({ risk }: Pick<Report, 'risk'>) {
  const t = useText(marketText)
  const say = useLocalized()
  const above = risk.groups.filter(({ standing }) => standing === 'above')
  const share = risk.overall.sharePpm === null ? '–' : showRate(BigInt(risk.overall.sharePpm))
  const nameOf = (one: Group) => `${say(labelOf('riskDimension', one.dimension))} ${say(one.label)}`
  return (
    <Block title={t.risk}>
      <p>{t.riskAbout(share)}</p>
      <p>
        <strong>{above.length === 0 ? t.foundNone : t.found(above.map(nameOf).join(', '))}</strong>
      </p>
      <PlainTable
        caption={t.risk}
        table={{
          head: [t.dimension, t.group, t.loans, t.late, t.share, t.interval, t.finding],
          rows: risk.groups.map((one) => [
            say(labelOf('riskDimension', one.dimension)),
            say(one.label),
            <Count key="loans" value={one.loans} />,
            <Count key="late" value={one.late} />,
            <Rate key="share" ppm={one.sharePpm} />,
            <Interval key="interval" interval={one.interval} />,
            <Tag key="finding" tone={TONES[one.standing]}>
              {say(labelOf('riskStanding', one.standing))}
            </Tag>,
          ]),
        }}
      />
    </Block>
  )
}

function Interval({ interval: [low, high] }: { readonly interval: readonly [number, number] }) {
  return (
    <span className="figures">
      {showRate(BigInt(low))} – {showRate(BigInt(high))}
    </span>
  )
}

function Opportunities({ rows }: { readonly rows: Report['opportunities'] }) {
  const t = useText(marketText)
  const say = useLocalized()
  return (
    <Block title={t.opportunities}>
      <p className="soft">{t.opportunitiesAbout}</p>
      {rows.length === 0 ? (
        <p>{t.noOpportunities}</p>
      ) : (
        <PlainTable
          caption={t.opportunities}
          table={{
            head: [t.province, t.tier, t.withoutLoan, t.approval, t.average, t.potential, t.overdue30, t.interval],
            rows: rows.map((row) => [
              say(row.province),
              row.tier === null ? <None key="tier" /> : say(labelOf('area', row.tier)),
              <Count key="without" value={row.withoutLoan} />,
              <Rate key="approval" ppm={row.approvalPpm} decimals={1} />,
              <Money key="average" fen={row.averageLoanFen} short />,
              <Money key="potential" fen={row.potentialFen} short />,
              <Rate key="late" ppm={row.latePpm} />,
              <Interval key="interval" interval={row.interval} />,
            ]),
          }}
        />
      )}
    </Block>
  )
}

function Spending({ rows }: { readonly rows: Report['spending'] }) {
  const t = useText(marketText)
  const say = useLocalized()
  if (rows.length === 0) return null
  return (
    <Block title={t.spendingTitle} isFlush>
      <PlainTable
        caption={t.spendingTitle}
        table={{
          head: [t.category, t.amount, t.growthQuarter],
          rows: rows.map((row) => [
            say(row.category),
            <Money key="amount" fen={row.amountFen} short />,
            <Rate key="growth" ppm={row.growthPpm} decimals={1} />,
          ]),
        }}
      />
    </Block>
  )
}
