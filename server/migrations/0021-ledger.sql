-- The ledger. Why: money moves only by balanced entries, and nobody, the application included, can write a line that
-- does not balance, change one, delete one or book into a day that is closed.
--
-- First wall: post_entry is the only writer; the application role has no right to insert. Second wall: a deferred
-- trigger weighs every entry once more at COMMIT, whoever wrote it.

create table ledger_account (
  code text primary key,
  name jsonb not null,
  type text not null check (type in ('asset', 'liability', 'equity', 'income', 'expense', 'memorandum')),
  normal_side text not null check (normal_side in ('debit', 'credit'))
);
revoke insert on ledger_account from puhui_app;

insert into ledger_account (code, name, type, normal_side) values
  ('1002', '{"zh":"银行存款","en":"Cash at bank"}', 'asset', 'debit'),
  ('1122', '{"zh":"应收费用","en":"Fees receivable"}', 'asset', 'debit'),
  ('1132', '{"zh":"应收利息","en":"Interest receivable"}', 'asset', 'debit'),
  ('1133', '{"zh":"应收罚息","en":"Penalty interest receivable"}', 'asset', 'debit'),
  ('1303', '{"zh":"贷款本金","en":"Loan principal"}', 'asset', 'debit'),
  ('1304', '{"zh":"贷款损失准备","en":"Allowance for loan losses"}', 'asset', 'credit'),
  ('2001', '{"zh":"借入资金","en":"Borrowings"}', 'liability', 'credit'),
  ('2202', '{"zh":"应付合作方款","en":"Payable to partners"}', 'liability', 'credit'),
  ('2241', '{"zh":"预收还款","en":"Repayments held in advance"}', 'liability', 'credit'),
  ('2242', '{"zh":"待确认款项","en":"Unidentified receipts"}', 'liability', 'credit'),
  ('4001', '{"zh":"实收资本","en":"Paid-in capital"}', 'equity', 'credit'),
  ('4104', '{"zh":"未分配利润","en":"Retained earnings"}', 'equity', 'credit'),
  ('6011', '{"zh":"利息收入","en":"Interest income"}', 'income', 'credit'),
  ('6012', '{"zh":"罚息收入","en":"Penalty interest income"}', 'income', 'credit'),
  ('6021', '{"zh":"手续费收入","en":"Fee income"}', 'income', 'credit'),
  ('6022', '{"zh":"提前还款违约金收入","en":"Prepayment fee income"}', 'income', 'credit'),
  ('6301', '{"zh":"已核销贷款收回","en":"Recoveries of charged-off loans"}', 'income', 'credit'),
  ('6702', '{"zh":"信用减值损失","en":"Credit losses"}', 'expense', 'debit'),
  ('6703', '{"zh":"息费减免","en":"Interest and fees waived"}', 'expense', 'debit'),
  ('9001', '{"zh":"表外应收息费","en":"Off-balance interest and charges"}', 'memorandum', 'debit'),
  ('9002', '{"zh":"表外应收息费备抵","en":"Off-balance contra"}', 'memorandum', 'credit');

create table ledger_entry (
  id text primary key,
  number bigint not null unique generated always as identity,
  kind text not null,
  -- The value date for the borrower, and the day of the books on which it counts.
  posted_on date not null,
  booked_on date not null,
  text jsonb not null,
  natural_key text not null unique,
  product_code text not null,
  loan_id text,
  loans integer not null check (loans >= 0),
  amount_fen bigint not null check (amount_fen > 0),
  actor text not null,
  recorded_at timestamptz not null
);
create index ledger_entry_booked on ledger_entry (booked_on desc, number desc);
create index ledger_entry_loan on ledger_entry (loan_id, number) where loan_id is not null;
create index ledger_entry_amount on ledger_entry (amount_fen, number);

create table ledger_line (
  entry_id text not null references ledger_entry,
  account text not null references ledger_account,
  product_code text not null,
  booked_on date not null,
  debit_fen bigint not null default 0 check (debit_fen >= 0),
  credit_fen bigint not null default 0 check (credit_fen >= 0),
  primary key (entry_id, account),
  check ((debit_fen = 0) <> (credit_fen = 0))
);
create index ledger_line_account on ledger_line (account, booked_on) include (product_code, debit_fen, credit_fen);

