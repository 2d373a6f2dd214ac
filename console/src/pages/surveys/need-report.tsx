import { type OutputOf, surveysApi } from '@puhui/api'
import { Button, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Money, Rate } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { Hidden, percent, ShareCell } from './share-cell.tsx'
import { Quotes } from './topics.tsx'
import './surveys.css'

type Report = OutputOf<typeof surveysApi.needReport>
type Change = Report['needs'][number]['change']

/** What customers need and how it has changed; on paper as on the screen. */
export function NeedReport() {
  const t = useText(surveysText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const [search, setSearch] = useUrlState()
  const place = usePlaceQuery()
  const query = { ...(search.surveyId ? { surveyId: search.surveyId } : {}), ...place }
  const read = useRead(surveysApi.needReport, { query })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const report = read.data
  const asked = { ...place, lang: locale, ...(report.surveyId ? { surveyId: report.surveyId } : {}) }
  const file = `/api/need-report.csv?${new URLSearchParams(asked)}`
  return (
    <Page
      about={<Waves report={report} />}
      aside={<PlaceNote />}
      actions={
        <>
          <PlaceFilter />
          {report.surveys.length > 1 && (
            <Select
              aria-label={t.survey}
              value={report.surveyId}
              options={report.surveys.map(({ id, title }) => ({ value: id, label: say(title) }))}
              onChange={(id: string) => setSearch({ surveyId: id })}
            />
          )}
          <Button href={file} download>
            {t.csv}
          </Button>
          <Button onClick={() => window.print()}>{t.print}</Button>
        </>
      }
    >
      {report.now ? (
        <Parts report={report} />
      ) : (
        <Empty title={place.area || place.province ? t.reportNoneHere : t.reportNone}>{t.reportNoneHint}</Empty>
      )}
    </Page>
  )
}

function Waves({ report: { now, before, title } }: { readonly report: Report }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const wave = (each: NonNullable<Report['now']>) => t.wave(each.version, each.from, each.to, each.answered)
  return (
    <>
      <p>{t.reportAbout}</p>
      {title && now && (
        <p>
          {say(title)} · {t.now}: {wave(now)} · {before ? `${t.before}: ${wave(before)}` : t.noBefore}
        </p>
      )}
    </>
  )
}

function Parts({ report }: { readonly report: Report }) {
  const t = useText(surveysText)
  const say = useLocalized()
  return (
    <div className="survey-stack">
      <NeedsChart report={report} />
      <Block title={t.needs}>
        <Lines head={t.need} lines={report.needs.map((line) => ({ ...line, name: say(line.label) }))} />
      </Block>
      {report.byGroup
        .filter(({ groups }) => groups.length > 0)
        .map((table) => (
          <Block key={table.by.en} title={t.byGroup(say(table.by))}>
            <GroupTable table={table} />
          </Block>
        ))}
      {report.topics.length > 0 && (
        <Block title={t.topics}>
          <Lines head={t.terms} lines={report.topics.map((line) => ({ ...line, name: line.terms.join(' · ') }))} />
          <Quotes quotes={report.topics.flatMap(({ quotes }) => quotes.slice(0, 1))} />
        </Block>
      )}
      <Block title={t.applied}>
        <Lines head={t.purpose} lines={report.applied.map((line) => ({ ...line, name: say(line.label) }))} />
      </Block>
      <Market report={report} />
    </div>
  )
}

function NeedsChart({ report: { needs, before } }: { readonly report: Report }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const shown = needs.filter(({ now }) => now.sharePpm !== null)
  const values = (pick: 'now' | 'before') => shown.map((line) => (line[pick]?.sharePpm ?? 0) / 10_000)
  return (
    <ChartCard
      title={t.needs}
      summary={shown.map((line) => `${say(line.label)} ${percent(line.now.sharePpm ?? 0)}`).join(', ')}
      option={{
        grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
        legend: { top: 0 },
        xAxis: { type: 'category', data: shown.map(({ label }) => say(label)), axisLabel: { interval: 0, rotate: 30 } },
        yAxis: { type: 'value', axisLabel: { formatter: '{value}%' } },
        tooltip: { trigger: 'axis' },
        series: [
          ...(before ? [{ type: 'bar' as const, name: t.before, data: values('before') }] : []),
          { type: 'bar', name: t.now, data: values('now') },
        ],
      }}
      table={{
        head: [t.need, t.now, t.before],
        rows: needs.map((line) => [
          say(line.label),
          <ShareCell key="now" share={line.now} />,
          <ShareCell key="before" share={line.before} />,
        ]),
      }}
    />
  )
}

type Line = Pick<Report['needs'][number], 'now' | 'before' | 'change'> & { readonly name: string }

function Lines({ head, lines }: { readonly head: string; readonly lines: readonly Line[] }) {
  const t = useText(surveysText)
  return (
    <PlainTable
      caption={head}
      table={{
        head: [head, t.now, t.before, t.change, t.interval, t.says],
        rows: lines.map((line) => [
          line.name,
          <ShareCell key="now" share={line.now} />,
          <ShareCell key="before" share={line.before} />,
          ...changeCells(line.change, t.points),
        ]),
      }}
    />
  )
}

function changeCells(change: Change, points: (value: string) => string) {
  if (!change) return ['—', '—', '—']
  const shown = (ppm: number) => `${ppm > 0 ? '+' : ''}${(ppm / 10_000).toFixed(1)}`
  return [
    points(shown(change.differencePpm)),
    `${shown(change.lowPpm)} … ${shown(change.highPpm)}`,
    <StatusTag key="says" set="needChange" value={change.claim} />,
  ]
}

/** Groups in which nothing may be shown are counted below instead of filling rows. */
function GroupTable({ table: { by, groups, rows } }: { readonly table: Report['byGroup'][number] }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const all = groups.map((group, at) => ({ ...group, cells: rows.map((row) => row.cells[at] ?? null) }))
  const shown = all.filter(({ cells }) => cells.some((cell) => cell !== null && (cell.count ?? 0) > 0))
  return (
    <>
      <PlainTable
        caption={say(by)}
        table={{
          head: [say(by), t.people, ...rows.map(({ label }) => say(label))],
          rows: shown.map((group) => [
            say(group.label),
            group.answered === null ? <Hidden key="n" /> : group.answered,
            ...rows.map((row, at) => <ShareCell key={row.id} share={group.cells[at] ?? null} />),
          ]),
        }}
      />
      {shown.length < all.length && <p className="soft">{t.groupsHidden(all.length - shown.length)}</p>}
    </>
  )
}

function Market({ report: { market, before } }: { readonly report: Report }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const whyNoBefore =
    market.isBeforeCovered || market.spending.length === 0
      ? undefined
      : before && market.since
        ? t.spendingSince(market.since)
        : t.noBefore
  return (
    <div className="two">
      <Block title={t.spending}>
        {market.source && <p className="soft">{t.source(say(market.source))}</p>}
        {whyNoBefore && <p className="soft">{whyNoBefore}</p>}
        <PlainTable
          caption={t.spending}
          table={{
            head: [t.category, t.amountNow, ...(market.isBeforeCovered ? [t.amountBefore, t.change] : [])],
            rows: market.spending.map((line) => [
              say(line.label),
              line.nowFen === null ? <Hidden key="now" /> : <Money key="now" fen={line.nowFen} />,
              ...(market.isBeforeCovered
                ? [line.beforeFen === null ? <Hidden key="before" /> : <Money key="before" fen={line.beforeFen} />]
                : []),
              ...(market.isBeforeCovered ? [<Rate key="change" ppm={line.changePpm} decimals={1} />] : []),
            ]),
          }}
        />
      </Block>
      <Block title={t.rates}>
        <PlainTable
          caption={t.rates}
          table={{
            head: [t.rate, t.publishedOn, t.now, t.before],
            rows: market.rates.map((line) => [
              line.id,
              <DayText key="day" day={line.publishedOn} />,
              <Rate key="now" ppm={line.ratePpm} decimals={2} />,
              <Rate key="before" ppm={line.beforePpm} decimals={2} />,
            ]),
          }}
        />
      </Block>
    </div>
  )
}
