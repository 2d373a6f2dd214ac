import { labelOf, marketApi, type OutputOf } from '@puhui/api'
import { showShortMoney } from '@puhui/design'
import { Segmented } from 'antd'
import { useMemo } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { marketText } from '../../i18n/market.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, Rate } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'

type Shown = OutputOf<typeof marketApi.showCoverage>
type Covered = Shown['total']

const BY = ['month', 'quarter', 'year'] as const
const KINDS = [
  ['firstHere', 'loans'],
  ['firstAnywhere', 'bureauKnown'],
  ['rural', 'placeKnown'],
  ['lowIncome', 'incomeKnown'],
] as const

function shareOf(row: Covered, [part, whole]: (typeof KINDS)[number]): number | null {
  return row[whole] === 0 ? null : Math.round((row[part] * 1_000_000) / row[whole])
}

/** Whom lending reached: first-time borrowers, villages, low incomes. */
export function Coverage() {
  const t = useText(marketText)
  const [search, setSearch] = useUrlState()
  const place = usePlaceQuery()
  const by = BY.find((one) => one === search.by) ?? 'month'
  const read = useRead(marketApi.showCoverage, { query: { ...place, by } }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const shown = read.data
  return (
    <Page
      aside={<PlaceNote />}
      about={<span className="soft">{t.coverageAbout}</span>}
      actions={
        <>
          <PlaceFilter />
          <Segmented
            aria-label={t.by}
            value={by}
            onChange={(value) => setSearch({ by: value === 'month' ? undefined : value })}
            options={BY.map((value) => ({ value, label: t.bys[value] }))}
          />
        </>
      }
    >
      <Figures shown={shown} />
      <Periods periods={shown.periods} />
      <Inclusive inclusive={shown.inclusive} />
    </Page>
  )
}

function Figures({ shown: { total, lowIncomeBelowFen } }: { readonly shown: Shown }) {
  const t = useText(marketText)
  const { locale } = useAppearance()
  const low = t.lowIncomeNote(showShortMoney(BigInt(lowIncomeBelowFen), locale))
  return (
    <div className="figure-row">
      {KINDS.map((kind) => (
        <Figure
          key={kind[0]}
          label={t[kind[0]]}
          note={kind[0] === 'lowIncome' ? `${low} · ${t.ofKnown(total[kind[1]])}` : t.ofKnown(total[kind[1]])}
        >
          <Rate ppm={shareOf(total, kind)} decimals={1} />
        </Figure>
      ))}
    </div>
  )
}

function Periods({ periods }: Pick<Shown, 'periods'>) {
  const t = useText(marketText)
  const option = useMemo<ChartOption>(
    () => ({
      xAxis: { type: 'category', data: periods.map(({ period }) => period) },
      yAxis: { type: 'value', axisLabel: { formatter: '{value} %' } },
      legend: { type: 'scroll' },
      series: KINDS.map((kind) => ({
        type: 'line' as const,
        name: t[kind[0]],
        data: periods.map((row) => {
          const ppm = shareOf(row, kind)
          return ppm === null ? null : ppm / 10_000
        }),
      })),
    }),
    [periods, t],
  )
  const head = [t.by, t.loans, t.disbursed, ...KINDS.map(([part]) => t[part])]
  const rows = periods.map((row) => [
    row.period,
    <Count key="loans" value={row.loans} />,
    <Money key="fen" fen={row.disbursedFen} short />,
    ...KINDS.map((kind) => <Rate key={kind[0]} ppm={shareOf(row, kind)} decimals={1} />),
  ])
  const names = KINDS.map(([part]) => t[part]).join(', ')
  return (
    <>
      <ChartCard
        title={t.coverageChart}
        summary={t.linesSay(names, periods[0]?.period ?? '', periods.at(-1)?.period ?? '')}
        option={option}
        table={{ head, rows }}
      />
      <Block title={t.coverageTable} isFlush>
        <PlainTable caption={t.coverageTable} table={{ head, rows }} />
      </Block>
    </>
  )
}

function Inclusive({ inclusive }: Pick<Shown, 'inclusive'>) {
  const t = useText(marketText)
  const say = useLocalized()
  return (
    <Block title={t.inclusive}>
      <p className="soft">{t.inclusiveAbout}</p>
      <PlainTable
        caption={t.inclusive}
        table={{
          head: [t.inclusiveTag, t.loans, t.disbursed, t.outstanding],
          rows: inclusive.map((row) => [
            say(labelOf('inclusiveTag', row.tag)),
            <Count key="loans" value={row.loans} />,
            <Money key="disbursed" fen={row.disbursedFen} short />,
            <Money key="outstanding" fen={row.outstandingFen} short />,
          ]),
        }}
      />
    </Block>
  )
}
