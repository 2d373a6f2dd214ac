import { labelOf, type OutputOf, provisionsApi } from '@puhui/api'
import { useMemo } from 'react'
import { useRead } from '../../api/hooks.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, None, Rate } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { MigrationMatrix } from './matrix.tsx'
import './provisions.css'

type Overview = OutputOf<typeof provisionsApi.getRiskOverview>

/** What the loans are worth: categories now, the allowance in the ledger, the month-ends that were posted. */
export function RiskOverview() {
  const t = useText(provisionsText).overview
  const place = usePlaceQuery()
  const read = useRead(provisionsApi.getRiskOverview, { query: place }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const overview = read.data
  const { matrix } = overview
  const title = matrix ? t.matrix(matrix.from, matrix.to) : ''
  return (
    <Page aside={<PlaceNote />} actions={<PlaceFilter />}>
      <Figures overview={overview} />
      <div className="two">
        <Categories overview={overview} />
        <History history={overview.history} />
      </div>
      {matrix ? (
        <Block title={title} isFlush>
          <MigrationMatrix cells={matrix.cells} title={title} />
        </Block>
      ) : (
        Object.keys(place).length === 0 && <p className="soft">{t.noMatrix}</p>
      )}
    </Page>
  )
}

function Figures({ overview }: { readonly overview: Overview }) {
  const t = useText(provisionsText)
  const figures = [
    [t.overview.badRate, <Rate key="rate" ppm={overview.badRatePpm} />, <Money key="bad" fen={overview.badFen} />],
    [t.allowance, <Money key="allowance" fen={overview.allowanceFen} />],
    [
      t.overview.coverage,
      overview.coveragePpm === null ? <None key="none" /> : <Rate key="c" ppm={overview.coveragePpm} />,
    ],
    [t.overview.loanProvision, <Rate key="lp" ppm={overview.loanProvisionPpm} />],
    [t.overview.writtenOff, <Money key="off" fen={overview.writtenOffFen} />],
    [t.overview.recovered, <Money key="back" fen={overview.recoveredFen} />],
  ] as const
  return (
    <div className="figure-row">
      {figures.map(([label, value, note]) => (
        <Figure key={label} label={label} note={note}>
          {value}
        </Figure>
      ))}
    </div>
  )
}

function Categories({ overview }: { readonly overview: Overview }) {
  const t = useText(provisionsText)
  return (
    <Block title={t.overview.categories} isFlush>
      <PlainTable
        caption={t.overview.categories}
        table={{
          head: [t.category, t.loans, t.outstanding, t.share],
          rows: overview.categories.map((one) => [
            <To key="category" href={`/provisions/loans?category=${one.category}`}>
              <StatusTag set="riskCategory" value={one.category} />
            </To>,
            <Count key="loans" value={one.loans} />,
            <Money key="fen" fen={one.outstandingFen} />,
            <Rate key="share" ppm={one.sharePpm} />,
          ]),
        }}
      />
    </Block>
  )
}

function History({ history }: Pick<Overview, 'history'>) {
  const t = useText(provisionsText)
  const say = useLocalized()
  const option = useMemo<ChartOption>(
    () => ({
      xAxis: { type: 'category', data: history.map(({ monthEnd }) => monthEnd.slice(0, 7)) },
      yAxis: [
        { type: 'value', axisLabel: { formatter: '{value} %' } },
        { type: 'value', axisLabel: { formatter: '{value} %' }, splitLine: { show: false } },
      ],
      series: [
        { type: 'bar', name: t.overview.badRate, data: history.map(({ badRatePpm }) => badRatePpm / 10_000) },
        {
          type: 'line',
          name: t.overview.coverage,
          yAxisIndex: 1,
          data: history.map(({ coveragePpm }) => (coveragePpm === null ? null : coveragePpm / 10_000)),
        },
      ],
    }),
    [history, t],
  )
  const last = history.at(-1)
  if (!last) {
    return (
      <Block title={t.overview.history}>
        <p className="soft">{t.overview.noHistory}</p>
      </Block>
    )
  }
  const rate = `${(last.badRatePpm / 10_000).toFixed(2)} %`
  return (
    <ChartCard
      title={t.overview.history}
      summary={t.overview.historySays(last.monthEnd, `${rate} ${say(labelOf('provisionRunStatus', 'posted'))}`)}
      option={option}
      table={{
        head: [t.monthEnd, t.loans, t.exposure, t.overview.badRate, t.allowance, t.overview.coverage, t.charge],
        rows: history.map((one) => [
          one.monthEnd,
          <Count key="loans" value={one.loans} />,
          <Money key="exposure" fen={one.exposureFen} />,
          <Rate key="rate" ppm={one.badRatePpm} />,
          <Money key="allowance" fen={one.allowanceFen} />,
          one.coveragePpm === null ? <None key="none" /> : <Rate key="coverage" ppm={one.coveragePpm} />,
          <Money key="charge" fen={one.chargeFen} />,
        ]),
      }}
    />
  )
}
