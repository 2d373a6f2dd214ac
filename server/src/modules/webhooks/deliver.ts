import type { Selectable } from 'kysely'
import { systemActor } from '../../platform/actor.ts'
import { later, wallNow } from '../../platform/clock.ts'
import { type Platform, type WriteContext, write } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { send } from '../../platform/outbox/send.ts'
import { type Attempt, post, TIMEOUT_MS } from './post.ts'
import type { WebhookAttemptTable, WebhookDeliveryTable, WebhookEndpointTable } from './schema.ts'
import { signatureHeader } from './signature.ts'

const AT_ONCE = 20
/** While one process asks a receiver, others leave the delivery alone; after this long nobody knows, and it is sent again. */
const LEASE_MS = TIMEOUT_MS * 4
/** Pauses between attempts, after the first, in seconds: the ones that Standard Webhooks proposes. */
const PAUSES_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const
/** So many attempts in a row without one that was taken, and a receiver is left alone until somebody has looked. */
export const FAILURES_MAX = 20
const GONE = 410
const DELIVERER = systemActor('webhooks')

type Delivery = Selectable<WebhookDeliveryTable>
type Endpoint = Selectable<WebhookEndpointTable>
type Why = WebhookAttemptTable['why']

/**
 * Sends what is due to receivers that are active, and writes down how each attempt ended. Returns how many it made.
 *
 * A receiver hears a message at least once: when nobody knows whether it arrived, it is sent again with the same id.
 */
export async function deliverWebhooks(platform: Platform): Promise<number> {
  const due = await claim(platform)
  const endpoints = await endpointsOf(platform, due)
  await Promise.all(
    due.map((delivery) => attempt(platform, delivery, endpoints.get(delivery.endpoint_id)!, whyOf(delivery))),
  )
  return due.length
}

const whyOf = ({ attempts }: Delivery): Why => (attempts === 0 ? 'first' : 'retry')

/** Whether anything waits for its time to come. */
export async function isAnyDue({ db, clock }: Pick<Platform, 'db' | 'clock'>): Promise<boolean> {
  const row = await db
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook_endpoint as e', 'e.id', 'd.endpoint_id')
    .select('d.id')
    .where('d.status', '=', 'queued')
    .where('e.status', '=', 'active')
    .where('d.next_attempt_at', '<=', clock.now())
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function claim({ db, clock }: Platform): Promise<Delivery[]> {
  const now = clock.now()
  return db
    .updateTable('webhook_delivery')
    .set({ next_attempt_at: later(now, LEASE_MS) })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('webhook_delivery as d')
        .innerJoin('webhook_endpoint as e', 'e.id', 'd.endpoint_id')
        .select('d.id')
        .where('d.status', '=', 'queued')
        .where('e.status', '=', 'active')
        .where('d.next_attempt_at', '<=', now)
        .orderBy('d.next_attempt_at')
        .orderBy('d.id')
        .limit(AT_ONCE)
        .forUpdate('d')
        .skipLocked(),
    )
    .returningAll()
    .execute()
}

async function endpointsOf({ db }: Platform, due: readonly Delivery[]): Promise<ReadonlyMap<string, Endpoint>> {
  if (due.length === 0) return new Map()
  const ids = [...new Set(due.map(({ endpoint_id }) => endpoint_id))]
  const rows = await db.selectFrom('webhook_endpoint').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Sends one delivery again now, whatever its state: the same id, the same bytes, a new signature. */
export async function replayNow(platform: Platform, deliveryId: string): Promise<Attempt> {
  const { db } = platform
  const delivery = await db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('id', '=', deliveryId)
    .executeTakeFirstOrThrow()
  const endpoints = await endpointsOf(platform, [delivery])
  return attempt(platform, delivery, endpoints.get(delivery.endpoint_id)!, 'replay')
}

async function attempt(platform: Platform, delivery: Delivery, endpoint: Endpoint, why: Why): Promise<Attempt> {
  const started = performance.now()
  const wall = wallNow()
  const made = await post({
    url: endpoint.url,
    headers: headersOf(platform, delivery, endpoint, wall),
    body: delivery.body,
    isProduction: platform.config.mode === 'production',
  })
  const tookMs = Math.round(performance.now() - started)
  await write(platform, { actor: DELIVERER }, (ctx) => keep(ctx, delivery, { why, wall, tookMs, made }))
  return made
}

/** In the receiver's time, not the lender's: a receiver refuses what is not fresh. */
function headersOf(
  { keys }: Platform,
  { event_id, body }: Delivery,
  endpoint: Endpoint,
  wall: string,
): Record<string, string> {
  const seconds = Math.floor(Date.parse(wall) / 1_000)
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Puhui-Webhooks/1',
    'webhook-id': event_id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatureHeader({ id: event_id, seconds, body }, secretsOf(keys, endpoint, wall)),
  }
}

