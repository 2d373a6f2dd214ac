-- Requests of borrowers in hardship. Why: help is asked for in the borrower's own words, worked out with figures,
-- agreed with the borrower and decided by a second person; each step stays on the record.

create table hardship_request (
  id text primary key,
  loan_id text not null references loan,
  customer_id text not null,
  status text not null check (status in ('asked', 'proposed', 'approved', 'declined', 'withdrawn')),
  reason text not null check (reason in ('illness', 'jobLoss', 'lessIncome', 'disaster', 'family', 'other')),
  story text not null,
  income_before_fen bigint not null check (income_before_fen >= 0),
  income_now_fen bigint not null check (income_now_fen >= 0),
  payable_fen bigint not null check (payable_fen >= 0),
  channel text not null check (channel in ('h5', 'counter')),
  asked_on date not null,
  asked_at timestamptz not null,
  -- The plan as it was put to the borrower: its terms, its value day, the loan it was worked out for, its figures.
  plan jsonb,
  advice text,
  agreed_by text check (agreed_by in ('phone', 'branch', 'writing')),
  proposed_by text,
  proposed_at timestamptz,
  -- Why the last plan was sent back by the second person.
  sent_back text,
  approval_id text references approval,
  decided_by text,
  decided_at timestamptz,
  decline_reason text,
  event_id text unique,
  check (status <> 'proposed' or (plan is not null and proposed_by is not null and agreed_by is not null)),
  check ((status = 'approved') = (event_id is not null)),
  check ((status = 'declined') = (decline_reason is not null)),
  check (status <> 'approved' or decided_by <> proposed_by)
);
create unique index hardship_one_open on hardship_request (loan_id) where status in ('asked', 'proposed');
create index hardship_request_loan on hardship_request (loan_id, asked_at desc);
create index hardship_request_day on hardship_request (asked_on desc);
grant update (status, plan, advice, agreed_by, proposed_by, proposed_at, sent_back, approval_id, decided_by, decided_at,
  decline_reason, event_id) on hardship_request to puhui_app;

create function hardship_is_lawful() returns trigger language plpgsql as $$
begin
  if new.status = 'approved' and not is_approved(new.approval_id, 'loans.reschedule', new.id) then
    raise exception 'a new plan is decided by two persons' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and old.status in ('approved', 'declined', 'withdrawn') then
    raise exception 'a request that has ended stays as it is' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger hardship_is_lawful before insert or update on hardship_request
  for each row execute function hardship_is_lawful();
