-- Segments and personas: a condition over the facts of a profile, in versions that never change, and who is in them.

create table segment (
  id text primary key,
  code text not null unique,
  name jsonb not null,
  kind text not null check (kind in ('living', 'static')),
  purpose text not null check (purpose in ('segment', 'persona')),
  version integer not null check (version > 0),
  created_by text not null,
  created_at timestamptz not null,
  refreshed_at timestamptz
);
grant update on segment to puhui_app;

create table segment_version (
  segment_id text not null references segment,
  version integer not null check (version > 0),
  text text not null,
  tree jsonb not null,
  content_hash text not null,
  -- What is offered to them, on which channel, in which words.
  strategy jsonb,
  reason text not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (segment_id, version)
);

-- The columns as they were; their hash is their name.
create table segment_snapshot (
  id text primary key,
  rows integer not null,
  bytes bigint not null,
  taken_at timestamptz not null
);
create table segment_snapshot_part (
  snapshot_id text not null references segment_snapshot,
  no integer not null,
  content bytea not null,
  primary key (snapshot_id, no)
);

create table segment_audience (
  id text primary key,
  segment_id text not null,
  version integer not null,
  content_hash text not null,
  snapshot_id text not null references segment_snapshot,
  count integer not null,
  sha256 text not null,
  created_by text not null,
  created_at timestamptz not null,
  foreign key (segment_id, version) references segment_version (segment_id, version),
  unique (segment_id, version, snapshot_id)
);

-- Who came in and who went out, when; somebody who comes back has a second row.
create table segment_member (
  seq bigint generated always as identity primary key,
  segment_id text not null references segment,
  customer_id text not null references customer,
  version integer not null,
  entered_at timestamptz not null,
  left_at timestamptz
);
create unique index segment_member_now on segment_member (segment_id, customer_id) where left_at is null;
create index segment_member_customer on segment_member (customer_id, seq);
create index segment_member_entered on segment_member (segment_id, entered_at);
grant update, delete on segment_member to puhui_app;
