-- A direct debit as a rule that the borrower signs and day-end executes by itself: the rule and its hash, and each time
-- it was asked with what the loan showed, so that anybody can ask it again.

create table debit_mandate (
  id text primary key,
  loan_id text not null references loan,
  customer_id text not null references customer,
  rule jsonb not null,
  rule_hash text not null,
  status text not null default 'active' check (status in ('active', 'replaced', 'revoked')),
  signed_at timestamptz not null,
  ended_at timestamptz,
  constraint debit_mandate_ended check ((status = 'active') = (ended_at is null))
);
create unique index debit_mandate_active on debit_mandate (loan_id) where status = 'active';
create index debit_mandate_loan on debit_mandate (loan_id, signed_at);
grant update (status, ended_at) on debit_mandate to puhui_app;

create table mandate_execution (
  id text primary key,
  mandate_id text not null references debit_mandate,
  loan_id text not null references loan,
  on_day date not null,
  rule_hash text not null,
  inputs jsonb not null,
  outcome text not null check (outcome in ('execute', 'skip')),
  reason text,
  amount_fen bigint,
  instruction_id text,
  recorded_at timestamptz not null,
  unique (mandate_id, on_day),
  constraint mandate_execution_complete check ((outcome = 'execute') = (amount_fen is not null and instruction_id is not null))
);
create index mandate_execution_loan on mandate_execution (loan_id, on_day);
create index mandate_execution_instruction on mandate_execution (instruction_id);

-- What changing the limit or the rate of a product would do and did: asked of the live book, carried out with a new
-- version, the offers that were not used yet reckoned again.
create table product_redesign (
  id text primary key,
  product_id text not null references product,
  change jsonb not null,
  inputs_hash text not null,
  before jsonb not null,
  after jsonb not null,
  reason text not null,
  version_id text references product_version,
  offers jsonb,
  made_by text not null,
  made_on date not null,
  made_at timestamptz not null,
  applied_at timestamptz
);
create index product_redesign_product on product_redesign (product_id, made_at);
grant update (version_id, offers, applied_at) on product_redesign to puhui_app;

-- The scene of an application is filled in from its purpose by a trigger instead of a generated column: rows that are
-- copied whole may carry an empty scene, which a generated column refuses.
alter table application alter column scene drop expression;
create function application_scene() returns trigger language plpgsql as $$
begin
  new.scene := scene_of(new.purpose);
  return new;
end $$;
create trigger application_scene before insert or update of purpose, scene on application
  for each row execute function application_scene();
