-- The columns of the segments as they stood at one moment. Why: a start reads them in one piece and then only what has
-- changed since, instead of every fact of every customer. There is one, and the next takes its place.

create table segment_columns (
  is_only boolean primary key default true check (is_only),
  id text not null,
  -- Which facts the columns hold; columns of other facts are of no use.
  facts_hash text not null,
  rows integer not null,
  -- Every transaction before this one is in the columns, and these are the transaction numbers of this cluster.
  since_xid xid8 not null,
  cluster_id text not null,
  taken_at timestamptz not null
);
create table segment_columns_part (
  no integer primary key,
  content bytea not null
);
grant update, delete on segment_columns, segment_columns_part to puhui_app;
