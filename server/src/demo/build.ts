import { addDays, addMonths, type Day, daysBetween } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { simulatedBank } from '../adapters/bank/simulated.ts'
import { dayEndRun } from '../flows/day-end.ts'
import { foundLender } from '../flows/found-lender.ts'
import { staffActor, systemActor } from '../platform/actor.ts'
import { at, dayOf, moveBusinessDate, systemClock } from '../platform/clock.ts'
import { write } from '../platform/context.ts'
import { sealJournal } from '../platform/journal/seal.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { marketBook } from './book.ts'
import { CAMPAIGN_DAYS, leaveCampaigns, liveCampaign } from './campaigns.ts'
import { payInCapital } from './capital.ts'
import { leaveDueCalls, liveDailyRest } from './daily-rest.ts'
import { beginDay, liveDay } from './day.ts'
import { leaveWork } from './desk.ts'
import { connectDevices } from './devices.ts'
import { liveFloatingPilot } from './floating.ts'
import { leaveHardship } from './hardship.ts'
import { openMarket } from './market.ts'
import { leaveMerges } from './merges.ts'
import { moneyGoesBack } from './money-back.ts'
import { dealWithBooks } from './month-end.ts'
import { fillPersonas } from './personas.ts'
import { livePlantingSeason, seasonGoesOn } from './planting.ts'
import { leaveRegister } from './register.ts'
import { leaveRehearsal } from './rehearsal.ts'
import { leaveScenes, signMandates } from './scenes.ts'
import { hireStaff } from './staff.ts'
import { surveyDay, surveyWaves } from './surveys.ts'
import { leaveWebhooks } from './webhooks.ts'

/** What the demo lender is made of. The same seed and size make the same world, relative to the day it is built. */
export interface DemoOptions {
  readonly platform: OpenPlatform
  readonly size?: number
  readonly months?: number
  readonly seed?: string
  readonly onProgress: (progress: { done: number; total: number; note: Localized }) => void
}

const SIZE = 2_200
const MONTHS = 13
const SEED = 'puhui'
const DESK_DAYS = 14
/** So long before today some borrow what bears interest by the day; since then not all have paid. */
const DAILY_REST_DAYS = 150
/** So long before today a few borrow at a rate that follows LPR. */
const PILOT_DAYS = 40
/** So long before today the planting season begins, and goes on. */
const [SEASON_DAYS, SEASON_ON_DAYS] = [75, 48]
/** So long before today some borrowers sign rules for their repayments. */
const MANDATE_DAYS = 45
const BUILDER = systemActor('demo')

/**
 * Builds the demo lender: hires its staff, releases its products and lives through its first year day by day, each day
 * by the platform's own operations, in virtual time. It ends on the day on which it is built.
 */
export async function buildDemo({ platform, onProgress, ...options }: DemoOptions): Promise<void> {
  const { size = platform.config.demoCustomers ?? SIZE, months = MONTHS, seed = SEED } = options
  const today = dayOf(systemClock().now())
  const first = addMonths(today, -months)
  const staff = await openLender(platform, today, first)
  const underwriter = staffActor(staff.get('chen.underwriter')!, ['applications.review'])
  const second = staffActor(staff.get('liu.underwriter')!, ['applications.confirm'])
  const reviewsUntil = addDays(today, -DESK_DAYS)
  const book = marketBook()
  const run = dayEndRun(platform, { actor: BUILDER, bank: simulatedBank(book.debit) })
  const market = openMarket({ seed, size, months, from: first })
  const life = { platform, market, book, run, underwriter, second, reviewsUntil, visits: new Map(), desk: new Map() }
  const total = daysBetween(first, today)
  const waves = surveyWaves(today)
  for (let done = 0; done < total; done++) {
    const on = addDays(first, done)
    if (done % 5 === 0) onProgress({ done, total, note: noteOf(on) })
    await surveyDay({ platform, staff, market }, waves, on)
    if (on === addDays(today, -CAMPAIGN_DAYS)) await liveCampaign(platform, { staff, market }, on)
    if (done === total - MANDATE_DAYS) await signMandates(platform)
    if (done === total - DAILY_REST_DAYS) await liveDailyRest(platform, { staff, market, book }, { on, size })
    if (done === total - PILOT_DAYS) await liveFloatingPilot(platform, { staff, market }, { on, size })
    if (done === total - SEASON_DAYS) await livePlantingSeason(platform, { staff, market }, { on, size })
    if (done === total - SEASON_ON_DAYS) await seasonGoesOn(platform, { staff, market }, on)
    await liveDay(life, on)
    await dealWithBooks(platform, staff, addDays(on, 1))
    await moneyGoesBack(platform, staff, addDays(on, 1))
  }
  await beginDay(life, today, size)
  await write(platform, { actor: BUILDER }, ({ tx }) => platform.clock.move(tx, at(today, '09:00')))
  await platform.clock.refresh()
  await fillPersonas(platform, market, today)
  await connectDevices(platform, market, today)
  await leaveMerges(platform, staff)
  await leaveCampaigns(platform, staff)
  await leaveWork(platform, staff, today)
  await leaveRehearsal(platform, staff, today)
  await leaveScenes(platform, staff, today)
  await leaveRegister(platform, staff, today)
  await leaveDueCalls({ platform, staff })
  await leaveHardship(platform, staff, today)
  while ((await sealJournal(platform)) > 0);
  await leaveWebhooks(platform, staff)
}

/** The people of the role cards, for a platform without a simulated market. */
export async function hireDemoStaff(platform: OpenPlatform): Promise<void> {
  await write(platform, { actor: BUILDER }, hireStaff)
}

function noteOf(on: Day): Localized {
  return { zh: `演示机构营业到 ${on}`, en: `The demo lender has reached ${on}` }
}

/** The lender on its first day: staff, two products, a credit policy. */
async function openLender(platform: OpenPlatform, today: Day, first: Day): Promise<ReadonlyMap<string, string>> {
  platform.clock.set(at(first, '08:00'))
  return write(platform, { actor: BUILDER }, async (ctx) => {
    await moveBusinessDate(ctx.tx, today, first)
    await foundLender(ctx, { from: first })
    await payInCapital(ctx, first)
    return hireStaff(ctx)
  })
}
