-- A payment is checked once. Why: a fifth of what a payment cost the database went into three checks that asked for their rows
-- one by one, and into a list of proofs that says of one loan what its entry says already. What is checked is unchanged.

-- The proof of an entry of one event stands in the entry: its loan, its amount, and the event in its natural key. Only
-- entries of many loans have a list.
alter table entry_proof rename to listed_proof;
alter trigger entry_proof_append_only on listed_proof rename to listed_proof_append_only;
alter trigger entry_proofs_belong on listed_proof rename to listed_proofs_belong;
alter function entry_proofs_belong() rename to listed_proofs_belong;
do $$
declare
  listed constant bigint := (select count(*) from listed_proof);
  own constant bigint := (select count(*) from ledger_entry where loan_id is not null and natural_key like 'event:%');
  gone bigint;
begin
  alter table listed_proof disable trigger listed_proof_append_only;
  delete from listed_proof p using ledger_entry e
    where e.id = p.entry_id and e.loan_id = p.loan_id and e.natural_key = 'event:' || p.event_id and e.amount_fen = p.amount_fen;
  get diagnostics gone = row_count;
  alter table listed_proof enable trigger listed_proof_append_only;
  if listed > 0 and gone <> own then
    raise exception '% entries of one event, % of them proved', own, gone;
  end if;
end $$;
create view entry_proof as
  select entry_id, loan_id, event_id, amount_fen from listed_proof
  union all
  select id, loan_id, substr(natural_key, 7), amount_fen from ledger_entry
    where loan_id is not null and natural_key like 'event:%';
grant select on entry_proof to puhui_app;

-- Entries are read from the newest on; the newest now lie at the right edge, where a page is filled before the next begins.
drop index ledger_entry_booked;
create index ledger_entry_booked on ledger_entry (booked_on, number);

-- As before: the lines of a statement name entries that are there, on their day, balance, name accounts of the chart and fall
-- into an open month. Asked in one question for all of them; why not is asked only of the one that fails.
create or replace function ledger_lines_balance() returns trigger language plpgsql as $$
declare
  bad text;
  stranger text;
  bad_month text;
begin
  select n.entry_id into bad
    from new_rows n left join ledger_entry e on e.id = n.entry_id and e.booked_on = n.booked_on
      left join ledger_account a on a.code = n.account
    group by n.entry_id
    having sum(n.debit_fen - n.credit_fen) <> 0 or count(e.id) < count(*) or count(a.code) < count(*)
      or (select m.act = 'closed' from ledger_month_act m where m.month = to_char(max(n.booked_on), 'YYYY-MM')
        order by m.number desc limit 1)
    limit 1;
  if not found then return null; end if;
  select min(n.account) filter (where not exists (select from ledger_account a where a.code = n.account)),
      min(to_char(n.booked_on, 'YYYY-MM')) filter (where month_is_closed(n.booked_on))
    into stranger, bad_month from new_rows n where n.entry_id = bad;
  if stranger is not null then
    raise exception 'account % is not in the chart', stranger using errcode = 'foreign_key_violation';
  elsif bad_month is not null then
    raise exception 'month % is closed', bad_month using errcode = 'check_violation';
  end if;
  raise exception 'entry % does not balance', bad using errcode = 'check_violation';
end $$;

-- Whoever books payments has just moved their loans; the loan is asked for where somebody else writes an event.
drop trigger loan_events_belong on loan_event;
create trigger loan_events_belong after insert on loan_event referencing new table as new_rows
  for each statement when (current_user = 'puhui_app') execute function loan_events_belong();

