-- Day-end by formula. Why: most loans only grow older on most nights. Each row now carries the formula by which the loan
-- earns until its next event, so that a night adds them up in one statement, reads only the loans that have something
-- that day, and writes no row per loan. The formula is made and proved against the fold when the loan moves
-- (packages/loan: accrualWindow); everything here can be made again from the events.

alter table loan
  -- The due date of the oldest instalment that is open; days past due count from it.
  add column overdue_since date,
  -- From this morning on the formula holds; null until day-end has seen the loan once.
  add column accrues_from date,
  -- The day whose end needs the loan itself again; null when nothing grows any more.
  add column next_event_on date,
  -- Whether income goes to the books; else the growth stands off balance.
  add column is_accruing boolean not null default true,
  -- Seven numbers per line: part (0 interest, 1 penalty), epoch of its beginning, numerator there, numerator per day,
  -- denominator, epoch of its end, fen at its end.
  add column accrual bigint[] not null default '{}' check (cardinality(accrual) % 7 = 0),
  -- What stands in the books for it on the morning of accrues_from, beside principal.
  add column booked_interest_fen bigint not null default 0,
  add column booked_penalty_fen bigint not null default 0,
  add column booked_fee_fen bigint not null default 0,
  add column booked_held_fen bigint not null default 0,
  add column booked_off_balance_fen bigint not null default 0;
alter table loan alter column accrual set storage plain;
grant update (overdue_since, accrues_from, next_event_on, is_accruing, accrual, booked_interest_fen, booked_penalty_fen,
  booked_fee_fen, booked_held_fen, booked_off_balance_fen) on loan to puhui_app;

update loan set next_event_on = disbursed_on where status in ('active', 'overdue', 'chargedOff');
update loan set overdue_since = (select business_on from clock) - dpd where dpd > 0;
create index loan_next_event on loan (next_event_on) where next_event_on is not null;

/* A quotient of whole numbers, the numerator not below zero, rounded half to even: as `mulDiv` of packages/money. */
create function half_even(num bigint, den bigint) returns bigint language sql immutable parallel safe as $$
  select num / den + case when num % den * 2 > den or (num % den * 2 = den and num / den % 2 = 1) then 1 else 0 end
$$;

/* What the line that begins at a place of the array says on a morning: as `accruedBy` of packages/loan. */
create function accrual_line_fen(lines bigint[], at integer, epoch integer) returns bigint
language sql immutable parallel safe as $$
  select case when epoch >= lines[at + 5] then lines[at + 6]
    else half_even(lines[at + 2] + lines[at + 3] * (epoch - lines[at + 1]), lines[at + 4]) end
$$;

create function accrual_lines_fen(lines bigint[], part bigint, epoch integer) returns bigint
language sql immutable parallel safe as $$
  select coalesce(sum(accrual_line_fen(lines, at, epoch)), 0)::bigint
    from generate_series(1, cardinality(lines), 7) as at where lines[at] = part
$$;

/* The lines of one part, summed. Nearly every loan has one line; the planner writes that case out in place. */
create function accrued_fen(lines bigint[], part bigint, epoch integer) returns bigint
language sql immutable parallel safe as $$
  select case cardinality(lines) when 0 then 0
    when 7 then case when lines[1] = part then accrual_line_fen(lines, 1, epoch) else 0 end
    else accrual_lines_fen(lines, part, epoch) end
$$;

/* What stands inside an entry that is an accrual of many: how many loans, and a sum over (loan, its lines) that does not
   depend on their order and that a fold of the same loans gives again. */
create table accrual_proof (
  entry_id text primary key references ledger_entry,
  product_code text not null,
  business_on date not null,
  loans integer not null,
  digest numeric not null
);
create trigger accrual_proof_append_only before update or delete on accrual_proof
  for each row execute function ledger_is_append_only();

/* What a day adds to the books for one loan, in one line of text: the loan, then account and fen in the order of the
   chart. A fold writes the same line from `accrualOn`. */
create function accrual_line(loan_id text, is_accruing boolean, interest_fen bigint, penalty_fen bigint) returns text
language sql immutable parallel safe as $$
  select case when is_accruing then concat_ws(' ', loan_id, '1132:' || nullif(interest_fen, 0),
      '1133:' || nullif(penalty_fen, 0), '6011:' || nullif(-interest_fen, 0), '6012:' || nullif(-penalty_fen, 0))
    else concat_ws(' ', loan_id, '9001:' || (interest_fen + penalty_fen), '9002:' || -(interest_fen + penalty_fen)) end
$$;
