-- Months of the books. Why: a month whose figures were reported must not change under the reader, and what belongs to a
-- month after its last day (provisions, adjusting entries) must find its way in while it is open, with two persons.
--
-- Events of loans never come here: what is backdated is booked on the open day. Only two kinds of entry may be booked on
-- an earlier day, each approved by a second person: the provision of a month, and an adjusting entry.

alter table ledger_account add column is_loan_account boolean not null default false;
insert into ledger_account (code, name, type, normal_side) values
  ('1012', '{"zh":"在途资金","en":"Funds in transit with payment channels"}', 'asset', 'debit'),
  ('1221', '{"zh":"其他应收款","en":"Other receivables"}', 'asset', 'debit'),
  ('2205', '{"zh":"应付保险费","en":"Insurance premiums payable"}', 'liability', 'credit'),
  ('2221', '{"zh":"应交税费","en":"Taxes payable"}', 'liability', 'credit'),
  ('2231', '{"zh":"应付利息","en":"Interest payable"}', 'liability', 'credit'),
  ('2243', '{"zh":"应退借款人款","en":"Refunds payable to borrowers"}', 'liability', 'credit'),
  ('2801', '{"zh":"预计负债","en":"Provisions for commitments"}', 'liability', 'credit'),
  ('4101', '{"zh":"盈余公积","en":"Surplus reserve"}', 'equity', 'credit'),
  ('4102', '{"zh":"一般风险准备","en":"General risk reserve"}', 'equity', 'credit'),
  ('6051', '{"zh":"其他业务收入","en":"Other operating income"}', 'income', 'credit'),
  ('6403', '{"zh":"税金及附加","en":"Taxes and surcharges"}', 'expense', 'debit'),
  ('6411', '{"zh":"利息支出","en":"Interest expense"}', 'expense', 'debit'),
  ('6421', '{"zh":"手续费支出","en":"Fee expense"}', 'expense', 'debit'),
  ('6602', '{"zh":"业务及管理费","en":"Operating expenses"}', 'expense', 'debit'),
  ('6704', '{"zh":"客户补偿支出","en":"Goodwill credits to borrowers"}', 'expense', 'debit'),
  ('9011', '{"zh":"未使用授信额度","en":"Undrawn commitments"}', 'memorandum', 'debit'),
  ('9012', '{"zh":"未使用授信额度备抵","en":"Undrawn commitments contra"}', 'memorandum', 'credit')
on conflict (code) do nothing;
update ledger_account set is_loan_account = true where code in ('1303', '1132', '1133', '1122', '2241', '9001', '9002');

-- What was done to a month, in order; the last act says how it stands. A month without an act is open.
create table ledger_month_act (
  number bigint primary key generated always as identity,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  act text not null check (act in ('closed', 'reopened')),
  reason text not null,
  -- The trial balance when it was closed.
  figures jsonb not null,
  approval_id text references approval,
  actor text not null,
  recorded_at timestamptz not null,
  check ((act = 'reopened') = (approval_id is not null))
);
create index ledger_month_act_last on ledger_month_act (month, number desc) include (act);

create function month_is_closed(day date) returns boolean language sql stable as $$
  select coalesce((select act = 'closed' from ledger_month_act where month = to_char(day, 'YYYY-MM')
    order by number desc limit 1), false)
$$;

/* An approval counts when a second person has given it to this kind of act on this object. */
create function is_approved(approval text, wanted_kind text, wanted_object text) returns boolean
language sql stable as $$
  select exists (select 1 from approval a where a.id = approval and a.kind = wanted_kind and a.object_id = wanted_object
    and a.status = 'approved' and a.approver_id <> a.maker_id)
$$;

create function ledger_month_act_is_lawful() returns trigger language plpgsql as $$
declare
  is_closed boolean := month_is_closed((new.month || '-01')::date);
begin
  if new.act = 'closed' and (is_closed or new.month >= to_char((select business_on from clock), 'YYYY-MM')) then
    raise exception 'month % cannot be closed', new.month using errcode = 'check_violation';
  end if;
  if new.act = 'reopened' and not (is_closed and is_approved(new.approval_id, 'ledger.reopen', new.month)) then
    raise exception 'month % is reopened by a second person', new.month using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger ledger_month_act_is_lawful before insert on ledger_month_act
  for each row execute function ledger_month_act_is_lawful();
create trigger ledger_month_act_append_only before update or delete on ledger_month_act
  for each row execute function ledger_is_append_only();

/* Whoever writes: nothing is booked into a closed month. */
create function ledger_entry_month_is_open() returns trigger language plpgsql as $$
begin
  if month_is_closed(new.booked_on) then
    raise exception 'month % is closed', to_char(new.booked_on, 'YYYY-MM') using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger ledger_entry_month_is_open before insert on ledger_entry
  for each row execute function ledger_entry_month_is_open();

/* Books one entry on any day up to the open one whose month is not closed. It carries the approval of a second person:
   {…as post_entry, approvalId}. Accounts that only loans move are out of reach. Returns whether it was new. */
create function post_adjustment(entry jsonb) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  total numeric;
  debit bigint;
  wanted text := case entry->>'kind' when 'adjusted' then 'ledger.adjust' when 'provisioned' then 'provisions.post' end;
begin
  perform pg_advisory_xact_lock_shared(7331, 1);
  if wanted is null or not is_approved(entry->>'approvalId', wanted, entry->>'approvedObject') then
    raise exception 'entry % has no approval of a second person', entry->>'id' using errcode = 'check_violation';
  end if;
  if (entry->>'bookedOn')::date > (select business_on from clock) then
    raise exception 'day % is not open', entry->>'bookedOn' using errcode = 'check_violation';
  end if;
  select sum((line->>'amountFen')::numeric), sum(greatest((line->>'amountFen')::bigint, 0))
    into total, debit from jsonb_array_elements(entry->'lines') as line;
  if total is distinct from 0 then
    raise exception 'entry % does not balance: % fen', entry->>'id', total using errcode = 'check_violation';
  end if;
  if exists (select 1 from jsonb_array_elements(entry->'lines') as line
      join ledger_account a on a.code = line->>'account' where a.is_loan_account) then
    raise exception 'entry % touches an account that only loans move', entry->>'id' using errcode = 'check_violation';
  end if;

  insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
      amount_fen, actor, recorded_at)
    values (entry->>'id', entry->>'kind', (entry->>'postedOn')::date, (entry->>'bookedOn')::date, entry->'text',
      entry->>'naturalKey', entry->>'productCode', null, (entry->>'loans')::integer, debit,
      entry->>'actor', (entry->>'recordedAt')::timestamptz)
    on conflict (natural_key) do nothing;
  if not found then return false; end if;
  insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
    select entry->>'id', line->>'account', entry->>'productCode', (entry->>'bookedOn')::date,
        greatest((line->>'amountFen')::bigint, 0), greatest(-(line->>'amountFen')::bigint, 0)
      from jsonb_array_elements(entry->'lines') as line;
  return true;
end $$;
revoke execute on function post_adjustment(jsonb) from public;
grant execute on function post_adjustment(jsonb) to puhui_app;
