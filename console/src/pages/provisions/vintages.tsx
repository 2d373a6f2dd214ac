import { type OutputOf, provisionsApi } from '@puhui/api'
import { useMemo } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, None, Rate } from '../../ui/figures.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'
import '../ledger/ledger.css'

type Vintages = OutputOf<typeof provisionsApi.getVintages>

/** How loans of each month turned out, by age; two times compared at the same age. */
export function VintagesPage() {
  const t = useText(provisionsText).vintages
  const [search, setSearch] = useUrlState()
  const place = usePlaceQuery()
  const query = { ...place, ...(search.splitOn ? { splitOn: search.splitOn } : {}) }
  const read = useRead(provisionsApi.getVintages, { query }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  return (
    <Page
      aside={<PlaceNote />}
      about={<span className="soft">{t.about}</span>}
      actions={
        <div className="inline-field">
          <PlaceFilter />
          <span>{t.splitOn}</span>
          <DayInput
            aria-label={t.splitOn}
            value={search.splitOn}
            onChange={(day) => setSearch({ splitOn: day || undefined })}
          />
        </div>
      }
    >
      {read.data.splitOn && <Comparison vintages={read.data} />}
      <Curves cohorts={read.data.cohorts} />
    </Page>
  )
}

function Curves({ cohorts }: Pick<Vintages, 'cohorts'>) {
  const t = useText(provisionsText).vintages
  const ages = [...new Set(cohorts.flatMap(({ points }) => points.map(({ mob }) => mob)))].sort((a, b) => a - b)
  const option = useMemo<ChartOption>(
    () => ({
      xAxis: { type: 'category', data: ages.map(String), name: t.mob },
      yAxis: { type: 'value', axisLabel: { formatter: '{value} %' } },
      series: cohorts.map(({ month, points }) => ({
        type: 'line' as const,
        name: month,
        data: ages.map((age) => {
          const point = points.find(({ mob }) => mob === age)
          return point ? point.ratePpm / 10_000 : null
        }),
      })),
    }),
    [cohorts, ages, t],
  )
  return (
    <ChartCard
      title={t.title}
      summary={t.says(cohorts.length)}
      option={option}
      height={320}
      table={{
        head: [t.cohort, t.loans, t.disbursed, ...ages.map((age) => `MOB ${age}`)],
        rows: cohorts.map(({ month, loans, disbursedFen, points }) => [
          month,
          <Count key="loans" value={loans} />,
          <Money key="fen" fen={disbursedFen} />,
          ...ages.map((age) => {
            const point = points.find(({ mob }) => mob === age)
            return point ? <Rate key={age} ppm={point.ratePpm} /> : <None key={age} />
          }),
        ]),
      }}
    />
  )
}

function Comparison({ vintages }: { readonly vintages: Vintages }) {
  const t = useText(provisionsText).vintages
  const { comparison, splitOn } = vintages
  const title = t.comparison(splitOn ?? '')
  return (
    <Block title={title} isFlush={comparison.length > 0}>
      {comparison.length === 0 ? (
        <p className="soft">{t.notComparable}</p>
      ) : (
        <PlainTable
          caption={title}
          table={{
            head: [t.mob, t.beforeLoans, t.before, t.afterLoans, t.after],
            rows: comparison.map((one) => [
              one.mob,
              <Count key="bl" value={one.beforeLoans} />,
              <Rate key="b" ppm={one.beforePpm} />,
              <Count key="al" value={one.afterLoans} />,
              <Rate key="a" ppm={one.afterPpm} />,
            ]),
          }}
        />
      )}
    </Block>
  )
}
