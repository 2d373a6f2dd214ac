import { campaignsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, Rate } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'

/** What reaching people brought and cost, by channel and month. */
export function ChannelEffect() {
  const t = useText(campaignsText)
  const place = usePlaceQuery()
  const read = useRead(campaignsApi.channelEffect, { query: place }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const head = [
    t.month,
    t.channel,
    t.audience,
    t.reached,
    t.applied,
    t.approved,
    t.borrowed,
    t.bad,
    t.spent,
    t.perApproved,
  ]
  return (
    <Page aside={<PlaceNote />} actions={<PlaceFilter />}>
      <Block isFlush>
        {read.data.rows.length === 0 ? (
          <Empty title={t.noChannels} />
        ) : (
          <PlainTable
            caption={t.channels}
            table={{
              head,
              rows: read.data.rows.map((row) => [
                row.month,
                <StatusTag key="channel" set="contactChannel" value={row.channel} />,
                <Count key="audience" value={row.audience} />,
                <Count key="reached" value={row.reached} />,
                <Count key="applied" value={row.applied} />,
                <Count key="approved" value={row.approved} />,
                <Count key="borrowed" value={row.borrowed} />,
                <span key="bad">
                  <Count value={row.bad} /> <Rate ppm={row.badSharePpm} />
                </span>,
                <Money key="spent" fen={row.spentFen} />,
                <Money key="cost" fen={row.costPerApprovedFen} />,
              ]),
            }}
          />
        )}
      </Block>
    </Page>
  )
}
