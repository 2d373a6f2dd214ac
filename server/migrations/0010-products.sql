-- Products and their versions. Why: what was promised never changes; a change is the next version, and two people stand
-- behind each: the one who wrote it and another who approved it. The database holds both walls.

create table product (
  id text primary key,
  code text not null unique,
  kind text not null check (kind in ('instalment', 'cash')),
  name jsonb not null,
  current_version_id text,
  created_at timestamptz not null,
  retired_at timestamptz,
  retired_why text
);
grant update (name, current_version_id, retired_at, retired_why) on product to puhui_app;

create table product_version (
  id text primary key,
  product_id text not null references product,
  version integer not null check (version > 0),
  status text not null default 'draft' check (status in ('draft', 'submitted', 'released', 'rejected', 'retired')),
  terms jsonb not null,
  terms_hash text not null,
  author_id text not null,
  approval_id text,
  approver_id text,
  effective_on date,
  note text,
  created_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  unique (product_id, version),
  constraint product_version_four_eyes check (approver_id is null or approver_id <> author_id),
  check (status <> 'released' or (approver_id is not null and effective_on is not null))
);
create unique index product_version_one_draft on product_version (product_id) where status in ('draft', 'submitted');
create index product_version_in_force on product_version (product_id, effective_on desc) where status = 'released';
grant update on product_version to puhui_app;

create function product_version_keeps_terms() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' and (new.terms, new.terms_hash, new.author_id, new.version) is distinct from
     (old.terms, old.terms_hash, old.author_id, old.version) then
    raise exception 'the terms of product version % are no draft any more', old.id using errcode = 'check_violation';
  end if;
  if old.status in ('released', 'retired') and new.effective_on is distinct from old.effective_on then
    raise exception 'product version % has been released', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger product_version_keeps_terms before update on product_version
  for each row execute function product_version_keeps_terms();
