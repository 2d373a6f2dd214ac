-- A reviewer who asks a borrower for more says which papers; none: whatever would settle what is open.
alter table application_review add column papers text[] not null default '{}';
