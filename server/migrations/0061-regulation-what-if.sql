-- What a change of the rules would do. Why: the rows that a what-if counted are kept with it, so that the same question
-- can be worked out again from the same facts, whatever has happened to the book since.

create table regulation_what_if (
  id text primary key,
  regulation_id text references regulation,
  name text not null,
  scenario jsonb not null,
  as_of date not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'cancelled', 'failed')),
  job_id text,
  inputs_hash text,
  result jsonb,
  result_hash text,
  made_by text not null,
  made_at timestamptz not null,
  finished_at timestamptz,
  check (status <> 'done' or (result is not null and inputs_hash is not null and result_hash is not null))
);
create index regulation_what_if_recent on regulation_what_if (made_at desc, id);
create index regulation_what_if_of on regulation_what_if (regulation_id, made_at desc);
grant update (status, job_id, inputs_hash, result, result_hash, finished_at) on regulation_what_if to puhui_app;

create function what_if_keeps() returns trigger language plpgsql as $$
begin
  if old.status = 'done' then
    raise exception 'what-if % is done', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger what_if_keeps before update on regulation_what_if for each row execute function what_if_keeps();

-- The rows that were counted, in chunks, as compressed JSON.
create table regulation_what_if_input (
  what_if_id text not null references regulation_what_if,
  no integer not null,
  content bytea not null,
  primary key (what_if_id, no)
);
grant delete on regulation_what_if_input to puhui_app;

-- What was carried out of a what-if: a draft of a product, or a product to be withdrawn.
create table regulation_measure (
  id text primary key,
  what_if_id text not null references regulation_what_if,
  regulation_id text not null references regulation,
  product_code text not null,
  kind text not null check (kind in ('lowerRate', 'shortenTerm', 'lowerAmount', 'combined', 'withdraw')),
  version_id text,
  effective_on date not null,
  taken_by text not null,
  taken_at timestamptz not null,
  unique (regulation_id, product_code)
);
