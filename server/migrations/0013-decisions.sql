-- Policies as data and the decisions made by them. Why: a decision is a pure function of a policy version and a snapshot
-- of facts; both are kept with their hashes, so that anyone can run it again. Nothing here is ever changed.

create table policy_version (
  code text not null,
  version integer not null check (version > 0),
  title jsonb not null,
  definition jsonb not null,
  hash text not null,
  effective_on date not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (code, version)
);

create table decision (
  id text primary key,
  application_id text not null references application,
  customer_id text not null,
  policy_code text not null,
  policy_version integer not null,
  policy_hash text not null,
  facts jsonb not null,
  facts_hash text not null,
  outcome text not null check (outcome in ('approve', 'refer', 'decline', 'moreData')),
  grade text,
  score_points integer,
  limit_fen bigint,
  annual_rate_ppm bigint,
  reasons jsonb not null,
  trace jsonb not null,
  decided_by text not null,
  decided_at timestamptz not null,
  foreign key (policy_code, policy_version) references policy_version (code, version)
);
create index decision_application on decision (application_id, decided_at);
create index decision_recent on decision (decided_at desc, id);
