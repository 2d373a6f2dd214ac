import { type Condition, compile, type Fact, type FactRecord, readCondition, slotOf, toSql } from '@puhui/condition'
import { anyConditionText, anyDeepConditionText, anyRecord, testCatalogue, testFacts } from '@puhui/condition/arbitrary'
import { binColumn, createMatcher, createStore, hasBit, putCustomer } from '@puhui/segment'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabase } from '../../platform/testing.ts'

/** 2,000 customers × this many conditions: a million answers of each reading; PUHUI_SEGMENT_READINGS makes it longer. */
const CONDITIONS = Number(process.env.PUHUI_SEGMENT_READINGS ?? 500)
const CUSTOMERS = 2_000
const AT_ONCE = 20

const COLUMN_TYPES: Readonly<Record<Fact['type'], string>> = {
  number: 'float8',
  money: 'bigint',
  rate: 'bigint',
  integer: 'bigint',
  boolean: 'boolean',
  text: 'text',
  day: 'date',
  enum: 'text',
}

test('[G10] [G13] bitsets with and without bins, the row predicate and PostgreSQL agree on every customer, the unknown included', async () => {
  const seed = Number(process.env.PUHUI_SEED ?? 2026)
  const records = fc.sample(anyRecord, { numRuns: CUSTOMERS, seed })
  const matcher = createMatcher(storeOf(records))
  const binned = storeOf(records)
  while (binColumn(binned, 0));
  const quick = createMatcher(binned)
  const byDatabase = await inPostgres(records)
  const seen = { true: 0, false: 0, undefined: 0 }
  for (let from = 0; from < CONDITIONS; from += AT_ONCE) {
    const texts = fc.sample(from % 3 === 0 ? anyDeepConditionText : anyConditionText, {
      numRuns: AT_ONCE,
      seed: seed + 1 + from,
    })
    const conditions = texts.map(treeOf)
    const answers = await byDatabase(conditions)
    for (const [c, condition] of conditions.entries()) {
      const [yes, no, row] = [matcher.matching(condition), matcher.failing(condition), compile(condition)]
      expect(quick.matching(condition)).toEqual(yes)
      expect(quick.failing(condition)).toEqual(no)
      for (let r = 0; r < CUSTOMERS; r++) {
        const truth = row(records[r]!)
        const byBits = hasBit(yes, r) ? true : hasBit(no, r) ? false : undefined
        const bySql = answers[r]![c] ?? undefined
        if (byBits !== truth || bySql !== truth) {
          throw new Error(`${texts[c]} of customer ${r} (seed ${seed}): row ${truth}, bits ${byBits}, SQL ${bySql}`)
        }
        seen[`${truth}`] += 1
      }
    }
  }
  expect(seen.true + seen.false + seen.undefined).toBe(CONDITIONS * CUSTOMERS)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan((CONDITIONS * CUSTOMERS) / 100)
}, 600_000)

function storeOf(records: readonly FactRecord[]) {
  const store = createStore(testFacts)
  for (const [at, record] of records.entries()) putCustomer(store, idOf(at), record)
  return store
}

function idOf(at: number): string {
  return `c${String(at).padStart(6, '0')}`
}

function treeOf(text: string): Condition {
  const read = readCondition(text, testCatalogue)
  if (!read.ok) throw new Error(text)
  return read.value
}

/** The customers as a table; the answer is one row a customer and one truth a condition. */
async function inPostgres(records: readonly FactRecord[]) {
  const { connection: _connection, ownerConnection, drop } = await freshDatabase()
  const { default: pg } = await import('pg')
  const client = new pg.Client(ownerConnection)
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await drop()
  })
  const columns = testFacts.map(({ id, type }) => `"${id}" ${COLUMN_TYPES[type]}`)
  await client.query(`create table reading (no integer primary key, ${columns.join(', ')})`)
  const rows = records.map((record, no) => ({
    no,
    ...Object.fromEntries(testFacts.map(({ id, type }) => [id, plain(record[id], type)])),
  }))
  await client.query('insert into reading select * from jsonb_populate_recordset(null::reading, $1::jsonb)', [
    JSON.stringify(rows),
  ])
  return async (conditions: readonly Condition[]): Promise<readonly (readonly (boolean | null)[])[]> => {
    const parameters: unknown[] = []
    const fields = conditions.map((condition) => {
      const sql = toSql(condition, { column: (id) => `"${id}"`, firstParameter: parameters.length + 1 })
      parameters.push(...sql.parameters)
      return sql.text
    })
    const answer = await client.query({
      text: `select ${fields.join(', ')} from reading order by no`,
      values: parameters,
      rowMode: 'array',
    })
    return answer.rows as (boolean | null)[][]
  }
}

function plain(value: FactRecord[string], type: Fact['type']): unknown {
  return type === 'day' ? (value ?? null) : (slotOf(type, value) ?? null)
}
