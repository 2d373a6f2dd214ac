-- What a loan is for: the scene of every application follows from its purpose, and in some scenes the shop is paid and
-- not the borrower. A shop is paid only after a second person has looked at its account.

create function scene_of(purpose text) returns text language sql immutable as $$
  select case purpose
    when 'shopping' then 'shopping'
    when 'appliances' then 'appliances'
    when 'homeDecoration' then 'homeDecoration'
    when 'education' then 'education'
    when 'onlineEducation' then 'onlineEducation'
    when 'travel' then 'tourism'
    when 'medical' then 'medical'
    when 'rent' then 'housing'
    when 'housing' then 'housing'
    when 'vehicle' then 'vehicle'
    when 'wedding' then 'wedding'
    when 'ruralProduction' then 'farming'
    when 'smallBusiness' then 'farming'
    when 'dailyUse' then 'everyday'
    when 'cardRepayment' then 'refinancing'
    when 'debtConsolidation' then 'refinancing'
    else 'other'
  end
$$;

create table merchant (
  id text primary key,
  code text not null unique,
  name text not null,
  licence_no text not null,
  scenes text[] not null check (cardinality(scenes) > 0),
  bank_name text not null,
  account_no text not null,
  status text not null default 'submitted' check (status in ('submitted', 'active', 'rejected', 'suspended')),
  created_by text not null,
  created_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  changed_at timestamptz not null,
  constraint merchant_four_eyes check (decided_by is null or decided_by <> created_by)
);
create unique index merchant_licence on merchant (licence_no) where status in ('submitted', 'active');
grant update on merchant to puhui_app;

alter table application
  add column scene text not null generated always as (scene_of(purpose)) stored,
  add column merchant_id text references merchant,
  add column purpose_note text;
create index application_scene on application (scene);
