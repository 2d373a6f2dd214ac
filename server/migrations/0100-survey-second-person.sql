-- A survey reaches customers only after somebody else has read it. Why: what is asked, and of whom, speaks for the lender,
-- and once published it stays.

alter table survey_version add column written_by text;
alter table survey_version add column submitted_by text;
alter table survey_version add column submitted_at timestamptz;
-- Why it was given back, for whoever wrote it.
alter table survey_version add column note text not null default '';
-- Where the personal links of its invitations lead: scheme and host, as the one who invited reached the platform.
alter table survey_version add column link_base text;

update survey_version set written_by = created_by;
-- Published before a second person was asked for; nobody is named who was not there.
update survey_version set submitted_by = 'migration', written_by = 'migration', submitted_at = published_at
  where status <> 'draft';
alter table survey_version alter column written_by set not null;

alter table survey_version drop constraint survey_version_status_check;
alter table survey_version add constraint survey_version_status_check
  check (status in ('draft', 'submitted', 'published', 'closed'));
alter table survey_version drop constraint survey_version_check1;
alter table survey_version add constraint survey_version_published
  check ((status in ('draft', 'submitted')) = (published_at is null));
alter table survey_version add constraint survey_version_submitted
  check ((status = 'draft') = (submitted_by is null) and (submitted_by is null) = (submitted_at is null));
alter table survey_version add constraint survey_version_four_eyes
  check (published_by is null or (published_by <> submitted_by and published_by <> written_by));

drop index survey_version_one_draft;
create unique index survey_version_one_draft on survey_version (survey_id) where status in ('draft', 'submitted');

/* What was read is what is asked: from the moment it is handed in nothing of it changes, unless it is given back. */
create or replace function keep_published_survey() returns trigger language plpgsql set search_path = public as $$
begin
  if old.status <> 'draft' and (old.title, old.intro, old.questions, old.way, old.segment_id, old.starts_on, old.written_by)
      is distinct from (new.title, new.intro, new.questions, new.way, new.segment_id, new.starts_on, new.written_by) then
    raise exception 'survey % version % is published', old.survey_id, old.version using errcode = 'check_violation';
  end if;
  if old.status in ('published', 'closed') and (old.token, old.content_hash, old.published_by, old.submitted_by)
      is distinct from (new.token, new.content_hash, new.published_by, new.submitted_by) then
    raise exception 'survey % version % is published', old.survey_id, old.version using errcode = 'check_violation';
  end if;
  return new;
end $$;
