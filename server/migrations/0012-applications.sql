-- Applications, their reviews, and the files they are imported from.

create table import_run (
  id text primary key,
  file_name text not null,
  sha256 text not null,
  encoding text not null,
  bytes bigint not null,
  status text not null default 'uploaded'
    check (status in ('uploaded', 'checking', 'checked', 'importing', 'imported', 'failed')),
  delimiter text not null,
  header jsonb not null,
  map text,
  rows integer,
  good integer,
  bad integer,
  job_id text,
  created_by text not null,
  created_at timestamptz not null,
  imported_at timestamptz
);
-- The same file is imported once, whatever its name and however often it is sent.
create unique index import_run_once on import_run (sha256);
create index import_run_recent on import_run (created_at desc, id);
grant update on import_run to puhui_app;

-- The file itself, encrypted: it names people.
create table import_chunk (
  import_id text not null references import_run,
  no integer not null,
  content bytea not null,
  primary key (import_id, no)
);

-- Rows that cannot be taken, with everything that is wrong with them; the rows themselves stay in the file.
create table import_bad_row (
  import_id text not null references import_run,
  row_no integer not null,
  problems jsonb not null,
  primary key (import_id, row_no)
);
grant delete on import_bad_row to puhui_app;

create table application (
  id text primary key,
  customer_id text not null references customer,
  product_code text not null,
  product_version_id text not null references product_version,
  channel text not null check (channel in ('h5', 'branch', 'village', 'partner', 'import')),
  purpose text not null,
  requested_fen bigint not null check (requested_fen > 0),
  term_months integer not null check (term_months > 0),
  method text not null,
  status text not null check (status in ('draft', 'submitted', 'referred', 'moreData', 'approved', 'declined',
    'contracted', 'disbursed', 'withdrawn', 'expired')),
  outcome text check (outcome in ('approve', 'refer', 'decline', 'moreData')),
  principal_reason jsonb,
  grade text,
  score_points integer,
  approved_fen bigint check (approved_fen > 0),
  annual_rate_ppm bigint,
  decision_id text,
  contract_id text,
  loan_id text,
  import_id text references import_run,
  row_no integer,
  source_key text unique,
  facts jsonb,
  steps jsonb not null default '[]',
  created_by text not null,
  created_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  changed_at timestamptz not null,
  check (status not in ('approved', 'contracted', 'disbursed') or (approved_fen is not null and annual_rate_ppm is not null))
);
-- One application at a time, whatever the program says; a file may hold several of one person.
create unique index application_one_open on application (customer_id)
  where status in ('draft', 'submitted', 'referred', 'moreData', 'approved', 'contracted') and import_id is null;
create index application_customer on application (customer_id, created_at desc);
create index application_recent on application (created_at desc, id);
create index application_status on application (status, created_at desc, id);
create index application_requested on application (requested_fen, id);
create index application_import on application (import_id, id) where import_id is not null;
grant update on application to puhui_app;

create table application_review (
  id text primary key,
  application_id text not null references application,
  verdict text not null check (verdict in ('approve', 'refer', 'decline', 'moreData')),
  reason text not null,
  reviewer_id text not null,
  approved_fen bigint,
  reviewed_at timestamptz not null
);
create index application_review_application on application_review (application_id, reviewed_at);

-- Who made an application may not decide it: the third wall, behind the screen and the program.
create function application_review_four_eyes() returns trigger language plpgsql as $$
begin
  if exists (select 1 from application where id = new.application_id and created_by = new.reviewer_id) then
    raise exception 'who created application % may not review it', new.application_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger application_review_four_eyes before insert on application_review
  for each row execute function application_review_four_eyes();

-- What a bureau was asked about whom, what it cost and whether it answered; a time-out is an answer of its own.
create table bureau_query (
  id text primary key,
  customer_id text not null references customer,
  application_id text references application,
  provider text not null,
  status text not null check (status in ('answered', 'timedOut')),
  facts jsonb,
  price_fen bigint not null check (price_fen >= 0),
  latency_ms integer not null,
  is_simulated boolean not null,
  reference text not null,
  consent_version integer not null,
  asked_at timestamptz not null
);
create index bureau_query_customer on bureau_query (customer_id, asked_at desc);
