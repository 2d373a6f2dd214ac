-- Consents, identity checks and what devices told follow a merge as well. Why: who looks at the one customer sees what was
-- agreed to and refused in either record, and no device goes on telling a closed one.

create index customer_merge_move_row on customer_merge_move (table_name, row_key);

drop function customer_holdings();
/* What a record holds and takes along: the table, its key below one customer, when a row stays where it is because the
   kept record has its own (k is a row of the kept record, t the one that would move), and what must hold besides ($1 is
   the kept record). What was said and sent to a record stays with it, as its journal. Devices come after the consents
   they rest on. */
create function customer_holdings() returns table (table_name text, key_sql text, clash_sql text, only_sql text)
  language sql stable set search_path = public as $$
  select h.* from (values
    ('application', 't.id', null, null), ('decision', 't.id', null, null), ('contract', 't.id', null, null),
    ('loan', 't.id', null, null), ('hardship_request', 't.id', null, null), ('supplementary_agreement', 't.id', null, null),
    ('debit_mandate', 't.id', null, null), ('bureau_query', 't.id', null, null), ('source_call', 't.id', null, null),
    ('paper', 't.id', null, null), ('customer_transaction', 't.id', null, null), ('risk_answer', 't.seq', null, null),
    ('campaign_member', 't.campaign_id', 'k.campaign_id = t.campaign_id', null),
    ('contact_permit', 't.id', 'k.campaign_id = t.campaign_id', null),
    ('survey_invitation', 't.id', 'k.survey_id = t.survey_id and k.version = t.version', null),
    ('survey_answer', 't.id', 'k.survey_id = t.survey_id and k.version = t.version', null),
    ('profile_correction', 't.fact_id', 'k.fact_id = t.fact_id', null),
    ('customer_language', 't.language', 'true', null),
    ('identity_check', 't.id', null, null),
    ('customer_consent', 't.id', null, null),
    ('device_event', 'jsonb_build_array(t.source, t.event_id)', 'k.source = t.source and k.event_id = t.event_id',
      '(select c.answer from customer_consent c where c.customer_id = $1 and c.purpose = ''device-habits''
        order by c.seq desc limit 1) = ''granted'''))
    as h (table_name, key_sql, clash_sql, only_sql)
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
    execute format('with moved as (update %1$I t set customer_id = $1 where t.customer_id = $2 and (%4$s)
        and not exists (select from %1$I k where k.customer_id = $1 and (%3$s)) returning (%2$s)::text as k)
      insert into customer_merge_move select $3, %1$L, k from moved', h.table_name, h.key_sql,
        coalesce(h.clash_sql, 'false'), coalesce(h.only_sql, 'true'))
      using m.kept_id, m.merged_id, p_merge;
    get diagnostics n = row_count;
    moved := moved + n;
  end loop;
  return moved;
end $$;

/* What a record holds, table by table, as keys: equal answers are the same holdings. What a merge itself wrote among the
   consents is its trace and not a holding. */
create or replace function held_by(p_customer text) returns jsonb language plpgsql stable set search_path = public as $$
declare
  h record;
  keys jsonb;
  held jsonb := '{}';
begin
  for h in select * from customer_holdings() loop
    execute format('select coalesce(jsonb_agg((%2$s)::text order by (%2$s)::text), ''[]'') from %1$I t
      where t.customer_id = $1 and %3$s', h.table_name, h.key_sql,
        case h.table_name when 'customer_consent' then 't.channel not in (''merge'', ''merge-undone'')' else 'true' end)
      into keys using p_customer;
    held := held || jsonb_build_object(h.table_name, keys);
  end loop;
  return held;
end $$;
grant execute on function customer_holdings(), held_by(text) to puhui_app;
