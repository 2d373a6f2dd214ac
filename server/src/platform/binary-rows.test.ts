import { CompiledQuery, sql } from 'kysely'
import { expect, test } from 'vitest'
import { type BinaryRow, binaryRows } from './binary-rows.ts'
import { freshDatabase } from './testing.ts'

const COLUMNS = {
  said: 'text',
  at: 'timestamptz',
  on_day: 'date',
  count: 'integer',
  fen: 'bigint',
  is_so: 'boolean',
  document: 'jsonb',
  seal: 'bytea',
  accounts: 'text[]',
  fens: 'bigint[]',
} as const

type Row = BinaryRow<keyof typeof COLUMNS>

const row: Row = {
  said: '还款 "paid", \\ and {all}',
  at: '2026-11-22T01:02:03.456Z',
  on_day: '1999-12-31',
  count: -7,
  fen: 9_007_199_254_740_993n,
  is_so: true,
  document: '{"zh": "本金", "n": 1}',
  seal: Uint8Array.of(0, 255, 10),
  accounts: ['1002', '应收'],
  fens: [-5n, 5n],
}
const EMPTY: Row = { ...row, accounts: [], fens: [], said: '' }
const NOTHING = Object.fromEntries(Object.keys(row).map((name) => [name, null])) as Row

test('[BR-1] what is sent is what the database reads, kind by kind, and what is not there is null', async () => {
  const { owner } = await freshDatabase()
  const fields = Object.entries(COLUMNS).map(([name, kind]) => `${name} ${kind}`)
  await sql.raw(`create type kinds_row as (${fields.join(', ')})`).execute(owner)
  const { rows: oids } = await sql<{ oid: number }>`select 'kinds_row'::regtype::oid as oid`.execute(owner)
  const sent = binaryRows(COLUMNS, [row, EMPTY, NOTHING], oids[0]!.oid)
  const { rows } = await owner.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw('select k.* from unnest($1::kinds_row[]) k', [sent]),
  )
  const document = { zh: '本金', n: 1 }
  expect(rows).toEqual([
    { ...row, document, seal: Buffer.from([0, 255, 10]) },
    { ...EMPTY, document, seal: Buffer.from([0, 255, 10]) },
    NOTHING,
  ])
})

test('[BR-2] a text longer than the room it was given makes room', async () => {
  const long = '款'.repeat(40_000)
  const sent = binaryRows({ said: 'text' }, [{ said: long }, { said: 'x' }], 25)
  expect(sent.includes(long)).toBe(true)
  expect(sent.subarray(-1).toString()).toBe('x')
})
