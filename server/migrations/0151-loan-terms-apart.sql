-- The terms of a loan stand in a table of their own. Why: they never change and are read only to fold, yet they were three
-- quarters of a row that moves with every payment (PostgreSQL keeps long values beside a row only from two kilobytes on), so
-- that each payment wrote them anew and only four loans shared a page.
create table loan_terms (
  loan_id text primary key,
  terms jsonb not null
);
insert into loan_terms (loan_id, terms) select id, terms from loan;
create index loan_terms_floating on loan_terms (loan_id) where terms #> '{schedule,plan,floating}' is not null;
alter table loan drop column terms;
alter table loan reset (toast_tuple_target);

create or replace function read_payables(loan_ids text[], scopes text[], keys text[])
returns table (business_on date, request_hash text, answer text, loan json)
language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
  set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select c.business_on, k.request_hash, k.answer,
        case when l.id is not null then json_build_object('id', l.id, 'customer_id', l.customer_id,
          'product_code', l.product_code, 'event_seq', l.event_seq, 'terms', t.terms, 'events',
          (select json_agg(e.payload order by e.seq) from loan_event e where e.loan_id = l.id)) end
      from unnest(loan_ids, scopes, keys) with ordinality as q (loan_id, scope, key, n)
      cross join clock c
      left join loan l on l.id = q.loan_id
      left join loan_terms t on t.loan_id = q.loan_id
      left join idempotency_key k on k.scope = q.scope and k.key = q.key
      order by q.n;
end $$;
