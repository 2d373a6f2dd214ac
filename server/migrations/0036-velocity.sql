-- How often a telephone, an identity number, a bank card, a device or an address applies. Why two tables: the events are
-- the history and the truth; the row per subject holds the last 90 days of it, so that a decision reads five rows and no
-- history. A test proves the two equal. Subjects are blind indexes.

create table subject_event (
  seq bigint generated always as identity,
  application_id text not null,
  kind text not null check (kind in ('phone', 'residentId', 'bankCard', 'device', 'address')),
  subject bytea not null,
  customer_id text not null,
  at timestamptz not null,
  primary key (application_id, kind)
);
create index subject_event_subject on subject_event (kind, subject, at);

create table velocity (
  kind text not null,
  subject bytea not null,
  -- Milliseconds since 1970 and customer, oldest first, at most the newest thousand.
  ats bigint[] not null default '{}',
  customers text[] not null default '{}',
  primary key (kind, subject),
  check (cardinality(ats) = cardinality(customers))
);
grant update on velocity to puhui_app;
