-- Two records of one person, made one and parted again. Nothing is deleted: the merged record stays, points to the one that
-- was kept, and every row that moved with it is written down, so that undoing puts each back where it was.
alter table customer add column merged_into text references customer check (merged_into <> id);
create index customer_merged_into on customer (merged_into) where merged_into is not null;

-- Somebody tried to prove an identity that another record holds already: most often a new telephone number.
create table identity_claim (
  customer_id text not null references customer,
  holder_id text not null references customer,
  claimed_at timestamptz not null,
  primary key (customer_id, holder_id)
);

create table customer_merge (
  id text primary key,
  kept_id text not null references customer,
  merged_id text not null references customer check (merged_id <> kept_id),
  status text not null default 'proposed' check (status in ('proposed', 'rejected', 'merged', 'undone')),
  score integer not null check (score between 0 and 1000),
  evidence text[] not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  note text,
  undone_by text,
  undone_at timestamptz,
  undo_reason text,
  -- The rows of both as they stood, and what both held, as a hash, before the merge and after its undoing.
  images jsonb,
  hash_before text,
  hash_after text,
  constraint customer_merge_four_eyes check (decided_by is null or decided_by <> proposed_by)
);
create unique index customer_merge_open on customer_merge (merged_id) where status in ('proposed', 'merged');
grant update (status, decided_by, decided_at, note, undone_by, undone_at, undo_reason, images, hash_before, hash_after)
  on customer_merge to puhui_app;

create table customer_merge_move (
  merge_id text not null references customer_merge,
  table_name text not null,
  row_key text not null,
  primary key (merge_id, table_name, row_key)
);

/* What a record holds and takes along: table and key. What was said and sent to a record stays with it, as its journal. */
create function customer_holdings() returns table (table_name text, key_column text) language sql immutable as $$
  values ('application', 'id'), ('contract', 'id'), ('loan', 'id'),
    ('customer_transaction', 'id'), ('risk_answer', 'seq')
$$;

create function merge_customer_rows(p_merge text) returns integer
  language plpgsql security definer set search_path = public as $$
declare
  m customer_merge;
  h record;
  moved integer := 0;
  n integer;
begin
  select * into strict m from customer_merge where id = p_merge and status = 'merged';
  for h in select * from customer_holdings() loop
    execute format('with moved as (update %1$I set customer_id = $1 where customer_id = $2 returning %2$I::text as k)
      insert into customer_merge_move select $3, %1$L, k from moved', h.table_name, h.key_column)
      using m.kept_id, m.merged_id, p_merge;
    get diagnostics n = row_count;
    moved := moved + n;
  end loop;
  return moved;
end $$;

/* Puts each row back, and the two customers as their images say; telephone numbers are parked first, they are unique. */
create function part_customer_rows(p_merge text) returns integer
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
    execute format('update %1$I t set customer_id = $1 from customer_merge_move v
      where v.merge_id = $2 and v.table_name = %1$L and v.row_key = t.%2$I::text', h.table_name, h.key_column)
      using m.merged_id, p_merge;
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
revoke execute on function merge_customer_rows(text), part_customer_rows(text) from public;
grant execute on function merge_customer_rows(text), part_customer_rows(text), customer_holdings() to puhui_app;
