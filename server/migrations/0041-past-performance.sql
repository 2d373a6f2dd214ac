-- How an imported loan turned out, where the file knows it: what a backtest calls known. Not a fact: no policy reads it.
alter table application add column past_performance text check (past_performance in ('good', 'bad'));
create index application_decided_on on application (created_at, id);
