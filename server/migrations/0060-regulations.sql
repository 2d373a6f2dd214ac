-- Policies and rules that bind the lender: what is watched, what it means, what it sets, who does what by when. Why: a
-- new ceiling must be seen before its day, and from its day no offer may pass it.

create sequence regulation_number;

create table regulation (
  id text primary key,
  number text not null unique,
  -- 'law': seeded from the rules that the platform ships; 'entered': by a member of staff.
  origin text not null check (origin in ('law', 'entered')),
  title jsonb not null,
  issuer jsonb not null,
  -- The number under which it was published.
  reference jsonb not null,
  address text,
  body jsonb not null,
  published_on date,
  effective_on date not null,
  effective_to date,
  -- In force is not a state that is set: what is planned is in force from its day.
  state text not null check (state in ('watched', 'interpreted', 'planned', 'superseded')),
  -- What becomes of contracts made before the day.
  old_contracts text not null check (old_contracts in ('kept', 'repriced')),
  rules text[] not null,
  owner_id text,
  superseded_by text references regulation,
  -- Goes up with every change of the text or of its interpretation: what was read before is not read now.
  revision integer not null default 1 check (revision > 0),
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((state = 'superseded') = (superseded_by is not null))
);
create index regulation_effective on regulation (effective_on desc, id);
grant update (title, issuer, reference, address, body, published_on, effective_on, state, old_contracts, rules, owner_id,
  superseded_by, revision, changed_at) on regulation to puhui_app;

-- A number that a regulation sets in a rule of law. Released by a second person, and then for ever as it is.
create table regulation_parameter (
  id text primary key,
  regulation_id text not null references regulation,
  rule text not null,
  parameter text not null,
  value text not null,
  effective_on date not null,
  status text not null default 'proposed' check (status in ('proposed', 'released', 'rejected')),
  author_id text not null,
  approval_id text not null,
  approver_id text,
  proposed_at timestamptz not null,
  decided_at timestamptz,
  -- From this day on it no longer holds: its regulation was superseded.
  ended_on date,
  constraint regulation_parameter_four_eyes check (approver_id is null or approver_id <> author_id),
  check (status <> 'released' or approver_id is not null)
);
create index regulation_parameter_of on regulation_parameter (regulation_id, proposed_at);
create index regulation_parameter_released on regulation_parameter (effective_on) where status = 'released';
grant update (status, approver_id, decided_at, ended_on) on regulation_parameter to puhui_app;

create function regulation_parameter_keeps() returns trigger language plpgsql as $$
begin
  if old.status <> 'proposed' and (new.status, new.approver_id) is distinct from (old.status, old.approver_id) then
    raise exception 'parameter % has been decided', old.id using errcode = 'check_violation';
  end if;
  if new.status = 'released' and not is_approved(new.approval_id, 'regulations.parameters', new.regulation_id) then
    raise exception 'a parameter is set by two persons' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger regulation_parameter_keeps before update on regulation_parameter
  for each row execute function regulation_parameter_keeps();

create table regulation_action (
  id text primary key,
  regulation_id text not null references regulation,
  title jsonb not null,
  owner_id text not null,
  due_on date not null,
  done_on date,
  done_by text,
  note text not null default '',
  created_by text not null,
  created_at timestamptz not null
);
create index regulation_action_of on regulation_action (regulation_id, due_on);
create index regulation_action_open on regulation_action (due_on) where done_on is null;
grant update (done_on, done_by, note) on regulation_action to puhui_app;

-- How the lender reads the text. Notes are added, never changed.
create table regulation_note (
  id text primary key,
  regulation_id text not null references regulation,
  body jsonb not null,
  author_id text not null,
  written_at timestamptz not null
);
create index regulation_note_of on regulation_note (regulation_id, written_at);

-- Who has read which revision.
create table regulation_reading (
  regulation_id text not null references regulation,
  revision integer not null,
  reader_id text not null,
  read_at timestamptz not null,
  primary key (regulation_id, revision, reader_id)
);
