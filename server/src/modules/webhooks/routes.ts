import { webhooksApi } from '@puhui/api'
import { sql } from 'kysely'
import { type ReadContext, write } from '../../platform/context.ts'
import type { App } from '../../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite, type StepsContext } from '../../platform/http/mount.ts'
import { type CheckedQuery, listPage } from '../../platform/http/paging.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { replayNow } from './deliver.ts'
import {
  askReplay,
  catalogue,
  changeEndpoint,
  createEndpoint,
  endpointById,
  makeTest,
  revealSecret,
  rotateSecret,
  setEndpointStatus,
} from './service.ts'

/** Receivers, what was delivered to them, tests and repetitions. */
export function routes(app: App): void {
  const isProduction = app.platform.config.mode === 'production'
  mountRead(app, webhooksApi.listEventTypes, async () => ({ types: catalogue() }) as never)
  endpointRoutes(app, isProduction)
  deliveryRoutes(app)
}

function endpointRoutes(app: App, isProduction: boolean): void {
  mountRead(app, webhooksApi.listEndpoints, async (ctx, { query }) => {
    const page = await listPage(ctx.db, webhooksApi.listEndpoints.list, query, {
      base: ctx.db.selectFrom('webhook_endpoint').selectAll(),
      columns: { name: sql.ref('name'), status: sql.ref('status'), createdAt: sql.ref('created_at') },
      search: [sql.ref('name'), sql.ref('url')],
      tiebreak: sql.ref('id'),
    })
    const rows = page.rows.map(({ id, name, url, types, status, failures, created_at }) => {
      return { id, name, url, types, status, failures, createdAt: created_at }
    })
    return { ...page, rows } as never
  })
  mountRead(app, webhooksApi.getEndpoint, async (ctx, { params }) => shown(await endpointById(ctx, params.endpointId)))
  mountWrite(app, webhooksApi.createEndpoint, async (ctx, { body }) => {
    return { id: await createEndpoint(ctx, body, isProduction) }
  })
  mountWrite(app, webhooksApi.changeEndpoint, async (ctx, { params, body }) => {
    await changeEndpoint(ctx, params.endpointId, body, isProduction)
    return { done: true as const }
  })
  mountWrite(app, webhooksApi.setEndpointStatus, async (ctx, { params, body }) => {
    await setEndpointStatus(ctx, params.endpointId, body.status)
    return { done: true as const }
  })
  mountWrite(app, webhooksApi.rotateSecret, async (ctx, { params }) => {
    await rotateSecret(ctx, params.endpointId)
    return { done: true as const }
  })
  mountWrite(app, webhooksApi.revealSecret, async (ctx, { params }) => {
    return { secret: await revealSecret(ctx, params.endpointId) }
  })
  mountSteps(app, webhooksApi.sendTest, async (ctx, { params }) => {
    const deliveryId = await write(ctx.platform, ctx, (inner) => makeTest(inner, params.endpointId))
    return answerOf(ctx, deliveryId)
  })
}

function shown(row: Awaited<ReturnType<typeof endpointById>>) {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    types: row.types,
    filter: row.filter,
    status: row.status,
    statusWhy: row.status_why,
    hasCustomer: row.has_customer,
    alertEmail: row.alert_email,
    failures: row.failures,
    oldSecretUntil: row.old_secret_until,
    createdAt: row.created_at,
  } as never
}

function deliveryRoutes(app: App): void {
  mountRead(app, webhooksApi.listDeliveries, async (ctx, { query }) => deliveriesOf(ctx, query) as never)
  mountRead(app, webhooksApi.listEndpointDeliveries, async (ctx, { params, query }) => {
    return deliveriesOf(ctx, query, params.endpointId) as never
  })
  mountRead(app, webhooksApi.getDelivery, async (ctx, { params }) => deliveryOf(ctx, params.deliveryId))
  mountSteps(app, webhooksApi.replayDelivery, async (ctx, { params }) => {
    await write(ctx.platform, ctx, (inner) => askReplay(inner, params.deliveryId))
    return answerOf(ctx, params.deliveryId)
  })
}

async function deliveriesOf({ db }: Pick<ReadContext, 'db'>, query: CheckedQuery, endpointId?: string) {
  const all = db
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook_event as v', 'v.id', 'd.event_id')
    .innerJoin('webhook_endpoint as e', 'e.id', 'd.endpoint_id')
    .select(['d.id', 'd.event_id', 'd.endpoint_id', 'd.status', 'd.attempts', 'd.last_status', 'd.last_error'])
    .select(['d.next_attempt_at', 'd.created_at', 'v.type', 'v.object_kind', 'v.object_id', 'e.name as endpoint'])
  const page = await listPage(db, webhooksApi.listDeliveries.list, query, {
    base: endpointId === undefined ? all : all.where('d.endpoint_id', '=', endpointId),
    columns: { createdAt: sql.ref('d.created_at'), type: sql.ref('v.type'), status: sql.ref('d.status') },
    search: [sql.ref('d.event_id'), sql.ref('v.object_id'), sql.ref('e.name')],
    tiebreak: sql.ref('d.id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.id,
    eventId: row.event_id,
    endpointId: row.endpoint_id,
    endpoint: row.endpoint,
    type: row.type,
    objectKind: row.object_kind,
    objectId: row.object_id,
    status: row.status,
    attempts: row.attempts,
    lastStatus: row.last_status,
    nextAttemptAt: row.status === 'queued' ? row.next_attempt_at : null,
    createdAt: row.created_at,
  }))
  return { ...page, rows }
}

async function answerOf({ platform }: StepsContext, deliveryId: string) {
  const { status, response, error, isSimulated } = await replayNow(platform, deliveryId)
  return { deliveryId, status, response, error, isSimulated }
}

async function deliveryOf({ db }: Pick<StepsContext, 'db'>, id: string) {
  const row = await db
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook_event as v', 'v.id', 'd.event_id')
    .innerJoin('webhook_endpoint as e', 'e.id', 'd.endpoint_id')
    .selectAll('d')
    .select(['v.type', 'v.object_kind', 'v.object_id', 'v.occurred_at', 'e.name as endpoint', 'e.url'])
    .where('d.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'webhooks.delivery_not_found' })
  const attempts = await db
    .selectFrom('webhook_attempt')
    .selectAll()
    .where('delivery_id', '=', id)
    .orderBy('no', 'desc')
    .limit(100)
    .execute()
  return {
    id,
    eventId: row.event_id,
    endpointId: row.endpoint_id,
    endpoint: row.endpoint,
    url: row.url,
    type: row.type,
    objectKind: row.object_kind,
    objectId: row.object_id,
    occurredAt: row.occurred_at,
    status: row.status,
    nextAttemptAt: row.status === 'queued' ? row.next_attempt_at : null,
    body: row.body,
    attempts: attempts.map(({ no, why, at, status, took_ms, response, error, is_simulated }) => {
      return { no, why, at, status, tookMs: took_ms, response, error, isSimulated: is_simulated }
    }),
  } as never
}
