-- The platform's own tables. Why: everything above stands on time, identity, the journal and exactly-once answers.
--
-- Rights are closed by default: the application role may read and insert; what it may update or delete is granted
-- table by table. The role puhui_app is created before the first migration runs.

alter default privileges in schema public grant select, insert on tables to puhui_app;
alter default privileges in schema public grant usage, select on sequences to puhui_app;
grant usage on schema public to puhui_app;
grant select on migration to puhui_app;

-- Time ---------------------------------------------------------------------------------------------------------------

create table clock (
  id smallint primary key default 1 check (id = 1),
  business_on date not null,
  mode text not null check (mode in ('real', 'test')),
  -- Test clock only: the instant shown, and the real instant at which it was set.
  instant_at timestamptz,
  set_at timestamptz,
  check (mode = 'real' or (instant_at is not null and set_at is not null))
);
grant update on clock to puhui_app;

-- Keys ---------------------------------------------------------------------------------------------------------------

create table data_key (
  id integer primary key generated always as identity,
  purpose text not null check (purpose in ('field', 'index', 'journal')),
  wrapped bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index data_key_one_active on data_key (purpose) where retired_at is null;
grant update (retired_at, wrapped) on data_key to puhui_app;

-- Settings -----------------------------------------------------------------------------------------------------------

create table setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);
grant update on setting to puhui_app;

-- Staff and sessions ---------------------------------------------------------------------------------------------------

create table staff_user (
  id text primary key,
  login text not null,
  name text not null,
  password_hash text,
  status text not null default 'active' check (status in ('active', 'disabled')),
  is_demo boolean not null default false,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index staff_user_login on staff_user (lower(login));
grant update on staff_user to puhui_app;

create table staff_user_role (
  user_id text not null references staff_user,
  role_id text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (user_id, role_id)
);
grant delete on staff_user_role to puhui_app;

create table session (
  id text primary key,
  token_hash bytea not null unique,
  subject_kind text not null check (subject_kind in ('staff', 'customer')),
  subject_id text not null,
  role_id text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  second_factor_at timestamptz,
  ended_at timestamptz,
  ended_why text
);
create index session_subject on session (subject_kind, subject_id) where ended_at is null;
grant update on session to puhui_app;

create table rate_limit (
  key text primary key,
  points integer not null,
  resets_at timestamptz not null
);
grant update, delete on rate_limit to puhui_app;

create table otp_challenge (
  id text primary key,
  purpose text not null,
  phone_index bytea not null,
  bound_to text not null default '',
  code_hash bytea not null,
  tries integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index otp_challenge_phone on otp_challenge (phone_index, purpose, created_at desc);
grant update on otp_challenge to puhui_app;

-- Four eyes: who made it may not approve it, whatever the program says ----------------------------------------------------

create table approval (
  id text primary key,
  kind text not null,
  object_kind text not null,
  object_id text not null,
  payload jsonb not null,
  payload_hash text not null,
  maker_id text not null,
  made_at timestamptz not null,
  approver_id text,
  decided_at timestamptz,
  comment text,
  status text not null default 'pending' check (status in ('pending', 'approved', 'rejected')),
  check (approver_id is null or approver_id <> maker_id),
  check ((status = 'pending') = (approver_id is null))
);
create unique index approval_one_pending on approval (kind, object_id) where status = 'pending';
create index approval_object on approval (object_kind, object_id);
grant update (approver_id, decided_at, comment, status) on approval to puhui_app;

-- The journal: insert and read, nothing else -------------------------------------------------------------------------------

create table journal (
  id bigint primary key generated always as identity,
  recorded_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  object_kind text not null,
  object_id text not null,
  customer_id text,
  reason text,
  before jsonb,
  after jsonb,
  request_id text not null,
  mac bytea not null
);
create index journal_object on journal (object_kind, object_id, id);
create index journal_actor on journal (actor_id, id);
create index journal_customer on journal (customer_id, id) where customer_id is not null;

create table journal_link (
  seq bigint primary key,
  journal_id bigint not null unique,
  hash bytea not null
);

create table journal_head (
  id smallint primary key default 1 check (id = 1),
  seq bigint not null,
  hash bytea not null,
  sealed_at timestamptz not null
);
grant update on journal_head to puhui_app;

create table journal_anchor (
  seq bigint primary key,
  hash bytea not null,
  anchored_at timestamptz not null,
  mac bytea not null
);

-- Answers to requests that must happen once ------------------------------------------------------------------------------------

create table idempotency_key (
  scope text not null,
  key text not null,
  request_hash text not null,
  status integer,
  answer text,
  created_at timestamptz not null,
  primary key (scope, key)
);
grant update (status, answer) on idempotency_key to puhui_app;

-- Outbox: what leaves the database, after commit ---------------------------------------------------------------------------------

create table outbox_message (
  id text primary key,
  kind text not null check (kind in ('sms', 'email', 'bank', 'event')),
  template text not null,
  customer_id text,
  recipient_masked text not null,
  recipient bytea,
  subject text,
  body text not null,
  payload jsonb not null default '{}',
  object_kind text,
  object_id text,
  dedup_key text unique,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'unknown')),
  attempts integer not null default 0,
  last_error text,
  external_id text,
  created_at timestamptz not null,
  next_attempt_at timestamptz not null,
  sent_at timestamptz,
  is_simulated boolean not null default false
);
create index outbox_message_due on outbox_message (next_attempt_at) where status = 'queued';
create index outbox_message_recent on outbox_message (created_at desc, id);
create index outbox_message_customer on outbox_message (customer_id, created_at desc) where customer_id is not null;
grant update on outbox_message to puhui_app;

-- Jobs: what people see of a run; the queue itself lives in the schema pgboss -------------------------------------------------------

create table job_run (
  id text primary key,
  name text not null,
  title jsonb not null,
  object_kind text,
  object_id text,
  is_silent boolean not null default false,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint,
  note jsonb,
  result jsonb,
  error text,
  attempts integer not null default 0,
  cancel_asked boolean not null default false,
  requested_by text not null,
  input jsonb not null default '{}',
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz
);
create index job_run_recent on job_run (created_at desc, id);
grant update, delete on job_run to puhui_app;

-- Uploads, saved views -----------------------------------------------------------------------------------------------------------------

create table upload (
  id text primary key,
  kind text not null,
  file_name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
create table upload_chunk (
  upload_id text not null,
  no integer not null,
  content bytea not null,
  primary key (upload_id, no)
);
grant delete on upload, upload_chunk to puhui_app;

create table saved_view (
  id text primary key,
  user_id text not null,
  list_id text not null,
  name text not null,
  search jsonb not null,
  columns text[] not null,
  is_shared boolean not null,
  is_default boolean not null,
  created_at timestamptz not null,
  unique (user_id, list_id, name)
);
create unique index saved_view_one_default on saved_view (user_id, list_id) where is_default;
create table list_columns (
  user_id text not null,
  list_id text not null,
  columns text[] not null,
  primary key (user_id, list_id)
);
grant update, delete on saved_view, list_columns to puhui_app;
