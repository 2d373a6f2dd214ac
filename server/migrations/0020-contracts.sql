-- Contracts. Why: what a borrower signed never changes. The terms, the cost table and their hash are written once; only
-- the steps towards the signature may still be filled in, and each only once.

create sequence contract_number;

create table contract (
  id text primary key,
  number text not null unique,
  application_id text not null,
  customer_id text not null,
  product_code text not null,
  product_version_id text not null,
  product_version integer not null check (product_version > 0),
  grade text not null,
  principal_fen bigint not null check (principal_fen > 0),
  term_months integer not null check (term_months > 0),
  method text not null,
  annual_rate_ppm bigint not null check (annual_rate_ppm >= 0),
  annual_cost_simple_ppm bigint not null,
  annual_cost_irr_ppm bigint not null,
  status text not null default 'prepared' check (status in ('prepared', 'disclosed', 'signed', 'void')),
  -- How it was concluded: by the borrower online, or outside and handed in with a batch.
  channel text not null check (channel in ('online', 'batch')),
  clauses_version integer not null,
  prepared_on date not null,
  terms jsonb not null,
  cost_table jsonb not null,
  terms_hash text not null,
  opened_at timestamptz not null,
  acknowledgement jsonb,
  signature jsonb,
  pdf_sha256 text,
  created_at timestamptz not null,
  signed_at timestamptz,
  loan_id text,
  check (status <> 'disclosed' or acknowledgement is not null),
  check (status <> 'signed' or (acknowledgement is not null and signature is not null and signed_at is not null))
);
create unique index contract_one_per_application on contract (application_id) where status <> 'void';
create index contract_recent on contract (signed_at desc nulls last, id);
create index contract_created on contract (created_at desc, id);
create index contract_customer on contract (customer_id, created_at desc);
create index contract_principal on contract (principal_fen, id);
grant update (status, acknowledgement, signature, pdf_sha256, signed_at, loan_id) on contract to puhui_app;

create function contract_keeps_what_was_signed() returns trigger language plpgsql as $$
begin
  if old.status = 'signed' and (new.status, new.acknowledgement, new.signature, new.signed_at) is distinct from
     (old.status, old.acknowledgement, old.signature, old.signed_at) then
    raise exception 'contract % is signed', old.id using errcode = 'check_violation';
  end if;
  if old.pdf_sha256 is not null and new.pdf_sha256 is distinct from old.pdf_sha256 then
    raise exception 'the paper of contract % is fixed', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger contract_keeps_what_was_signed before update on contract
  for each row execute function contract_keeps_what_was_signed();

-- The paper that was signed, byte for byte. A batch has none: its papers are set from the contract when asked for.
create table contract_paper (
  contract_id text primary key references contract,
  sha256 text not null,
  content bytea not null,
  made_at timestamptz not null
);
