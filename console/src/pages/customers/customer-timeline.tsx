import { customersApi, labelOf, type OutputOf, type TimelineChapter } from '@puhui/api'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { timelineText } from '../../i18n/timeline.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { placeOf } from '../../ui/place-of.ts'
import { Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { To } from '../../ui/to.tsx'
import { AddNote } from './add-note.tsx'

type Answer = OutputOf<typeof customersApi.customerTimeline>
type Event = Answer['events'][number]

/** Everything that happened to the customer, online and in person, a page and a chapter at a time. */
export function CustomerTimeline({ customerId }: { readonly customerId: string }) {
  const t = useText(timelineText)
  const why = useWhyNot()
  const [chapter, setChapter] = useState<TimelineChapter | undefined>()
  const [isNoting, setNoting] = useState(false)
  return (
    <>
      <p className="timeline-bar">
        <Chapters customerId={customerId} chapter={chapter} onChange={setChapter} />
        <DisabledReason why={why('customers.edit')}>
          <Button onClick={() => setNoting(true)}>{t.addNote}</Button>
        </DisabledReason>
      </p>
      <TimelinePage key={chapter ?? ''} query={chapter ? { chapter } : {}} customerId={customerId} />
      {isNoting && <AddNote customerId={customerId} onClose={() => setNoting(false)} />}
    </>
  )
}

function Chapters(props: {
  readonly customerId: string
  readonly chapter: TimelineChapter | undefined
  readonly onChange: (chapter: TimelineChapter | undefined) => void
}) {
  const t = useText(timelineText)
  const say = useLocalized()
  const read = useRead(customersApi.customerTimeline, { params: { customerId: props.customerId }, query: {} })
  const options = (read.data?.chapters ?? []).map(({ id, label, missing }) => ({
    value: id as string,
    label: missing ? `${say(label)} · ${t.notSeen}${say(missing)}` : say(label),
    disabled: missing !== null,
  }))
  return (
    <Select
      aria-label={t.show}
      className="timeline-chapters"
      value={props.chapter ?? ''}
      onChange={(value) => props.onChange(value === '' ? undefined : (value as TimelineChapter))}
      options={[{ value: '', label: t.all }, ...options]}
    />
  )
}

/** Each page asks for the one after it by its own end, so that a new event on top moves all of them and loses none. */
function TimelinePage(props: {
  readonly customerId: string
  readonly query: { readonly chapter?: TimelineChapter; readonly before?: string }
}) {
  const t = useText(timelineText)
  const [hasOlder, setHasOlder] = useState(false)
  const read = useRead(customersApi.customerTimeline, { params: { customerId: props.customerId }, query: props.query })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { events, next } = read.data
  return (
    <>
      {events.length === 0 ? (
        <p className="soft">{t.none}</p>
      ) : (
        <Timeline
          entries={events.map((event, index) => ({
            key: `${event.at} ${event.kind} ${index}`,
            at: event.at,
            title: <Title event={event} />,
            actorName: event.actorName,
            reason: event.reason,
            objectKind: event.objectKind,
            changes: Object.entries(event.changes).map(([field, [was, now]]) => ({ field, was, now })),
          }))}
        />
      )}
      {next && !hasOlder && <Button onClick={() => setHasOlder(true)}>{t.older}</Button>}
      {next && hasOlder && <TimelinePage customerId={props.customerId} query={{ ...props.query, before: next }} />}
    </>
  )
}

/** What was done, by its name and where, leading to the object it was done to. */
function Title({ event }: { readonly event: Event }) {
  const say = useLocalized()
  const place = event.objectKind === 'customer' ? undefined : placeOf(event.objectKind, event.objectId)
  const name = <span title={event.kind}>{say(event.title)}</span>
  return (
    <>
      {place ? <To href={place}>{name}</To> : name}{' '}
      <Tag tone={event.where === 'offline' ? 'info' : 'neutral'}>{say(labelOf('timelineWhere', event.where))}</Tag>
    </>
  )
}
