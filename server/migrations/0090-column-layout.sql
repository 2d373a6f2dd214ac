-- How wide each reader made the columns of a list, and how many of them stay at the left while the others scroll by.
alter table list_columns
  add column widths jsonb not null default '{}',
  add column pinned integer not null default 1 check (pinned between 0 and 10);
