-- Deferred income. Why: a fee that joins the principal of a loan is earned over its term; until then it is a debt to earnings.
insert into ledger_account (code, name, type, normal_side) values
  ('2401', '{"zh":"递延收益","en":"Deferred income"}', 'liability', 'credit')
on conflict (code) do nothing;
