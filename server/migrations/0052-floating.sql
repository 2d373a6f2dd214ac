-- Loans whose rate follows a benchmark. Why: day-end looks at these alone, and most lenders have few or none.
create index loan_floating on loan (id) where terms #> '{schedule,plan,floating}' is not null;
