-- Policies as released artefacts. Why: a version never changes and two people stand behind it; what is in force is a
-- pointer that moves with a reason, so that going back is as quick as going on. What is being written is a draft.

alter table policy_version
  add column author_id text not null default 'puhui',
  add column approver_id text,
  add column note text not null default '',
  add column scenarios jsonb not null default '[]',
  add column draft_id text,
  add column backtest_id text;
update policy_version set approver_id = created_by;
alter table policy_version
  alter column approver_id set not null,
  add constraint policy_version_four_eyes check (approver_id <> author_id);

-- Which version decides from which day; the last line for a day or before it holds. Lines are added, never changed.
create table policy_pointer (
  seq bigint generated always as identity primary key,
  code text not null,
  version integer not null,
  effective_on date not null,
  kind text not null check (kind in ('release', 'rollback', 'fallback')),
  reason text not null,
  moved_by text not null,
  moved_at timestamptz not null,
  foreign key (code, version) references policy_version (code, version)
);
create index policy_pointer_in_force on policy_pointer (code, effective_on desc, seq desc);
insert into policy_pointer (code, version, effective_on, kind, reason, moved_by, moved_at)
  select code, version, effective_on, 'release', '', created_by, created_at from policy_version order by code, version;

create table policy_draft (
  id text primary key,
  code text not null,
  base_version integer not null,
  status text not null default 'draft' check (status in ('draft', 'submitted', 'released', 'rejected', 'discarded')),
  definition jsonb not null,
  scenarios jsonb not null,
  -- Of definition and scenarios: what a second editor must have seen.
  hash text not null,
  -- Of the definition alone, without its number and day: what a backtest was made of.
  content_hash text not null,
  authors text[] not null check (cardinality(authors) > 0),
  backtest_id text,
  approval_id text,
  approver_id text,
  version integer,
  effective_on date,
  takes_force boolean not null default true,
  note text not null default '',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  constraint policy_draft_four_eyes check (approver_id is null or not approver_id = any (authors)),
  check (status <> 'released' or (approver_id is not null and version is not null)),
  foreign key (code, base_version) references policy_version (code, version)
);
create index policy_draft_of on policy_draft (code, changed_at desc);
grant update on policy_draft to puhui_app;

create function policy_draft_keeps() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' and (new.definition, new.scenarios, new.hash, new.authors) is distinct from
     (old.definition, old.scenarios, old.hash, old.authors) then
    raise exception 'policy draft % is no draft any more', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger policy_draft_keeps before update on policy_draft for each row execute function policy_draft_keeps();

-- One policy run over past applications, next to the version in force then.
create table policy_backtest (
  id text primary key,
  code text not null,
  draft_id text references policy_draft,
  version integer,
  against_version integer not null,
  content_hash text not null,
  population jsonb not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'cancelled', 'failed')),
  job_id text,
  result jsonb,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  foreign key (code, against_version) references policy_version (code, version)
);
create index policy_backtest_of on policy_backtest (code, created_at desc);
grant update on policy_backtest to puhui_app;
