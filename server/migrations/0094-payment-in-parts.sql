-- Loans that are paid out in parts. Why: what a borrower may still draw counts against the limits of the lender and of the
-- law, and lists and reports show what has really been paid out. principal_fen is what has been paid out, undrawn_fen what
-- may still be drawn up to draw_until; both are null for a loan that is paid out whole.
alter table loan add column undrawn_fen bigint check (undrawn_fen >= 0);
alter table loan add column draw_until date;
create index loan_drawable on loan (customer_id) where undrawn_fen > 0;
grant update (principal_fen, undrawn_fen, draw_until) on loan to puhui_app;

-- What has been paid out changes only where money is paid out in parts.
create function loan_paid_out_whole() returns trigger language plpgsql as $$
begin
  if new.principal_fen <> old.principal_fen and old.draw_until is null then
    raise exception 'loan % was paid out whole', old.id using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger loan_paid_out_whole before update of principal_fen on loan
  for each row execute function loan_paid_out_whole();
