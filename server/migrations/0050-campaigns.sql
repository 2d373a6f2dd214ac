-- Campaigns: whom they mean, who was held out, what was sent to whom on which permit, and what came of it.

create table campaign (
  id text primary key,
  code text not null unique,
  name jsonb not null,
  kind text not null check (kind in ('credit-offer', 'information')),
  origin text not null default 'own' check (origin in ('own', 'imported')),
  segment_id text references segment,
  audience_id text references segment_audience,
  product_code text,
  channel text not null check (channel in ('sms', 'email', 'branch')),
  subject jsonb,
  body jsonb not null,
  offered_fen bigint check (offered_fen > 0),
  holdout_ppm integer not null check (holdout_ppm between 0 and 500000),
  budget_fen bigint check (budget_fen > 0),
  unit_cost_fen bigint not null check (unit_cost_fen >= 0),
  goal jsonb,
  window_days integer not null check (window_days between 1 and 90),
  status text not null default 'draft'
    check (status in ('draft', 'submitted', 'approved', 'rejected', 'sending', 'sent', 'cancelled')),
  version integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_by text,
  decided_by text,
  decided_at timestamptz,
  note text not null default '',
  started_at timestamptz,
  ended_at timestamptz,
  constraint campaign_four_eyes check (decided_by is null or decided_by <> submitted_by),
  -- Nothing leaves the draft without knowing what it is for and what it may cost.
  constraint campaign_has_goal check (status = 'draft' or origin = 'imported' or (goal is not null and budget_fen is not null))
);
grant update on campaign to puhui_app;

create table campaign_member (
  campaign_id text not null references campaign,
  customer_id text not null references customer,
  arm text not null check (arm in ('treated', 'holdout')),
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'task', 'refused', 'held-out', 'over-budget')),
  refusal text,
  refusals text[] not null default '{}',
  -- Nothing but the draw or the hour stood against a message: the people over whom the effect is measured.
  is_eligible boolean,
  decided_at timestamptz,
  primary key (campaign_id, customer_id)
);
create index campaign_member_waiting on campaign_member (campaign_id, customer_id) where status = 'waiting';
create index campaign_member_customer on campaign_member (customer_id);
grant update on campaign_member to puhui_app;

-- One message to one person, soon, once.
create table contact_permit (
  id text primary key,
  campaign_id text not null references campaign,
  customer_id text not null references customer,
  channel text not null,
  kind text not null,
  content_hash text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  used_at timestamptz,
  unique (campaign_id, customer_id)
);
create index contact_permit_customer on contact_permit (customer_id, issued_at desc);

alter table outbox_message add column permit_id text unique references contact_permit;
alter table outbox_message add constraint marketing_needs_permit
  check (template not like 'campaigns.%' or permit_id is not null);

/* Uses a permit up. Whoever writes a message without one, with one of somebody else, an expired one or one used before,
   is stopped here, whatever the program says. */
create function use_contact_permit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update contact_permit set used_at = new.created_at
    where id = new.permit_id and used_at is null and expires_at > new.created_at
      and customer_id = new.customer_id and channel = new.kind;
  if not found then
    raise exception 'permit % does not allow this message', new.permit_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger use_contact_permit before insert on outbox_message
  for each row when (new.permit_id is not null) execute function use_contact_permit();

-- What a customer said about a channel: an address where it needs one, and whether it is open for marketing.
create table contact_channel (
  customer_id text not null references customer,
  channel text not null check (channel in ('sms', 'email', 'branch')),
  is_open boolean not null,
  address_cipher bytea,
  address_masked text,
  changed_at timestamptz not null,
  primary key (customer_id, channel)
);
grant update, delete on contact_channel to puhui_app;

-- A finished campaign from elsewhere: one row a person, without who it is.
create table campaign_unit (
  campaign_id text not null references campaign,
  no integer not null,
  arm text not null,
  before double precision,
  measures double precision[] not null,
  primary key (campaign_id, no)
);
create table campaign_import (
  campaign_id text primary key references campaign,
  file_name text not null,
  sha256 text not null unique,
  control text not null,
  arms jsonb not null,
  measures jsonb not null,
  rows integer not null
);
