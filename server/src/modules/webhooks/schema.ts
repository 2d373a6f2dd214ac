import type { EventData, EventType } from '@puhui/events'
import type { Generated, GeneratedAlways } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export interface WebhookEndpointTable {
  id: string
  name: string
  url: string
  types: EventType[]
  filter: string | null
  status: Generated<'active' | 'paused' | 'suspended'>
  status_why: string | null
  secret: Buffer
  old_secret: Buffer | null
  old_secret_until: NullableAt
  has_customer: boolean
  alert_email: string | null
  failures: Generated<number>
  created_by: string
  created_at: At
  changed_at: At
}

export interface WebhookEventTable {
  id: string
  type: EventType
  source_key: string
  object_kind: string
  object_id: string
  customer_id: string | null
  data: Jsonb<EventData>
  occurred_at: At
}

export interface WebhookDeliveryTable {
  id: string
  event_id: string
  endpoint_id: string
  body: string
  status: Generated<'queued' | 'sent' | 'failed'>
  attempts: Generated<number>
  next_attempt_at: At
  last_status: number | null
  last_error: string | null
  sent_at: NullableAt
  created_at: At
}

export interface WebhookAttemptTable {
  id: GeneratedAlways<bigint>
  delivery_id: string
  no: number
  why: 'first' | 'retry' | 'replay'
  at: At
  status: number | null
  took_ms: number
  response: string
  error: string | null
  is_simulated: boolean
}

interface WebhookCursorTable {
  id: Generated<number>
  seq: bigint
}

declare module '../../platform/database.ts' {
  interface Database {
    webhook_endpoint: WebhookEndpointTable
    webhook_event: WebhookEventTable
    webhook_delivery: WebhookDeliveryTable
    webhook_attempt: WebhookAttemptTable
    webhook_cursor: WebhookCursorTable
  }
}
