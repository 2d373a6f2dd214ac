-- All that belongs to a person follows a merge. Why: permits count against how often somebody is contacted, answers and
-- requests for help are theirs wherever they stand, and a decision without its application tells nothing.

drop function customer_holdings();
/* What a record holds and takes along: the table, its key below one customer, and when a row stays where it is because the
   kept record has its own (k is a row of the kept record, t the one that would move). What was said and sent to a record
   stays with it, as its journal; so do what devices told, its consents and its identity checks. */
create function customer_holdings() returns table (table_name text, key_sql text, clash_sql text)
  language sql stable set search_path = public as $$
  select h.* from (values
    ('application', 't.id', null), ('decision', 't.id', null), ('contract', 't.id', null), ('loan', 't.id', null),
    ('hardship_request', 't.id', null), ('supplementary_agreement', 't.id', null), ('debit_mandate', 't.id', null),
    ('bureau_query', 't.id', null), ('source_call', 't.id', null), ('paper', 't.id', null),
    ('customer_transaction', 't.id', null), ('risk_answer', 't.seq', null),
    ('campaign_member', 't.campaign_id', 'k.campaign_id = t.campaign_id'),
    ('contact_permit', 't.id', 'k.campaign_id = t.campaign_id'),
    ('survey_invitation', 't.id', 'k.survey_id = t.survey_id and k.version = t.version'),
    ('survey_answer', 't.id', 'k.survey_id = t.survey_id and k.version = t.version'),
    ('profile_correction', 't.fact_id', 'k.fact_id = t.fact_id'),
    ('customer_language', 't.language', 'true')) as h (table_name, key_sql, clash_sql)
  where to_regclass(h.table_name) is not null
$$;

create or replace function merge_customer_rows(p_merge text) returns integer
  language plpgsql security definer set search_path = public as $$
declare
  m customer_merge;
  h record;
  moved integer := 0;
  n integer;
begin
  select * into strict m from customer_merge where id = p_merge and status = 'merged';
  for h in select * from customer_holdings() loop
    execute format('with moved as (update %1$I t set customer_id = $1 where t.customer_id = $2
        and not exists (select from %1$I k where k.customer_id = $1 and (%3$s)) returning (%2$s)::text as k)
      insert into customer_merge_move select $3, %1$L, k from moved', h.table_name, h.key_sql, coalesce(h.clash_sql, 'false'))
      using m.kept_id, m.merged_id, p_merge;
    get diagnostics n = row_count;
    moved := moved + n;
  end loop;
  return moved;
end $$;

/* Puts each row back, and the two customers as their images say; telephone numbers are parked first, they are unique. */
create or replace function part_customer_rows(p_merge text) returns integer
  language plpgsql security definer set search_path = public as $$
declare
  m customer_merge;
  h record;
  image jsonb;
  columns text;
  moved integer := 0;
  n integer;
begin
  select * into strict m from customer_merge where id = p_merge and status = 'undone';
  for h in select * from customer_holdings() loop
    execute format('update %1$I t set customer_id = $1 from customer_merge_move v where v.merge_id = $2
      and v.table_name = %1$L and v.row_key = (%2$s)::text and t.customer_id = $3', h.table_name, h.key_sql)
      using m.merged_id, p_merge, m.kept_id;
    get diagnostics n = row_count;
    moved := moved + n;
  end loop;
  update customer set mobile_index = sha256(convert_to('parked|' || id, 'UTF8')) where id in (m.kept_id, m.merged_id);
  select string_agg(format('%1$I = i.%1$I', column_name), ', ') into columns
    from information_schema.columns where table_schema = 'public' and table_name = 'customer' and column_name <> 'id';
  foreach image in array array[m.images -> 'merged', m.images -> 'kept'] loop
    execute format('update customer c set %s from jsonb_populate_record(null::customer, $1) i where c.id = i.id', columns)
      using image;
  end loop;
  update contact_channel c set is_open = i.is_open, changed_at = i.changed_at
    from jsonb_populate_recordset(null::contact_channel, m.images -> 'channels') i
    where c.customer_id = m.kept_id and c.customer_id = i.customer_id and c.channel = i.channel;
  return moved;
end $$;

/* What a record holds, table by table, as keys: equal answers are the same holdings. */
create function held_by(p_customer text) returns jsonb language plpgsql stable set search_path = public as $$
declare
  h record;
  keys jsonb;
  held jsonb := '{}';
begin
  for h in select * from customer_holdings() loop
    execute format('select coalesce(jsonb_agg((%2$s)::text order by (%2$s)::text), ''[]'') from %1$I t where t.customer_id = $1',
      h.table_name, h.key_sql) into keys using p_customer;
    held := held || jsonb_build_object(h.table_name, keys);
  end loop;
  return held;
end $$;
grant execute on function customer_holdings(), held_by(text) to puhui_app;

-- Whose request it is may change with a merge, also when it has ended; everything else of it is guarded as before.
drop trigger hardship_is_lawful on hardship_request;
create trigger hardship_is_lawful before insert or update of status, plan, advice, agreed_by, proposed_by, proposed_at,
  sent_back, approval_id, decided_by, decided_at, decline_reason, event_id
  on hardship_request for each row execute function hardship_is_lawful();
do $$ begin
  if to_regclass('supplementary_agreement') is not null then
    drop trigger supplementary_agreement_keeps_its_end on supplementary_agreement;
    create trigger supplementary_agreement_keeps_its_end before update of status, terms, terms_hash, acknowledgement,
      signature, signed_how, pdf_sha256, signed_at, event_id, approval_id, ended_at, end_reason
      on supplementary_agreement for each row execute function supplementary_agreement_keeps_its_end();
  end if;
end $$;
