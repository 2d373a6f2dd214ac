-- What was stated, held against what was found. Papers are kept encrypted, what was read on them and what a call or a
-- visit found is appended and never changed, and the limits of underwriting are versions of two people.

create table paper (
  id text primary key,
  customer_id text not null references customer,
  kind text not null check (kind in ('idCard', 'payslip', 'bankStatement', 'employment', 'property', 'purpose', 'other')),
  file_name text not null,
  media_type text not null,
  bytes integer not null check (bytes > 0),
  -- What it shows, whatever the file says of itself: the same picture of two applicants has the same hash.
  picture bytea not null,
  software text,
  created_said text,
  changed_said text,
  issued_on date,
  valid_until date,
  content bytea not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
create index paper_customer on paper (customer_id, uploaded_at);
create index paper_picture on paper (picture);

create table paper_reading (
  seq bigint generated always as identity primary key,
  paper_id text not null references paper,
  is_owner boolean not null,
  shows jsonb not null,
  note text not null,
  read_by text not null,
  read_at timestamptz not null
);
create index paper_reading_of on paper_reading (paper_id, seq);

create table claim_check (
  id text primary key,
  application_id text not null references application,
  field text not null check (field in ('income', 'employer', 'assets', 'debts', 'address', 'purpose')),
  kind text not null check (kind in ('phone', 'visit')),
  found_fen bigint,
  found_text text,
  says text check (says in ('confirms', 'contradicts')),
  note text not null,
  checked_by text not null,
  checked_at timestamptz not null,
  check (found_fen is not null or found_text is not null or says is not null)
);
create index claim_check_of on claim_check (application_id, checked_at);

create table underwriting_parameters (
  version integer primary key,
  values jsonb not null,
  reason text not null,
  proposed_by text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  constraint underwriting_parameters_four_eyes check (decided_by <> proposed_by)
);

-- The owner of a telephone and of a card is asked of the identity provider as well.
alter table source_call drop constraint source_call_source_check;
alter table source_call add constraint source_call_source_check
  check (source in ('bureau', 'income', 'device', 'ownership'));
