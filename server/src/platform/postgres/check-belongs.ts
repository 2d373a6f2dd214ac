import pg from 'pg'
import { checkMasterKey } from '../crypto/keys.ts'
import { StartRefused } from '../start-refused.ts'

/**
 * A lender's database must be empty or this platform's own, and our master key must open it. Checked before anything
 * there is changed: a reset would drop what is not ours, and a new password would lock out the platform that runs on it.
 */
export async function checkBelongs(owner: pg.ClientConfig, master: Buffer): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const { rows } = await client.query<Belongings>(BELONGINGS)
    const { foreign, is_ours, has_keys } = rows[0]!
    if (!is_ours && foreign.length > 0) throw new StartRefused(notEmpty(foreign))
    if (!has_keys) return
    const keys = await client.query<{ purpose: string; wrapped: Buffer }>('select purpose, wrapped from data_key')
    for (const { purpose, wrapped } of keys.rows) checkMasterKey(master, wrapped, purpose)
  } finally {
    await client.end()
  }
}

interface Belongings {
  readonly foreign: readonly string[]
  readonly is_ours: boolean
  readonly has_keys: boolean
}

const BELONGINGS = `
  select to_regclass('public.migration') is not null as is_ours, to_regclass('public.data_key') is not null as has_keys,
    array(select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
      and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e') order by relname) as foreign`

const NAMED = 5

function notEmpty(tables: readonly string[]): string {
  const named = tables.slice(0, NAMED).join(', ')
  return (
    `此数据库里已有别的数据（${tables.length} 张表：${named}），普惠不会动它。请另建一个空数据库。` +
    `\nThis database holds something else (${tables.length} tables: ${named}); Puhui leaves it alone. Create an empty database for it.`
  )
}
