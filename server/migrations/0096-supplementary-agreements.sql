-- Supplementary agreements. Why: a plan for a borrower in hardship changes what was signed, so it needs a paper of its own
-- that the borrower reads and signs before the new terms take effect; what is not signed in time lapses by itself.

create table supplementary_agreement (
  id text primary key,
  number text not null unique,
  contract_id text not null references contract,
  loan_id text not null,
  customer_id text not null,
  request_id text not null references hardship_request,
  status text not null check (status in ('waiting', 'signed', 'declined', 'lapsed', 'void')),
  -- What stands on the paper: both plans line by line, their figures, the words on cost and credit record.
  terms jsonb not null,
  terms_hash text not null,
  -- The loan as it was when the paper was drawn up: any event since makes the paper void.
  event_seq integer not null,
  prepared_on date not null,
  sign_by date not null check (sign_by >= prepared_on),
  created_at timestamptz not null,
  acknowledgement jsonb,
  signature jsonb,
  signed_how text check (signed_how in ('online', 'paper')),
  pdf_sha256 text,
  signed_at timestamptz,
  event_id text unique,
  -- Of the second person who looked at a signed copy on paper.
  approval_id text references approval,
  ended_at timestamptz,
  end_reason text,
  check ((status = 'signed') = (signature is not null and signed_how is not null and signed_at is not null and event_id is not null)),
  check (status = 'waiting' or ended_at is not null),
  check (signed_how is distinct from 'online' or (acknowledgement is not null and pdf_sha256 is not null))
);
create unique index supplementary_agreement_one_waiting on supplementary_agreement (loan_id) where status = 'waiting';
create index supplementary_agreement_loan on supplementary_agreement (loan_id, created_at desc);
create index supplementary_agreement_waiting on supplementary_agreement (sign_by) where status = 'waiting';
grant update (status, acknowledgement, signature, signed_how, pdf_sha256, signed_at, event_id, approval_id, ended_at,
  end_reason)
  on supplementary_agreement to puhui_app;

create function supplementary_agreement_keeps_its_end() returns trigger language plpgsql as $$
begin
  if old.status <> 'waiting' then
    raise exception 'supplementary agreement % has ended', old.id using errcode = 'check_violation';
  end if;
  if new.signed_how = 'paper' and not is_approved(new.approval_id, 'agreements.copy', new.id) then
    raise exception 'a signed copy takes two persons' using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- Whose paper it is may change when two customers are merged, also when it has ended.
create trigger supplementary_agreement_keeps_its_end before update of status, terms, terms_hash, acknowledgement, signature,
  signed_how, pdf_sha256, signed_at, event_id, approval_id, ended_at, end_reason on supplementary_agreement
  for each row execute function supplementary_agreement_keeps_its_end();

-- The paper that was signed online, byte for byte.
create table supplementary_paper (
  agreement_id text primary key references supplementary_agreement,
  sha256 text not null,
  content bytea not null,
  made_at timestamptz not null
);

-- Signed copies that a branch has scanned. One takes effect when a second person has looked at it.
create table supplementary_copy (
  id text primary key,
  agreement_id text not null references supplementary_agreement,
  file_name text not null,
  media_type text not null,
  bytes integer not null check (bytes > 0),
  sha256 text not null,
  signed_on date not null,
  content bytea not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
create index supplementary_copy_agreement on supplementary_copy (agreement_id, uploaded_at desc);

-- Within how many days a paper must be signed, by the day on which it is drawn up.
create table signing_period (
  effective_on date primary key,
  days integer not null check (days between 1 and 30)
);
insert into signing_period (effective_on, days) values ('2000-01-01', 7);

-- A request waits for the signature between the second person and the new terms.
alter table hardship_request drop constraint hardship_request_status_check;
alter table hardship_request add constraint hardship_request_status_check
  check (status in ('asked', 'proposed', 'signing', 'approved', 'declined', 'withdrawn', 'refused', 'lapsed'));
drop index hardship_one_open;
create unique index hardship_one_open on hardship_request (loan_id) where status in ('asked', 'proposed', 'signing');

create or replace function hardship_is_lawful() returns trigger language plpgsql as $$
begin
  if new.status in ('signing', 'approved') and not is_approved(new.approval_id, 'loans.reschedule', new.id) then
    raise exception 'a new plan is decided by two persons' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and old.status in ('approved', 'declined', 'withdrawn', 'refused', 'lapsed') then
    raise exception 'a request that has ended stays as it is' using errcode = 'check_violation';
  end if;
  return new;
end $$;