/* As before, for any number of entries in one statement: {id, kind, postedOn, bookedOn, text, naturalKey, productCode,
   loanId, loans, actor, recordedAt, lines: [{account, amountFen}], proof: [{loanId, eventId, amountFen}]}; amounts above
   zero are debits. An entry of one event proves itself; another
   lists what stands in it. An entry whose natural key is known already is left alone. Returns the ids of those written. */
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
      insert into listed_proof (entry_id, loan_id, event_id, amount_fen)
        select g.id, p->>'loanId', p->>'eventId', (p->>'amountFen')::bigint
          from given g join written using (id) cross join lateral jsonb_array_elements(coalesce(e->'proof', '[]')) p
          where e->>'loanId' is distinct from p->>'loanId' or e->>'naturalKey' <> 'event:' || (p->>'eventId')
    )
    select id from written;
end $$;

/* Books payments of many loans, each with all that belongs to it: the key of the request, the loan's move from the very
   state that was seen, the event, the balanced entry with its lines and proof, the journal line. No loan and no key comes
   twice.

   All is written or nothing, and then the error says why: PD001 the day has moved on, PD002 a loan has, or that a key was
   used before (idempotency_key_pkey). Loans come in the order of their ids, so that two who book never wait for each other. */
create or replace function book_payments(open_day date, payments payment_row[]) returns void
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  -- An assignment costs a tenth of a statement.
  day_is_held constant text := pg_advisory_xact_lock_shared(7331, 1);
  moved integer;
begin
  insert into idempotency_key (scope, key, request_hash, status, answer, created_at)
    select p.scope, p.key, p.request_hash, 200, p.answer, p.recorded_at from unnest(payments) p;

  update loan l set status = m.status, outstanding_fen = m.outstanding_fen, overdue_fen = m.overdue_fen,
      bucket = m.bucket, dpd = m.dpd, next_due_on = m.next_due_on, next_due_fen = m.next_due_fen,
      disbursed_on = m.disbursed_on, matures_on = m.matures_on, settled_on = m.settled_on, event_seq = m.event_seq,
      overdue_since = m.overdue_since, accrues_from = m.accrues_from, next_event_on = m.next_event_on,
      is_accruing = m.is_accruing, accrual = m.accrual, booked_interest_fen = m.booked_interest_fen,
      booked_penalty_fen = m.booked_penalty_fen, booked_fee_fen = m.booked_fee_fen,
      booked_held_fen = m.booked_held_fen, booked_off_balance_fen = m.booked_off_balance_fen
    from unnest(payments) m where l.id = m.loan_id and l.event_seq = m.seen_seq
      and open_day = (select business_on from clock);
  get diagnostics moved = row_count;
  if moved <> cardinality(payments) then
    if open_day <> (select business_on from clock) then
      raise exception 'the day has moved on' using errcode = 'PD001';
    end if;
    raise exception 'a loan has moved on' using errcode = 'PD002';
  end if;

  -- The loans are ours now: what follows must succeed.
  insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans, amount_fen,
      actor, recorded_at)
    select p.entry_id, p.entry_kind, p.value_on, open_day, p.entry_text, p.natural_key, p.product_code, p.loan_id, p.loans,
        p.amount_fen, p.actor, p.recorded_at
      from unnest(payments) p;
  insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
    select p.entry_id, l.account, p.product_code, open_day, greatest(l.fen, 0), greatest(-l.fen, 0)
      from unnest(payments) p cross join lateral unnest(p.accounts, p.fens) as l (account, fen);
  insert into loan_event (id, loan_id, seq, kind, value_on, booked_on, payload, entry_id, actor, recorded_at)
    select p.event_id, p.loan_id, p.event_seq, p.event_kind, p.value_on, open_day, p.payload, p.entry_id, p.actor,
        p.recorded_at
      from unnest(payments) p;
  insert into journal (recorded_at, actor_kind, actor_id, action, object_kind, object_id, customer_id, reason, before,
      after, request_id, mac)
    select p.recorded_at, p.actor_kind, p.actor, p.action, 'loan', p.loan_id, p.customer_id, p.reason, p.before, p.after,
        p.request_id, p.mac
      from unnest(payments) p;
end $$;
