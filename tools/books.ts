// Adds the books up by hand, apart from the running platform, and holds every sum against the loans folded anew from their
// events: node bin/run.mjs tools/books.ts [--data DIR | --database URL] [--on DAY …] [--json]; exit 1 when anything differs.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Day } from '@puhui/calendar'
import { type Connection, connect } from '../server/src/platform/db.ts'
import { checkBooks } from './books/checks.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: './data' },
    database: { type: 'string' },
    on: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  },
})

const db = connect(whereItIs(), { max: 1 })
const checks = await db
  .transaction()
  .setIsolationLevel('repeatable read')
  .setAccessMode('read only')
  .execute((tx) => checkBooks(tx, values.on as Day[] | undefined))
  .finally(() => db.destroy())
const wrong = checks.filter(({ difference }) => difference !== '0')
if (values.json) process.stdout.write(`${JSON.stringify({ checks, wrong: wrong.length })}\n`)
else for (const { on, what, difference, detail } of checks) line(on, what, difference, detail)
process.exitCode = wrong.length > 0 ? 1 : 0

function line(on: string, what: string, difference: string, detail: string): void {
  process.stdout.write(`${difference === '0' ? 'ok   ' : 'WRONG'} ${on}  ${what.padEnd(46)} ${detail}\n`)
}

function whereItIs(): Connection {
  const url = values.database ?? process.env.DATABASE_URL
  if (url) return url
  const folder = path.resolve(values.data)
  const pointer = path.join(folder, 'postgres.path')
  const place = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : path.join(folder, 'postgres')
  const lock = path.join(place, 'cluster', 'postmaster.pid')
  if (!existsSync(lock)) {
    process.stderr.write(
      `平台没有在 ${folder} 上运行，请先 npm start\nNo platform runs on ${folder}: npm start first\n`,
    )
    process.exit(2)
  }
  // Lines of PostgreSQL's own file: pid, folder, start, port, socket folder, address.
  const [, , , port, socket, address] = readFileSync(lock, 'utf8').split('\n')
  const { superuserPassword: password } = JSON.parse(readFileSync(path.join(folder, 'secrets.json'), 'utf8')) as {
    superuserPassword: string
  }
  return { host: socket || address || '127.0.0.1', port: Number(port), user: 'postgres', password, database: 'puhui' }
}
