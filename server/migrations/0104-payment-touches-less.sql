-- A payment touches less. Why: one repayment wrote into 29 indexes. Because its next due date moved, and that was indexed, the
-- row of the loan was written anew with an entry in each of its ten indexes, at ten random places.

-- The day on which a loan is looked at next is read once a night, for many loans at once: a walk over the table costs a
-- night less than these indexes cost its payments. Without them the row of a loan changes in place.
drop index loan_next_due;
drop index loan_next_event;

-- Most events have no name outside, and what is not there needs no entry.
alter table loan_event drop constraint loan_event_external_key_key;
create unique index loan_event_external_key on loan_event (external_key) where external_key is not null;

-- An entry without lines is refused at COMMIT, so what is asked of an entry is asked once, when its lines come: that it is
-- there, that they balance, that their accounts are in the chart, that its month is open.
drop trigger ledger_entry_months_are_open on ledger_entry;
drop function ledger_entry_months_are_open();
create or replace function ledger_lines_balance() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select w.entry_id, w.difference, w.stranger, e.booked_on into bad
    from (select n.entry_id, sum(n.debit_fen - n.credit_fen) as difference,
          min(n.account) filter (where not exists (select from ledger_account a where a.code = n.account)) as stranger
        from new_rows n group by n.entry_id) w
      left join ledger_entry e on e.id = w.entry_id
    where w.difference <> 0 or w.stranger is not null or e.id is null
      or exists (select from ledger_month_act a where a.month = to_char(e.booked_on, 'YYYY-MM'))
        and month_is_closed(e.booked_on)
    limit 1;
  if not found then return null; end if;
  if bad.difference <> 0 or bad.booked_on is null then
    raise exception 'entry % does not balance', bad.entry_id using errcode = 'check_violation';
  elsif bad.stranger is not null then
    raise exception 'account % is not in the chart', bad.stranger using errcode = 'foreign_key_violation';
  end if;
  raise exception 'month % is closed', to_char(bad.booked_on, 'YYYY-MM') using errcode = 'check_violation';
end $$;
