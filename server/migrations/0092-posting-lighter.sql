-- Payments at half the cost. Why: most of what a payment cost the database was getting ready: a statement of nine parts
-- planned and opened as one, a read planned anew at every call, checks that ran once a row. What is checked is unchanged.

-- Nothing is booked into a closed month: asked once a statement and day, not once an entry.
drop trigger ledger_entry_month_is_open on ledger_entry;
drop function ledger_entry_month_is_open();
create function ledger_entry_months_are_open() returns trigger language plpgsql as $$
declare
  bad date;
begin
  select d.booked_on into bad from (select distinct booked_on from new_rows) d where month_is_closed(d.booked_on) limit 1;
  if found then
    raise exception 'month % is closed', to_char(bad, 'YYYY-MM') using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger ledger_entry_months_are_open after insert on ledger_entry referencing new table as new_rows
  for each statement execute function ledger_entry_months_are_open();

-- Lines are never changed, so an entry balances when whatever is added to it does: the rows of the statement are enough.
create or replace function ledger_lines_balance() returns trigger language plpgsql as $$
declare
  bad text;
begin
  select w.entry_id into bad
    from (select n.entry_id, sum(n.debit_fen - n.credit_fen) as difference from new_rows n group by n.entry_id) w
    where w.difference <> 0 or not exists (select from ledger_entry e where e.id = w.entry_id) limit 1;
  if found then
    raise exception 'entry % does not balance', bad using errcode = 'check_violation';
  end if;
  select n.account into bad from (select distinct account from new_rows) n
    where not exists (select from ledger_account a where a.code = n.account) limit 1;
  if found then
    raise exception 'account % is not in the chart', bad using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

-- What lines there are balance, each at least one fen on one side; so the weighing at COMMIT asks for lines at all.
create or replace function ledger_entry_balances() returns trigger language plpgsql as $$
begin
  if not exists (select from ledger_line where entry_id = new.id) then
    raise exception 'entry % does not balance', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- An event belongs to a loan: asked once a statement. Loans are never deleted (no role of the application may).
alter table loan_event drop constraint loan_event_loan_id_fkey;
create function loan_events_belong() returns trigger language plpgsql as $$
declare
  bad text;
begin
  select n.loan_id into bad from new_rows n where not exists (select from loan l where l.id = n.loan_id) limit 1;
  if found then
    raise exception 'there is no loan %', bad using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger loan_events_belong after insert on loan_event referencing new table as new_rows
  for each statement execute function loan_events_belong();

/* What payments need to know, a row per question in the order asked: the open day, what is known of the request's key,
   the loan with its events. A function, because its plan is made once per connection. */
create function read_payables(loan_ids text[], scopes text[], keys text[])
returns table (business_on date, request_hash text, answer text, loan json)
language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
  set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select c.business_on, k.request_hash, k.answer,
        case when l.id is not null then json_build_object('id', l.id, 'customer_id', l.customer_id,
          'product_code', l.product_code, 'event_seq', l.event_seq, 'terms', l.terms, 'events',
          (select json_agg(e.payload order by e.seq) from loan_event e where e.loan_id = l.id)) end
      from unnest(loan_ids, scopes, keys) with ordinality as q (loan_id, scope, key, n)
      cross join clock c
      left join loan l on l.id = q.loan_id
      left join idempotency_key k on k.scope = q.scope and k.key = q.key
      order by q.n;
end $$;
revoke execute on function read_payables(text[], text[], text[]) from public;
grant execute on function read_payables(text[], text[], text[]) to puhui_app;

drop function book_payments(jsonb, date);
drop function loan_has_moved(text);

/* Books payments of many loans, each with all that belongs to it: the key of the request, the loan's move from the very
   state that was seen, the event, the balanced entry with its lines and proof, the journal line. Each argument is an
   array of rows in the columns of its table; `loans` also have seen_seq, `entries` the event_id of their proof, `lines`
   fen above zero for debits, `journal_lines` the seal in hex. No loan and no key comes twice.

   All is written or nothing, and then the error says why: PD001 the day has moved on, PD002 a loan has, PD003 a key was
   used before. */
