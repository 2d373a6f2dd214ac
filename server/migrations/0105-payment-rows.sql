-- Payments arrive as rows. Why: a payment came as six documents of JSON, written out, parsed, taken apart and put together
-- again; that was a fifth of its cost here and as much in the process that sent it. It now comes as one row of a type of its
-- own, in the binary form in which PostgreSQL keeps it. What is checked is unchanged.

/* All that is written for one payment. `accounts` and `fens` are the lines of its entry, above zero for debits. */
create type payment_row as (
  scope text, key text, request_hash text, answer text,
  actor text, recorded_at timestamptz,
  loan_id text, seen_seq integer, event_seq integer, status text, outstanding_fen bigint, overdue_fen bigint, bucket text,
  dpd integer, next_due_on date, next_due_fen bigint, disbursed_on date, matures_on date, settled_on date,
  overdue_since date, accrues_from date, next_event_on date, is_accruing boolean, accrual bigint[],
  booked_interest_fen bigint, booked_penalty_fen bigint, booked_fee_fen bigint, booked_held_fen bigint,
  booked_off_balance_fen bigint,
  event_id text, event_kind text, value_on date, payload jsonb,
  entry_id text, entry_kind text, entry_text jsonb, natural_key text, product_code text, loans integer, amount_fen bigint,
  accounts text[], fens bigint[],
  actor_kind text, action text, customer_id text, reason text, before jsonb, after jsonb, request_id text, mac bytea
);

drop function book_payments(date, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb);

/* Books payments of many loans, each with all that belongs to it: the key of the request, the loan's move from the very
   state that was seen, the event, the balanced entry with its lines and proof, the journal line. No loan and no key comes
   twice.

   All is written or nothing, and then the error says why: PD001 the day has moved on, PD002 a loan has, PD003 a key was
   used before. */
create function book_payments(open_day date, payments payment_row[]) returns void
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  written integer;
begin
  perform pg_advisory_xact_lock_shared(7331, 1);
  if (select business_on from clock) <> open_day then
    raise exception 'the day has moved on' using errcode = 'PD001';
  end if;

  insert into idempotency_key (scope, key, request_hash, status, answer, created_at)
    select p.scope, p.key, p.request_hash, 200, p.answer, p.recorded_at from unnest(payments) p order by p.scope, p.key
    on conflict do nothing;
  get diagnostics written = row_count;
  if written <> cardinality(payments) then
    raise exception 'a key was used before' using errcode = 'PD003';
  end if;

  update loan l set status = m.status, outstanding_fen = m.outstanding_fen, overdue_fen = m.overdue_fen,
      bucket = m.bucket, dpd = m.dpd, next_due_on = m.next_due_on, next_due_fen = m.next_due_fen,
      disbursed_on = m.disbursed_on, matures_on = m.matures_on, settled_on = m.settled_on, event_seq = m.event_seq,
      overdue_since = m.overdue_since, accrues_from = m.accrues_from, next_event_on = m.next_event_on,
      is_accruing = m.is_accruing, accrual = m.accrual, booked_interest_fen = m.booked_interest_fen,
      booked_penalty_fen = m.booked_penalty_fen, booked_fee_fen = m.booked_fee_fen,
      booked_held_fen = m.booked_held_fen, booked_off_balance_fen = m.booked_off_balance_fen
    from unnest(payments) m where l.id = m.loan_id and l.event_seq = m.seen_seq;
  get diagnostics written = row_count;
  if written <> cardinality(payments) then
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
  insert into entry_proof (entry_id, loan_id, event_id, amount_fen)
    select p.entry_id, p.loan_id, p.event_id, p.amount_fen from unnest(payments) p;
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
revoke execute on function book_payments(date, payment_row[]) from public;
grant execute on function book_payments(date, payment_row[]) to puhui_app;
