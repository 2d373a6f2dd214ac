import pg from 'pg'
import { dayEndRun } from '../server/src/flows/day-end.ts'
import { FoldError, foldedLoans } from '../server/src/modules/servicing/index.ts'
import type { OpenPlatform } from '../server/src/platform/open.ts'
import {
  actor,
  assertPrincipalTies,
  bank,
  liveThroughDay,
  multiplyLoans,
  originateAndLive,
  withLender,
} from './lending/lender.ts'
import type { Workload } from './measure.ts'

const LOANS = Number(process.env.PUHUI_BENCH_LOANS ?? 3_000)
const PER_DAY = 5
const DAYS = 31
const NIGHTS = 5

/** The same nights over the same loans, once with interest on what is really owed. The bank lets some debits fail, so that a part of them is past due. */
export const workload: Workload = {
  id: 'P29',
  title: `${NIGHTS} nights over ${LOANS.toLocaleString('en')} loans with daily rest / over as many without`,
  run: async () => {
    const peer = await nightsOver('plain')
    const ours = await nightsOver('daily-rest')
    return { ours: round(ours), peer: round(peer), ratio: round(ours / peer), unit: 's' }
  },
}

function nightsOver(kind: 'plain' | 'daily-rest'): Promise<number> {
  return withLender('2026-03-01', async (platform) => {
    await onlyEqualInstalments(platform, kind === 'daily-rest')
    await originateAndLive(platform, { perDay: PER_DAY, days: DAYS, after: 40 })
    await assertAtRest(platform, kind === 'daily-rest')
    await multiplyLoans(platform.owner, Math.ceil(LOANS / (PER_DAY * DAYS)) - 1)
    const run = dayEndRun(platform, { actor, bank })
    let took = 0
    for (let night = 0; night < NIGHTS; night++) {
      const started = performance.now()
      await liveThroughDay(platform, run)
      took += performance.now() - started
    }
    await assertPrincipalTies(platform)
    if (process.env.PUHUI_BENCH_VERBOSE) console.error(kind, await folded(platform))
    return took / 1000
  })
}

/** The price list of the lender, with the one method that daily rest goes with; what is released cannot be changed but by its owner. */
async function onlyEqualInstalments({ owner }: OpenPlatform, isAtRest: boolean): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const plan = { rest: { kind: 'daily', pastDue: 'bears-interest' } }
    await client.query('alter table product_version disable trigger user')
    await client.query(`update product_version set terms = terms || '{"methods": ["equal-instalment"]}' || $1::jsonb`, [
      JSON.stringify(isAtRest ? { plan } : {}),
    ])
    await client.query('alter table product_version enable trigger user')
    await client.query(`create function one_method() returns trigger language plpgsql as
      $$ begin new.method := 'equal-instalment'; return new; end $$`)
    await client.query(
      'create trigger one_method before insert on application for each row execute function one_method()',
    )
  } finally {
    await client.end()
  }
}

/** A bench over loans of another kind measures nothing. */
async function assertAtRest({ db }: OpenPlatform, isAtRest: boolean): Promise<void> {
  const ids = await db.selectFrom('loan').select(['id', 'event_seq as eventSeq']).execute()
  for (const loan of await foldedLoans().of(db, ids)) {
    const isOfKind = !(loan instanceof FoldError) && (loan.terms.schedule.plan?.rest !== undefined) === isAtRest
    if (!isOfKind) throw new Error('loans of another kind')
  }
}

function folded({ db }: OpenPlatform) {
  return db
    .selectFrom('day_end_done')
    .select(['business_on', 'step', 'count', 'took_ms', 'figures'])
    .where('step', '=', 'accrual')
    .orderBy('business_on', 'desc')
    .limit(NIGHTS)
    .execute()
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
