import { openTill, type Till } from '../server/src/flows/till.ts'
import { takenShown } from '../server/src/modules/servicing/index.ts'
import { connect } from '../server/src/platform/db.ts'
import { keyedRequest } from '../server/src/platform/http/idempotency.ts'
import type { OpenPlatform } from '../server/src/platform/open.ts'
import { actor, assertPrincipalTies, multiplyLoans, originateAndLive, withLender } from './lending/lender.ts'
import { prepareTpcB, tpcB } from './lending/tpc-b.ts'
import type { Workload } from './measure.ts'

const CONNECTIONS = [1, 8, 32]
const SECONDS = Number(process.env.PUHUI_BENCH_SECONDS ?? 4)
const ROUNDS = 2
/**
 * Before anything is measured, on both sides: a server that has just started is not what a lender waits for. The fold of a
 * loan is compiled to the end only after some ten thousand of them, and a page that is touched first after a checkpoint goes
 * to the log whole.
 */
const WARM_UP = [
  { connections: 32, seconds: 8 },
  { connections: 8, seconds: 4 },
  { connections: 1, seconds: 4 },
]
const PER_DAY = 20
const DAYS = 15

/**
 * A repayment at the counter with all that belongs to it (idempotency key, event, state, balanced entry with proof,
 * journal line, kept answer), each on another loan, against pgbench TPC-B on the same server; by turns. The bench calls
 * what the HTTP route calls, without HTTP. The ratio is to pgbench as it comes; beside it stands the one to pgbench with
 * prepared statements, which is half as fast again.
 */
export const workload: Workload = {
  id: 'P22',
  title: 'repayments per second with 1, 8, 32 connections / pgbench TPC-B as it comes, and with prepared statements',
  run: () =>
    withLender('2026-03-01', async (platform) => {
      await originateAndLive(platform, { perDay: PER_DAY, days: DAYS, after: 75 })
      await multiplyLoans(platform.owner, 480)
      await prepareTpcB(platform.owner)
      const loans = await payable(platform)
      for (const { connections, seconds } of WARM_UP) {
        await tpcB(platform.owner, { mode: 'prepared', clients: connections, seconds })
        await repayments(platform, loans, { connections, seconds })
      }
      const measured: ByTurns[] = []
      for (const connections of CONNECTIONS) measured.push(await byTurns(platform, loans, connections))
      await assertPrincipalTies(platform)
      return { ...worstOf(measured), ...Object.fromEntries(measured.flatMap(shown)) }
    }),
}

interface ByTurns {
  readonly connections: number
  readonly ours: number
  readonly peer: number
  readonly prepared: number
}

function worstOf(measured: readonly ByTurns[]) {
  const { ours, peer } = measured.toSorted((a, b) => a.ours / a.peer - b.ours / b.peer)[0]!
  return { ours, peer, ratio: round(ours / peer), unit: 'repayments/s (the worst of the three)' }
}

function shown({ connections, ours, peer, prepared }: ByTurns): [string, string][] {
  return [
    [`at${connections}`, `${ours} / ${peer} = ${round(ours / peer)}`],
    [`prepared${connections}`, `${ours} / ${prepared} = ${round(ours / prepared)}`],
  ]
}

interface Payable {
  readonly id: string
  readonly fen: bigint
}

async function payable({ db }: OpenPlatform): Promise<Payable[]> {
  const rows = await db
    .selectFrom('loan')
    .select(['id', 'next_due_fen as fen'])
    .where('status', '=', 'active')
    .where('next_due_fen', '>', 0n)
    .orderBy('number', 'desc')
    .execute()
  return rows.sort((a, b) => (a.id.slice(8) < b.id.slice(8) ? -1 : 1))
}

async function byTurns(platform: OpenPlatform, loans: Payable[], connections: number): Promise<ByTurns> {
  const [ours, peer, prepared]: [number[], number[], number[]] = [[], [], []]
  const run = { clients: connections, seconds: SECONDS }
  for (let turn = 0; turn < ROUNDS; turn++) {
    peer.push(await tpcB(platform.owner, { ...run, mode: 'simple' }))
    prepared.push(await tpcB(platform.owner, { ...run, mode: 'prepared' }))
    ours.push(await repayments(platform, loans, { connections, seconds: SECONDS }))
  }
  const best = (rates: number[]) => Math.round(Math.max(...rates))
  return { connections, ours: best(ours), peer: best(peer), prepared: best(prepared) }
}

async function repayments(
  platform: OpenPlatform,
  loans: Payable[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<number> {
  const db = connect(platform.owner, { max: connections })
  const till = openTill({ ...platform, db })
  const end = performance.now() + seconds * 1000
  let count = 0
  const client = async () => {
    while (performance.now() < end && loans.length > 0) {
      await payOne(till, loans.pop()!)
      count += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, client)).finally(() => db.destroy())
  if (loans.length === 0) throw new Error('no loan is left to pay: seed more')
  return count / seconds
}

let keys = 0

async function payOne(till: Till, { id, fen }: Payable): Promise<void> {
  keys += 1
  const wish = { amountFen: fen, purpose: 'due', effect: 'lower-instalment', channel: 'counter' } as const
  await till.take({
    caller: { actor },
    keyed: keyedRequest(actor.id, 'loans.repay', `bench-${keys}`, { id, ...wish, amountFen: String(fen) }),
    loanId: id,
    wish,
    answer: (previewed, booked) => ({ ...booked, preview: takenShown(previewed) }),
  })
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
