-- Loans. Why: a loan is its terms and its events. Both are written once; every other column of `loan` is a projection
-- for lists and for choosing what is due, and can be rebuilt from the events at any time.

create sequence loan_number;

create table loan (
  id text primary key,
  number text not null unique,
  customer_id text not null,
  contract_id text not null unique,
  application_id text not null,
  product_code text not null,
  product_version integer not null,
  grade text not null,
  method text not null,
  principal_fen bigint not null check (principal_fen > 0),
  annual_rate_ppm bigint not null,
  annual_cost_simple_ppm bigint not null,
  term_months integer not null,
  terms jsonb not null,
  created_at timestamptz not null,

  status text not null check (status in ('pending', 'active', 'overdue', 'settled', 'chargedOff')),
  outstanding_fen bigint not null check (outstanding_fen >= 0),
  overdue_fen bigint not null check (overdue_fen >= 0),
  bucket text not null check (bucket in ('M0', 'M1', 'M2', 'M3', 'M4+')),
  dpd integer not null check (dpd >= 0),
  next_due_on date,
  next_due_fen bigint not null,
  disbursed_on date,
  matures_on date,
  settled_on date,
  -- The number of the last event; whoever appends one names the number that it saw.
  event_seq integer not null
);
create index loan_next_due on loan (next_due_on) where status in ('active', 'overdue');
create index loan_dpd on loan (dpd desc, id) where dpd > 0;
create index loan_customer on loan (customer_id);
create index loan_disbursed on loan (disbursed_on desc, id);
-- The terms never change and are read only to fold: kept beside the row, so that a row that moves every month is short.
alter table loan set (toast_tuple_target = 128, fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
grant update (status, outstanding_fen, overdue_fen, bucket, dpd, next_due_on, next_due_fen, disbursed_on, matures_on,
  settled_on, event_seq) on loan to puhui_app;

create table loan_event (
  id text primary key,
  loan_id text not null references loan,
  seq integer not null check (seq > 0),
  kind text not null,
  value_on date not null,
  booked_on date not null,
  payload jsonb not null,
  entry_id text,
  -- The payment's own name outside: one transfer is one event.
  external_key text unique,
  actor text not null,
  recorded_at timestamptz not null,
  unique (loan_id, seq),
  check (value_on <= booked_on)
);
create index loan_event_booked on loan_event (booked_on, kind);

create function loan_event_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'loan events are append-only: reverse it with a new event' using errcode = 'check_violation';
end $$;
create trigger loan_event_append_only before update or delete on loan_event
  for each row execute function loan_event_append_only();

-- What the bank was asked to collect, and what it answered. `unknown` is an answer: nobody asks again before it is known.
create table debit_instruction (
  id text primary key,
  -- The id follows from it, so that asking again finds the first.
  natural_key text not null,
  loan_id text not null references loan,
  kind text not null check (kind in ('directDebit', 'h5')),
  requested_on date not null,
  due_on date,
  amount_fen bigint not null check (amount_fen > 0),
  status text not null check (status in ('requested', 'succeeded', 'failed', 'unknown')),
  reason text,
  bank_reference text,
  is_simulated boolean not null,
  event_id text,
  result jsonb,
  created_at timestamptz not null,
  answered_at timestamptz,
  resolved_on date
);
-- One question at a time: nobody collects twice because two asked at once.
create unique index debit_instruction_one_open on debit_instruction (loan_id) where status in ('requested', 'unknown');
create index debit_instruction_loan on debit_instruction (loan_id, requested_on desc);
create index debit_instruction_silent on debit_instruction (requested_on) where status in ('requested', 'unknown');
grant update (status, reason, bank_reference, event_id, result, answered_at, resolved_on) on debit_instruction to puhui_app;

alter table debit_instruction set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

create table day_end (
  id text primary key,
  business_on date not null unique,
  status text not null check (status in ('running', 'completed', 'completedWithSetAside', 'failed')),
  figures jsonb not null default '{}',
  started_at timestamptz not null,
  finished_at timestamptz,
  took_ms integer not null default 0,
  actor text not null
);
create index day_end_recent on day_end (business_on desc);
grant update (status, figures, finished_at, took_ms) on day_end to puhui_app;

-- A marker per piece of work, in the transaction of the work: a run that was killed goes on where it stopped.
create table day_end_done (
  business_on date not null,
  step text not null,
  chunk integer not null,
  count integer not null,
  amount_fen bigint,
  took_ms integer not null,
  figures jsonb not null default '{}',
  primary key (business_on, step, chunk)
);

create table day_end_set_aside (
  business_on date not null,
  step text not null,
  loan_id text not null references loan,
  error text not null,
  recorded_at timestamptz not null,
  primary key (business_on, step, loan_id)
);

-- One confirmation by a person for many contracts that were concluded outside.
create table origination_batch (
  id text primary key,
  import_id text,
  confirmed_by text not null,
  statement jsonb not null,
  job_id text,
  created_at timestamptz not null
);
