import pg from 'pg'
import type { Connection } from './db.ts'

/** Holds the rights of the application; nobody signs in as it. */
export const APP_ROLE = 'puhui_app'

/** The role that the application signs in as, one per database of a server. */
export function appLogin(database: string): string {
  return database === 'puhui' ? `${APP_ROLE}_login` : `${APP_ROLE}_${database}`.slice(0, 60)
}

/**
 * Makes the roles of the application, as an owner that may create roles. Calling it again sets the password anew.
 *
 * The login role is no superuser, owns nothing and has only what the migrations grant to `puhui_app`.
 */
export async function ensureAppRoles(owner: Connection, login: string, password: string): Promise<void> {
  const client = new pg.Client(owner as pg.ClientConfig)
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('puhui.roles'))`)
    await createRole(client, APP_ROLE, 'nologin')
    await createRole(client, login, `login in role ${APP_ROLE}`)
    await client.query(`alter role ${pg.escapeIdentifier(login)} password ${pg.escapeLiteral(password)}`)
  } finally {
    await client.end()
  }
}

async function createRole(client: pg.Client, name: string, options: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name])
  if (rowCount === 0) await client.query(`create role ${pg.escapeIdentifier(name)} ${options}`)
}
