-- What connected devices report of a customer's day, of those alone who agreed to exactly that; gone with the consent.
create table device_event (
  customer_id text not null references customer,
  source text not null,
  event_id text not null,
  kind text not null check (kind in ('use', 'appliance', 'trip')),
  occurred_at timestamptz not null,
  minutes integer check (minutes between 0 and 1440),
  distance_m integer check (distance_m >= 0),
  received_at timestamptz not null,
  primary key (customer_id, source, event_id)
);
create index device_event_time on device_event (customer_id, occurred_at);
grant delete on device_event to puhui_app;

alter table profile_fact drop constraint profile_fact_basis_check;
alter table profile_fact add constraint profile_fact_basis_check
  check (basis in ('contract', 'law', 'marketing', 'own-wish', 'device-habits'));
