import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { done, id, instant, localized } from '../values.ts'

const eventType = z.enum(valuesOf('webhookEvent'))
const endpointId = z.strictObject({ endpointId: id })
const deliveryId = z.strictObject({ deliveryId: id })

const draft = z.strictObject({
  name: z.string().trim().min(2).max(60),
  url: z.string().trim().min(8).max(500),
  /** None: every type. */
  types: z.array(eventType).max(50).default([]),
  /** A condition over what events carry: `dpd >= 30`. */
  filter: z.string().trim().min(1).max(500).nullable().default(null),
  /** Adds the customer's masked name and number. */
  hasCustomer: z.boolean().default(false),
  /** Whom to tell when the endpoint is suspended. */
  alertEmail: z.email('request.not_an_email').max(200).nullable().default(null),
})

export const listEventTypes = read({
  id: 'webhooks.eventTypes',
  path: '/webhooks/event-types',
  summary: { zh: 'Webhook 事件类型', en: 'Types of events' },
  permission: 'webhooks.read',
  output: z.object({ types: z.array(z.object({ type: eventType, label: localized, fields: z.array(z.string()) })) }),
})

export const listEndpoints = list({
  id: 'webhooks.endpoints',
  path: '/webhooks/endpoints',
  summary: { zh: 'Webhook 接收方', en: 'Webhook endpoints' },
  permission: 'webhooks.read',
  row: z.object({
    id,
    name: z.string(),
    url: z.string(),
    types: z.array(eventType),
    status: z.enum(valuesOf('webhookStatus')),
    failures: z.number().int(),
    createdAt: instant,
  }),
  columns: {
    name: { type: 'text', label: { zh: '名称', en: 'Name' }, sortable: true },
    url: { type: 'text', label: { zh: '地址', en: 'Address' } },
    types: { type: 'text', label: { zh: '事件', en: 'Events' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'webhookStatus', sortable: true },
    failures: { type: 'count', label: { zh: '连续失败', en: 'Failed in a row' } },
    createdAt: { type: 'instant', label: { zh: '创建时间', en: 'Created' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('webhookStatus'),
      labels: 'webhookStatus',
    },
  },
  defaultSort: 'createdAt:desc',
})

export const getEndpoint = read({
  id: 'webhooks.endpoint',
  path: '/webhooks/endpoints/:endpointId',
  summary: { zh: 'Webhook 接收方详情', en: 'A webhook endpoint' },
  permission: 'webhooks.read',
  params: endpointId,
  output: z.object({
    id,
    name: z.string(),
    url: z.string(),
    types: z.array(eventType),
    filter: z.string().nullable(),
    status: z.enum(valuesOf('webhookStatus')),
    statusWhy: z.enum(['gone', 'failures']).nullable(),
    hasCustomer: z.boolean(),
    alertEmail: z.string().nullable(),
    failures: z.number().int(),
    /** Until then the secret before this one signs too. */
    oldSecretUntil: instant.nullable(),
    createdAt: instant,
  }),
  refusals: ['webhooks.not_found'],
})

export const createEndpoint = write({
  id: 'webhooks.create',
  path: '/webhooks/endpoints',
  summary: { zh: '新建 Webhook 接收方', en: 'Add a webhook endpoint' },
  permission: 'webhooks.manage',
  idempotency: 'key',
  body: draft,
  output: z.object({ id }),
  refusals: ['webhooks.url_invalid', 'webhooks.filter_invalid'],
})

export const changeEndpoint = write({
  id: 'webhooks.change',
  path: '/webhooks/endpoints/:endpointId',
  method: 'PUT',
  summary: { zh: '修改 Webhook 接收方', en: 'Change a webhook endpoint' },
  permission: 'webhooks.manage',
  idempotency: 'natural',
  params: endpointId,
  body: draft,
  output: done,
  refusals: ['webhooks.not_found', 'webhooks.url_invalid', 'webhooks.filter_invalid'],
})

export const setEndpointStatus = write({
  id: 'webhooks.setStatus',
  path: '/webhooks/endpoints/:endpointId/status',
  method: 'PUT',
  summary: { zh: '暂停或恢复接收方', en: 'Pause an endpoint or make it active' },
  permission: 'webhooks.manage',
  idempotency: 'natural',
  params: endpointId,
  body: z.strictObject({ status: z.enum(['active', 'paused']) }),
  output: done,
  refusals: ['webhooks.not_found'],
})

export const rotateSecret = write({
  id: 'webhooks.rotateSecret',
  path: '/webhooks/endpoints/:endpointId/secret',
  summary: { zh: '更换签名密钥', en: 'Change the secret' },
  permission: 'webhooks.manage',
  idempotency: 'key',
  params: endpointId,
  output: done,
  refusals: ['webhooks.not_found'],
})

/** Its answer is never kept: no idempotency key. */
export const revealSecret = write({
  id: 'webhooks.revealSecret',
  path: '/webhooks/endpoints/:endpointId/secret/reveal',
  summary: { zh: '查看签名密钥', en: 'See the secret' },
  permission: 'webhooks.manage',
  idempotency: 'natural',
  params: endpointId,
  output: z.object({ secret: z.string() }),
  refusals: ['webhooks.not_found'],
})

const attempted = z.object({
  deliveryId: id,
  /** Null: the receiver did not answer. */
  status: z.number().int().nullable(),
  response: z.string(),
  error: z.string().nullable(),
  isSimulated: z.boolean(),
})

export const sendTest = write({
  id: 'webhooks.test',
  path: '/webhooks/endpoints/:endpointId/test',
  summary: { zh: '发送测试消息', en: 'Send a test message' },
  permission: 'webhooks.manage',
  idempotency: 'natural',
  params: endpointId,
  output: attempted,
  refusals: ['webhooks.not_found'],
})

const deliveryList = {
  row: z.object({
    id,
    eventId: id,
    endpointId: id,
    endpoint: z.string(),
    type: z.enum(valuesOf('webhookEvent')),
    objectKind: z.string(),
    objectId: z.string(),
    status: z.enum(valuesOf('deliveryStatus')),
    attempts: z.number().int(),
    lastStatus: z.number().int().nullable(),
    nextAttemptAt: instant.nullable(),
    createdAt: instant,
  }),
  columns: {
    createdAt: { type: 'instant', label: { zh: '时间', en: 'Time' }, sortable: true },
    type: { type: 'status', label: { zh: '事件', en: 'Event' }, labels: 'webhookEvent', sortable: true },
    endpoint: { type: 'text', label: { zh: '接收方', en: 'Endpoint' } },
    objectId: { type: 'text', label: { zh: '对象', en: 'Object' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'deliveryStatus', sortable: true },
    lastStatus: { type: 'count', label: { zh: 'HTTP 状态', en: 'HTTP status' } },
    attempts: { type: 'count', label: { zh: '尝试次数', en: 'Attempts' } },
    nextAttemptAt: { type: 'instant', label: { zh: '下次尝试', en: 'Next attempt' }, hiddenAtFirst: true },
    eventId: { type: 'text', label: { zh: '消息编号', en: 'Message id' }, hiddenAtFirst: true },
  },
  filters: {
    type: {
      kind: 'enum',
      label: { zh: '事件', en: 'Event' },
      values: valuesOf('webhookEvent'),
      labels: 'webhookEvent',
    },
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('deliveryStatus'),
      labels: 'deliveryStatus',
    },
  },
  defaultSort: 'createdAt:desc',
} as const

export const listDeliveries = list({
  ...deliveryList,
  id: 'webhooks.deliveries',
  path: '/webhooks/deliveries',
  summary: { zh: 'Webhook 投递', en: 'Webhook deliveries' },
  permission: 'webhooks.read',
})

export const listEndpointDeliveries = list({
  ...deliveryList,
  id: 'webhooks.endpointDeliveries',
  path: '/webhooks/endpoints/:endpointId/deliveries',
  summary: { zh: '接收方的投递', en: 'Deliveries to an endpoint' },
  permission: 'webhooks.read',
  params: endpointId,
})

export const getDelivery = read({
  id: 'webhooks.delivery',
  path: '/webhooks/deliveries/:deliveryId',
  summary: { zh: 'Webhook 投递详情', en: 'A webhook delivery' },
  permission: 'webhooks.read',
  params: deliveryId,
  output: z.object({
    id,
    eventId: id,
    endpointId: id,
    endpoint: z.string(),
    url: z.string(),
    type: z.enum(valuesOf('webhookEvent')),
    objectKind: z.string(),
    objectId: z.string(),
    occurredAt: instant,
    status: z.enum(valuesOf('deliveryStatus')),
    nextAttemptAt: instant.nullable(),
    /** As it is signed and sent. */
    body: z.string(),
    attempts: z.array(
      z.object({
        no: z.number().int(),
        why: z.enum(valuesOf('attemptWhy')),
        at: instant,
        status: z.number().int().nullable(),
        tookMs: z.number().int(),
        response: z.string(),
        error: z.string().nullable(),
        isSimulated: z.boolean(),
      }),
    ),
  }),
  refusals: ['webhooks.delivery_not_found'],
})

export const replayDelivery = write({
  id: 'webhooks.replay',
  path: '/webhooks/deliveries/:deliveryId/replay',
  summary: { zh: '重新投递', en: 'Deliver again' },
  permission: 'webhooks.manage',
  idempotency: 'natural',
  params: deliveryId,
  output: attempted,
  refusals: ['webhooks.delivery_not_found'],
})
