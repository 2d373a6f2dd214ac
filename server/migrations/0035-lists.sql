-- Black, grey and white lists. Why: who is on one is refused, looked at or let through, so nobody puts anybody on it or
-- takes them off alone, everything has a reason, and everything ends on a day. The subject is a blind index: the lists
-- hold no telephone or identity number.

create table list_entry (
  id text primary key,
  list text not null check (list in ('black', 'grey', 'white')),
  kind text not null check (kind in ('phone', 'residentId', 'bankCard', 'device', 'address')),
  subject bytea not null,
  masked text not null,
  status text not null default 'proposed'
    check (status in ('proposed', 'active', 'rejected', 'removed', 'expired')),
  reason text not null check (length(reason) >= 4),
  expires_on date not null,
  origin text not null check (origin in ('staff', 'import')),
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index list_entry_once on list_entry (list, kind, subject) where status in ('proposed', 'active');
create index list_entry_subject on list_entry (subject) where status = 'active';
create index list_entry_recent on list_entry (created_at desc, id);
grant update on list_entry to puhui_app;

-- To put on, to take off, to appeal: one person asks, another decides.
create table list_request (
  id text primary key,
  entry_id text not null references list_entry,
  kind text not null check (kind in ('add', 'remove', 'appeal')),
  reason text not null check (length(reason) >= 4),
  requested_by text not null,
  requested_at timestamptz not null,
  verdict text check (verdict in ('approved', 'rejected')),
  note text not null default '',
  decided_by text,
  decided_at timestamptz,
  constraint list_request_four_eyes check (decided_by is null or decided_by <> requested_by),
  check ((verdict is null) = (decided_by is null) and (verdict is null) = (decided_at is null))
);
create unique index list_request_open on list_request (entry_id) where verdict is null;
create index list_request_entry on list_request (entry_id, requested_at);
grant update on list_request to puhui_app;
