import { addDays, type Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { openNextDay } from '../modules/ledger/index.ts'
import { classifyLoans } from '../modules/provisions/index.ts'
import {
  type DayEndStatus,
  finishDayEnd,
  foldedLoans,
  insertDayEnd,
  insertMarkers,
  onOneCore,
  readDayEndOf,
  readMarkers,
  readSetAside,
  readUnfinished,
  readUnknownBefore,
} from '../modules/servicing/index.ts'
import type { Actor } from '../platform/actor.ts'
import { businessDate } from '../platform/clock.ts'
import type { Platform, ReadContext, WriteContext } from '../platform/context.ts'
import { derivedId } from '../platform/ids.ts'
import { record } from '../platform/journal/record.ts'
import type { DebitPort } from './collect.ts'
import { accrued, postAccrued } from './day-end/accrual.ts'
import { endSpentAgreements } from './day-end/agreements.ts'
import { collectDue } from './day-end/debits.ts'
import { callDueLoans } from './day-end/due-calls.ts'
import { inquireUnknown } from './day-end/inquiries.ts'
import { carryAll, carryEvents, noticesOf, tellPastDue } from './day-end/past-due.ts'
import { remindersOf, sendReminders } from './day-end/reminders.ts'
import { repriceFloating } from './day-end/repricing.ts'
import { type DayEndRun, type ResumeAt, standingDays, within } from './day-end/run-context.ts'
import { tellMany } from './day-end/tell-in-parts.ts'

export type { DayEndRun } from './day-end/run-context.ts'

/**
 * Begins a run over one or many days. Loans that were folded stay at hand from one day to the next.
 *
 * @param until the last day of the run, on which the loans' books are summed up for the reconciliation
 */
export function dayEndRun(
  platform: Platform,
  { actor, bank, until }: { readonly actor: Actor; readonly bank: DebitPort; readonly until?: Day },
): DayEndRun {
  return {
    platform,
    actor,
    bank,
    folded: foldedLoans(),
    takesStanding: standingDays(until),
  }
}

/** The day that day-end works on next: one that was begun and not finished, else the open one. */
export async function nextDayEnd({ db }: Pick<ReadContext, 'db'>): Promise<Day> {
  return (await readUnfinished(db))?.business_on ?? businessDate(db)
}

/**
 * Ends a business day: asks what became of silent debits, collects what is due, opens the next day, posts what the day
 * has brought, carries past due loans into the morning, reminds, and writes down the figures.
 *
 * No loan is locked at any time. Each piece of work leaves a marker in its own transaction, so that a run that was killed
 * goes on where it stopped, and a day that is ended is left alone.
 */
export async function endDay(run: DayEndRun, on: Day): Promise<void> {
  const started = performance.now()
  const before = await readDayEndOf(run.platform.db, on)
  if (before && before.status !== 'running') return
  run.folded.nightBegins()
  if (!before) await begin(run, on)
  const done = await doneSteps(run, on)
  if (done('inquiries').chunk === 0) await inquireUnknown(run, on)
  if (done('cut').chunk === 0) {
    await collectDue(run, on, done('debits'))
    await cut(run, on)
  }
  if (done('accrual').chunk === 0) await postDay(run, on)
  const carrying = performance.now()
  await carryAll(run, on)
  if (done('repricing').chunk === 0) await repriceFloating(run, on)
  if (done('dueCalls').chunk === 0) await callDueLoans(run, on)
  const { db } = run.platform
  const notices = await tellMany(run, on, { telling: await noticesOf({ db }, on), from: done('pastDue') })
  const reminders = await tellMany(run, on, { telling: await remindersOf({ db }, on), from: done('reminders') })
  await within(run, async (ctx) => {
    await onOneCore(ctx.tx)
    await tellPastDue(ctx, on, { ...notices, started: carrying })
    await classifyLoans(ctx, addDays(on, 1))
    await sendReminders(ctx, on, reminders)
    await endSpentAgreements(ctx, addDays(on, 1))
    await finish(ctx, on, performance.now() - started)
  })
}

const CARRIED_WITH_ACCRUAL = 100

/** Posts what the day has brought; a few loans are carried on in the same transaction. */
async function postDay(run: DayEndRun, on: Day): Promise<void> {
  const accrual = await accrued(run, on)
  await within(run, async (ctx) => {
    await postAccrued(ctx, accrual)
    if (accrual.folds.length <= CARRIED_WITH_ACCRUAL) await carryEvents(ctx, run, on, accrual.folds)
  })
}

/** The first transaction of a day. Where no debit is without an answer, nobody has to be asked. */
async function begin(run: DayEndRun, on: Day): Promise<void> {
  const open = await businessDate(run.platform.db)
  assert(open === on, 'day-end ends the open day', { open, on })
  await within(run, async (ctx) => {
    await insertDayEnd(ctx.tx, { id: derivedId('day', on), on, at: ctx.clock.now(), actor: ctx.actor.id })
    if ((await readUnknownBefore(ctx.db, on)).length === 0) {
      await insertMarkers(ctx.tx, on, [{ step: 'inquiries', chunk: 0, count: 0, amountFen: 0n, tookMs: 0 }])
    }
  })
}

async function doneSteps({ platform }: DayEndRun, on: Day) {
  const markers = await readMarkers(platform.db, on)
  return (step: string): ResumeAt => {
    const own = markers.filter((marker) => marker.step === step)
    const ids = own.map((marker) => String(marker.figures.lastId ?? '')).sort()
    return { chunk: own.length, afterId: ids.at(-1) ?? '' }
  }
}

/** From here on money is booked on the next day. */
async function cut(run: DayEndRun, on: Day): Promise<void> {
  await within(run, async (ctx) => {
    await insertMarkers(ctx.tx, on, [{ step: 'cut', chunk: 0, count: 0, amountFen: null, tookMs: 0 }])
    await openNextDay(ctx, on)
  })
}

async function finish(ctx: WriteContext, on: Day, tookMs: number): Promise<void> {
  const markers = await readMarkers(ctx.db, on)
  const setAside = await readSetAside(ctx.db, on)
  const sum = (step: string, name: string) =>
    markers.filter((one) => one.step === step).reduce((total, one) => total + Number(one.figures[name] ?? 0), 0)
  const fen = (step: string) =>
    markers.filter((one) => one.step === step).reduce((total, one) => total + (one.amount_fen ?? 0n), 0n)
  const count = (step: string) =>
    markers.filter((one) => one.step === step).reduce((total, one) => total + one.count, 0)
  const figures = {
    loansDue: sum('debits', 'due'),
    debitsTried: sum('debits', 'tried'),
    debitsPaid: sum('debits', 'paid') + sum('inquiries', 'paid'),
    debitsUnknown: sum('debits', 'unknown'),
    collectedFen: String(fen('debits') + fen('inquiries')),
    accruedFen: String(fen('accrual')),
    loansAccrued: count('accrual'),
    overdueLoans: sum('pastDue', 'overdue'),
    overdueFen: String(fen('pastDue')),
    notices: sum('pastDue', 'notices'),
    reminders: count('reminders'),
    setAside: new Set(setAside.map((one) => one.loan_id)).size,
    standing: standingOf(markers),
  }
  const status: DayEndStatus = setAside.length > 0 ? 'completedWithSetAside' : 'completed'
  await finishDayEnd(ctx.tx, on, { status, figures, at: ctx.clock.now(), tookMs: Math.round(tookMs) })
  await record(ctx, {
    action: 'dayEnd.finished',
    objectKind: 'day_end',
    objectId: derivedId('day', on),
    after: figures,
  })
}

/** Summed up over the chunks; null where one of them did not take it. */
function standingOf(
  markers: readonly { step: string; figures: Record<string, unknown> }[],
): Record<string, string> | null {
  const total: Record<string, bigint> = {}
  for (const { step, figures } of markers) {
    if (step !== 'accrual') continue
    if (figures.standing === null) return null
    for (const [account, amount] of Object.entries(figures.standing as Record<string, string>)) {
      total[account] = (total[account] ?? 0n) + BigInt(amount)
    }
  }
  return Object.fromEntries(Object.entries(total).map(([account, amount]) => [account, String(amount)]))
}

/** Ends days, one after the other, up to and including one. Tells after each. */
export async function endDaysUntil(
  run: DayEndRun,
  until: Day,
  onDay: (day: Day, opened: Day) => Promise<void> = async () => {},
): Promise<number> {
  let count = 0
  for (let day = await nextDayEnd(run.platform); day <= until; day = await nextDayEnd(run.platform)) {
    await endDay(run, day)
    count += 1
    await onDay(day, addDays(day, 1))
  }
  return count
}
