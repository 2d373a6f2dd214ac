import { createHash } from 'node:crypto'
import { chmodSync, closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Condition } from '@puhui/condition'
import {
  audienceOf,
  binColumn,
  breakdown,
  createMatcher,
  createStore,
  type Matcher,
  putSlots,
  readSnapshot,
  type SegmentStore,
  waterfall,
  writeSnapshot,
} from '@puhui/segment'
import type { Measured, Workload } from './measure.ts'
import { condition, drawCustomers, facts, idOf, OCCUPATIONS } from './segment-facts.ts'
import { openDuck, openPostgres, type Peer, writeCsv } from './segment-peers.ts'

/** Five million customers unless said; 25 facts each. */
const ROWS = Number(process.env.PUHUI_SEGMENT_ROWS ?? 5_000_000)

/** A segment of six lines, each with the values one may turn it to. */
const LINES: readonly (readonly string[])[] = [
  ['p1', 'p2', 'p4', 'p7'].map((last) => `province in ("p3", "p5", "p9", "p12", "${last}")`),
  [24, 25, 26, 28].map((least) => `age between ${least} and 35`),
  [5_000, 8_000, 9_500, 12_345].map((least) => `income >= ${least}`),
  [0, 1, 2].map((most) => `loansOpen <= ${most}`),
  ['smsConsent', 'not(creditConsent)', 'smsConsent and creditConsent'],
  [0, 15, 30].map((most) => `dpdMax <= ${most}`),
]
const STEPS = [
  { id: 'reachable', keep: 'channel != "village"' },
  { id: 'consent', keep: 'smsConsent and creditConsent' },
  { id: 'frequency', keep: 'applications <= 6' },
  { id: 'suitability', keep: 'dpdMax <= 30 and balance < 50000 and score >= 420' },
  { id: 'holdout', keep: 'bucket >= 500' },
].map(({ id, keep }) => ({ id, keep: condition(keep) }))
const PERSONAS = OCCUPATIONS.flatMap((job) =>
  ['age < 36', 'age >= 36'].map((age) => ({
    id: `${job} ${age}`,
    when: condition(`occupation = "${job}" and ${age}`),
  })),
)
const SUMS = ['income', 'balance']

interface World {
  readonly folder: string
  readonly store: SegmentStore
  readonly matcher: Matcher
  readonly duck: Peer
  readonly postgres: Peer
}

let opened: Promise<World> | undefined

/** The same customers in our columns, in DuckDB and in PostgreSQL; made once for all workloads of a run. */
function world(): Promise<World> {
  opened ??= makeWorld()
  return opened
}

async function makeWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'puhui-segment-'))
  chmodSync(folder, 0o755)
  const csv = join(folder, 'customers.csv')
  await writeCsv(csv, ROWS)
  const store = createStore(facts, { capacity: ROWS, idLength: idOf(0).length })
  drawCustomers(ROWS, (id, values) => putSlots(store, id, values))
  writeFileSync(join(folder, 'snapshot'), writeSnapshot(store))
  while (binColumn(store)); // what the server's thread does while nobody asks
  const duck = await openDuck(join(folder, 'customers.duckdb'), csv)
  const postgres = await openPostgres(join(folder, 'postgres'), csv)
  rmSync(csv)
  return { folder, store, matcher: createMatcher(store), duck, postgres }
}

async function closeWorld(): Promise<void> {
  if (opened === undefined) return
  const { duck, postgres, folder } = await opened
  opened = undefined
  await Promise.all([duck.close(), postgres.close()])
  rmSync(folder, { recursive: true, force: true })
}

