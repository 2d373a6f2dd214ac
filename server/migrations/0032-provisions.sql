-- Categories of risk, expected credit loss and provisions. Why: what a loan is worth is an estimate, and everybody must
-- see which table, which facts and which two persons it came from.

-- How a loan stands now; what it was is in the changes. A loan without a row is 正常 and always was.
create table loan_risk (
  loan_id text primary key,
  category text not null check (category in ('normal', 'specialMention', 'substandard', 'doubtful', 'loss')),
  trigger text not null,
  since date not null,
  -- Since when nothing is past due; null while something is.
  cured_on date,
  -- What a person decided, with a second one's consent.
  manual_floor text check (manual_floor in ('specialMention', 'substandard', 'doubtful', 'loss')),
  manual_reason text,
  restructured_on date,
  checked_on date not null
);
create index loan_risk_category on loan_risk (category) where category <> 'normal';
grant update (category, trigger, since, cured_on, manual_floor, manual_reason, restructured_on, checked_on)
  on loan_risk to puhui_app;

create table risk_category_change (
  number bigint primary key generated always as identity,
  loan_id text not null,
  changed_on date not null,
  from_category text not null,
  to_category text not null check (to_category <> from_category),
  trigger text not null,
  dpd integer not null,
  outstanding_fen bigint not null,
  reason text,
  approval_id text references approval,
  actor text not null,
  recorded_at timestamptz not null,
  check (trigger <> 'manual' or reason is not null)
);
create index risk_category_change_loan on risk_category_change (loan_id, number);
create index risk_category_change_day on risk_category_change (changed_on);

create function risk_change_is_lawful() returns trigger language plpgsql as $$
begin
  if new.approval_id is not null and not is_approved(new.approval_id, 'risk.override', new.loan_id) then
    raise exception 'a category is set by two persons' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger risk_change_is_lawful before insert on risk_category_change
  for each row execute function risk_change_is_lawful();

create function risk_history_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'what was classified and provided stays as it was' using errcode = 'check_violation';
end $$;
create trigger risk_category_change_append_only before update or delete on risk_category_change
  for each row execute function risk_history_is_append_only();

-- The lender's figures for expected loss, by version; in force from a day once a second person has released them.
create table provision_table (
  version integer primary key check (version > 0),
  terms jsonb not null,
  terms_hash text not null,
  note text not null,
  effective_on date not null,
  status text not null check (status in ('proposed', 'released', 'rejected')),
  author text not null,
  approval_id text references approval,
  proposed_at timestamptz not null,
  released_by text,
  decided_at timestamptz,
  check (released_by is null or released_by <> author),
  check ((status = 'released') = (released_by is not null))
);
create index provision_table_in_force on provision_table (effective_on desc, version desc) where status = 'released';
grant update (status, approval_id, released_by, decided_at) on provision_table to puhui_app;

-- The provision of a month-end: worked out by one person, posted by another.
create table provision_run (
  id text primary key,
  month_end date not null,
  table_version integer not null references provision_table,
  status text not null check (status in ('proposed', 'posted', 'rejected')),
  loans integer not null,
  exposure_fen bigint not null,
  allowance_fen bigint not null,
  -- What the ledger held before, and what is charged (above zero) or released.
  before_fen bigint not null,
  charge_fen bigint not null,
  figures jsonb not null,
  approval_id text references approval,
  made_by text not null,
  made_at timestamptz not null,
  posted_by text,
  posted_at timestamptz,
  check (posted_by is null or posted_by <> made_by),
  check ((status = 'posted') = (posted_by is not null))
);
create index provision_run_month on provision_run (month_end desc, made_at desc);
create unique index provision_run_one_proposed on provision_run (month_end) where status = 'proposed';
grant update (status, approval_id, posted_by, posted_at) on provision_run to puhui_app;

create table provision_loan (
  run_id text not null references provision_run,
  loan_id text not null,
  product_code text not null,
  category text not null,
  dpd integer not null,
  stage smallint not null check (stage between 1 and 3),
  principal_fen bigint not null,
  exposure_fen bigint not null check (exposure_fen >= 0),
  default_ppm bigint not null,
  loss_ppm bigint not null,
  ecl_fen bigint not null check (ecl_fen >= 0),
  policy_fen bigint not null check (policy_fen >= 0),
  -- What is set aside: never less than either.
  allowance_fen bigint not null check (allowance_fen >= ecl_fen and allowance_fen >= policy_fen),
  primary key (run_id, loan_id)
);
create index provision_loan_loan on provision_loan (loan_id);
create index provision_loan_run on provision_loan (run_id, allowance_fen desc);
create trigger provision_loan_append_only before update or delete on provision_loan
  for each row execute function risk_history_is_append_only();

-- Write-offs: asked for by one person, decided by another; the allowance that stood for the loan is used up.
create table write_off (
  id text primary key,
  loan_id text not null,
  reason text not null,
  category text not null,
  dpd integer not null,
  principal_fen bigint not null check (principal_fen > 0),
  claim_fen bigint not null,
  allowance_used_fen bigint not null check (allowance_used_fen between 0 and principal_fen),
  event_id text not null unique,
  entry_id text not null,
  approval_id text not null references approval,
  asked_by text not null,
  decided_by text not null,
  written_off_on date not null,
  recorded_at timestamptz not null,
  check (asked_by <> decided_by)
);
create index write_off_loan on write_off (loan_id);
create index write_off_day on write_off (written_off_on desc);

create function write_off_is_lawful() returns trigger language plpgsql as $$
begin
  if not is_approved(new.approval_id, 'loans.write_off', new.loan_id) then
    raise exception 'a write-off is decided by two persons' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger write_off_is_lawful before insert on write_off for each row execute function write_off_is_lawful();
create trigger write_off_append_only before update or delete on write_off
  for each row execute function risk_history_is_append_only();
