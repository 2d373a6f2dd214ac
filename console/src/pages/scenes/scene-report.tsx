import { labelOf, merchantsApi, type OutputOf } from '@puhui/api'
import { showRate } from '@puhui/design'
import { useRead } from '../../api/hooks.ts'
import { scenesText } from '../../i18n/scenes.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, None, Rate } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'

type Scene = OutputOf<typeof merchantsApi.sceneReport>['scenes'][number]

/** The catalogue of scenes with what was asked for, lent and lost in each. */
export function SceneReport() {
  const t = useText(scenesText)
  const place = usePlaceQuery()
  const read = useRead(merchantsApi.sceneReport, { query: place }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { scenes, asOf } = read.data
  return (
    <Page aside={<PlaceNote />} actions={<PlaceFilter />}>
      <p className="soft">{t.about}</p>
      <SceneChart scenes={scenes} />
      <Block title={t.asOf(asOf)}>
        <SceneTable scenes={scenes} />
      </Block>
    </Page>
  )
}

function SceneChart({ scenes }: { readonly scenes: readonly Scene[] }) {
  const t = useText(scenesText)
  const say = useLocalized()
  const lent = scenes
    .filter(({ disbursedFen }) => disbursedFen !== '0')
    .toSorted((a, b) => (BigInt(a.disbursedFen) < BigInt(b.disbursedFen) ? -1 : 1))
  const most = lent.at(-1)
  return (
    <ChartCard
      title={t.chart}
      summary={most ? t.chartSummary(say(most.name), showRate(BigInt(most.sharePpm ?? 0))) : t.nothing}
      option={{
        grid: { containLabel: true, left: 8, right: 24, top: 8, bottom: 8 },
        xAxis: { type: 'value', axisLabel: { hideOverlap: true } },
        yAxis: { type: 'category', data: lent.map(({ name }) => say(name)) },
        series: [{ type: 'bar', data: lent.map(({ disbursedFen }) => Number(BigInt(disbursedFen) / 100n)) }],
      }}
      table={{
        head: [t.scene, t.lent],
        rows: lent
          .toReversed()
          .map(({ name, disbursedFen, scene }) => [say(name), <Money key={scene} fen={disbursedFen} />]),
      }}
    />
  )
}

function SceneTable({ scenes }: { readonly scenes: readonly Scene[] }) {
  const t = useText(scenesText)
  const say = useLocalized()
  const share = (key: string, ppm: number | null) => (ppm === null ? <None key={key} /> : <Rate key={key} ppm={ppm} />)
  return (
    <PlainTable
      caption={t.report}
      table={{
        head: [
          t.scene,
          t.products,
          t.merchants,
          t.applications,
          t.approved,
          t.loans,
          t.lent,
          t.share,
          t.toMerchants,
          t.outstanding,
          t.bad,
        ],
        rows: scenes.map((one) => [
          `${say(one.name)} · ${say(one.examples)}`,
          one.products
            .map(({ name, payee }) =>
              payee === 'merchant' ? `${say(name)} (${say(labelOf('payee', payee))})` : say(name),
            )
            .join(' · '),
          <Count key="merchants" value={one.merchants} />,
          <Count key="applications" value={one.applications} />,
          <Count key="approved" value={one.approved} />,
          <Count key="loans" value={one.loans} />,
          <Money key="lent" fen={one.disbursedFen} />,
          share('share', one.sharePpm),
          <Money key="merchant" fen={one.paidToMerchantsFen} />,
          <Money key="outstanding" fen={one.outstandingFen} />,
          share('bad', one.badPpm),
        ]),
      }}
    />
  )
}
