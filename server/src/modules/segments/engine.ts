import { Worker } from 'node:worker_threads'
import type { FactRecord } from '@puhui/condition'
import type { ReadContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import { type FactScalar, oldestOpenXid, profileFacts, readChangedSince } from '../profiles/index.ts'
import type { AnswerTo, Question } from './answers.ts'
import { type ColumnsNow, readKeptColumns } from './kept-columns.ts'

/** The columns of one database, in a thread of their own, as fresh as the last transaction that was committed. */
interface Engine {
  readonly ask: <Q extends Question>(question: Q) => Promise<AnswerTo<Q>>
  /** From which transaction on something may be new; null before the first load. */
  sinceXid: string | null
  /** One load at a time: who comes while one runs waits for it and looks again. */
  loading: Promise<void>
}

const engines = new WeakMap<object, Engine>()

/**
 * Answers a question from the columns, after taking in everything that was committed before it was asked.
 *
 * Never inside a write: what is not committed must not reach the columns.
 */
export async function ask<Q extends Question>(
  ctx: Pick<ReadContext, 'db' | 'keys'>,
  question: Q,
): Promise<AnswerTo<Q>> {
  const engine = engineOf(ctx.keys)
  const turn = engine.loading.catch(() => {}).then(() => load(engine, ctx.db))
  engine.loading = turn
  await turn
  return engine.ask(question)
}

/** One engine a platform: its keys are the one thing every context of it shares. */
function engineOf(platform: object): Engine {
  const known = engines.get(platform)
  if (known) return known
  const engine = startEngine()
  engines.set(platform, engine)
  return engine
}

const CUSTOMERS_AT_ONCE = 5_000

/** The columns as they are now. */
export async function columnsNow(ctx: Pick<ReadContext, 'db' | 'keys'>): Promise<ColumnsNow> {
  const engine = engineOf(ctx.keys)
  const turn = engine.loading
    .catch(() => {})
    .then(() => load(engine, ctx.db))
    .then(async () => ({ ...(await engine.ask({ kind: 'keep' })), sinceXid: engine.sinceXid! }))
  engine.loading = turn.then(() => {})
  return turn
}

/** At the first question of a process: the kept columns, where there are any, and no fact is read twice. */
async function openKept(engine: Engine, reader: Reader): Promise<void> {
  const kept = await readKeptColumns(reader)
  if (kept === undefined) return
  if (await engine.ask({ kind: 'open', id: kept.id, snapshot: kept.snapshot })) engine.sinceXid = kept.sinceXid
}

async function load(engine: Engine, reader: Reader): Promise<void> {
  if (engine.sinceXid === null) await openKept(engine, reader)
  const next = await oldestOpenXid(reader)
  for (let after = ''; ; ) {
    const rows = await readChangedSince(reader, engine.sinceXid, after, CUSTOMERS_AT_ONCE)
    if (rows.length === 0) break
    const customers = rows.map((row): readonly [string, FactRecord] => [
      row.customer_id,
      recordOf(row.facts ?? {}, row.is_personalised),
    ])
    await engine.ask({ kind: 'put', customers })
    after = rows.at(-1)!.customer_id
    if (rows.length < CUSTOMERS_AT_ONCE) break
  }
  engine.sinceXid = next
}

/** Money comes as text of fen; whoever switched personalisation off is there without anything about the person. */
function recordOf(facts: Readonly<Record<string, FactScalar>>, isPersonalised: boolean): FactRecord {
  const seen = Object.entries(facts).filter(([id]) => isPersonalised || ALWAYS_SEEN.has(id))
  return Object.fromEntries(seen.map(([id, value]) => [id, MONEY.has(id) ? BigInt(value as string) : value]))
}

const ALWAYS_SEEN: ReadonlySet<string> = new Set(['marketingConsent', 'reachable', 'contacts30d', 'holdoutBucket'])
const MONEY: ReadonlySet<string> = new Set(profileFacts.filter(({ type }) => type === 'money').map(({ id }) => id))

function startEngine(): Engine {
  const facts = profileFacts.map(({ id, type }) => ({ id, type }))
  const worker = new Worker(new URL('./columns-worker.ts', import.meta.url), { workerData: facts })
  worker.unref()
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  let asked = 0
  worker.on('message', ({ no, answer, error }: { no: number; answer?: never; error?: string }) => {
    const turn = waiting.get(no)
    waiting.delete(no)
    if (waiting.size === 0) worker.unref()
    if (error !== undefined) turn?.reject(new Error(error))
    else turn?.resolve(answer as never)
  })
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error as Error)
    waiting.clear()
  })
  return {
    sinceXid: null,
    loading: Promise.resolve(),
    ask: (question) =>
      new Promise((resolve, reject) => {
        asked += 1
        waiting.set(asked, { resolve, reject })
        worker.ref()
        worker.postMessage({ no: asked, question })
      }),
  }
}
