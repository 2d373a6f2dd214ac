-- Money that leaves a loan after signing (a further part, money held that is paid back), and the sums above which a second
-- person decides. Why: until now one person could pay out any further part, and money held had no way out.

create table servicing_parameters (
  version integer primary key,
  values jsonb not null,
  reason text not null,
  proposed_by text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  constraint servicing_parameters_four_eyes check (decided_by <> proposed_by)
);

create table loan_payout (
  event_id text primary key,
  loan_id text not null,
  kind text not null check (kind in ('draw', 'heldReturn')),
  amount_fen bigint not null check (amount_fen > 0),
  -- What one person may pay out alone on that day.
  alone_fen_max bigint not null check (alone_fen_max >= 0),
  approval_id text references approval,
  asked_by text not null,
  decided_by text,
  paid_on date not null,
  recorded_at timestamptz not null,
  check (amount_fen <= alone_fen_max or approval_id is not null)
);
create index loan_payout_loan on loan_payout (loan_id);

create function loan_payout_is_lawful() returns trigger language plpgsql as $$
begin
  if new.approval_id is not null and not is_approved(new.approval_id, 'loans.pay_out', new.loan_id) then
    raise exception 'a large payment is decided by two persons' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger loan_payout_is_lawful before insert on loan_payout for each row execute function loan_payout_is_lawful();
create trigger loan_payout_append_only before update or delete on loan_payout
  for each row execute function risk_history_is_append_only();

-- A new period of signing begins on the day on which it is decided.
grant insert, update (days) on signing_period to puhui_app;
