import { addDays, type Day } from '@puhui/calendar'
import { type ApplicationIntent, acceptsOffer, applicationsOf } from '@puhui/sim'
import { type DayEndRun, endDay } from '../flows/day-end.ts'
import { decideChunk } from '../flows/decide-batch.ts'
import { originateChunk } from '../flows/originate-batch.ts'
import { repay } from '../flows/repay.ts'
import { decideOpinion, type Review, reviewApplication } from '../flows/review.ts'
import type { Application } from '../modules/applications/index.ts'
import { readApplications } from '../modules/applications/index.ts'
import { openLoan, settlementOf } from '../modules/servicing/index.ts'
import { type Actor, systemActor } from '../platform/actor.ts'
import { at } from '../platform/clock.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import type { MarketBook } from './book.ts'
import { enterVisitors, type Visit } from './counter.ts'
import type { Market } from './market.ts'
import { strideOver } from './stride.ts'

/** What lives on from day to day. */
export interface Life {
  readonly platform: OpenPlatform
  readonly market: Market
  readonly book: MarketBook
  readonly run: DayEndRun
  readonly underwriter: Actor
  /** Who confirms what one person may not approve alone. */
  readonly second: Actor
  /** After this day nobody clears the desk, so that the queue has something in it when the demo opens. */
  readonly reviewsUntil: Day
  readonly visits: Map<string, Visit>
  /** Applications that a person will look at, by the day on which they do. */
  readonly desk: Map<Day, string[]>
}

const MARKET = systemActor('market')
const REVIEWED_AFTER_DAYS = 2

/** One business day of the demo lender: people come, are decided, sign and are paid out; some pay early; the day ends. */
export async function liveDay(life: Life, on: Day): Promise<void> {
  const { platform } = life
  platform.clock.set(at(on, '10:00'))
  const arrived = await receive(life, on)
  platform.clock.set(at(on, '11:00'))
  await write(platform, { actor: MARKET }, (ctx) => decideChunk(ctx, { applicationIds: arrived }, ''))
  const reviewed = await reviewDesk(life, on)
  platform.clock.set(at(on, '15:00'))
  await originate(life, on, [...arrived, ...reviewed])
  await thinkAhead(life, on)
  await payEarly(life, on)
  platform.clock.set(at(on, '22:00'))
  await endDay(life.run, on)
}

const MORNING = ['08:14', '08:37', '08:52', '08:57'] as const
const VISITORS = 12

/** The first customers of a morning come and are decided on; the day goes on from there. */
export async function beginDay(life: Life, on: Day, size: number): Promise<void> {
  const { platform, market } = life
  const people = strideOver(size, { count: VISITORS, from: 11, stride: 157 }).map((index) => market.personOf(index))
  const intents = people.flatMap((person) => {
    const [intent] = applicationsOf(person, { from: on, months: 1 })
    return intent ? [{ ...intent, key: `${person.personId}/morning`, appliedOn: on }] : []
  })
  for (const [i, time] of MORNING.entries()) {
    platform.clock.set(at(on, time))
    const arrived = await receive(
      life,
      on,
      intents.filter((_, n) => n % MORNING.length === i),
    )
    await write(platform, { actor: MARKET }, (ctx) => decideChunk(ctx, { applicationIds: arrived }, ''))
  }
}

/** Those who come today and have no application open; the others stay away. */
async function receive(
  { platform, market, visits }: Life,
  on: Day,
  intents: readonly ApplicationIntent[] = market.arrivalsOn(on),
): Promise<string[]> {
  const visitors = intents.map((intent) => ({
    intent,
    person: market.personOf(intent.personIndex),
    customerId: market.customers.get(intent.personIndex) ?? null,
  }))
  const busy = await customersWithOpenApplication(
    platform,
    visitors.flatMap(({ customerId }) => customerId ?? []),
  )
  const entering = visitors.filter(({ customerId }) => customerId === null || !busy.has(customerId))
  const entered = await write(platform, { actor: MARKET }, (ctx) => enterVisitors(ctx, on, entering))
  for (const visit of entered) {
    market.customers.set(visit.intent.personIndex, visit.customerId)
    visits.set(visit.applicationId, visit)
  }
  return entered.map(({ applicationId }) => applicationId)
}

async function customersWithOpenApplication({ db }: OpenPlatform, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('application')
    .select('customer_id')
    .where('customer_id', 'in', ids)
    .where('status', 'in', ['draft', 'submitted', 'referred', 'moreData', 'approved', 'contracted'])
    .execute()
  return new Set(rows.map((row) => row.customer_id))
}

