import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { systemActor } from '../server/src/platform/actor.ts'
import { readConfig } from '../server/src/platform/config.ts'
import { write } from '../server/src/platform/context.ts'
import { recordAll } from '../server/src/platform/journal/record.ts'
import { silentLog } from '../server/src/platform/log.ts'
import { openPlatform } from '../server/src/platform/open.ts'
import { inTurns, type Workload } from './measure.ts'

const lines = 500

/** Journal lines with masking, MAC and three indexes, against the same rows in a bare table in one statement. */
export const workload: Workload = {
  id: 'P3',
  title: `${lines} journal lines in one transaction / a bare multi-row insert of the same text`,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'puhui-bench-'))
    const { config } = readConfig([], { PUHUI_DATA: folder, PUHUI_LOG: 'silent' })
    const platform = await openPlatform({ config, log: silentLog })
    const client = new pg.Client(platform.owner)
    await client.connect()
    await client.query('create table bench_bare (id bigint generated always as identity primary key, facts jsonb)')
    try {
      return await inTurns({
        ours: () => journal(platform),
        peer: async () => (await client.query(bare, [entries.map((entry) => JSON.stringify(entry))])).rowCount ?? 0,
      })
    } finally {
      await client.end()
      await platform.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

const bare = 'insert into bench_bare (facts) select unnest($1::jsonb[])'
const entries = Array.from({ length: lines }, (_, i) => ({
  action: 'servicing.repaid',
  objectKind: 'loan',
  objectId: `lon_${i}`,
  customerId: `cus_${i}`,
  before: { outstandingFen: String(1_000_000 - i), status: 'active' },
  after: { outstandingFen: String(900_000 - i), status: 'active' },
}))

async function journal(platform: Parameters<typeof write>[0]): Promise<number> {
  await write(platform, { actor: systemActor('bench') }, (ctx) => recordAll(ctx, entries))
  return lines
}
