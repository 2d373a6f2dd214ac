-- Customers, their consents and identity checks. Why: what names a person is kept encrypted, one key use per field; a
-- blind index finds it again and keeps it unique; lists read only what is masked already.

create table customer (
  id text primary key,
  name_cipher bytea,
  name_index bytea,
  name_masked text,
  mobile_cipher bytea not null,
  mobile_index bytea not null unique,
  mobile_masked text not null,
  resident_id_cipher bytea,
  resident_id_index bytea unique,
  resident_id_masked text,
  bank_card_cipher bytea,
  bank_card_index bytea,
  bank_card_masked text,
  bank_name jsonb,
  address_cipher bytea,
  address_masked text,
  status text not null default 'registered' check (status in ('registered', 'identified', 'borrower', 'closed')),
  born_on date,
  sex text check (sex in ('male', 'female')),
  province_code text,
  place text,
  city_tier text check (city_tier in ('tier1', 'tier2', 'tier3', 'tier4', 'county', 'village')),
  is_rural boolean,
  source text not null check (source in ('h5', 'branch', 'village', 'partner', 'import')),
  is_synthetic boolean not null default false,
  income_monthly_fen bigint check (income_monthly_fen >= 0),
  profile jsonb not null default '{}',
  wish jsonb,
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index customer_recent on customer (created_at desc, id);
create index customer_income on customer (income_monthly_fen, id);
create index customer_name on customer (name_index) where name_index is not null;
create index customer_bank_card on customer (bank_card_index) where bank_card_index is not null;
create index customer_masked on customer (mobile_masked text_pattern_ops);
grant update on customer to puhui_app;

-- Answers are appended: a withdrawal is a new row, and what was agreed to stays readable in the words shown that day.
create table customer_consent (
  id text primary key,
  customer_id text not null references customer,
  purpose text not null,
  version integer not null,
  kind text not null check (kind in ('separate', 'bundled')),
  answer text not null check (answer in ('granted', 'denied', 'withdrawn')),
  shown jsonb not null,
  channel text not null,
  answered_on date not null,
  answered_at timestamptz not null,
  seq bigint generated always as identity
);
create index customer_consent_customer on customer_consent (customer_id, seq);

create table identity_check (
  id text primary key,
  customer_id text not null references customer,
  kind text not null check (kind in ('document', 'face')),
  verdict text not null check (verdict in ('passed', 'failed', 'unknown')),
  provider text not null,
  is_simulated boolean not null,
  reference text not null,
  checked_at timestamptz not null,
  seq bigint generated always as identity
);
create index identity_check_customer on identity_check (customer_id, seq);
