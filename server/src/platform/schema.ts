import type { ApprovalKind, ApprovalObject } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Instant } from './clock.ts'

/** jsonb: read as a value, written with `json(value)`. */
export type Jsonb<T = unknown> = ColumnType<T, T, T>
/** timestamptz: read as `Instant`, written as ISO text. */
export type At = ColumnType<Instant, string, string>
export type NullableAt = ColumnType<Instant | null, string | null | undefined, string | null>

interface ClockTable {
  id: number
  business_on: Day
  mode: 'real' | 'test'
  instant_at: NullableAt
  set_at: NullableAt
}

interface DataKeyTable {
  id: GeneratedAlways<number>
  purpose: 'field' | 'index' | 'journal'
  wrapped: Buffer
  created_at: At
  retired_at: NullableAt
}

interface SettingTable {
  name: string
  value: Jsonb
  changed_at: At
}

export interface StaffUserTable {
  id: string
  login: string
  name: string
  password_hash: string | null
  status: Generated<'active' | 'disabled'>
  is_demo: Generated<boolean>
  totp_secret: Buffer | null
  /** Enrolled and not confirmed yet. */
  totp_next: Generated<Buffer | null>
  totp_confirmed_at: NullableAt
  totp_last_step: bigint | null
  created_at: At
  changed_at: At
}

interface StaffUserRoleTable {
  user_id: string
  role_id: string
  granted_by: string
  granted_at: At
}

interface SessionTable {
  id: string
  token_hash: Buffer
  subject_kind: 'staff' | 'customer'
  subject_id: string
  role_id: string | null
  created_at: At
  seen_at: At
  expires_at: At
  second_factor_at: NullableAt
  ended_at: NullableAt
  ended_why: string | null
}

interface RateLimitTable {
  key: string
  points: number
  resets_at: At
}

interface OtpChallengeTable {
  id: string
  purpose: string
  phone_index: Buffer
  bound_to: Generated<string>
  code_hash: Buffer
  tries: Generated<number>
  created_at: At
  expires_at: At
  used_at: NullableAt
}

export interface ApprovalTable {
  id: string
  kind: ApprovalKind
  object_kind: ApprovalObject
  object_id: string
  payload: Jsonb
  payload_hash: string
  maker_id: string
  made_at: At
  approver_id: string | null
  decided_at: NullableAt
  comment: string | null
  status: Generated<'pending' | 'approved' | 'rejected'>
}

export interface JournalTable {
  id: GeneratedAlways<bigint>
  recorded_at: At
  actor_kind: string
  actor_id: string
  action: string
  object_kind: string
  object_id: string
  customer_id: string | null
  reason: string | null
  before: Jsonb
  after: Jsonb
  request_id: string
  mac: Buffer
}

interface JournalLinkTable {
  seq: bigint
  journal_id: bigint
  hash: Buffer
}

interface JournalHeadTable {
  id: number
  seq: bigint
  hash: Buffer
  sealed_at: At
}

interface JournalAnchorTable {
  seq: bigint
  hash: Buffer
  anchored_at: At
  mac: Buffer
}

interface IdempotencyKeyTable {
  scope: string
  key: string
  request_hash: string
  status: number | null
  answer: string | null
  created_at: At
}

export interface OutboxMessageTable {
  id: string
  kind: 'sms' | 'email' | 'bank' | 'event'
  template: string
  customer_id: string | null
  recipient_masked: string
  recipient: Buffer | null
  subject: string | null
  body: string
  payload: Generated<Record<string, unknown>>
  object_kind: string | null
  object_id: string | null
  permit_id: Generated<string | null>
  dedup_key: string | null
  status: Generated<'queued' | 'sent' | 'failed' | 'unknown'>
  attempts: Generated<number>
  last_error: string | null
  external_id: string | null
  created_at: At
  next_attempt_at: At
  sent_at: NullableAt
  is_simulated: Generated<boolean>
}

export interface JobRunTable {
  id: string
  name: string
  title: Jsonb<Localized>
  object_kind: string | null
  object_id: string | null
  is_silent: Generated<boolean>
  status: Generated<'queued' | 'running' | 'completed' | 'failed' | 'cancelled'>
  done: Generated<bigint>
  total: bigint | null
  note: Jsonb<Localized | null>
  result: Jsonb
  error: string | null
  attempts: Generated<number>
  cancel_asked: Generated<boolean>
  requested_by: string
  input: Jsonb
  created_at: At
  started_at: NullableAt
  ended_at: NullableAt
}

interface UploadTable {
  id: string
  kind: string
  file_name: string
  media_type: string
  bytes: bigint
  sha256: string
  uploaded_by: string
  uploaded_at: At
}

interface UploadChunkTable {
  upload_id: string
  no: number
  content: Buffer
}

interface SavedViewTable {
  id: string
  user_id: string
  list_id: string
  name: string
  search: Jsonb<Record<string, unknown>>
  columns: string[]
  is_shared: boolean
  is_default: boolean
  created_at: At
}

interface ListColumnsTable {
  user_id: string
  list_id: string
  columns: string[]
  widths: ColumnType<Record<string, number>, Record<string, number> | undefined, Record<string, number>>
  pinned: Generated<number>
}

declare module './database.ts' {
  interface Database {
    clock: ClockTable
    data_key: DataKeyTable
    setting: SettingTable
    staff_user: StaffUserTable
    staff_user_role: StaffUserRoleTable
    session: SessionTable
    rate_limit: RateLimitTable
    otp_challenge: OtpChallengeTable
    approval: ApprovalTable
    journal: JournalTable
    journal_link: JournalLinkTable
    journal_head: JournalHeadTable
    journal_anchor: JournalAnchorTable
    idempotency_key: IdempotencyKeyTable
    outbox_message: OutboxMessageTable
    job_run: JobRunTable
    upload: UploadTable
    upload_chunk: UploadChunkTable
    saved_view: SavedViewTable
    list_columns: ListColumnsTable
  }
}
