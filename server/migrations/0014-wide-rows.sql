-- Facts and traces are two to four kilobytes a row. Compressing each as it is written took a third of a batch; up to eight
-- kilobytes a row now stays as it is, inside its page.
alter table decision set (toast_tuple_target = 8160);
alter table application set (toast_tuple_target = 8160);
