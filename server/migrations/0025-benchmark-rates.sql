-- Publications of market rates that a person entered. Why: the rates known to the program end with its release; a lender
-- goes on. A publication is never changed: an entry that was wrong is told apart by its source and the next one.

create table benchmark_rate (
  benchmark text not null check (benchmark in ('LPR1Y', 'LPR5Y')),
  published_on date not null,
  rate_ppm bigint not null check (rate_ppm between 0 and 1000000),
  source text not null check (length(source) >= 4),
  entered_by text not null,
  created_at timestamptz not null,
  primary key (benchmark, published_on)
);