-- What stands inside an entry: the event of each loan and the money that it moved.
create table entry_proof (
  entry_id text not null references ledger_entry,
  loan_id text not null,
  event_id text not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (entry_id, event_id)
);
revoke insert on ledger_entry, ledger_line, entry_proof from puhui_app;

/* The day on which something that happens now is booked. It holds the day open until the transaction ends: the day
   cannot be closed over an entry that is still on its way (hold_booking waits for it, and who comes later books on the
   next day). No row is locked. */
create function booking_day() returns date language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(7331, 1);
  return (select business_on from clock);
end $$;

/* Taken by whoever moves the business date, before moving it. */
create function hold_booking() returns void language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock(7331, 1);
end $$;

/* Posts entries. Each is {id, kind, postedOn, bookedOn, text, naturalKey, productCode, loanId, loans, actor, recordedAt,
   lines: [{account, amountFen}], proof: [{loanId, eventId, amountFen}]}; amounts above zero are debits.
   An entry whose natural key is known already is left alone: posting again is the same as posting once.
   Returns the ids of the entries written. */
create function post_entry(entries jsonb) returns setof text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  entry jsonb;
  total numeric;
  debit bigint;
  open_day date := (select business_on from clock);
begin
  for entry in select * from jsonb_array_elements(entries) loop
    select sum((line->>'amountFen')::numeric), sum(greatest((line->>'amountFen')::bigint, 0))
      into total, debit from jsonb_array_elements(entry->'lines') as line;
    if total is distinct from 0 then
      raise exception 'entry % does not balance: % fen', entry->>'id', total using errcode = 'check_violation';
    end if;
    if (entry->>'bookedOn')::date <> open_day
       and not (entry->>'kind' = 'accrued' and (entry->>'bookedOn')::date = open_day - 1) then
      raise exception 'day % is not open', entry->>'bookedOn' using errcode = 'check_violation';
    end if;

    insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
        amount_fen, actor, recorded_at)
      values (entry->>'id', entry->>'kind', (entry->>'postedOn')::date, (entry->>'bookedOn')::date, entry->'text',
        entry->>'naturalKey', entry->>'productCode', entry->>'loanId', (entry->>'loans')::integer, debit,
        entry->>'actor', (entry->>'recordedAt')::timestamptz)
      on conflict (natural_key) do nothing;
    if not found then continue; end if;

    insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
      select entry->>'id', line->>'account', entry->>'productCode', (entry->>'bookedOn')::date,
          greatest((line->>'amountFen')::bigint, 0), greatest(-(line->>'amountFen')::bigint, 0)
        from jsonb_array_elements(entry->'lines') as line;
    insert into entry_proof (entry_id, loan_id, event_id, amount_fen)
      select entry->>'id', p->>'loanId', p->>'eventId', (p->>'amountFen')::bigint
        from jsonb_array_elements(coalesce(entry->'proof', '[]')) as p;
    return next entry->>'id';
  end loop;
end $$;
revoke execute on function post_entry(jsonb) from public;
grant execute on function post_entry(jsonb) to puhui_app;

create function ledger_entry_balances() returns trigger language plpgsql as $$
declare
  line_count integer;
  difference numeric;
begin
  select count(*), sum(debit_fen) - sum(credit_fen) into line_count, difference
    from ledger_line where entry_id = new.id;
  if line_count < 2 or difference <> 0 then
    raise exception 'entry % does not balance', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_entry_balances after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_entry_balances();

create function ledger_line_balances() returns trigger language plpgsql as $$
begin
  if (select sum(debit_fen) - sum(credit_fen) from ledger_line where entry_id = new.entry_id) <> 0 then
    raise exception 'entry % does not balance', new.entry_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_line_balances after insert on ledger_line
  deferrable initially deferred for each row execute function ledger_line_balances();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: correct it with a compensating entry' using errcode = 'check_violation';
end $$;
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function ledger_is_append_only();
create trigger ledger_line_append_only before update or delete on ledger_line
  for each row execute function ledger_is_append_only();
create trigger entry_proof_append_only before update or delete on entry_proof
  for each row execute function ledger_is_append_only();