/** Segments each of which differs from the one before in one line. */
function* changes(rounds: number): Generator<Condition> {
  const chosen = LINES.map(() => 0)
  for (let round = 0; round < rounds; round++) {
    const line = round % LINES.length
    chosen[line] = (chosen[line]! + 1) % LINES[line]!.length
    yield condition(LINES.map((options, at) => `(${options[chosen[at]!]!})`).join(' and '))
  }
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function p95(taken: readonly number[]): number {
  return [...taken].sort((a, b) => a - b)[Math.ceil(taken.length * 0.95) - 1]!
}

function measured(ours: readonly number[], peer: readonly number[]): Measured {
  const round = (value: number) => Math.round(value * 1000) / 1000
  return { ours: round(p95(ours)), peer: round(p95(peer)), ratio: round(p95(ours) / p95(peer)), unit: 'ms p95' }
}

function mustEqual(ours: unknown, peer: unknown): void {
  if (JSON.stringify(ours) !== JSON.stringify(peer))
    throw new Error(`the answers differ: ${JSON.stringify(ours)} and ${JSON.stringify(peer)}`)
}

/** Every change scans one column anew: nothing is answered from an earlier round. */
async function count(peer: Peer, rounds: number, matcher: Matcher): Promise<Measured> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (const segment of changes(rounds)) {
    let [here, there] = [0, 0]
    ours.push(
      await timed(() => {
        here = matcher.count(segment)
      }),
    )
    theirs.push(
      await timed(async () => {
        there = (await peer.numbers(['count(*)'], segment))[0]!
      }),
    )
    mustEqual(here, there)
  }
  return measured(ours, theirs)
}

/** Keeps the answers of the five other lines and forgets those of earlier rounds. */
const forgetful = (store: SegmentStore) => createMatcher(store, { keep: LINES.length + 2 })

async function countWorkload(peerOf: (world: World) => Peer, rounds: number): Promise<Measured> {
  const made = await world()
  const matcher = forgetful(made.store)
  for (const segment of changes(LINES.length)) matcher.count(segment)
  const answer = await count(peerOf(made), rounds, matcher)
  matcher.close()
  return answer
}

async function waterfallWorkload(peerOf: (world: World) => Peer, rounds: number): Promise<Measured> {
  const made = await world()
  const matcher = forgetful(made.store)
  const [ours, theirs]: [number[], number[]] = [[], []]
  const tests = STEPS.map(({ keep }) => keep)
  const select = [
    'count(*)',
    ...tests.map(
      (_, at) =>
        `count(*) filter (where ${tests
          .slice(0, at + 1)
          .map((_, f) => `$f${f}`)
          .join(' and ')})`,
    ),
  ]
  for (const segment of changes(rounds)) {
    let [here, there]: [number[], number[]] = [[], []]
    ours.push(
      await timed(() => {
        here = waterfall(made.matcher, matcher.matching(segment), STEPS).lines.map(({ left }) => left)
      }),
    )
    theirs.push(
      await timed(async () => {
        there = await peerOf(made).numbers(select, segment, tests)
      }),
    )
    mustEqual(here, there)
  }
  matcher.close()
  return measured(ours.slice(1), theirs.slice(1))
}

async function breakdownWorkload(peerOf: (world: World) => Peer, rounds: number): Promise<Measured> {
  const made = await world()
  const { store } = made
  const matcher = forgetful(store)
  const [ours, theirs]: [number[], number[]] = [[], []]
  const tests = PERSONAS.map(({ when }) => when)
  const select = tests.flatMap((_, at) => [
    `count(*) filter (where $f${at})`,
    ...SUMS.map((id) => `coalesce(sum("${id}") filter (where $f${at}), 0)`),
  ])
  for (const segment of changes(rounds)) {
    let [here, there]: [number[], number[]] = [[], []]
    ours.push(
      await timed(() => {
        const parts = breakdown(store, made.matcher, matcher.matching(segment), PERSONAS, SUMS)
        here = parts.flatMap((part) => [part.count, ...part.measures.map(({ sum }) => sum)])
      }),
    )
    theirs.push(
      await timed(async () => {
        there = await peerOf(made).numbers(select, segment, tests)
      }),
    )
    mustEqual(here, there)
  }
  matcher.close()
  return measured(ours.slice(1), theirs.slice(1))
}

/** As many customers as make a million, to a file, in the order of their ids. */
async function audienceWorkload(): Promise<Measured> {
  const { store, matcher, duck, folder } = await world()
  const everyFew = Math.max(1, Math.floor((1_000_000 / ROWS) * 10_000))
  const segment = condition(`bucket < ${everyFew}`)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < 5; round++) {
    ours.push(
      await timed(() => writeFileSync(join(folder, 'ours.txt'), audienceOf(store, matcher.matching(segment)).bytes)),
    )
    const select = `select id from customer where "bucket" < ${everyFew} order by id`
    theirs.push(await timed(() => duck.run(`copy (${select}) to '${join(folder, 'duck.csv')}' (header false)`)))
  }
  return measured(ours, theirs)
}

