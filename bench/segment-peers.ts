import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { type Condition, toSql } from '@puhui/condition'
import pg from 'pg'
import { type Cluster, startCluster } from '../server/src/platform/postgres/cluster.ts'
import { drawCustomers, facts, sqlTypes } from './segment-facts.ts'

/** Another engine over the same customers, in the same run. */
export interface Peer {
  /** One row of numbers. */
  readonly numbers: (
    select: readonly string[],
    where: Condition | null,
    tests?: readonly Condition[],
  ) => Promise<number[]>
  readonly run: (sql: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The customers as CSV; a missing value is empty. */
export async function writeCsv(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path, { mode: 0o644 })
  let text = `id,${facts.map(({ id }) => id).join(',')}\n`
  const parts: string[] = []
  drawCustomers(rows, (id, values) => {
    text += `${id},${values.map((value, f) => (value === undefined ? '' : facts[f]!.type === 'day' ? dayOf(value as number) : value)).join(',')}\n`
    if (text.length > 1 << 22) {
      parts.push(text)
      text = ''
    }
  })
  for (const part of [...parts, text]) if (!file.write(part)) await once(file, 'drain')
  file.end()
  await once(file, 'finish')
}

function dayOf(epochDay: number): string {
  return new Date(epochDay * 86_400_000).toISOString().slice(0, 10)
}

const columns = ['id text', ...facts.map(({ id }) => `"${id}" ${sqlTypes.get(id)}`)].join(', ')

/** `f(…)` in a select is the test of that place: `count(*) filter (where f0)`. */
function written(
  dialect: 'postgresql' | 'duckdb',
  select: readonly string[],
  where: Condition | null,
  tests: readonly Condition[],
) {
  const parameters: unknown[] = []
  const sqlOf = (condition: Condition) => {
    const sql = toSql(condition, { column: (id) => `"${id}"`, firstParameter: parameters.length + 1, dialect })
    parameters.push(...sql.parameters)
    return sql.text
  }
  const texts = tests.map(sqlOf)
  const fields = select.map((field) => field.replaceAll(/\$f(\d+)/g, (_, at: string) => texts[Number(at)]!))
  const filter = where === null ? '' : ` where ${sqlOf(where)}`
  return { text: `select ${fields.join(', ')} from customer${filter}`, parameters }
}

export async function openDuck(path: string, csv: string | null): Promise<Peer> {
  const instance = await DuckDBInstance.create(path, { threads: '2' })
  const connection = await instance.connect()
  if (csv !== null) {
    await connection.run(`create table customer (${columns})`)
    await connection.run(`copy customer from '${csv}' (header, nullstr '')`)
    await connection.run('checkpoint')
  }
  return {
    numbers: async (select, where, tests = []) => {
      const { text, parameters } = written('duckdb', select, where, tests)
      return duckRow(connection, text, parameters)
    },
    run: async (sql) => void (await connection.run(sql)),
    close: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function duckRow(connection: DuckDBConnection, text: string, parameters: readonly unknown[]): Promise<number[]> {
  const prepared = await connection.prepare(text)
  prepared.bind(parameters as DuckDBValue[])
  const result = await prepared.runAndReadAll()
  return result.getRows()[0]!.map((value) => Number(value))
}

export async function openPostgres(dataDir: string, csv: string): Promise<Peer> {
  const settings = { shared_buffers: '2GB', work_mem: '128MB', max_parallel_workers_per_gather: '2', jit: 'off' }
  const cluster: Cluster = await startCluster({ dataDir, superuserPassword: 'bench', settings })
  const client = new pg.Client({ host: cluster.host, port: cluster.port, user: 'postgres', password: 'bench' })
  await client.connect()
  await client.query(`create unlogged table customer (${columns})`)
  await client.query(`copy customer from '${csv}' (format csv, header)`)
  await client.query('create unique index customer_id on customer (id)')
  await client.query('vacuum analyze customer')
  return {
    numbers: async (select, where, tests = []) => {
      const { text, parameters } = written('postgresql', select, where, tests)
      const { rows } = await client.query({ text, values: parameters, rowMode: 'array' })
      return (rows[0] as unknown[]).map(Number)
    },
    run: async (sql) => void (await client.query(sql)),
    close: async () => {
      await client.end()
      await cluster.stop()
    },
  }
}
