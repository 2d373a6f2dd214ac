-- Where the money of a loan went: movements of the account it was paid to, as a bank or a file tells them, each with the
-- use it was recognised as; and the alerts that a movement raised until a person has dealt with them.

create table fund_movement (
  id text primary key,
  loan_id text not null references loan,
  moved_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  counterparty text not null,
  note text not null default '',
  use text not null,
  word text,
  source text not null check (source in ('file', 'bank')),
  is_simulated boolean not null,
  natural_key text not null unique,
  recorded_by text not null,
  recorded_at timestamptz not null
);
create index fund_movement_loan on fund_movement (loan_id, moved_on);

create table fund_alert (
  id text primary key,
  loan_id text not null references loan,
  movement_id text not null unique references fund_movement,
  use text not null,
  status text not null default 'open' check (status in ('open', 'proofAsked', 'explained', 'calledIn')),
  reason text,
  raised_on date not null,
  raised_at timestamptz not null,
  handled_by text,
  handled_at timestamptz,
  constraint fund_alert_said_why check (status = 'open' or (reason is not null and handled_by is not null))
);
create index fund_alert_open on fund_alert (status, raised_at);
create index fund_alert_loan on fund_alert (loan_id);
grant update on fund_alert to puhui_app;

-- Up to which day an account was asked about, so that no movement is asked for twice.
create table fund_watch (
  loan_id text primary key references loan,
  asked_until date not null
);
grant update on fund_watch to puhui_app;
