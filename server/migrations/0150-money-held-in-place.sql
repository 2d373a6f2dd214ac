-- Money held is noted in place. Why: a payment that began to be held wrote the row of its loan twice, and because the day was
-- indexed each time with an entry in all ten indexes. The day is now set in the same write; whoever asks for money held
-- walks over the loans, as for what falls due.
drop index loan_held;
drop trigger loan_holds_money on loan;
create or replace function loan_holds_money() returns trigger language plpgsql as $$
begin
  new.held_since := case when new.booked_held_fen > 0 then new.accrues_from end;
  return new;
end $$;
create trigger loan_holds_money before update of booked_held_fen on loan for each row
  when ((old.booked_held_fen > 0) is distinct from (new.booked_held_fen > 0)) execute function loan_holds_money();
