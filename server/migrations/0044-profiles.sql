-- What is known of a customer as a person: one row a fact, with where it comes from, when, how sure, and on what basis it
-- may be used. A fact without a row is unknown. What changed and why is kept beside it until the customer has it deleted.

create table customer_profile (
  customer_id text primary key references customer,
  is_personalised boolean not null default true,
  -- Drawn once for life, so that who is held out never depends on a campaign.
  holdout_bucket integer not null check (holdout_bucket between 0 and 9999),
  version integer not null default 0,
  computed_at timestamptz not null,
  deleted_at timestamptz,
  -- The transaction of the last change: the columns of the segments ask what came since they looked.
  changed_xid xid8 not null default pg_current_xact_id()
);
create index customer_profile_changed on customer_profile (changed_xid);
grant update on customer_profile to puhui_app;

create table profile_fact (
  customer_id text not null references customer,
  fact_id text not null,
  value jsonb not null,
  source text not null,
  observed_at timestamptz not null,
  confidence_ppm integer not null check (confidence_ppm between 0 and 1000000),
  basis text not null check (basis in ('contract', 'law', 'marketing', 'own-wish')),
  primary key (customer_id, fact_id)
);
grant update, delete on profile_fact to puhui_app;

create table profile_change (
  seq bigint generated always as identity primary key,
  customer_id text not null references customer,
  version integer not null,
  fact_id text not null,
  before jsonb,
  after jsonb,
  source text not null,
  reason text not null,
  changed_at timestamptz not null
);
create index profile_change_customer on profile_change (customer_id, seq);
grant delete on profile_change to puhui_app;

-- What the customer put right themselves; it outranks what was stated or computed.
create table profile_correction (
  customer_id text not null references customer,
  fact_id text not null,
  value jsonb not null,
  corrected_at timestamptz not null,
  primary key (customer_id, fact_id)
);
grant update, delete on profile_correction to puhui_app;

-- Files of any bank or shop, read by a mapping; the same file once.
create table transaction_import (
  id text primary key,
  file_name text not null,
  sha256 text not null unique,
  source text not null,
  mapping jsonb not null,
  rows integer not null,
  good integer not null,
  bad integer not null,
  problems jsonb not null,
  created_by text not null,
  created_at timestamptz not null
);

create table customer_transaction (
  id text primary key,
  customer_id text not null references customer,
  import_id text not null references transaction_import,
  occurred_on date not null,
  direction text not null check (direction in ('in', 'out')),
  amount_fen bigint not null check (amount_fen > 0),
  category text,
  channel text check (channel in ('mobile', 'online', 'card', 'cash')),
  region_code text,
  merchant text
);
create index customer_transaction_customer on customer_transaction (customer_id, occurred_on);
grant delete on customer_transaction to puhui_app;

create table risk_answer (
  seq bigint generated always as identity primary key,
  customer_id text not null references customer,
  questionnaire_version integer not null,
  answers jsonb not null,
  points integer not null,
  level text not null check (level in ('conservative', 'steady', 'balanced', 'growth', 'aggressive')),
  channel text not null,
  answered_at timestamptz not null
);
create index risk_answer_customer on risk_answer (customer_id, seq);
grant delete on risk_answer to puhui_app;

-- Age bands and income cuts; lines are added, the last holds.
create table profile_setting (
  seq bigint generated always as identity primary key,
  setting jsonb not null,
  reason text not null,
  set_by text not null,
  set_at timestamptz not null
);
