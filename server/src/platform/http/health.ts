import { sql } from 'kysely'
import type { App } from './app.ts'

/** `/health/live`: the process runs. `/health/ready`: it can reach its database and has no work left before serving. */
export function mountHealth({ server, platform, host }: App): void {
  server.get('/health/live', async () => ({ live: true }))
  server.get('/health/ready', async (_request, reply) => {
    const hasDatabase = await sql`select 1`.execute(platform.db).then(
      () => true,
      () => false,
    )
    const ready = hasDatabase && host.readiness === 'ready'
    return reply
      .status(ready ? 200 : 503)
      .send({ ready, database: hasDatabase, readiness: host.readiness, version: host.version })
  })
}
