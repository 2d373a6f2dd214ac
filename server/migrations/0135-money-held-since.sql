-- Since when a loan has held money that is its borrower's. Why: money held had no list; nobody could ask whose it is and how
-- long it has lain there. The day changes only when a loan begins or ceases to hold money, so that other payments leave the
-- row in place.

alter table loan add column held_since date;
grant update (held_since) on loan to puhui_app;

-- From before: the last day on which money came in that is still there.
update loan l set held_since = coalesce(
  (select max(e.booked_on) from loan_event e
    where e.loan_id = l.id and e.kind in ('repaid', 'prepaid', 'refunded', 'goodwillCredited', 'recovered')),
  l.accrues_from)
where l.booked_held_fen > 0;

create index loan_held on loan (held_since) where held_since is not null;

create function loan_holds_money() returns trigger language plpgsql as $$
begin
  update loan set held_since = case when new.booked_held_fen > 0 then new.accrues_from end where id = new.id;
  return null;
end $$;
create trigger loan_holds_money after update of booked_held_fen on loan for each row
  when ((old.booked_held_fen > 0) is distinct from (new.booked_held_fen > 0)) execute function loan_holds_money();