/** From a file of a closed system to the first exact count. */
async function restartWorkload(): Promise<Measured> {
  const { folder, matcher } = await world()
  const [segment] = changes(1)
  const snapshot = join(folder, 'snapshot')
  const id = sha256(readWhole(snapshot))
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < 5; round++) {
    let here = 0
    ours.push(
      await timed(() => {
        const store = readSnapshot(readWhole(snapshot), { id, sha256 })
        if (!store.ok) throw new Error(store.error.code)
        here = createMatcher(store.value).count(segment!)
      }),
    )
    mustEqual(here, matcher.count(segment!))
    theirs.push(await timed(() => restartDuck(folder, segment!)))
  }
  return measured(ours, theirs)
}

async function restartDuck(folder: string, segment: Condition): Promise<void> {
  const duck = await openDuck(join(folder, 'customers.duckdb'), null)
  await duck.numbers(['count(*)'], segment)
  await duck.close()
}

function readWhole(path: string): Uint8Array<ArrayBuffer> {
  const file = openSync(path, 'r')
  const bytes = new Uint8Array(fstatSync(file).size)
  for (let at = 0; at < bytes.length; ) at += readSync(file, bytes, at, Math.min(bytes.length - at, 1 << 30), null)
  closeSync(file)
  return bytes
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** One customer changes; the count of the segment shows it. */
async function changeWorkload(): Promise<Measured> {
  const { store, matcher, postgres } = await world()
  const segment = condition('age = 101 and income > 10 and smsConsent')
  matcher.count(segment)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 1; round <= 10; round++) {
    const id = idOf(round * 777)
    const slots = facts.map(({ id: fact }) => ({ age: 101, income: 5_000, smsConsent: true })[fact] ?? undefined)
    let [here, there] = [0, 0]
    ours.push(
      await timed(() => {
        putSlots(store, id, slots)
        here = matcher.count(segment)
      }),
    )
    theirs.push(
      await timed(async () => {
        await postgres.run(`update customer set age = 101, income = 5000, "smsConsent" = true where id = '${id}'`)
        there = (await postgres.numbers(['count(*)'], segment))[0]!
      }),
    )
    mustEqual([here, there], [round, round])
  }
  return measured(ours, theirs)
}

const size = `${ROWS.toLocaleString('en')} customers × ${facts.length} facts`
const duckOf = ({ duck }: World) => duck
const postgresOf = ({ postgres }: World) => postgres

export const workloads: readonly Workload[] = [
  {
    id: 'S1',
    title: `exact count of six lines when one changes, ${size} / DuckDB`,
    run: () => countWorkload(duckOf, 60),
    close: closeWorld,
  },
  {
    id: 'S2',
    title: `exact count of six lines when one changes, ${size} / PostgreSQL`,
    run: () => countWorkload(postgresOf, 12),
    close: closeWorld,
  },
  {
    id: 'S3',
    title: `waterfall of five steps after a change, ${size} / DuckDB`,
    run: () => waterfallWorkload(duckOf, 20),
    close: closeWorld,
  },
  {
    id: 'S4',
    title: `waterfall of five steps after a change, ${size} / PostgreSQL`,
    run: () => waterfallWorkload(postgresOf, 6),
    close: closeWorld,
  },
  {
    id: 'S5',
    title: `20 personas of a segment with two sums, ${size} / DuckDB`,
    run: () => breakdownWorkload(duckOf, 20),
    close: closeWorld,
  },
  {
    id: 'S6',
    title: `20 personas of a segment with two sums, ${size} / PostgreSQL`,
    run: () => breakdownWorkload(postgresOf, 6),
    close: closeWorld,
  },
  {
    id: 'S7',
    title: `1,000,000 ids of an audience to a file, ${size} / DuckDB`,
    run: audienceWorkload,
    close: closeWorld,
  },
  { id: 'S8', title: `restart from a file, checked, to the first count, ${size} / DuckDB`, run: restartWorkload },
  { id: 'S9', title: `a changed customer in the count, ${size} / PostgreSQL`, run: changeWorkload, close: closeWorld },
]