create function book_payments(open_day date, keys jsonb, loans jsonb, entries jsonb, lines jsonb, events jsonb,
  journal_lines jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  payments constant integer := jsonb_array_length(loans);
  written integer;
begin
  perform pg_advisory_xact_lock_shared(7331, 1);
  if (select business_on from clock) <> open_day then
    raise exception 'the day has moved on' using errcode = 'PD001';
  end if;

  insert into idempotency_key (scope, key, request_hash, status, answer, created_at)
    select k.scope, k.key, k.request_hash, 200, k.answer, k.created_at
      from jsonb_to_recordset(keys) as k (scope text, key text, request_hash text, answer text, created_at timestamptz)
      order by k.scope, k.key
    on conflict do nothing;
  get diagnostics written = row_count;
  if written <> payments then
    raise exception 'a key was used before' using errcode = 'PD003';
  end if;

  update loan l set status = m.status, outstanding_fen = m.outstanding_fen, overdue_fen = m.overdue_fen,
      bucket = m.bucket, dpd = m.dpd, next_due_on = m.next_due_on, next_due_fen = m.next_due_fen,
      disbursed_on = m.disbursed_on, matures_on = m.matures_on, settled_on = m.settled_on, event_seq = m.event_seq,
      overdue_since = m.overdue_since, accrues_from = m.accrues_from, next_event_on = m.next_event_on,
      is_accruing = m.is_accruing, accrual = m.accrual, booked_interest_fen = m.booked_interest_fen,
      booked_penalty_fen = m.booked_penalty_fen, booked_fee_fen = m.booked_fee_fen,
      booked_held_fen = m.booked_held_fen, booked_off_balance_fen = m.booked_off_balance_fen
    from jsonb_to_recordset(loans) as m (id text, seen_seq integer, event_seq integer, status text,
      outstanding_fen bigint, overdue_fen bigint, bucket text, dpd integer, next_due_on date, next_due_fen bigint,
      disbursed_on date, matures_on date, settled_on date, overdue_since date, accrues_from date, next_event_on date,
      is_accruing boolean, accrual bigint[], booked_interest_fen bigint, booked_penalty_fen bigint,
      booked_fee_fen bigint, booked_held_fen bigint, booked_off_balance_fen bigint)
    where l.id = m.id and l.event_seq = m.seen_seq;
  get diagnostics written = row_count;
  if written <> payments then
    raise exception 'a loan has moved on' using errcode = 'PD002';
  end if;

  -- The loans are ours now: what follows must succeed.
  insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans, amount_fen,
      actor, recorded_at)
    select e.id, e.kind, e.posted_on, open_day, e.text, e.natural_key, e.product_code, e.loan_id, e.loans,
        e.amount_fen, e.actor, e.recorded_at
      from jsonb_to_recordset(entries) as e (id text, kind text, posted_on date, text jsonb, natural_key text,
        product_code text, loan_id text, loans integer, amount_fen bigint, actor text, recorded_at timestamptz);
  insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
    select l.entry_id, l.account, l.product_code, open_day, greatest(l.fen, 0), greatest(-l.fen, 0)
      from jsonb_to_recordset(lines) as l (entry_id text, account text, product_code text, fen bigint);
  insert into entry_proof (entry_id, loan_id, event_id, amount_fen)
    select e.id, e.loan_id, e.event_id, e.amount_fen
      from jsonb_to_recordset(entries) as e (id text, loan_id text, event_id text, amount_fen bigint);
  insert into loan_event (id, loan_id, seq, kind, value_on, booked_on, payload, entry_id, external_key, actor, recorded_at)
    select e.id, e.loan_id, e.seq, e.kind, e.value_on, open_day, e.payload, e.entry_id, e.external_key, e.actor,
        e.recorded_at
      from jsonb_to_recordset(events) as e (id text, loan_id text, seq integer, kind text, value_on date, payload jsonb,
        entry_id text, external_key text, actor text, recorded_at timestamptz);
  insert into journal (recorded_at, actor_kind, actor_id, action, object_kind, object_id, customer_id, reason, before,
      after, request_id, mac)
    select j.recorded_at, j.actor_kind, j.actor_id, j.action, j.object_kind, j.object_id, j.customer_id, j.reason,
        j.before, j.after, j.request_id, decode(j.mac, 'hex')
      from jsonb_to_recordset(journal_lines) as j (recorded_at timestamptz, actor_kind text, actor_id text, action text,
        object_kind text, object_id text, customer_id text, reason text, before jsonb, after jsonb, request_id text,
        mac text);
end $$;
revoke execute on function book_payments(date, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb) from public;
grant execute on function book_payments(date, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb) to puhui_app;
