import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)
const PROGRAM = '/usr/bin/pgbench'

/** More branches than clients, so that TPC-B does not wait for one row. */
const SCALE = 32

/** How pgbench sends its statements: `simple` is how it comes, `prepared` the fastest that it has. */
export type TpcBMode = 'simple' | 'prepared'

export interface TpcBRun {
  readonly mode: TpcBMode
  readonly clients: number
  readonly seconds: number
}

/** The tables of TPC-B, as pgbench makes them. */
export async function prepareTpcB(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(`
      create table pgbench_branches (bid int primary key, bbalance int, filler char(88)) with (fillfactor = 100);
      create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
      create table pgbench_accounts (aid int, bid int, abalance int, filler char(84)) with (fillfactor = 100);
      create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
      insert into pgbench_branches select g, 0, '' from generate_series(1, ${SCALE}) g;
      insert into pgbench_tellers select g, (g - 1) / 10 + 1, 0, '' from generate_series(1, ${SCALE * 10}) g;
      insert into pgbench_accounts select g, (g - 1) / 100000 + 1, 0, '' from generate_series(1, ${SCALE * 100_000}) g;
      alter table pgbench_accounts add primary key (aid);`)
    await client.query('vacuum analyze pgbench_accounts')
  } finally {
    await client.end()
  }
}

/**
 * TPC-B as PostgreSQL's own pgbench runs it. Where the program is missing, the same five statements go through `pg` with
 * as many connections.
 *
 * @returns transactions per second
 */
export async function tpcB(owner: pg.ClientConfig, run: TpcBRun): Promise<number> {
  return existsSync(PROGRAM) ? pgbench(owner, run) : throughPg(owner, run)
}

async function pgbench(owner: pg.ClientConfig, { mode, clients, seconds }: TpcBRun): Promise<number> {
  const threads = Math.min(2, clients)
  const args = ['-n', '-M', mode, '-c', String(clients), '-j', String(threads), '-T', String(seconds)]
  const env = { ...process.env, PGPASSWORD: String(owner.password) }
  const place = ['-h', String(owner.host), '-p', String(owner.port ?? 5432), '-U', String(owner.user)]
  const { stdout } = await run(PROGRAM, [...place, ...args, String(owner.database)], { env })
  const found = /tps = ([\d.]+)/.exec(stdout)
  if (!found) throw new Error(stdout)
  return Number(found[1])
}

async function throughPg(owner: pg.ClientConfig, { mode, clients, seconds }: TpcBRun): Promise<number> {
  const end = performance.now() + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: clients }, (_, at) => oneClient(owner, { mode, seed: at + 1, end })),
  )
  return counts.reduce((sum, count) => sum + count, 0) / seconds
}

interface Client {
  readonly mode: TpcBMode
  readonly seed: number
  readonly end: number
}

async function oneClient(owner: pg.ClientConfig, { mode, seed, end }: Client): Promise<number> {
  const client = new pg.Client(owner)
  await client.connect()
  let state = seed * 2_654_435_761
  const random = (max: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return (state % max) + 1
  }
  const statement = (name: string, text: string, values: number[]) =>
    client.query(mode === 'prepared' ? { name, text, values } : { text, values })
  let count = 0
  for (; performance.now() < end; count++) {
    const [aid, bid, tid, delta] = [random(SCALE * 100_000), random(SCALE), random(SCALE * 10), random(10_000) - 5_000]
    await client.query('begin')
    await statement('a', 'update pgbench_accounts set abalance = abalance + $2 where aid = $1', [aid, delta])
    await statement('b', 'select abalance from pgbench_accounts where aid = $1', [aid])
    await statement('c', 'update pgbench_tellers set tbalance = tbalance + $2 where tid = $1', [tid, delta])
    await statement('d', 'update pgbench_branches set bbalance = bbalance + $2 where bid = $1', [bid, delta])
    await statement(
      'e',
      'insert into pgbench_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, current_timestamp)',
      [tid, bid, aid, delta],
    )
    await client.query('end')
  }
  await client.end()
  return count
}
