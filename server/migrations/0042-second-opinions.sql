-- Approvals by hand that one person may not give alone: large ones, and those against what the policy said. Who proposes
-- and who confirms are two people; the database holds the wall.

create table application_opinion (
  id text primary key,
  application_id text not null references application,
  approved_fen bigint not null check (approved_fen > 0),
  reason text not null,
  -- Why one person is not enough.
  needs text[] not null check (cardinality(needs) > 0 and needs <@ array['large', 'againstPolicy', 'aboveLimit', 'thinFile']),
  proposed_by text not null,
  proposed_at timestamptz not null,
  verdict text check (verdict in ('confirmed', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  comment text,
  constraint application_opinion_four_eyes check (decided_by is null or decided_by <> proposed_by),
  check ((verdict is null) = (decided_by is null))
);
create unique index application_opinion_open on application_opinion (application_id) where verdict is null;
grant update (verdict, decided_by, decided_at, comment) on application_opinion to puhui_app;
