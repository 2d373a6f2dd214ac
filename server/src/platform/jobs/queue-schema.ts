import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Connection } from '../db.ts'
import { APP_ROLE } from '../roles.ts'

/** The schema that the queue keeps its tables in. */
export const QUEUE_SCHEMA = 'pgboss'

/** Makes or migrates the queue's tables as the owner of the database and lets the application use them. */
export async function createQueueSchema(owner: Connection): Promise<void> {
  const config = typeof owner === 'string' ? { connectionString: owner } : owner
  const boss = new PgBoss({ ...(config as object), schema: QUEUE_SCHEMA, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.stop({ graceful: false, close: true })
  const client = new pg.Client(config as pg.ClientConfig)
  await client.connect()
  await client.query(GRANTS).finally(() => client.end())
}

const GRANTS = `
  grant usage on schema ${QUEUE_SCHEMA} to ${APP_ROLE};
  grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${APP_ROLE};
  grant usage, select on all sequences in schema ${QUEUE_SCHEMA} to ${APP_ROLE};
  grant execute on all functions in schema ${QUEUE_SCHEMA} to ${APP_ROLE};
`
