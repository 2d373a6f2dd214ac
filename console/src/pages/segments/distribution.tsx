import { profilesApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, Rate } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'
import './segments.css'

/** How the customers are distributed by age, occupation, income, education, region and payment habit. */
export function Distribution() {
  const t = useText(segmentsText)
  const say = useLocalized()
  const place = usePlaceQuery()
  const read = useRead(profilesApi.distribution, { query: place }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { population, sections, paymentByAge } = read.data
  return (
    <Page
      aside={<PlaceNote />}
      actions={<PlaceFilter />}
      about={
        <>
          {t.distributionHelp} {t.everyone}: <Count value={population} />
        </>
      }
    >
      <div className="two">
        {sections.map((section) => (
          <ChartCard
            key={section.factId}
            title={say(section.label)}
            summary={section.groups.map((group) => `${say(group.label)} ${group.count}`).join(', ')}
            option={{
              grid: { left: 8, right: 16, top: 8, bottom: 8, containLabel: true },
              xAxis: {
                type: 'category',
                data: section.groups.map((group) => say(group.label)),
                axisLabel: { interval: 0, rotate: section.groups.length > 5 ? 40 : 0 },
              },
              yAxis: { type: 'value' },
              tooltip: { trigger: 'axis' },
              series: [{ type: 'bar', data: section.groups.map((group) => group.count) }],
            }}
            table={{
              head: [say(section.label), t.people, t.share],
              rows: [
                ...section.groups.map((group) => [
                  say(group.label),
                  <Count key="count" value={group.count} />,
                  <Rate key="share" ppm={group.sharePpm} decimals={1} />,
                ]),
                [t.unknownRow, <Count key="count" value={section.unknown} />, ''],
              ],
            }}
          />
        ))}
      </div>
      <Block title={t.payment}>
        <PlainTable
          caption={t.payment}
          table={{
            head: [t.band, t.people, ...channelsOf(paymentByAge).map(({ label }) => say(label)), t.unknownRow],
            rows: paymentByAge.map((row) => [
              say(row.band),
              <Count key="count" value={row.count} />,
              ...channelsOf(paymentByAge).map(({ id }) => (
                <Rate key={id} ppm={row.channels.find((channel) => channel.id === id)?.sharePpm ?? 0} decimals={1} />
              )),
              <Count key="unknown" value={row.unknown} />,
            ]),
          }}
        />
      </Block>
    </Page>
  )
}

function channelsOf<C extends { readonly id: string }>(rows: readonly { readonly channels: readonly C[] }[]): C[] {
  const all = rows.flatMap(({ channels }) => channels)
  return [...new Map(all.map((channel) => [channel.id, channel])).values()]
}
