import { labelOf, segmentsApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRead, useWrite } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Instant } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import './segments.css'

/** A segment: its versions, its strategy, its frozen audiences, and who came and went. */
export function SegmentFile() {
  const { segmentId = '' } = useParams({ strict: false })
  const t = useText(segmentsText)
  const say = useLocalized()
  const why = useWhyNot()
  const params = { segmentId }
  const read = useRead(segmentsApi.getSegment, { params })
  const freeze = useWrite(segmentsApi.freezeAudience)
  const version = read.data?.version ?? 1
  const compared = useRead(
    segmentsApi.compareVersions,
    { params, query: { from: Math.max(1, version - 1), to: version } },
    { isEnabled: version > 1 },
  )
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const segment = read.data
  const current = segment.versions[0]!
  return (
    <ObjectPage
      title={say(segment.name)}
      status={<StatusTag set="segmentKind" value={segment.kind} />}
      facts={
        <>
          <IdChip id={segment.id} />
          <span>{segment.code}</span>
          <To href={`/segments?q=${encodeURIComponent(current.text)}`}>{t.use}</To>
          {why('campaigns.edit') === undefined && <To href={`/campaigns/new?segment=${segment.id}`}>{t.start}</To>}
        </>
      }
      actions={
        <DisabledReason why={why('segments.edit')}>
          <Button type="primary" loading={freeze.isPending} onClick={() => freeze.mutate({ params, body: {} })}>
            {t.freeze}
          </Button>
        </DisabledReason>
      }
      figures={
        <>
          <Figure label={t.members}>
            <Count value={segment.members} />
          </Figure>
          <Figure label={t.membersAsOf}>
            {segment.refreshedAt === null ? t.notYet : <Instant at={segment.refreshedAt} />}
          </Figure>
          <Figure label={t.version}>
            <Count value={segment.version} />
          </Figure>
        </>
      }
      tabs={[
        {
          key: 'versions',
          label: t.versions,
          count: segment.versions.length,
          children: (
            <>
              <Block title={t.strategy}>
                <Facts
                  facts={[
                    [t.condition, say(current.sentence)],
                    [
                      t.product,
                      current.productName ? say(current.productName) : (current.strategy?.productCode ?? '—'),
                    ],
                    [t.channel, current.strategy ? say(labelOf('strategyChannel', current.strategy.channel)) : '—'],
                    [
                      t.message,
                      <span key="zh" lang="zh-CN">
                        {current.strategy?.message.zh ?? '—'}
                      </span>,
                    ],
                    [t.messageEn, current.strategy?.message.en ?? '—'],
                    ...(current.strategy?.why ? [[t.why, say(current.strategy.why)] as const] : []),
                  ]}
                />
              </Block>
              {compared.data && (
                <Block title={t.compare}>
                  <Facts
                    facts={[
                      [t.reason, compared.data.to.reason],
                      [t.added, compared.data.added.map(say).join('；') || '—'],
                      [t.removed, compared.data.removed.map(say).join('；') || '—'],
                      [t.stayed, <Count key="both" value={compared.data.both} />],
                      [t.entered, <Count key="in" value={compared.data.entered} />],
                      [t.leftEvent, <Count key="out" value={compared.data.left} />],
                    ]}
                  />
                </Block>
              )}
              <Block title={t.versions}>
                <PlainTable
                  caption={t.versions}
                  table={{
                    head: [t.version, t.condition, t.reason, t.hash, t.when],
                    rows: segment.versions.map((each) => [
                      <Count key="version" value={each.version} />,
                      say(each.sentence),
                      each.reason,
                      <IdChip key="hash" id={each.contentHash} />,
                      <Instant key="at" at={each.createdAt} />,
                    ]),
                  }}
                />
              </Block>
            </>
          ),
        },
        {
          key: 'audiences',
          label: t.audiences,
          count: segment.audiences.length,
          children: (
            <PlainTable
              caption={t.audiences}
              table={{
                head: [t.when, t.version, t.people, t.snapshot, t.download],
                rows: segment.audiences.map((audience) => [
                  <Instant key="at" at={audience.createdAt} />,
                  <Count key="version" value={audience.version} />,
                  <Count key="count" value={audience.count} />,
                  <IdChip key="snapshot" id={audience.snapshotId} />,
                  <a key="file" href={`/api/segments/${segmentId}/audiences/${audience.id}`} download>
                    {t.download}
                  </a>,
                ]),
              }}
            />
          ),
        },
        {
          key: 'events',
          label: t.events,
          children: (
            <PlainTable
              caption={t.events}
              table={{
                head: [t.when, t.customer, t.events],
                rows: segment.events.map((event) => [
                  <Instant key="at" at={event.at} />,
                  <To key="customer" href={`/customers/${event.customerId}`}>
                    {event.customerId}
                  </To>,
                  event.kind === 'entered' ? t.entered : t.leftEvent,
                ]),
              }}
            />
          ),
        },
      ]}
      journal={{ objectKind: 'segment', objectId: segmentId }}
      json={segment}
    />
  )
}
