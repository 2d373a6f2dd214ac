import pg from 'pg'
import type { Config } from '../config.ts'
import { StartRefused } from '../start-refused.ts'

const VERSION_MIN = 150_000

/** What a lender's own server must be; everything that is wrong is said at once. */
export async function checkServer(
  owner: pg.ClientConfig,
  config: Config,
): Promise<{ database: string; mayCreateRoles: boolean }> {
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: 10_000 })
  await client.connect().catch((cause: Error) => {
    throw new StartRefused(`无法连接数据库：${cause.message}\nThe database cannot be reached: ${cause.message}`, {
      cause,
    })
  })
  try {
    const { rows } = await client.query<ServerFacts>(FACTS)
    const facts = rows[0]!
    const problems = problemsOf(facts, config)
    if (problems.length > 0) throw new StartRefused(problems.map(({ zh, en }) => `${zh}\n${en}`).join('\n'))
    return { database: facts.database, mayCreateRoles: facts.may_create_roles }
  } finally {
    await client.end()
  }
}

interface ServerFacts {
  readonly version: number
  readonly version_text: string
  readonly database: string
  readonly encoding: string
  readonly fsync: string
  readonly full_page_writes: string
  readonly synchronous_commit: string
  readonly is_replica: boolean
  readonly may_create: boolean
  readonly may_create_roles: boolean
}

const FACTS = `
  select current_setting('server_version_num')::int as version, current_setting('server_version') as version_text,
    current_database() as database, current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
    current_setting('full_page_writes') as full_page_writes, current_setting('synchronous_commit') as synchronous_commit,
    pg_is_in_recovery() as is_replica, has_schema_privilege('public', 'create') as may_create,
    (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as may_create_roles`

function problemsOf(facts: ServerFacts, config: Config): { zh: string; en: string }[] {
  const problems: { zh: string; en: string }[] = []
  if (facts.version < VERSION_MIN) {
    problems.push({
      zh: `需要 PostgreSQL 15 以上，此服务器为 ${facts.version_text}。`,
      en: `PostgreSQL 15 or later is needed; this server is ${facts.version_text}.`,
    })
  }
  if (facts.encoding !== 'UTF8')
    problems.push({
      zh: `数据库编码须为 UTF8，现为 ${facts.encoding}。`,
      en: `The database encoding must be UTF8; it is ${facts.encoding}.`,
    })
  if (facts.is_replica) problems.push({ zh: '此服务器是只读副本。', en: 'This server is a read-only replica.' })
  if (!facts.may_create)
    problems.push({
      zh: '数据库用户无权在 public 模式建表。',
      en: 'The database user may not create tables in the schema public.',
    })
  if (config.mode !== 'production') return problems
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'] as const) {
    if (facts[name] === 'off')
      problems.push({ zh: `生产环境不允许 ${name} = off。`, en: `Production does not allow ${name} = off.` })
  }
  return problems
}

/** The role that requests run as must not be able to change what the migrations forbid it. */
export async function checkAppRole(app: pg.ClientConfig, config: Config): Promise<void> {
  const client = new pg.Client({ ...app, connectionTimeoutMillis: 10_000 })
  await client.connect().catch((cause: Error) => {
    throw new StartRefused(
      `应用用户无法连接数据库：${cause.message}\nThe application user cannot connect: ${cause.message}`,
      { cause },
    )
  })
  try {
    const { rows } = await client.query<{ is_strong: boolean }>(STRONG)
    if (!rows[0]!.is_strong || config.mode !== 'production') return
    throw new StartRefused(
      '生产环境的应用用户不能是超级用户，也不能拥有日志表。\nIn production the application user must be no superuser and must not own the journal.',
    )
  } finally {
    await client.end()
  }
}

const STRONG = `
  select (select rolsuper from pg_roles where rolname = current_user)
    or coalesce((select pg_has_role(current_user, tableowner, 'member') from pg_tables where schemaname = 'public' and tablename = 'journal'), false)
    as is_strong`
