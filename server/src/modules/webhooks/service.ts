import { type EventType, eventTypes } from '@puhui/events'
import type { Selectable } from 'kysely'
import { later, wallNow } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { problemOfUrl } from './address.ts'
import { bodyOf } from './announce.ts'
import { requireFilter } from './filter.ts'
import type { WebhookEndpointTable } from './schema.ts'
import { newSecret } from './signature.ts'

/** What a person says of a receiver. */
export interface EndpointDraft {
  readonly name: string
  readonly url: string
  readonly types: readonly EventType[]
  readonly filter: string | null
  readonly hasCustomer: boolean
  readonly alertEmail: string | null
}

type Endpoint = Selectable<WebhookEndpointTable>
const DAY_MS = 86_400_000

/** @refuses webhooks.url_invalid, webhooks.filter_invalid */
function checked(draft: EndpointDraft, isProduction: boolean) {
  const problem = problemOfUrl(draft.url, isProduction)
  if (problem) throw new RefusalError({ code: 'webhooks.url_invalid', problem })
  if (draft.filter !== null) requireFilter(draft.filter)
  const { name, url, filter } = draft
  return { name, url, types: [...draft.types], filter, has_customer: draft.hasCustomer, alert_email: draft.alertEmail }
}

/** A receiver with a secret of its own. It hears what happens from now on. */
export async function createEndpoint(ctx: WriteContext, draft: EndpointDraft, isProduction: boolean): Promise<string> {
  const id = ctx.ids.next('whe')
  const now = ctx.clock.now()
  const facts = checked(draft, isProduction)
  await ctx.tx
    .insertInto('webhook_endpoint')
    .values({
      id,
      ...facts,
      status_why: null,
      secret: ctx.keys.encrypt({ table: 'webhook_endpoint', column: 'secret', id }, newSecret()),
      old_secret: null,
      old_secret_until: null,
      created_by: ctx.actor.id,
      created_at: now,
      changed_at: now,
    })
    .execute()
  await record(ctx, { action: 'webhooks.created', objectKind: 'webhook', objectId: id, after: shownIn(facts) })
  return id
}

/** @refuses webhooks.not_found, webhooks.url_invalid, webhooks.filter_invalid */
export async function changeEndpoint(
  ctx: WriteContext,
  id: string,
  draft: EndpointDraft,
  isProduction: boolean,
): Promise<void> {
  const before = await lockedEndpoint(ctx, id)
  const facts = checked(draft, isProduction)
  await update(ctx, id, facts)
  await record(ctx, {
    action: 'webhooks.changed',
    objectKind: 'webhook',
    objectId: id,
    before: shownIn(before),
    after: shownIn(facts),
  })
}

/** Addresses of people stay out of the journal. */
function shownIn({
  name,
  url,
  types,
  filter,
  has_customer,
}: Pick<Endpoint, 'name' | 'url' | 'types' | 'filter' | 'has_customer'>) {
  return { name, url, types, filter, hasCustomer: has_customer }
}

/**
 * Pauses a receiver, which then hears nothing of what happens meanwhile, or makes it active: what waits is sent.
 *
 * @refuses webhooks.not_found
 */
export async function setEndpointStatus(ctx: WriteContext, id: string, status: 'active' | 'paused'): Promise<void> {
  const before = await lockedEndpoint(ctx, id)
  if (before.status === status) return record(ctx, statusLine(id, before.status, status))
  await update(ctx, id, { status, status_why: null, failures: 0 })
  await record(ctx, statusLine(id, before.status, status))
}

const statusLine = (objectId: string, before: string, after: string) => ({
  action: 'webhooks.status_set',
  objectKind: 'webhook',
  objectId,
  before: { status: before },
  after: { status: after },
})

