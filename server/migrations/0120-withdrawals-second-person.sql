-- A withdrawal is asked for by one person and decided by another. Those made before this have no second person on record.
alter table policy_withdrawal
  add column approved_by text,
  add constraint policy_withdrawal_two_people check (approved_by <> withdrawn_by);

alter table product_version
  add column withdrawn_approved_by text,
  add constraint product_version_withdrawn_two_people check (withdrawn_approved_by <> withdrawn_by);
