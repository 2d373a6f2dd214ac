import { compileFunction } from 'node:vm'
import { DuckDBInstance } from '@duckdb/node-api'
import {
  type Condition,
  compile,
  evaluate,
  type Fact,
  type FactRecord,
  factsOf,
  readCondition,
  SourceWriter,
  type SqlDialect,
  slotOf,
  type Truth,
  toSql,
} from '@puhui/condition'
import { anyConditionText, anyDeepConditionText, anyRecord, testCatalogue, testFacts } from '@puhui/condition/arbitrary'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabase } from '../../platform/testing.ts'

/** 2,000 records × this many conditions: a million answers of each reading; PUHUI_READINGS makes the run longer. */
const CONDITIONS = Number(process.env.PUHUI_READINGS ?? 500)
const RECORDS = 2_000
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

test('[X14] [X15] [X17] interpreter, closures, generated text, PostgreSQL and DuckDB agree on every record', async () => {
  const seed = Number(process.env.PUHUI_SEED ?? 1122)
  const records = fc.sample(anyRecord, { numRuns: RECORDS, seed })
  const missing = records.flatMap((record) => testFacts.map(({ id }) => record[id] ?? null)).filter((x) => x === null)
  expect(missing.length / (RECORDS * testFacts.length)).toBeGreaterThan(0.05)
  const [postgres, duck] = [await inPostgres(records), await inDuck(records)]
  const seen = { true: 0, false: 0, undefined: 0 }
  let compared = 0
  for (let from = 0; from < CONDITIONS; from += AT_ONCE) {
    const texts = fc.sample(from % 3 === 0 ? anyDeepConditionText : anyConditionText, {
      numRuns: AT_ONCE,
      seed: seed + 1 + from,
    })
    const conditions = texts.map(treeOf)
    const [byPostgres, byDuck] = [await postgres(conditions), await duck(conditions)]
    for (const [c, condition] of conditions.entries()) {
      const [closures, generated] = [compile(condition), generatedFrom(condition)]
      for (const [r, record] of records.entries()) {
        const truth = evaluate(condition, record)
        const others = [closures(record), generated(record), byPostgres[r]![c], byDuck[r]![c]]
        if (others.some((other) => other !== truth))
          throw new Error(
            `${texts[c]} of ${JSON.stringify(record, (_, v) => (typeof v === 'bigint' ? `${v}` : v))}: ${truth}, ${others}`,
          )
        seen[`${truth}`] += 1
        compared += 1
      }
    }
  }
  process.stdout.write(`${compared.toLocaleString('en')} answers compared five ways: ${JSON.stringify(seen)}\n`)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(compared / 20)
}, 3_600_000)

function treeOf(text: string): Condition {
  const result = readCondition(text, testCatalogue)
  if (!result.ok) throw new Error(text)
  return result.value
}

/** The generated text, for records whose missing facts vary: three-valued; all known: two-valued. */
function generatedFrom(condition: Condition): (record: FactRecord) => Truth {
  const facts = [...factsOf(condition)]
  const [three, two] = [functionOf(condition, facts, false), functionOf(condition, facts, true)]
  return (record) => {
    const slots = facts.map(([id, type]) => slotOf(type, record[id]))
    return slots.includes(undefined) ? three(slots) : two(slots)
  }
}

function functionOf(condition: Condition, facts: readonly (readonly [string, Fact['type']])[], isKnown: boolean) {
  const places = new Map(facts.map(([id], i) => [id, `f${i}`]))
  const writer = new SourceWriter({ fact: (id) => places.get(id)!, isKnown: () => isKnown })
  const { code } = writer.condition(condition)
  const declared = ['none', ...writer.temporaries].join(', ')
  const body = `const [${[...places.values()].join(', ')}] = s; let ${declared}; return ${code}`
  return compileFunction(body, ['s']) as (slots: readonly unknown[]) => Truth
}

type Readings = (conditions: readonly Condition[]) => Promise<readonly (readonly Truth[])[]>

/** All conditions as columns of one query over all records. */
function queryOf(conditions: readonly Condition[], dialect: SqlDialect) {
  const parameters: (number | string | boolean | readonly (number | string | boolean)[])[] = []
  const columns = conditions.map((condition, i) => {
    const sql = toSql(condition, { column: (id) => `x_${id}`, firstParameter: parameters.length + 1, dialect })
    parameters.push(...sql.parameters)
    return `${sql.text} as c${i}`
  })
  return { text: `select ${columns.join(', ')} from sample order by row_no`, parameters }
}

async function inPostgres(records: readonly FactRecord[]): Promise<Readings> {
  const { owner, ownerConnection } = await freshDatabase()
  void owner
  const { default: pg } = await import('pg')
  const client = new pg.Client(ownerConnection)
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(tableText('create temporary table'))
  await client.query(`insert into sample values ${records.map(rowText).join(', ')}`)
  return async (conditions) => {
    const { text, parameters } = queryOf(conditions, 'postgresql')
    const { rows } = await client.query({ text, values: [...parameters], rowMode: 'array' })
    return (rows as (boolean | null)[][]).map((row) => row.map((each) => each ?? undefined))
  }
}

async function inDuck(records: readonly FactRecord[]): Promise<Readings> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  onTestFinished(() => connection.closeSync())
  await connection.run('set threads = 1')
  await connection.run(tableText('create table'))
  await connection.run(`insert into sample values ${records.map(rowText).join(', ')}`)
  return async (conditions) => {
    const { text, parameters } = queryOf(conditions, 'duckdb')
    const rows = (await connection.runAndReadAll(text, parameters as (number | string | boolean)[])).getRows()
    return (rows as (boolean | null)[][]).map((row) => row.map((each) => each ?? undefined))
  }
}

function tableText(create: string): string {
  const columns = testFacts.map(({ id, type }) => `x_${id} ${COLUMN_TYPES[type]}`)
  return `${create} sample (row_no integer, ${columns.join(', ')})`
}

function rowText(record: FactRecord, rowNo: number): string {
  const cells = testFacts.map(({ id, type }) => {
    const value = record[id] ?? null
    if (value === null) return 'null'
    return type === 'text' || type === 'enum' || type === 'day'
      ? `'${value}'`
      : type === 'number'
        ? `'${value}'::float8`
        : `${value}`
  })
  return `(${rowNo}, ${cells.join(', ')})`
}