/** A new secret; the old one signs beside it for a day. @refuses webhooks.not_found */
export async function rotateSecret(ctx: WriteContext, id: string): Promise<void> {
  const before = await lockedEndpoint(ctx, id)
  const old = ctx.keys.decrypt({ table: 'webhook_endpoint', column: 'secret', id }, before.secret)
  const until = later(wallNow(), DAY_MS)
  await update(ctx, id, {
    secret: ctx.keys.encrypt({ table: 'webhook_endpoint', column: 'secret', id }, newSecret()),
    old_secret: ctx.keys.encrypt({ table: 'webhook_endpoint', column: 'old_secret', id }, old),
    old_secret_until: until,
  })
  await record(ctx, { action: 'webhooks.secret_rotated', objectKind: 'webhook', objectId: id, after: { until } })
}

/** The secret in the clear; that it was shown is in the journal. @refuses webhooks.not_found */
export async function revealSecret(ctx: WriteContext, id: string): Promise<string> {
  const { secret } = await lockedEndpoint(ctx, id)
  await record(ctx, { action: 'webhooks.secret_shown', objectKind: 'webhook', objectId: id })
  return ctx.keys.decrypt({ table: 'webhook_endpoint', column: 'secret', id }, secret)
}

/**
 * Makes a message that says nothing happened, for one receiver. It is due far ahead: whoever asked sends it at once.
 *
 * @refuses webhooks.not_found
 */
export async function makeTest(ctx: WriteContext, endpointId: string): Promise<string> {
  await lockedEndpoint(ctx, endpointId)
  const eventId = ctx.ids.next('evt')
  const deliveryId = ctx.ids.next('whd')
  const now = ctx.clock.now()
  const event = { type: 'webhook.test' as const, occurredAt: now, data: {} }
  await ctx.tx
    .insertInto('webhook_event')
    .values({
      id: eventId,
      type: event.type,
      source_key: `test:${eventId}`,
      object_kind: 'webhook',
      object_id: endpointId,
      customer_id: null,
      data: event.data,
      occurred_at: now,
    })
    .execute()
  await ctx.tx
    .insertInto('webhook_delivery')
    .values({
      id: deliveryId,
      event_id: eventId,
      endpoint_id: endpointId,
      body: bodyOf(event),
      // One attempt is all a test gets: it is not queued.
      status: 'failed',
      next_attempt_at: now,
      last_status: null,
      last_error: null,
      created_at: now,
    })
    .execute()
  await record(ctx, { action: 'webhooks.test_sent', objectKind: 'webhook', objectId: endpointId, after: { eventId } })
  return deliveryId
}

/** @refuses webhooks.delivery_not_found */
export async function askReplay(ctx: WriteContext, deliveryId: string): Promise<void> {
  const row = await ctx.tx
    .selectFrom('webhook_delivery')
    .select(['event_id', 'endpoint_id', 'attempts'])
    .where('id', '=', deliveryId)
    .executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'webhooks.delivery_not_found' })
  await record(ctx, {
    action: 'webhooks.replayed',
    objectKind: 'webhook',
    objectId: row.endpoint_id,
    after: { eventId: row.event_id, attempts: row.attempts },
  })
}

async function lockedEndpoint(ctx: WriteContext, id: string): Promise<Endpoint> {
  const row = await ctx.tx
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'webhooks.not_found' })
  return row
}

async function update(ctx: WriteContext, id: string, set: Partial<Endpoint>): Promise<void> {
  await ctx.tx
    .updateTable('webhook_endpoint')
    .set({ ...set, changed_at: ctx.clock.now() } as never)
    .where('id', '=', id)
    .execute()
}

/** @refuses webhooks.not_found */
export async function endpointById({ db }: Pick<ReadContext, 'db'>, id: string): Promise<Endpoint> {
  const row = await db.selectFrom('webhook_endpoint').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'webhooks.not_found' })
  return row
}

/** Every type with what it carries, for those who write a receiver. */
export function catalogue() {
  return Object.entries(eventTypes).map(([type, { label, fields }]) => ({ type, label, fields: [...fields] }))
}
