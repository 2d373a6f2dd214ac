-- What is watched as it happens: rules, and the alerts that they raised. The events themselves are read off the journal,
-- which is written with what it tells of; nothing is stored twice.

create table live_rule (
  id text primary key,
  measure text not null
    check (measure in ('approvalRate', 'referRate', 'declineRate', 'applications', 'requestedFen', 'spike', 'subject')),
  span text not null check (span in ('1m', '5m', '1h')),
  beyond text not null check (beyond in ('above', 'below')),
  -- Rates in millionths, money in fen, counts and deviations as they are.
  threshold double precision not null,
  events_min integer not null check (events_min > 0),
  is_on boolean not null,
  changed_by text not null,
  changed_at timestamptz not null
);
grant update on live_rule to puhui_app;

insert into live_rule (id, measure, span, beyond, threshold, events_min, is_on, changed_by, changed_at) values
  ('lru_approval', 'approvalRate', '1h', 'below', 400000, 20, true, 'system', now()),
  ('lru_referral', 'referRate', '5m', 'above', 600000, 10, true, 'system', now()),
  ('lru_spike', 'spike', '1m', 'above', 4, 10, true, 'system', now()),
  ('lru_subject', 'subject', '1h', 'above', 4, 1, true, 'system', now()),
  ('lru_amount', 'requestedFen', '1h', 'above', 1000000000, 1, true, 'system', now());

create table live_alert (
  id text primary key,
  rule_id text not null references live_rule,
  -- One alert of a rule in five minutes, whoever of several processes is first.
  slot bigint not null,
  measure text not null,
  span text not null,
  beyond text not null,
  threshold double precision not null,
  observed double precision not null,
  events integer not null,
  about text,
  raised_at timestamptz not null,
  seen_by text,
  seen_at timestamptz,
  note text,
  unique (rule_id, slot)
);
create index live_alert_recent on live_alert (raised_at desc);
grant update (seen_by, seen_at, note) on live_alert to puhui_app;
