import { type OutputOf, webhooksApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRead, useWrite } from '../../api/hooks.ts'
import { useText } from '../../i18n/text.ts'
import { webhooksText } from '../../i18n/webhooks.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Instant } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { Failed } from '../../ui/states.tsx'
import { Simulated, StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { Attempted } from './attempted.tsx'

type Delivery = OutputOf<typeof webhooksApi.getDelivery>

/** One message to one receiver: what was sent, every attempt, and once more by hand. */
export function DeliveryFile() {
  const { deliveryId = '' } = useParams({ strict: false })
  const t = useText(webhooksText)
  const why = useWhyNot()
  const read = useRead(webhooksApi.getDelivery, { params: { deliveryId } })
  const replay = useWrite(webhooksApi.replayDelivery)
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const delivery = read.data
  return (
    <ObjectPage
      title={delivery.type}
      status={<StatusTag set="deliveryStatus" value={delivery.status} />}
      facts={
        <>
          <IdChip id={delivery.eventId} />
          <To href={`/webhooks/${delivery.endpointId}`}>{delivery.endpoint}</To>
        </>
      }
      actions={
        <DisabledReason why={why('webhooks.manage')}>
          <Button
            type="primary"
            loading={replay.isPending}
            title={t.replayHint}
            onClick={() => replay.mutate({ params: { deliveryId } })}
          >
            {t.replay}
          </Button>
        </DisabledReason>
      }
      figures={
        <Figure label={t.attempts}>
          <Count value={delivery.attempts.length} />
        </Figure>
      }
      tabs={[
        {
          key: 'delivery',
          label: t.deliveries,
          children: (
            <>
              <Problems error={replay.error} />
              <Attempted outcome={replay.data} />
              <What delivery={delivery} />
              <Attempts attempts={delivery.attempts} />
            </>
          ),
        },
      ]}
      json={delivery}
    />
  )
}

/** Objects that have a page of their own. */
const PAGES: Readonly<Record<string, string>> = {
  loan: '/loans',
  application: '/applications',
  contract: '/contracts',
  customer: '/customers',
  webhook: '/webhooks',
}

function What({ delivery }: { readonly delivery: Delivery }) {
  const t = useText(webhooksText)
  const { objectKind, objectId, occurredAt, nextAttemptAt, url, eventId, body } = delivery
  const page = PAGES[objectKind]
  return (
    <div className="two">
      <Block>
        <Facts
          facts={[
            [
              t.message,
              <code key="id" className="wrap">
                {eventId}
              </code>,
            ],
            [
              t.url,
              <code key="url" className="wrap">
                {url}
              </code>,
            ],
            [
              t.object,
              page ? (
                <To key="object" href={`${page}/${objectId}`}>
                  {objectId}
                </To>
              ) : (
                objectId
              ),
            ],
            [t.occurred, <Instant key="at" at={occurredAt} seconds />],
            [t.next, nextAttemptAt === null ? '—' : <Instant key="next" at={nextAttemptAt} seconds />],
          ]}
        />
      </Block>
      <Block title={t.body}>
        <ScrollBox label={t.body}>
          <pre className="json">{JSON.stringify(JSON.parse(body), null, 2)}</pre>
        </ScrollBox>
      </Block>
    </div>
  )
}

function Attempts({ attempts }: Pick<Delivery, 'attempts'>) {
  const t = useText(webhooksText)
  return (
    <Block title={t.attempts}>
      {attempts.length === 0 ? (
        <p className="soft">{t.noAttempts}</p>
      ) : (
        <PlainTable
          table={{
            head: [t.attemptNo, t.why, t.at, t.status, t.took, t.response],
            rows: attempts.map(({ no, why, at, status, tookMs, response, error, isSimulated }) => [
              no,
              <StatusTag key="why" set="attemptWhy" value={why} />,
              <Instant key="at" at={at} seconds />,
              status ?? '—',
              tookMs,
              <span key="said" className="wrap">
                {error ?? response} {isSimulated && <Simulated label={t.simulated} />}
              </span>,
            ]),
          }}
        />
      )}
    </Block>
  )
}
