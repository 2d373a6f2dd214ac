import { labelOf, marketApi, type OutputOf, urlOf } from '@puhui/api'
import { showCount, showRate, showShortMoney } from '@puhui/design'
import { Button, Segmented } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { marketText } from '../../i18n/market.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, None, Rate } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { Failed } from '../../ui/states.tsx'
import { TILES } from '../segments/cartogram.ts'
import '../segments/segments.css'
import './market.css'

type Shown = OutputOf<typeof marketApi.showRegions>
type Lending = Shown['total']

const MEASURES = ['disbursedFen', 'customers', 'approvalPpm', 'overdue30Ppm'] as const
type Measure = (typeof MEASURES)[number]

/** Where the lender lends, from provinces down to counties. */
export function Regions() {
  const t = useText(marketText)
  const place = usePlaceQuery()
  const read = useRead(marketApi.showRegions, { query: place }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const shown = read.data
  return (
    <Page
      aside={<PlaceNote />}
      about={<span className="soft">{t.regionsAbout}</span>}
      actions={
        <>
          <PlaceFilter />
          <Button href={urlOf(marketApi.regionsFile, { query: place })}>{t.download}</Button>
        </>
      }
    >
      <Total total={shown.total} />
      <Tiles provinces={shown.provinces} />
      <Places shown={shown} />
    </Page>
  )
}

function Total({ total }: { readonly total: Lending }) {
  const t = useText(marketText)
  return (
    <div className="figure-row">
      <Figure label={t.customers}>
        <Count value={total.customers} />
      </Figure>
      <Figure label={t.approval}>
        <Rate ppm={total.approvalPpm} decimals={1} />
      </Figure>
      <Figure label={t.disbursed} note={<Count value={total.loans} />}>
        <Money fen={total.disbursedFen} short />
      </Figure>
      <Figure label={t.outstanding}>
        <Money fen={total.outstandingFen} short />
      </Figure>
      <Figure label={<span title={t.overdue30Help}>{t.overdue30}</span>}>
        <Rate ppm={total.overdue30Ppm} />
      </Figure>
    </div>
  )
}

function Tiles({ provinces }: Pick<Shown, 'provinces'>) {
  const t = useText(marketText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const [search, setSearch] = useUrlState()
  const measure = MEASURES.find((one) => one === search.measure) ?? 'disbursedFen'
  const most = Math.max(1, ...provinces.map((one) => Number(one[measure] ?? 0)))
  const textOf = (row: Lending) => shownAs(measure, row, locale)
  return (
    <Block
      title={t.map}
      actions={
        <ScrollBox label={t.measure}>
          <Segmented
            aria-label={t.measure}
            className="no-print"
            value={measure}
            onChange={(value) => setSearch({ measure: value === 'disbursedFen' ? undefined : value })}
            options={MEASURES.map((value) => ({ value, label: t.measures[value] }))}
          />
        </ScrollBox>
      }
    >
      <div className="segment-tiles">
        {provinces.flatMap((row) => {
          const at = row.code === null ? undefined : TILES.get(row.code)
          if (!at || row.code === null) return []
          const [column, line] = at
          const share = Math.round((Number(row[measure] ?? 0) / most) * 45)
          const isChosen = search.province === row.code
          return (
            <button
              key={row.code}
              type="button"
              className="segment-tile market-tile"
              aria-pressed={isChosen}
              aria-label={t.tileSays(say(row.label), textOf(row))}
              onClick={() => setSearch({ province: isChosen ? undefined : row.code! })}
              style={{
                gridColumn: column,
                gridRow: line,
                background: `color-mix(in srgb, var(--accent) ${share}%, var(--surface))`,
              }}
            >
              <span>{say(row.label)}</span>
              <span className="segment-tile-count figures">{textOf(row)}</span>
            </button>
          )
        })}
      </div>
    </Block>
  )
}

function shownAs(measure: Measure, row: Lending, locale: 'zh' | 'en'): string {
  const value = row[measure]
  if (value === null) return '–'
  if (measure === 'disbursedFen') return showShortMoney(BigInt(value), locale)
  return measure === 'customers' ? showCount(Number(value)) : showRate(BigInt(value), 1)
}

function Places({ shown }: { readonly shown: Shown }) {
  const t = useText(marketText)
  const say = useLocalized()
  const title = t.places(shown.places.length, shown.placesTotal)
  return (
    <Block title={title} isFlush>
      <PlainTable
        caption={title}
        table={{
          head: [
            t.province,
            t.place,
            t.tier,
            t.customers,
            t.applications,
            t.approval,
            t.loans,
            t.disbursed,
            t.outstanding,
            t.overdue30,
          ],
          rows: shown.places.map((row) => [
            say(row.province),
            row.place,
            row.tier === null ? <None key="tier" /> : say(labelOf('area', row.tier)),
            <Count key="customers" value={row.customers} />,
            <Count key="applications" value={row.applications} />,
            <Rate key="approval" ppm={row.approvalPpm} decimals={1} />,
            <Count key="loans" value={row.loans} />,
            <Money key="disbursed" fen={row.disbursedFen} short />,
            <Money key="outstanding" fen={row.outstandingFen} short />,
            <Rate key="late" ppm={row.overdue30Ppm} />,
          ]),
        }}
      />
    </Block>
  )
}
