import type { EventData, EventType } from '@puhui/events'
import { sql } from 'kysely'
import type { Instant } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { stringify } from '../../platform/db.ts'
import { derivedId } from '../../platform/ids.ts'
import { customerById } from '../customers/index.ts'
import { wants } from './filter.ts'

/** Something that happened, to be told to whoever listens. */
export interface Announcement {
  readonly type: EventType
  /** What it tells about, once: the same key is announced once, however often somebody says it. */
  readonly sourceKey: string
  readonly objectKind: string
  readonly objectId: string
  readonly customerId: string | null
  readonly data: EventData
  readonly occurredAt: Instant
}

interface Receiver {
  readonly id: string
  readonly types: EventType[]
  readonly filter: string | null
  readonly has_customer: boolean
}

/**
 * Tells those who listen, in the open transaction: nothing goes out that did not happen. Where nobody listens it writes
 * nothing. A receiver that is paused misses what happens; one that is suspended gets it when it is well again.
 */
export async function announce(ctx: WriteContext, announcements: readonly Announcement[]): Promise<number> {
  if (announcements.length === 0) return 0
  const receivers = await listening(ctx)
  const distinct = new Map(announcements.map((one) => [one.sourceKey, one])).values()
  const wanted = [...distinct].flatMap((one) => {
    const to = receivers.filter((receiver) => wants(receiver, one.type, one.data))
    return to.length > 0 ? [{ ...one, id: derivedId('evt', one.sourceKey), to }] : []
  })
  if (wanted.length === 0) return 0
  const people = await peopleOf(ctx, wanted)
  const fresh = await insertEvents(ctx, wanted)
  const deliveries = wanted
    .filter(({ id }) => fresh.has(id))
    .flatMap((event) =>
      event.to.map((receiver) => ({
        id: ctx.ids.next('whd'),
        event_id: event.id,
        endpoint_id: receiver.id,
        body: bodyOf(event, receiver.has_customer ? (people.get(event.customerId ?? '') ?? null) : undefined),
      })),
    )
  await insertDeliveries(ctx, deliveries)
  return deliveries.length
}

function listening({ tx }: Pick<WriteContext, 'tx'>): Promise<Receiver[]> {
  return tx
    .selectFrom('webhook_endpoint')
    .select(['id', 'types', 'filter', 'has_customer'])
    .where('status', '<>', 'paused')
    .execute()
}

interface Person {
  readonly id: string
  readonly nameMasked: string | null
  readonly mobileMasked: string
}

/** Only for receivers that were given the right, and masked even then. */
async function peopleOf(
  ctx: WriteContext,
  wanted: readonly (Announcement & { readonly to: readonly Receiver[] })[],
): Promise<ReadonlyMap<string, Person>> {
  const ids = wanted.flatMap(({ customerId, to }) =>
    customerId !== null && to.some(({ has_customer }) => has_customer) ? [customerId] : [],
  )
  const people = new Map<string, Person>()
  for (const id of new Set(ids)) {
    const { nameMasked, mobileMasked } = await customerById(ctx, id)
    people.set(id, { id, nameMasked, mobileMasked })
  }
  return people
}

/** The body that is signed and sent: type, time, data (Standard Webhooks). */
export function bodyOf(event: Pick<Announcement, 'type' | 'occurredAt' | 'data'>, customer?: Person | null): string {
  const data = customer === undefined ? event.data : { ...event.data, customer }
  return JSON.stringify({ type: event.type, timestamp: event.occurredAt, data })
}

async function insertEvents(
  ctx: WriteContext,
  events: readonly (Announcement & { readonly id: string })[],
): Promise<ReadonlySet<string>> {
  const rows = events.map((event) => ({
    id: event.id,
    type: event.type,
    source_key: event.sourceKey,
    object_kind: event.objectKind,
    object_id: event.objectId,
    customer_id: event.customerId,
    data: event.data,
    occurred_at: event.occurredAt,
  }))
  const inserted = await sql<{ id: string }>`
    insert into webhook_event
      select r.* from jsonb_to_recordset(${stringify(rows)}::jsonb) as r (id text, type text, source_key text,
        object_kind text, object_id text, customer_id text, data jsonb, occurred_at timestamptz)
      on conflict do nothing returning id`.execute(ctx.tx)
  return new Set(inserted.rows.map(({ id }) => id))
}

async function insertDeliveries(
  ctx: WriteContext,
  rows: readonly {
    readonly id: string
    readonly event_id: string
    readonly endpoint_id: string
    readonly body: string
  }[],
): Promise<void> {
  if (rows.length === 0) return
  const now = ctx.clock.now()
  await sql`
    insert into webhook_delivery (id, event_id, endpoint_id, body, next_attempt_at, created_at)
      select r.id, r.event_id, r.endpoint_id, r.body, ${now}::timestamptz, ${now}::timestamptz
      from jsonb_to_recordset(${stringify(rows)}::jsonb) as r (id text, event_id text, endpoint_id text, body text)`.execute(
    ctx.tx,
  )
}
