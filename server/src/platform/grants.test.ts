import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from './testing.ts'

/** What has happened is never rewritten: not by a bug, not by an injected statement. */
const APPEND_ONLY = ['journal', 'journal_link', 'journal_anchor', 'loan_event', 'ledger_entry', 'ledger_line']

test.each(APPEND_ONLY)('[SEC-02] the application can neither update nor delete %s', async (table) => {
  const { db } = await freshDatabase()
  const { rows } = await sql<{ privilege: string }>`
    select distinct privilege_type as privilege from information_schema.column_privileges
      where table_schema = 'public' and table_name = ${table} and grantee in ('puhui_app', current_user)
    union select privilege_type from information_schema.table_privileges
      where table_schema = 'public' and table_name = ${table} and grantee in ('puhui_app', current_user)
    order by 1`.execute(db)
  expect(rows.map(({ privilege }) => privilege).filter((privilege) => privilege !== 'INSERT')).toEqual(['SELECT'])
})

test('[SEC-02] the application owns nothing, makes no roles and no tables', async () => {
  const { db } = await freshDatabase()
  const { rows } = await sql<{ strong: boolean; owned: bigint }>`
    select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as strong,
      (select count(*) from pg_class where relowner = pg_roles.oid) as owned
    from pg_roles where rolname = current_user`.execute(db)
  expect(rows).toEqual([{ strong: false, owned: 0n }])
  await expect(sql`create table mine (id int)`.execute(db)).rejects.toMatchObject({ code: '42501' })
})
