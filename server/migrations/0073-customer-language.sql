-- In which language a customer wants messages. Why a table of its own: most never choose, and then it is Chinese.

create table customer_language (
  customer_id text primary key references customer,
  language text not null check (language in ('zh', 'en')),
  changed_at timestamptz not null
);
grant update on customer_language to puhui_app;
