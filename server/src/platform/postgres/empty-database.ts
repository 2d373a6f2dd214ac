import pg from 'pg'

/** Takes everything of the platform out of the database; the next migration starts from nothing. */
export async function emptyDatabase(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('drop schema if exists pgboss cascade')
    await client.query(`select pg_advisory_lock(hashtext('puhui.migrate'))`)
    const { rows } = await client.query<{ tablename: string }>(
      `select tablename from pg_tables where schemaname = 'public'`,
    )
    for (const { tablename } of rows)
      await client.query(`drop table if exists public.${pg.escapeIdentifier(tablename)} cascade`)
    await client.query(DROP_ROUTINES)
  } finally {
    await client.end()
  }
}

const DROP_ROUTINES = `
  do $$ declare routine record; begin
    for routine in select oid::regprocedure as name, prokind from pg_proc where pronamespace = 'public'::regnamespace
      and not exists (select 1 from pg_depend where objid = pg_proc.oid and deptype = 'e')
    loop execute format('drop %s if exists %s cascade', case routine.prokind when 'p' then 'procedure' else 'function' end, routine.name); end loop;
    for routine in select typname as name from pg_type left join pg_class on pg_class.oid = typrelid
      where typnamespace = 'public'::regnamespace and (typtype in ('e', 'd') or relkind = 'c')
    loop execute format('drop type if exists public.%I cascade', routine.name); end loop;
    for routine in select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('S')
    loop execute format('drop sequence if exists public.%I cascade', routine.name); end loop;
  end $$`
