-- Webhooks: who outside is told what happened here. Why four tables: an event is told once and never changes; each
-- receiver has a delivery of its own with the very bytes that are signed, so that a repetition is the same message; every
-- attempt is kept. The cursor is how far the sealed journal has been read.

create table webhook_endpoint (
  id text primary key,
  name text not null,
  url text not null,
  -- Empty: every type.
  types text[] not null default '{}',
  -- A condition over the facts of the event, in the condition language; null: all of them.
  filter text,
  status text not null default 'active' check (status in ('active', 'paused', 'suspended')),
  status_why text,
  secret bytea not null,
  -- Signs beside the new one until then, so that the receiver can change over.
  old_secret bytea,
  old_secret_until timestamptz,
  has_customer boolean not null default false,
  alert_email text,
  -- Failed attempts since the last that was taken.
  failures integer not null default 0,
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
grant update on webhook_endpoint to puhui_app;

create table webhook_event (
  id text primary key,
  type text not null,
  -- What it tells about, once: a journal line, a loan on a day.
  source_key text not null unique,
  object_kind text not null,
  object_id text not null,
  customer_id text,
  data jsonb not null,
  occurred_at timestamptz not null
);

create table webhook_delivery (
  id text primary key,
  event_id text not null references webhook_event,
  endpoint_id text not null references webhook_endpoint,
  body text not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  last_status integer,
  last_error text,
  sent_at timestamptz,
  created_at timestamptz not null,
  unique (endpoint_id, event_id)
);
create index webhook_delivery_due on webhook_delivery (next_attempt_at) where status = 'queued';
create index webhook_delivery_made on webhook_delivery (created_at desc, id);
grant update on webhook_delivery to puhui_app;

create table webhook_attempt (
  id bigint generated always as identity primary key,
  delivery_id text not null references webhook_delivery,
  no integer not null,
  why text not null check (why in ('first', 'retry', 'replay')),
  at timestamptz not null,
  -- Null: no answer.
  status integer,
  took_ms integer not null,
  response text not null,
  error text,
  is_simulated boolean not null,
  unique (delivery_id, no)
);

create table webhook_cursor (
  id smallint primary key default 1 check (id = 1),
  seq bigint not null
);
grant update on webhook_cursor to puhui_app;
insert into webhook_cursor (seq) values (0);
