-- A released version may be withdrawn from a day on: it then takes no new applications, and what was made under it goes
-- on. Nothing has to run on that day: who asks what is in force leaves out what is withdrawn by then.
alter table product_version
  add column withdrawn_from date,
  add column withdrawn_why text,
  add column withdrawn_by text,
  add constraint product_version_withdrawn check (withdrawn_from is null or
    (status = 'released' and withdrawn_why is not null and withdrawn_by is not null));

create table policy_withdrawal (
  code text not null,
  version integer not null,
  from_on date not null,
  reason text not null,
  withdrawn_by text not null,
  withdrawn_at timestamptz not null,
  primary key (code, version),
  foreign key (code, version) references policy_version (code, version)
);
