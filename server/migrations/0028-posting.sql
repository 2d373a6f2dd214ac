-- Posting in sets. Why: a repayment is many small rows, and their cost was the calls between them. Entries are now
-- written by one statement for any number of them. An entry is weighed at COMMIT as before; its lines, which were weighed
-- one by one, are weighed once per statement, at once: sooner and stricter.

drop trigger ledger_line_balances on ledger_line;
drop function ledger_line_balances();
-- The statement triggers below check the same for all rows at once; nothing here is ever updated or deleted.
alter table ledger_line drop constraint ledger_line_entry_id_fkey, drop constraint ledger_line_account_fkey;
alter table entry_proof drop constraint entry_proof_entry_id_fkey;

create function ledger_lines_balance() returns trigger language plpgsql as $$
declare
  bad text;
begin
  select w.entry_id into bad from (select distinct entry_id from new_rows) w
    left join ledger_entry e on e.id = w.entry_id
    left join lateral (select sum(debit_fen) - sum(credit_fen) as difference from ledger_line where entry_id = w.entry_id) l on true
    where e.id is null or l.difference is distinct from 0 limit 1;
  if found then
    raise exception 'entry % does not balance', bad using errcode = 'check_violation';
  end if;
  select n.account into bad from new_rows n where not exists (select from ledger_account a where a.code = n.account) limit 1;
  if found then
    raise exception 'account % is not in the chart', bad using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger ledger_lines_balance after insert on ledger_line referencing new table as new_rows
  for each statement execute function ledger_lines_balance();

create function entry_proofs_belong() returns trigger language plpgsql as $$
declare
  bad text;
begin
  select n.entry_id into bad from new_rows n where not exists (select from ledger_entry e where e.id = n.entry_id) limit 1;
  if found then
    raise exception 'there is no entry %', bad using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger entry_proofs_belong after insert on entry_proof referencing new table as new_rows
  for each statement execute function entry_proofs_belong();

/* As before, for any number of entries in one statement: {id, kind, postedOn, bookedOn, text, naturalKey, productCode,
   loanId, loans, actor, recordedAt, lines: [{account, amountFen}], proof: [{loanId, eventId, amountFen}]}; amounts above
   zero are debits. An entry whose natural key is known already is left alone. Returns the ids of the entries written. */
create or replace function post_entry(entries jsonb) returns setof text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  open_day date := (select business_on from clock);
  bad record;
begin
  select e->>'id' as id, e->>'bookedOn' as booked_on, l.total, e->>'kind' as kind into bad
    from jsonb_array_elements(entries) e
    cross join lateral (select sum((line->>'amountFen')::numeric) as total from jsonb_array_elements(e->'lines') line) l
    where l.total is distinct from 0 or ((e->>'bookedOn')::date <> open_day
      and not (e->>'kind' = 'accrued' and (e->>'bookedOn')::date = open_day - 1)) limit 1;
  if found and bad.total is distinct from 0 then
    raise exception 'entry % does not balance: % fen', bad.id, bad.total using errcode = 'check_violation';
  elsif found then
    raise exception 'day % is not open', bad.booked_on using errcode = 'check_violation';
  end if;
  return query
    with given as materialized (
      select e->>'id' as id, e from jsonb_array_elements(entries) e
    ), written as (
      insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
          amount_fen, actor, recorded_at)
        select g.id, e->>'kind', (e->>'postedOn')::date, (e->>'bookedOn')::date, e->'text', e->>'naturalKey',
            e->>'productCode', e->>'loanId', (e->>'loans')::integer,
            (select sum(greatest((line->>'amountFen')::bigint, 0)) from jsonb_array_elements(e->'lines') line),
            e->>'actor', (e->>'recordedAt')::timestamptz
          from given g
        on conflict (natural_key) do nothing returning ledger_entry.id
    ), lines as (
      insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
        select g.id, line->>'account', e->>'productCode', (e->>'bookedOn')::date,
            greatest((line->>'amountFen')::bigint, 0), greatest(-(line->>'amountFen')::bigint, 0)
          from given g join written using (id) cross join lateral jsonb_array_elements(e->'lines') line
    ), proofs as (
      insert into entry_proof (entry_id, loan_id, event_id, amount_fen)
        select g.id, p->>'loanId', p->>'eventId', (p->>'amountFen')::bigint
          from given g join written using (id) cross join lateral jsonb_array_elements(coalesce(e->'proof', '[]')) p
    )
    select id from written;
end $$;
revoke execute on function post_entry(jsonb) from public;
grant execute on function post_entry(jsonb) to puhui_app;

create function loan_has_moved(id text) returns boolean language plpgsql as $$
begin
  raise exception '%', id using errcode = 'PD002';
end $$;

