import { customersApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { useLocalized } from '../../i18n/text.ts'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { To } from '../../ui/to.tsx'

const PLACES: Readonly<Record<string, string>> = {
  application: '/applications/',
  contract: '/contracts/',
  loan: '/loans/',
}

/** Everything that happened to the customer, over all of their applications, contracts and loans. */
export function CustomerTimeline({ customerId }: { readonly customerId: string }) {
  const say = useLocalized()
  const read = useRead(customersApi.customerTimeline, { params: { customerId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  return (
    <Timeline
      entries={read.data.events.map((event, index) => {
        const place = PLACES[event.objectKind]
        return {
          key: `${event.at} ${event.kind} ${index}`,
          at: event.at,
          title: place ? <To href={`${place}${event.objectId}`}>{say(event.title)}</To> : say(event.title),
          actorName: event.actorName,
          changes: plainChanges(event.changes),
        }
      })}
    />
  )
}

/** `{ field: [old, new] }` shows both; any other value is what it became. */
function plainChanges(changes: Readonly<Record<string, unknown>> | null) {
  return Object.entries(changes ?? {}).map(([field, value]) =>
    Array.isArray(value) && value.length === 2
      ? { field, was: value[0] as unknown, now: value[1] as unknown }
      : { field, was: null, now: value },
  )
}
