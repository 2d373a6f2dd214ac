import { customersApi, type OutputOf } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { useLocalized } from '../../i18n/text.ts'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { To } from '../../ui/to.tsx'

type Event = OutputOf<typeof customersApi.customerTimeline>['events'][number]

const PLACES: Readonly<Record<string, string>> = {
  application: '/applications/',
  contract: '/contracts/',
  loan: '/loans/',
}

/** Everything that happened to the customer, over all of their applications, contracts and loans. */
export function CustomerTimeline({ customerId }: { readonly customerId: string }) {
  const read = useRead(customersApi.customerTimeline, { params: { customerId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  return (
    <Timeline
      entries={read.data.events.map((event, index) => ({
        key: `${event.at} ${event.kind} ${index}`,
        at: event.at,
        title: <Title event={event} />,
        actorName: event.actorName,
        reason: event.reason,
        changes: Object.entries(event.changes).map(([field, [was, now]]) => ({ field, was, now })),
      }))}
    />
  )
}

/** What was done, by its name, leading to the object it was done to. */
function Title({ event }: { readonly event: Event }) {
  const say = useLocalized()
  const place = PLACES[event.objectKind]
  const name = <span title={event.kind}>{say(event.title)}</span>
  return place ? <To href={`${place}${event.objectId}`}>{name}</To> : name
}
