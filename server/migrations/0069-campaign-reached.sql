-- How many a campaign has reached, counted in the transaction that reached them: two workers of one campaign take turns at
-- its row and cannot spend its budget twice, and no batch counts the members again.
alter table campaign add column reached integer not null default 0 check (reached >= 0);
update campaign c set reached = m.reached
  from (select campaign_id, count(*) filter (where status in ('sent', 'task'))::int as reached
    from campaign_member group by campaign_id) m
  where m.campaign_id = c.id and m.reached > 0;

-- Each message uses its permit up, all of a statement at once: as many permits as messages, or none is written.
drop trigger use_contact_permit on outbox_message;
create or replace function use_contact_permit() returns trigger language plpgsql security definer set search_path = public as $$
declare
  asked bigint;
  used bigint;
begin
  select count(*) into asked from written where permit_id is not null;
  if asked = 0 then return null; end if;
  update contact_permit p set used_at = w.created_at from written w
    where p.id = w.permit_id and p.used_at is null and p.expires_at > w.created_at
      and p.customer_id = w.customer_id and p.channel = w.kind;
  get diagnostics used = row_count;
  if used <> asked then
    raise exception 'permits do not allow % of % messages', asked - used, asked using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger use_contact_permit after insert on outbox_message
  referencing new table as written for each statement execute function use_contact_permit();
