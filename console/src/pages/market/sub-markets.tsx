import { labelOf, marketApi, type OutputOf } from '@puhui/api'
import { useMemo } from 'react'
import { useRead } from '../../api/hooks.ts'
import { marketText } from '../../i18n/market.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, Rate } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import { yuanOf } from './figures.ts'

type Shown = OutputOf<typeof marketApi.showSubMarkets>

/** Volumes by the five sub-markets. */
export function SubMarkets() {
  const t = useText(marketText)
  const say = useLocalized()
  const place = usePlaceQuery()
  const read = useRead(marketApi.showSubMarkets, { query: place }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { rows } = read.data
  return (
    <Page aside={<PlaceNote />} about={<span className="soft">{t.subMarketAbout}</span>} actions={<PlaceFilter />}>
      <Block title={t.subMarket} isFlush>
        <PlainTable
          caption={t.subMarket}
          table={{
            head: [
              t.subMarket,
              t.products,
              t.applications,
              t.approval,
              t.loans,
              t.disbursed,
              t.share,
              t.outstanding,
              t.overdue30,
            ],
            rows: rows.map((row) => [
              <To key="market" href={`/products?subMarket=${row.subMarket}`}>
                {say(labelOf('subMarket', row.subMarket))}
              </To>,
              <Count key="products" value={row.products} />,
              <Count key="applications" value={row.applications} />,
              <Rate key="approval" ppm={row.approvalPpm} decimals={1} />,
              <Count key="loans" value={row.loans} />,
              <Money key="disbursed" fen={row.disbursedFen} short />,
              <Rate key="share" ppm={row.sharePpm} decimals={1} />,
              <Money key="outstanding" fen={row.outstandingFen} short />,
              <Rate key="late" ppm={row.overdue30Ppm} />,
            ]),
          }}
        />
      </Block>
      <p className="soft">{t.studentNote}</p>
      <Months shown={read.data} />
    </Page>
  )
}

function Months({ shown: { rows, months } }: { readonly shown: Shown }) {
  const t = useText(marketText)
  const say = useLocalized()
  const names = useMemo(() => [...new Set(months.map(({ month }) => month))].sort(), [months])
  const used = rows.filter(({ loans }) => loans > 0).map(({ subMarket }) => subMarket)
  const of = (subMarket: string, month: string) =>
    months.find((one) => one.subMarket === subMarket && one.month === month)?.disbursedFen ?? '0'
  const option: ChartOption = {
    xAxis: { type: 'category', data: names },
    yAxis: { type: 'value' },
    legend: { type: 'scroll' },
    series: used.map((subMarket) => ({
      type: 'bar' as const,
      stack: 'all',
      name: say(labelOf('subMarket', subMarket)),
      data: names.map((month) => yuanOf(of(subMarket, month))),
    })),
  }
  if (used.length === 0) return null
  return (
    <ChartCard
      title={t.months}
      summary={t.linesSay(
        used.map((one) => say(labelOf('subMarket', one))).join(', '),
        names[0] ?? '',
        names.at(-1) ?? '',
      )}
      option={option}
      table={{
        head: [t.month, ...used.map((one) => say(labelOf('subMarket', one)))],
        rows: names.map((month) => [month, ...used.map((one) => <Money key={one} fen={of(one, month)} short />)]),
      }}
    />
  )
}
