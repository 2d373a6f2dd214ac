import { labelOf, marketApi, type OutputOf } from '@puhui/api'
import { showRate, showShortMoney } from '@puhui/design'
import { useMemo } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { marketText } from '../../i18n/market.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, None, Rate } from '../../ui/figures.tsx'
import { Block, Facts, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { timesText, trillionsOf } from './figures.ts'
import { SourceChoice } from './source-choice.tsx'
import './market.css'

type Size = OutputOf<typeof marketApi.showSize>

/** How large the market is and how it grew, and whether what its source says follows from its figures. */
export function MarketSize() {
  const t = useText(marketText)
  const [{ sourceId }] = useUrlState()
  const read = useRead(marketApi.showSize, { query: sourceId ? { sourceId } : {} }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const size = read.data
  return (
    <Page
      about={<span className="soft">{t.sizeAbout}</span>}
      actions={<SourceChoice value={size.source.id} sources={size.sources} />}
    >
      {size.claims.map((claim) => (
        <Claim key={`${claim.fromYear}-${claim.toYear}`} claim={claim} />
      ))}
      <SizeChart size={size} />
      <div className="two">
        <Spans cagr={size.cagr} />
        <Parts rows={size.rows} />
      </div>
      <About size={size} />
    </Page>
  )
}

function Claim({ claim }: { readonly claim: Size['claims'][number] }) {
  const t = useText(marketText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const { holds, impliedPpm, multiplePpm, neededMultiplePpm, neededFen } = claim
  const tone = holds === null ? 'neutral' : holds ? 'good' : 'bad'
  const verdict = holds === null ? t.cannotTell : holds ? t.holds : t.holdsNot
  const needed = neededFen === null ? '' : showShortMoney(BigInt(neededFen), locale)
  return (
    <Block title={t.claims} actions={<Tag tone={tone}>{verdict}</Tag>}>
      <Facts
        facts={[
          [t.claim, say(claim.text)],
          [t.implied, <Rate key="implied" ppm={impliedPpm} />],
          [t.multiple, multiplePpm === null ? <None key="none" /> : timesText(multiplePpm)],
          [t.needed, t.neededSays(timesText(neededMultiplePpm), needed)],
        ]}
      />
      {holds === false && impliedPpm !== null && multiplePpm !== null && (
        <p>{t.holdsNotSays(showRate(BigInt(impliedPpm), 1), timesText(multiplePpm))}</p>
      )}
    </Block>
  )
}

function SizeChart({ size }: { readonly size: Size }) {
  const t = useText(marketText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const { rows } = size
  const option = useMemo<ChartOption>(
    () => ({
      xAxis: { type: 'category', data: rows.map(({ year }) => String(year)) },
      yAxis: [{ type: 'value' }, { type: 'value', axisLabel: { formatter: '{value} %' }, splitLine: { show: false } }],
      series: [
        { type: 'bar', name: t.size, barMaxWidth: 64, data: rows.map(({ sizeFen }) => trillionsOf(sizeFen)) },
        {
          type: 'line',
          name: t.growth,
          yAxisIndex: 1,
          data: rows.map(({ growthPpm }) => (growthPpm === null ? null : growthPpm / 10_000)),
        },
      ],
    }),
    [rows, t],
  )
  const short = (fen: string) => showShortMoney(BigInt(fen), locale)
  return (
    <>
      <ChartCard
        title={`${t.size} (${t.trillions})`}
        summary={rows.map(({ year, sizeFen }) => t.sizeSays(String(year), short(sizeFen))).join('; ')}
        option={option}
        table={{ head: [t.year, t.size], rows: rows.map(({ year, sizeFen }) => [year, short(sizeFen)]) }}
      />
      <Block title={t.sizeTable} isFlush>
        <PlainTable
          caption={t.sizeTable}
          table={{
            head: [t.year, t.basis, t.size, t.growth, t.span, t.own, t.ownShare],
            rows: rows.map((row) => [
              row.year,
              say(labelOf('marketBasis', row.basis)),
              <Money key="size" fen={row.sizeFen} short />,
              <Rate key="growth" ppm={row.growthPpm} decimals={1} />,
              row.years === null ? <None key="none" /> : t.growthOver(row.years),
              <Money key="own" fen={row.ownFen} short />,
              <Count key="share" value={row.ownSharePpb} />,
            ]),
          }}
        />
      </Block>
    </>
  )
}

function Spans({ cagr }: Pick<Size, 'cagr'>) {
  const t = useText(marketText)
  return (
    <Block title={t.cagr} isFlush>
      <PlainTable
        caption={t.cagr}
        table={{
          head: [t.span, t.multiple, t.growth],
          rows: cagr.map(({ fromYear, toYear, multiplePpm, cagrPpm }) => [
            `${fromYear}–${toYear}`,
            timesText(multiplePpm),
            <Rate key="cagr" ppm={cagrPpm} decimals={1} />,
          ]),
        }}
      />
    </Block>
  )
}

function Parts({ rows }: Pick<Size, 'rows'>) {
  const t = useText(marketText)
  const parts = rows.flatMap(({ year, parts: own }) => own.map((part) => ({ year, ...part })))
  if (parts.length === 0) return null
  return (
    <Block title={t.parts} isFlush>
      <PlainTable
        caption={t.parts}
        table={{
          head: [t.year, t.part, t.size, t.share],
          rows: parts.map(({ year, part, sizeFen, sharePpm }) => [
            year,
            part,
            <Money key="size" fen={sizeFen} short />,
            <Rate key="share" ppm={sharePpm} decimals={1} />,
          ]),
        }}
      />
    </Block>
  )
}

function About({ size: { source } }: { readonly size: Size }) {
  const t = useText(marketText)
  const say = useLocalized()
  return (
    <Block title={t.source}>
      <Facts
        facts={[
          [t.source, say(source.name)],
          [t.kind, say(labelOf('marketSourceKind', source.kind))],
          [t.licence, say(source.licence)],
          [t.retrieved, source.retrievedOn ?? <None key="none" />],
        ]}
      />
    </Block>
  )
}