/** Puts today's referred applications on the desk and decides those that have waited long enough. */
async function reviewDesk(life: Life, on: Day): Promise<string[]> {
  const { platform, desk, underwriter, visits } = life
  const referred = await readApplications(platform.db, { ids: [...visits.keys()].slice(-200), statuses: ['referred'] })
  const waiting = new Set([...desk.values()].flat())
  const fresh = referred.filter(({ id }) => !waiting.has(id)).map(({ id }) => id)
  desk.set(addDays(on, REVIEWED_AFTER_DAYS), fresh)
  const due = on > life.reviewsUntil ? [] : (desk.get(on) ?? [])
  for (const id of due) {
    const review = (opinion: Review) =>
      write(platform, { actor: underwriter }, (ctx) => reviewApplication(ctx, id, opinion))
    const { awaits } = await review(opinionOn(visits.get(id)!)).catch((error: unknown) => {
      if (error instanceof RefusalError) return review(OVER_THE_LIMIT)
      throw error
    })
    const confirmed = { verdict: 'confirmed', note: '同意' } as const
    if (awaits.length > 0) await write(platform, { actor: life.second }, (ctx) => decideOpinion(ctx, id, confirmed))
  }
  return due
}

const OVER_THE_LIMIT: Review = { verdict: 'decline', reason: '可批额度不足以满足申请，不同意' }

/** What the underwriter makes of an application: a steady job and modest debts persuade. */
function opinionOn({ person, intent }: Visit): Review {
  const burden = Number(person.otherMonthlyDebtFen) / Math.max(1, Number(person.statedMonthlyIncomeFen))
  const isModest = burden < 0.45 && intent.amountFen <= person.statedMonthlyIncomeFen * 6n
  return isModest
    ? { verdict: 'approve', reason: '收入与工作稳定，负债适度，同意' }
    : { verdict: 'decline', reason: '负债偏高或金额与收入不符，不同意' }
}

/** Approved people who like the offer sign and are paid out; the others let it lapse. */
async function originate({ platform, visits, book }: Life, on: Day, ids: readonly string[]): Promise<void> {
  const approved = await readApplications(platform.db, { ids, statuses: ['approved'] })
  const taking = approved.filter((application) => likes(visits.get(application.id)!, application, on))
  if (taking.length === 0) return
  await write(platform, { actor: MARKET }, (ctx) =>
    originateChunk(ctx, { applicationIds: taking.map(({ id }) => id) }, ''),
  )
  const paid = await readApplications(platform.db, { ids: taking.map(({ id }) => id), statuses: ['disbursed'] })
  for (const { id, loanId } of paid) {
    const { person, intent } = visits.get(id)!
    if (loanId) book.borrows(loanId, person, intent.key)
  }
}

function likes({ person, intent }: Visit, application: Application, on: Day): boolean {
  const offeredFen = application.approvedFen ?? 0n
  const annualRatePpm = application.annualRatePpm ?? 0n
  const interestFen = (offeredFen * annualRatePpm * BigInt(application.termMonths)) / 24_000_000n
  const instalmentFen = (offeredFen + interestFen) / BigInt(application.termMonths)
  const { key, amountFen: requestedFen } = intent
  const offer = { key, requestedFen, offeredFen, termMonths: application.termMonths, annualRatePpm, instalmentFen, on }
  return offeredFen > 0n && acceptsOffer(person, offer)
}

/** Those whom life has made free to pay ahead do so by transfer; one whose loan no longer allows it keeps the money. */
async function payEarly({ platform, book }: Life, on: Day): Promise<void> {
  for (const { loanId, kind, amountFen } of book.earlyOn(on)) {
    await write(platform, { actor: MARKET }, async (ctx) => {
      const { loan } = await openLoan(ctx, loanId)
      const sumFen = kind === 'settle' ? settlementOf(loan, on) : amountFen
      if (sumFen === 0n) return
      await repay(ctx, loanId, { purpose: kind, amountFen: sumFen, effect: 'lower-instalment', channel: 'transfer' })
    }).catch((error: unknown) => {
      if (!(error instanceof RefusalError)) throw error
    })
  }
}

const THINKS_AHEAD_DAYS = 22

/** Three weeks before each due date of a loan in good standing its borrower considers paying ahead. */
async function thinkAhead({ platform, book }: Life, on: Day): Promise<void> {
  const dueOn = addDays(on, THINKS_AHEAD_DAYS)
  const loans = await platform.db
    .selectFrom('loan')
    .select(['id', 'outstanding_fen'])
    .where('status', '=', 'active')
    .where('next_due_on', '=', dueOn)
    .orderBy('id')
    .execute()
  for (const { id, outstanding_fen } of loans) book.plan(id, dueOn, outstanding_fen)
}