/** The secret in force, and the one before it while that is still good. */
export function secretsOf(keys: Platform['keys'], endpoint: Endpoint, wall: string): string[] {
  const open = (column: string, sealed: Buffer) =>
    keys.decrypt({ table: 'webhook_endpoint', column, id: endpoint.id }, sealed)
  const isOldGood = endpoint.old_secret !== null && (endpoint.old_secret_until ?? '') > wall
  return [open('secret', endpoint.secret), ...(isOldGood ? [open('old_secret', endpoint.old_secret!)] : [])]
}

interface Ended {
  readonly why: Why
  readonly wall: string
  readonly tookMs: number
  readonly made: Attempt
}

const isTaken = ({ status }: Attempt) => status !== null && status >= 200 && status < 300

async function keep(
  ctx: WriteContext,
  { id, endpoint_id }: Delivery,
  { why, wall, tookMs, made }: Ended,
): Promise<void> {
  const row = await ctx.tx
    .selectFrom('webhook_delivery')
    .select(['attempts', 'status', 'next_attempt_at', 'created_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const no = row.attempts + 1
  const { status, response, error, isSimulated } = made
  const told = { status, response, error, is_simulated: isSimulated, took_ms: tookMs, at: wall }
  await ctx.tx
    .insertInto('webhook_attempt')
    .values({ delivery_id: id, no, why, ...told })
    .execute()
  await ctx.tx
    .updateTable('webhook_delivery')
    .set({
      attempts: no,
      last_status: status,
      last_error: error,
      ...(row.status === 'queued' || isTaken(made) ? nextOf(ctx, no, made) : {}),
    })
    .where('id', '=', id)
    .execute()
  await count(ctx, endpoint_id, made)
}

function nextOf({ clock }: WriteContext, no: number, made: Attempt) {
  const now = clock.now()
  if (isTaken(made)) return { status: 'sent' as const, sent_at: now, last_error: null }
  const pause = PAUSES_SECONDS[no - 1]
  if (pause === undefined) return { status: 'failed' as const }
  return { next_attempt_at: later(now, Math.max(pause, made.retryAfterSeconds ?? 0) * 1_000) }
}

/** A receiver that takes nothing any more is suspended, and whoever looks after it is told. */
async function count(ctx: WriteContext, endpointId: string, made: Attempt): Promise<void> {
  if (isTaken(made)) {
    await ctx.tx
      .updateTable('webhook_endpoint')
      .set({ failures: 0 })
      .where('id', '=', endpointId)
      .where('failures', '>', 0)
      .execute()
    return
  }
  const row = await ctx.tx
    .updateTable('webhook_endpoint')
    .set((eb) => ({ failures: eb('failures', '+', 1) }))
    .where('id', '=', endpointId)
    .returningAll()
    .executeTakeFirstOrThrow()
  const isOver = made.status === GONE || row.failures >= FAILURES_MAX
  if (isOver && row.status === 'active') await suspend(ctx, row, made.status === GONE ? 'gone' : 'failures')
}

async function suspend(ctx: WriteContext, endpoint: Endpoint, why: 'gone' | 'failures'): Promise<void> {
  const changed_at = ctx.clock.now()
  await ctx.tx
    .updateTable('webhook_endpoint')
    .set({ status: 'suspended', status_why: why, changed_at })
    .where('id', '=', endpoint.id)
    .execute()
  await record(ctx, {
    action: 'webhooks.suspended',
    objectKind: 'webhook',
    objectId: endpoint.id,
    before: { status: endpoint.status },
    after: { status: 'suspended', why, failures: endpoint.failures },
  })
  if (endpoint.alert_email === null) return
  await send(ctx, {
    kind: 'email',
    template: 'webhooks.suspended',
    recipient: endpoint.alert_email,
    subject: `Webhook 已暂停投递 / Webhook suspended: ${endpoint.name}`,
    body: `接收地址连续 ${endpoint.failures} 次未能接收，已暂停投递；恢复后将补发。\n${endpoint.failures} attempts in a row were not taken; deliveries wait until the endpoint is active again.`,
    objectKind: 'webhook',
    objectId: endpoint.id,
    dedupKey: `webhook-suspended:${endpoint.id}:${changed_at}`,
  })
}