/* Books payments of many loans, each with all that belongs to it, in one statement: the key of the request, the loan's
   move from the very state that was seen, the event, the balanced entry with its lines and proof, the journal line.

   Each is {n, scope, key, requestHash, answer, createdAt, loan: {columns of the row, seen_seq}, event: {columns},
   entry: {as for post_entry}, journal: {columns, mac in hex}}; a key may be null. No loan comes twice.

   Returns a row per payment: booked, or not, when its key was used before. Or nothing is written at all, and the error
   says why: PD001 the day has moved on, PD002 a loan has (the message is its id). */
create function book_payments(payments jsonb, open_day date) returns table (n integer, is_booked boolean)
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  perform pg_advisory_xact_lock_shared(7331, 1);
  if (select business_on from clock) <> open_day then
    raise exception 'the day has moved on' using errcode = 'PD001';
  end if;
  return query
    with given as materialized (
      select (p->>'n')::integer as n, p->>'scope' as scope, p->>'key' as key, p->>'requestHash' as request_hash,
          p->>'answer' as answer, (p->>'createdAt')::timestamptz as created_at, p->'loan' as loan, p->'event' as event,
          p->'entry' as entry, p->'journal' as journal
        from jsonb_array_elements(payments) p
    ), keyed as (
      insert into idempotency_key as k (scope, key, request_hash, status, answer, created_at)
        select g.scope, g.key, g.request_hash, 200, g.answer, g.created_at from given g where g.key is not null
        order by g.scope, g.key
        on conflict do nothing returning k.scope, k.key
    ), fresh as materialized (
      select g.* from given g where g.key is null or exists (select from keyed k where k.scope = g.scope and k.key = g.key)
    ), moved as (
      update loan l set status = m.status, outstanding_fen = m.outstanding_fen, overdue_fen = m.overdue_fen,
          bucket = m.bucket, dpd = m.dpd, next_due_on = m.next_due_on, next_due_fen = m.next_due_fen,
          disbursed_on = m.disbursed_on, matures_on = m.matures_on, settled_on = m.settled_on, event_seq = m.event_seq,
          overdue_since = m.overdue_since, accrues_from = m.accrues_from, next_event_on = m.next_event_on,
          is_accruing = m.is_accruing, accrual = m.accrual, booked_interest_fen = m.booked_interest_fen,
          booked_penalty_fen = m.booked_penalty_fen, booked_fee_fen = m.booked_fee_fen,
          booked_held_fen = m.booked_held_fen, booked_off_balance_fen = m.booked_off_balance_fen
        from fresh f cross join lateral jsonb_populate_record(null::loan, f.loan) m
        where l.id = f.loan->>'id' and l.event_seq = (f.loan->>'seen_seq')::integer
        returning l.id
    ), ours as materialized (
      select f.* from fresh f join moved on moved.id = f.loan->>'id'
    ), entries as (
      insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
          amount_fen, actor, recorded_at)
        select e.id, e.kind, e.posted_on, e.booked_on, e.text, e.natural_key, e.product_code, e.loan_id, e.loans,
            e.amount_fen, e.actor, e.recorded_at
          from ours o cross join lateral jsonb_to_record(o.entry) as e (id text, kind text, posted_on date,
            booked_on date, text jsonb, natural_key text, product_code text, loan_id text, loans integer,
            amount_fen bigint, actor text, recorded_at timestamptz)
    ), lines as (
      insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
        select o.entry->>'id', l.account, o.entry->>'product_code', open_day, greatest(l.fen, 0), greatest(-l.fen, 0)
          from ours o cross join lateral jsonb_to_recordset(o.entry->'lines') as l (account text, fen bigint)
    ), proofs as (
      insert into entry_proof (entry_id, loan_id, event_id, amount_fen)
        select o.entry->>'id', o.loan->>'id', o.event->>'id', (o.entry->>'amount_fen')::bigint from ours o
    ), events as (
      insert into loan_event (id, loan_id, seq, kind, value_on, booked_on, payload, entry_id, external_key, actor, recorded_at)
        select e.id, e.loan_id, e.seq, e.kind, e.value_on, open_day, e.payload, e.entry_id, e.external_key, e.actor, e.recorded_at
          from ours o cross join lateral jsonb_populate_record(null::loan_event, o.event) e
    ), journalled as (
      insert into journal (recorded_at, actor_kind, actor_id, action, object_kind, object_id, customer_id, reason,
          before, after, request_id, mac)
        select j.recorded_at, j.actor_kind, j.actor_id, j.action, j.object_kind, j.object_id, j.customer_id, j.reason,
            j.before, j.after, j.request_id, decode(j.mac, 'hex')
          from ours o cross join lateral jsonb_to_record(o.journal) as j (recorded_at timestamptz, actor_kind text,
            actor_id text, action text, object_kind text, object_id text, customer_id text, reason text, before jsonb,
            after jsonb, request_id text, mac text)
    )
    select g.n, case when f.n is not null and o.n is null then loan_has_moved(g.loan->>'id') else f.n is not null end
      from given g left join fresh f on f.n = g.n left join ours o on o.n = g.n;
end $$;
revoke execute on function book_payments(jsonb, date) from public;
grant execute on function book_payments(jsonb, date) to puhui_app;
