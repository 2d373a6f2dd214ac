-- Every product, and with it every loan, belongs to one of the five sub-markets. Why: volumes are reported by the five;
-- the code is chosen when a product is opened and is not granted to be changed, so that no loan changes its market.

alter table product add column sub_market text
  check (sub_market in ('ecommerce', 'mobilePayment', 'virtualCard', 'student', 'crossBorder'));
update product set sub_market = case kind when 'instalment' then 'ecommerce' else 'mobilePayment' end;
alter table product alter column sub_market set not null;
