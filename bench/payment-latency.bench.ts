import { setTimeout as sleep } from 'node:timers/promises'
import { dayEndRun, endDay } from '../server/src/flows/day-end.ts'
import { openTill } from '../server/src/flows/till.ts'
import { takenShown } from '../server/src/modules/servicing/index.ts'
import { businessDate } from '../server/src/platform/clock.ts'
import { keyedRequest } from '../server/src/platform/http/idempotency.ts'
import type { OpenPlatform } from '../server/src/platform/open.ts'
import { actor, bank, multiplyLoans, originateAndLive, withLender } from './lending/lender.ts'
import type { Workload } from './measure.ts'

const LOANS = Number(process.env.PUHUI_BENCH_LOANS ?? 50_000)
const PER_DAY = 20
const EVERY_MS = 10
const QUIET_MS = 5_000

/** One night brings some 150 payments, so that its p99 is its second worst; three say more. */
const NIGHTS = 3

/** Repayments that come every 10 ms while nights run in the same process, against the same on a quiet afternoon. */
export const workload: Workload = {
  id: 'P26',
  title: `p99 of a repayment while day-end runs over ${LOANS.toLocaleString('en')} loans / without it`,
  run: () =>
    withLender('2026-03-01', async (platform) => {
      await originateAndLive(platform, { perDay: PER_DAY, days: 31, after: 45 })
      await multiplyLoans(platform.owner, Math.ceil(LOANS / (PER_DAY * 31)) - 1)
      const ids = await payable(platform)
      await payUntil(platform, ids, sleep(1_500))
      const quiet = await payUntil(platform, ids, sleep(QUIET_MS))
      const nights: number[][] = []
      for (let night = 0; night < NIGHTS; night++) nights.push(await payThroughNight(platform, ids))
      const [ours, peer] = [p99(nights.flat()), p99(quiet)]
      const unit = `ms (${nights.flat().length} payments; by night ${nights.map((one) => round(p99(one))).join(', ')})`
      return { ours: round(ours), peer: round(peer), ratio: round(ours / peer), unit }
    }),
}

async function payable({ db }: OpenPlatform): Promise<string[]> {
  const rows = await db.selectFrom('loan').select('id').where('status', '=', 'active').orderBy('number').execute()
  return rows.map(({ id }) => id)
}

async function payThroughNight(platform: OpenPlatform, ids: string[]): Promise<number[]> {
  const on = await businessDate(platform.db)
  return payUntil(platform, ids, endDay(dayEndRun(platform, { actor, bank }), on))
}

async function payUntil(platform: OpenPlatform, ids: string[], end: Promise<unknown>): Promise<number[]> {
  const till = openTill(platform)
  let isOver = false
  const ended = end.finally(() => {
    isOver = true
  })
  const taken: Promise<number>[] = []
  while (!isOver) {
    taken.push(payOne(till, ids.pop()!))
    await sleep(EVERY_MS)
  }
  await ended
  return Promise.all(taken)
}

let keys = 0

async function payOne(till: ReturnType<typeof openTill>, loanId: string): Promise<number> {
  keys += 1
  const started = performance.now()
  await till.take({
    caller: { actor },
    keyed: keyedRequest(actor.id, 'loans.repay', `latency-${keys}`, { loanId }),
    loanId,
    wish: { amountFen: 100n, purpose: 'due', effect: 'lower-instalment', channel: 'counter' },
    answer: (previewed, booked) => ({ ...booked, preview: takenShown(previewed) }),
  })
  return performance.now() - started
}

function p99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)]!
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
