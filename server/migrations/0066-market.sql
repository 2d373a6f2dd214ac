-- Market data by data set, source and version. Why: what was said about a market on a day stays readable with who said
-- it, under which licence and when it was fetched; a newer file is the next version and never changes the one before.
-- Publications of market rates are rows of `benchmark_rate`; their version here only tells of the file.

create table market_version (
  id text primary key,
  data_set text not null check (data_set in ('size', 'spending', 'credit', 'rates', 'policy')),
  source text not null check (length(source) >= 2),
  version integer not null check (version > 0),
  kind text not null check (kind in ('platform', 'institution', 'analyst', 'authority')),
  licence text not null check (length(licence) >= 2),
  retrieved_on date not null,
  file_name text not null,
  sha256 text not null,
  mapping jsonb not null,
  claims jsonb not null default '[]',
  rows integer not null check (rows > 0),
  loaded_by text not null,
  loaded_at timestamptz not null,
  unique (data_set, source, version),
  unique (data_set, sha256)
);

create table market_row (
  version_id text not null references market_version,
  no integer not null,
  record jsonb not null,
  primary key (version_id, no)
);
