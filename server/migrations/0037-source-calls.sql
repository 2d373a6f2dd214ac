-- What was asked outside, at what price. Why: a call costs money and touches a person's data, so each is written down
-- the moment it is answered, whatever becomes of the application, and what has been answered is not bought twice.

create table source_call (
  id text primary key,
  source text not null check (source in ('bureau', 'income', 'device')),
  customer_id text not null references customer,
  -- The blind index of what was asked: the same question is found again, and nobody can read it.
  question bytea not null,
  purpose text not null,
  consent_version integer not null,
  provider text not null,
  status text not null check (status in ('answered', 'timedOut')),
  facts jsonb,
  price_fen bigint not null check (price_fen >= 0),
  latency_ms integer not null,
  is_simulated boolean not null,
  reference text not null,
  asked_at timestamptz not null,
  -- Until when the answer serves without asking again; null: it never does.
  good_until timestamptz
);
create index source_call_again on source_call (source, question, asked_at desc) where good_until is not null;
create index source_call_customer on source_call (customer_id, asked_at desc);
create index source_call_recent on source_call (asked_at desc, source);
