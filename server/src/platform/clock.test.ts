import type { Day } from '@puhui/calendar'
import { expect, test } from 'vitest'
import {
  at,
  businessDate,
  dayOf,
  type Instant,
  initialiseClock,
  later,
  moveBusinessDate,
  storedClock,
} from './clock.ts'
import { freshDatabase } from './testing.ts'
import { tx } from './tx.ts'

const DAY = '2026-03-31' as Day

test('[CLK-1] days are those of China', () => {
  expect(dayOf('2026-03-31T15:59:59.999Z' as Instant)).toBe('2026-03-31')
  expect(dayOf('2026-03-31T16:00:00.000Z' as Instant)).toBe('2026-04-01')
  expect(at(DAY, '09:30')).toBe('2026-03-31T01:30:00.000Z')
})

test('[CLK-2] of many who open the next day, one does', async () => {
  const { db } = await freshDatabase()
  await initialiseClock(db, 'test', at(DAY, '09:00'))
  const moved = await Promise.all(Array.from({ length: 10 }, () => tx(db, (open) => moveBusinessDate(open, DAY))))
  expect(moved.filter(Boolean)).toHaveLength(1)
  expect(await businessDate(db)).toBe('2026-04-01')
})

test('[CLK-3] a moved test clock shows the same time to every process and runs on, never past the open day', async () => {
  const { db } = await freshDatabase()
  await initialiseClock(db, 'test', at(DAY, '09:00'))
  const [mine, other] = [await storedClock(db), await storedClock(db)]
  await tx(db, (open) => mine.move(open, at(DAY, '23:59:59.999')))
  await mine.refresh()
  await other.refresh()
  expect([mine.now(), other.now()]).toEqual([at(DAY, '23:59:59.999'), at(DAY, '23:59:59.999')])
  await tx(db, (open) => mine.move(open, later(at(DAY, '10:00'), 0)))
  await other.refresh()
  const first = other.now()
  expect(first >= at(DAY, '10:00') && first < at(DAY, '11:00')).toBe(true)
  expect(other.now() >= first).toBe(true)
})
