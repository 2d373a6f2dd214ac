-- The loans are held against their books in parts, by a job that can go on where it stopped, and several corrections may wait at a
-- time. Why: one request read at most 20,000 loans, and one correction kept all the others waiting.

create table books_comparison (
  id text primary key,
  job_id text not null,
  -- The loans up to this one have been looked at.
  last_id text,
  loans_read bigint not null default 0,
  loans_differing bigint not null default 0,
  -- Loans that could not be folded; day-end names their errors.
  loans_unread bigint not null default 0,
  started_by text not null,
  started_on date not null,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index books_comparison_recent on books_comparison (started_at desc);
grant update (job_id, last_id, loans_read, loans_differing, loans_unread, ended_at) on books_comparison to puhui_app;

create table books_difference (
  comparison_id text not null references books_comparison on delete cascade,
  loan_id text not null,
  number text not null,
  hash text not null,
  parts jsonb not null,
  lines jsonb not null,
  corrected_on date,
  primary key (comparison_id, loan_id)
);
create index books_difference_open on books_difference (loan_id) where corrected_on is null;
grant update (corrected_on) on books_difference to puhui_app;

create table books_correction (
  id text primary key,
  approval_id text not null unique references approval,
  status text not null check (status in ('asked', 'booked', 'rejected'))
);
grant update (status) on books_correction to puhui_app;

create table books_correction_loan (
  correction_id text not null references books_correction,
  loan_id text not null,
  is_open boolean not null default true,
  primary key (correction_id, loan_id)
);
create unique index books_correction_one_open on books_correction_loan (loan_id) where is_open;
grant update (is_open) on books_correction_loan to puhui_app;

create function books_correction_is_lawful() returns trigger language plpgsql as $$
begin
  if new.status = 'booked' and not is_approved(new.approval_id, 'ledger.correct', new.id) then
    raise exception 'a correction is decided by two persons' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and old.status <> 'asked' then
    raise exception 'a correction that was decided stays as it is' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger books_correction_is_lawful before insert or update on books_correction
  for each row execute function books_correction_is_lawful();

-- One that waits already goes on waiting under its old name.
insert into books_correction (id, approval_id, status)
  select object_id, id, 'asked' from approval where kind = 'ledger.correct' and status = 'pending';
insert into books_correction_loan (correction_id, loan_id)
  select a.object_id, l->>'loanId' from approval a, jsonb_array_elements(a.payload->'loans') l
    where a.kind = 'ledger.correct' and a.status = 'pending';
