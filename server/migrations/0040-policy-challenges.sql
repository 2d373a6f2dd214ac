-- Challengers: a version that decides a share of the applications, or none and is only watched; and what is watched.

create table policy_challenge (
  id text primary key,
  code text not null,
  version integer not null,
  mode text not null check (mode in ('share', 'shadow')),
  share_ppm integer not null check (share_ppm between 0 and 1000000),
  salt text not null,
  reason text not null,
  started_by text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  ended_why text,
  foreign key (code, version) references policy_version (code, version),
  check ((mode = 'shadow') = (share_ppm = 0))
);
create unique index policy_challenge_open on policy_challenge (code, version) where ended_at is null;
grant update on policy_challenge to puhui_app;

-- What a version in the shadow would have said of the same facts. It never asked anybody and never decided anything.
create table shadow_verdict (
  decision_id text not null,
  code text not null,
  version integer not null,
  outcome text not null check (outcome in ('approve', 'refer', 'decline', 'moreData')),
  reason_codes text[] not null,
  grade text,
  score_points integer,
  limit_fen bigint,
  annual_rate_ppm bigint,
  -- Facts it would have read whose sources were not asked for the version that decided.
  missing text[] not null,
  at timestamptz not null,
  primary key (decision_id, code, version)
);
create index shadow_verdict_of on shadow_verdict (code, version, at desc);

-- What is normal for the version in force, and what happens when it is not.
create table policy_watch (
  code text primary key,
  window_hours integer not null check (window_hours between 1 and 2160),
  decisions_min integer not null check (decisions_min >= 10),
  approval_drift_ppm integer not null check (approval_drift_ppm between 10000 and 1000000),
  reason_drift_ppm integer not null check (reason_drift_ppm between 10000 and 1000000),
  falls_back boolean not null,
  changed_by text not null,
  changed_at timestamptz not null
);
grant update on policy_watch to puhui_app;

create table policy_alarm (
  id text primary key,
  code text not null,
  version integer not null,
  -- `approval`, or the code of a reason.
  measure text not null,
  expected_ppm integer not null,
  observed_ppm integer not null,
  decisions integer not null,
  baseline_decisions integer not null,
  fell_back_to integer,
  raised_at timestamptz not null
);
create index policy_alarm_of on policy_alarm (code, raised_at desc);
create index decision_by_version on decision (policy_code, policy_version, decided_at);
