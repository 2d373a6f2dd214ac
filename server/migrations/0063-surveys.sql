-- Surveys: what people are asked, who was invited on which permit, and what they answered. Why: what customers need is
-- learned by asking them too, wave after wave, and an answer given in confidence must stay so.

create table survey (
  id text primary key,
  code text not null unique,
  created_by text not null,
  created_at timestamptz not null
);

create table survey_version (
  survey_id text not null references survey,
  version integer not null check (version > 0),
  status text not null default 'draft' check (status in ('draft', 'published', 'closed')),
  title jsonb not null,
  intro jsonb not null,
  questions jsonb not null,
  -- 'open': whoever has the link; 'invited': only those who were written to.
  way text not null check (way in ('open', 'invited')),
  segment_id text references segment,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  -- Goes up with every change of the draft.
  revision integer not null default 1,
  content_hash text,
  -- The address of the open link.
  token text unique,
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  published_by text,
  published_at timestamptz,
  closed_at timestamptz,
  primary key (survey_id, version),
  check ((status = 'draft') = (published_at is null)),
  check ((published_at is null) = (content_hash is null))
);
create unique index survey_version_one_draft on survey_version (survey_id) where status = 'draft';
grant update on survey_version to puhui_app;

/* What people were asked stays what they were asked: once published only the end of a wave may come. */
create function keep_published_survey() returns trigger language plpgsql set search_path = public as $$
begin
  if old.status <> 'draft' and (old.title, old.intro, old.questions, old.way, old.segment_id, old.starts_on, old.token, old.content_hash)
      is distinct from (new.title, new.intro, new.questions, new.way, new.segment_id, new.starts_on, new.token, new.content_hash) then
    raise exception 'survey % version % is published', old.survey_id, old.version using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger keep_published_survey before update on survey_version
  for each row execute function keep_published_survey();

-- Whom a wave writes to, and what became of it. An answer that stays without a name is not linked to its invitation.
create table survey_invitation (
  id text primary key,
  survey_id text not null,
  version integer not null,
  customer_id text not null references customer,
  channel text not null check (channel in ('sms', 'email')),
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'refused')),
  refusals text[] not null default '{}',
  token_hash text unique,
  invited_at timestamptz not null,
  decided_at timestamptz,
  -- A day and no more, so that it cannot be laid beside the time of an answer without a name.
  answered_on date,
  foreign key (survey_id, version) references survey_version,
  unique (survey_id, version, customer_id)
);
create index survey_invitation_waiting on survey_invitation (survey_id, version, customer_id) where status = 'waiting';
grant update on survey_invitation to puhui_app;

create table survey_answer (
  id text primary key,
  survey_id text not null,
  version integer not null,
  way text not null check (way in ('link', 'invitation', 'staff')),
  -- Whose device it is being filled in on; a hash, so that nobody else goes on with it.
  key_hash text not null,
  -- While it is filled in, and afterwards only if the person agreed that it is kept with their name.
  customer_id text references customer,
  invitation_id text unique references survey_invitation,
  status text not null default 'started' check (status in ('started', 'handed-in')),
  answers jsonb not null,
  -- Age band, region and the like as they were then: groups, never the person.
  about jsonb not null default '{}',
  -- What it says of the person as facts of the persona.
  facts jsonb not null default '[]',
  is_linked boolean not null default false,
  notice_version integer,
  locale text not null check (locale in ('zh', 'en')),
  entered_by text,
  started_at timestamptz not null,
  handed_in_at timestamptz,
  unlinked_at timestamptz,
  foreign key (survey_id, version) references survey_version,
  unique (survey_id, version, key_hash),
  check ((status = 'handed-in') = (handed_in_at is not null)),
  -- Handed in without a name means without a name.
  constraint survey_answer_name check (status = 'started' or is_linked or (customer_id is null and invitation_id is null and facts = '[]'::jsonb)),
  check (not is_linked or (customer_id is not null and notice_version is not null))
);
create unique index survey_answer_person on survey_answer (survey_id, version, customer_id) where customer_id is not null;
create index survey_answer_customer on survey_answer (customer_id) where is_linked;
create index survey_answer_handed_in on survey_answer (survey_id, version, handed_in_at);
grant update on survey_answer to puhui_app;

-- Invitations go through the same gate as campaigns, and use up the same permits.
alter table contact_permit alter column campaign_id drop not null;
alter table contact_permit add column survey_invitation_id text unique references survey_invitation;
alter table contact_permit add constraint contact_permit_of_one
  check (num_nonnulls(campaign_id, survey_invitation_id) = 1);
alter table outbox_message add constraint survey_invitation_needs_permit
  check (template not like 'surveys.%' or permit_id is not null);
