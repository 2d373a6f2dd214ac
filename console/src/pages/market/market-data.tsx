import { labelOf, marketApi, type OutputOf } from '@puhui/api'
import { Button, Drawer, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { marketText } from '../../i18n/market.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Instant, Money, None, Rate } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { wordOf, yuanOf } from './figures.ts'
import { LoadFile } from './load-file.tsx'
import { SourceChoice } from './source-choice.tsx'
import './market.css'

type Sets = OutputOf<typeof marketApi.listDataSets>['sets']
type Shown = OutputOf<typeof marketApi.showDataSet>
type Line = Shown['lines'][number]

const UNITS = ['count', 'money', 'rate'] as const

/** The data sets of the market: who says it, under which licence, as lines over time and as rows. */
export function MarketData() {
  const t = useText(marketText)
  const say = useLocalized()
  const why = useWhyNot()
  const [search, setSearch] = useUrlState()
  const [isLoading, setLoading] = useState(false)
  const read = useRead(marketApi.listDataSets, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { sets } = read.data
  const set = sets.find(({ id }) => id === search.set) ?? sets.find(({ id }) => id === 'credit')!
  return (
    <Page
      about={<span className="soft">{t.dataAbout}</span>}
      actions={
        <DisabledReason why={why('market.edit')}>
          <Button type="primary" onClick={() => setLoading(true)}>
            {t.load}
          </Button>
        </DisabledReason>
      }
    >
      <ScrollBox label={t.dataSet}>
        <Segmented
          aria-label={t.dataSet}
          value={set.id}
          onChange={(id) => setSearch({ set: id, sourceId: undefined })}
          options={sets.map(({ id, label }) => ({ value: id, label: say(label) }))}
        />
      </ScrollBox>
      <DataSet key={set.id} set={set} />
      <Drawer open={isLoading} title={t.loadTitle} onClose={() => setLoading(false)} size="large" destroyOnHidden>
        <LoadFile sets={sets} dataSet={set.id} onDone={() => setLoading(false)} />
      </Drawer>
    </Page>
  )
}

function DataSet({ set }: { readonly set: Sets[number] }) {
  const t = useText(marketText)
  const say = useLocalized()
  const [{ sourceId }] = useUrlState()
  const known = set.sources.some(({ id }) => id === sourceId) ? sourceId : set.sources[0]?.id
  const input = { params: { dataSet: set.id }, query: known ? { sourceId: known } : {} }
  const read = useRead(marketApi.showDataSet, input, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const shown = read.data
  return (
    <>
      <p className="soft">{say(set.about)}</p>
      <SourceChoice value={shown.source.id} sources={set.sources} />
      {shown.rowsTotal === 0 ? (
        <Empty title={t.noRows} about={t.noRowsHelp} />
      ) : (
        <>
          <div className="two">
            {UNITS.map((unit) => (
              <Lines key={unit} unit={unit} lines={shown.lines.filter((line) => line.unit === unit)} />
            ))}
          </div>
          <Rows shown={shown} />
        </>
      )}
      <Sources sources={set.sources} />
    </>
  )
}

function Lines({ unit, lines }: { readonly unit: Line['unit']; readonly lines: readonly Line[] }) {
  const t = useText(marketText)
  const say = useLocalized()
  const periods = useMemo(
    () => [...new Set(lines.flatMap(({ points }) => points.map(({ period }) => period)))].sort(),
    [lines],
  )
  const option = useMemo<ChartOption>(() => {
    const values = (line: Line) => periods.map((period) => pointOf(line, period))
    return {
      xAxis: { type: 'category', data: periods },
      yAxis: { type: 'value' },
      legend: { type: 'scroll' },
      series: lines.map((line) => ({
        type: periods.length > 3 ? ('line' as const) : ('bar' as const),
        name: say(line.label),
        ...(unit === 'rate' ? { step: 'end' as const, showSymbol: false } : {}),
        data: values(line).map((value) => (value === null ? null : numberOf(unit, value))),
      })),
    }
  }, [lines, periods, say, unit])
  if (lines.length === 0) return null
  const title = { money: t.chartMoney, count: t.chartCount, rate: t.chartRate }[unit]
  return (
    <ChartCard
      title={title}
      summary={lines.map(({ label }) => t.linesSay(say(label), periods[0] ?? '', periods.at(-1) ?? '')).join('; ')}
      option={option}
      table={{
        head: [t.period, ...lines.map(({ label }) => say(label))],
        rows: periods.map((period) => [
          period,
          ...lines.map((line) => <Value key={line.id} type={unit} text={pointOf(line, period)} />),
        ]),
      }}
    />
  )
}

function pointOf({ points }: Line, period: string): string | null {
  return points.find((point) => point.period === period)?.value ?? null
}

function numberOf(unit: Line['unit'], value: string): number {
  if (unit === 'money') return yuanOf(value)
  return unit === 'rate' ? Number(value) / 10_000 : Number(value)
}

/** A value as its column says: money in fen, rates in ppm. */
function Value({ type, text }: { readonly type: string; readonly text: string | null }) {
  if (text === null || text === '') return <None />
  if (type === 'amount' || type === 'money') return <Money fen={text} short />
  if (type === 'percent' || type === 'rate') return <Rate ppm={Number(text)} />
  return type === 'count' ? <Count value={Number(text)} /> : <span>{text}</span>
}

function Rows({ shown }: { readonly shown: Shown }) {
  const t = useText(marketText)
  const say = useLocalized()
  const { columns, rows, rowsTotal, words } = shown
  const title = t.rowsOf(rows.length, rowsTotal)
  return (
    <Block title={title} isFlush>
      <div className="market-rows">
        <PlainTable
          caption={title}
          table={{
            head: columns.map(({ label }) => say(label)),
            rows: rows.slice(0, 60).map((row) =>
              row.map((text, at) => {
                const { id, type } = columns[at]!
                const word = wordOf(words, type, text)
                return <Value key={id} type={type} text={word ? say(word) : text} />
              }),
            ),
          }}
        />
      </div>
    </Block>
  )
}

function Sources({ sources }: Pick<Sets[number], 'sources'>) {
  const t = useText(marketText)
  const say = useLocalized()
  return (
    <Block title={t.sources} isFlush>
      <PlainTable
        caption={t.sources}
        table={{
          head: [t.source, t.kind, t.version, t.rows, t.licence, t.retrieved, t.loadedBy],
          rows: sources.map((one) => [
            say(one.name),
            say(labelOf('marketSourceKind', one.kind)),
            one.loadedAt ? `${one.version} · ${one.isCurrent ? t.current : t.older}` : t.standing,
            <Count key="rows" value={one.rows} />,
            say(one.licence),
            <DayText key="day" day={one.retrievedOn} />,
            one.loadedBy === null ? (
              <None key="none" />
            ) : (
              <span key="by">
                {one.loadedBy} <Instant at={one.loadedAt} />
              </span>
            ),
          ]),
        }}
      />
    </Block>
  )
}
