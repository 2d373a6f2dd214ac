import { addDays, type Day, isDay } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { sql } from 'kysely'
import type { Db, Reader, Tx } from './db.ts'

/** A moment: ISO 8601, UTC, milliseconds. Instants sort as text. */
export type Instant = string & { readonly __instant: true }

/** The only place where the time comes from. */
export interface Clock {
  now(): Instant
  readonly isTest: boolean
}

/** A clock that people may move: tests, the simulator, the demo lender. */
export interface TestClock extends Clock {
  set(instant: Instant): void
}

/** China has one time zone and no summer time. */
const OFFSET_MS = 8 * 3_600_000

/** `instantOf(new Date(0)) // '1970-01-01T00:00:00.000Z'`. */
export function instantOf(date: Date): Instant {
  return date.toISOString() as Instant
}

/** The moment that many milliseconds later. */
export function later(instant: Instant, milliseconds: number): Instant {
  return instantOf(new Date(Date.parse(instant) + milliseconds))
}

/** The calendar day of a moment in the lender's zone: `dayOf('2026-11-22T16:00:00.000Z') // '2026-11-23'`. */
export function dayOf(instant: Instant): Day {
  const text = new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(0, 10)
  assert(isDay(text), 'an instant has a day', { instant })
  return text
}

/** A time of a day in the lender's zone: `at('2026-11-22', '09:30') // '2026-11-22T01:30:00.000Z'`. */
export function at(day: Day, time: string): Instant {
  return instantOf(new Date(Date.parse(`${day}T${time.length === 5 ? `${time}:00.000` : time}+08:00`)))
}

/** The wall clock. */
export function systemClock(): Clock {
  return { now: () => instantOf(new Date()), isTest: false }
}

/** Real time, for what guards people's access (sessions, rate limits) and must not follow a lender's test clock. */
export function wallNow(): Instant {
  return instantOf(new Date())
}

/** A clock that stands still until it is set: tests and the simulator. */
export function manualClock(start: Instant): TestClock {
  let current = start
  return {
    now: () => current,
    isTest: true,
    set: (instant) => {
      current = instant
    },
  }
}

/** The business date: the day that is open. It is a row, and `moveBusinessDate` alone moves it. */
export async function businessDate(reader: Reader): Promise<Day> {
  const row = await reader.selectFrom('clock').select('business_on').executeTakeFirst()
  assert(row, 'the business date is set at start')
  return row.business_on
}

/**
 * Opens the next day; only one of several callers succeeds.
 *
 * @returns whether this call moved it; false when another did, or `from` is not the open day
 */
export async function moveBusinessDate(tx: Tx, from: Day, to: Day = addDays(from, 1)): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('clock')
    .set({ business_on: to })
    .where('business_on', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Writes the first business date and whether the clock may be moved; later calls change nothing. */
export async function initialiseClock(db: Db, mode: 'real' | 'test', first: Instant): Promise<void> {
  const test = mode === 'test'
  await db
    .insertInto('clock')
    .values({
      id: 1,
      business_on: dayOf(first),
      mode,
      instant_at: test ? first : null,
      set_at: test ? sql<string>`now()` : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A clock kept in the database, so that all processes show the same time. In test mode it runs on, but never past the open day. */
export interface StoredClock extends TestClock {
  /** Reads what another process may have set. */
  refresh(): Promise<void>
  /** Sets the test clock for everyone. Refused (an assertion) on the real clock. */
  move(tx: Tx, instant: Instant): Promise<void>
}

export async function storedClock(db: Db): Promise<StoredClock> {
  let read = await readClock(db)
  let course = courseOf(read)
  let [shownMs, shown] = [Number.NEGATIVE_INFINITY, '' as Instant]
  return {
    isTest: read.mode === 'test',
    now: () => {
      if (read.mode === 'real') return instantOf(new Date())
      const running = course.startMs + Math.max(0, Date.now() - course.setMs)
      const ms = Math.min(running, Math.max(course.endMs, course.startMs))
      if (ms > shownMs) [shownMs, shown] = [ms, instantOf(new Date(ms))]
      return shown
    },
    set: (instant) => {
      read = { ...read, instantAt: instant, setAt: instantOf(new Date()), businessOn: dayOf(instant) }
      course = courseOf(read)
      ;[shownMs, shown] = [course.startMs, instant]
    },
    refresh: async () => {
      const before = read.instantAt
      read = await readClock(db)
      course = courseOf(read)
      if (read.instantAt !== before) shownMs = Number.NEGATIVE_INFINITY
    },
    move: async (tx, instant) => {
      assert(read.mode === 'test', 'only a test clock moves')
      await tx
        .updateTable('clock')
        .set({ instant_at: instant, set_at: instantOf(new Date()) })
        .execute()
    },
  }
}

/** From when the test clock runs, and how far. */
function courseOf({ mode, instantAt, setAt, businessOn }: ClockState) {
  if (mode === 'real') return { startMs: 0, setMs: 0, endMs: 0 }
  const [startMs, setMs] = [Date.parse(instantAt), Date.parse(setAt)]
  return { startMs, setMs, endMs: Date.parse(at(businessOn, '23:59:59.999')) }
}

interface ClockState {
  readonly mode: 'real' | 'test'
  readonly businessOn: Day
  readonly instantAt: Instant
  readonly setAt: Instant
}

async function readClock(db: Db): Promise<ClockState> {
  const row = await db.selectFrom('clock').selectAll().executeTakeFirstOrThrow()
  return {
    mode: row.mode,
    businessOn: row.business_on,
    instantAt: (row.instant_at ?? '') as Instant,
    setAt: (row.set_at ?? '') as Instant,
  }
}
