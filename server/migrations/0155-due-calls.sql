-- Loans called due by the clause of their contract. Why: the notice has its days, in which the borrower may still pay what is
-- late; two persons decide that it is given, and what became of it stays on the record.

create table due_call (
  id text primary key,
  loan_id text not null references loan,
  status text not null check (status in ('noticed', 'called', 'lapsed', 'withdrawn')),
  reason text not null,
  dpd integer not null check (dpd > 0),
  -- From the notice to the day on which all of it falls due.
  notice_days integer not null check (notice_days > 0),
  noticed_on date not null,
  due_on date not null,
  approval_id text not null unique references approval,
  asked_by text not null,
  decided_by text not null,
  noticed_at timestamptz not null,
  event_id text unique,
  ended_on date,
  end_reason text,
  check (due_on = noticed_on + notice_days),
  check (decided_by <> asked_by),
  check ((status = 'called') = (event_id is not null)),
  check ((status = 'noticed') = (ended_on is null)),
  check ((status = 'withdrawn') = (end_reason is not null))
);
create unique index due_call_one_open on due_call (loan_id) where status = 'noticed';
create index due_call_due on due_call (due_on) where status = 'noticed';
create index due_call_loan on due_call (loan_id, noticed_at desc);
grant update (status, event_id, ended_on, end_reason) on due_call to puhui_app;

create function due_call_is_lawful() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and not is_approved(new.approval_id, 'loans.call_due', new.loan_id) then
    raise exception 'a loan is called due by two persons' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and old.status <> 'noticed' then
    raise exception 'a notice that has ended stays as it is' using errcode = 'check_violation';
  end if;
  if new.status = 'called' and new.ended_on < new.due_on then
    raise exception 'the days of the notice are not over' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger due_call_is_lawful before insert or update on due_call
  for each row execute function due_call_is_lawful();
