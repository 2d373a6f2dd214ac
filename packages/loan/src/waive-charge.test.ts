import { describe, expect, test } from 'vitest'
import { booksOn } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import { amountOf, d, termsWith, totalOf } from './loan.fixture.ts'
import { type Draft, eventsOf, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const charged = (on: string, amountFen: bigint, dueOn: string, isPenalty = false): Draft => ({
  kind: 'charged',
  valueOn: d(on),
  feeCode: 'letter',
  amountFen,
  due: 'next',
  dueOn: d(dueOn),
  ...(isPenalty ? { isPenalty } : {}),
  reason: 'sent',
})
const waived = (on: string, chargeId: string, part: 'fee' | 'penalty' = 'fee', amountFen = 9_999n): Draft => ({
  kind: 'waived',
  valueOn: d(on),
  part,
  amountFen,
  chargeId,
  reason: 'complaint',
})
const told = (...drafts: readonly Draft[]) => lived(termsWith(), [out('2026-01-15', 1_200_000n), ...drafts])
const rowsOn = (loan: ReturnType<typeof told>, on: string) => stateOn(loan, d(on)).instalments

describe('one charge that is let go', () => {
  test('[E10] before its day, and no other of its instalment', () => {
    const loan = told(
      charged('2026-02-01', 500n, '2026-03-01'),
      charged('2026-02-01', 300n, '2026-03-02'),
      waived('2026-02-10', 'e2'),
    )
    const [, second] = rowsOn(loan, '2026-02-10')
    expect([second!.planned.feeFen, second!.waived.feeFen, second!.outstanding.feeFen]).toEqual([800n, 500n, 300n])
    expect(stateOn(loan, d('2026-02-10')).feeDueFen).toBe(300n)
  })

  test('[E10] a fixed penalty is waived as such', () => {
    const [first] = rowsOn(
      told(charged('2026-02-01', 500n, '2026-02-10', true), waived('2026-02-11', 'e2', 'penalty')),
      '2026-02-11',
    )
    expect([first!.waived.penaltyFen, first!.outstanding.penaltyFen, first!.waived.feeFen]).toEqual([500n, 0n, 0n])
  })

  test('[E10] at most what of it is open', () => {
    const loan = told(
      charged('2026-02-01', 500n, '2026-02-10'),
      paid('2026-02-15', 12_200n),
      waived('2026-02-16', 'e2'),
    )
    const [first] = rowsOn(loan, '2026-02-16')
    expect([first!.paid.feeFen, first!.waived.feeFen, first!.outstanding.feeFen]).toEqual([500n, 0n, 0n])
  })

  test('[E10] with the last that was open the instalment is settled', () => {
    const loan = told(
      paid('2026-02-15', 106_619n),
      charged('2026-02-16', 500n, '2026-02-10'),
      waived('2026-02-17', 'e3'),
    )
    expect(rowsOn(loan, '2026-02-16')[0]!.settledOn).toBeUndefined()
    expect(rowsOn(loan, '2026-02-17')[0]!.settledOn).toBe('2026-02-17')
  })

  test('[E10] told for the day of the charge, money that came meanwhile does not pay it', () => {
    const drafts = [charged('2026-02-01', 500n, '2026-02-10'), paid('2026-02-15', 12_200n), waived('2026-02-01', 'e2')]
    expect(rowsOn(told(...drafts), '2026-02-15')[0]!.paid).toMatchObject({
      feeFen: 0n,
      interestFen: 12_000n,
      principalFen: 200n,
    })
  })

  test('[E10] [B1] the fee that is waived is an expense', () => {
    const loan = told(charged('2026-02-01', 500n, '2026-03-01'), waived('2026-02-10', 'e2'))
    const books = booksOn(loan, d('2026-02-10'))
    expect([amountOf(books, '6703'), amountOf(books, '6021'), amountOf(books, '1122'), totalOf(books)]).toEqual([
      500n,
      -500n,
      0n,
      0n,
    ])
  })

  test('[E10] where the charge is not there, nothing is waived', () => {
    const loan = told(charged('2026-02-01', 500n, '2026-03-01'), waived('2026-02-10', 'e9'))
    expect(rowsOn(loan, '2026-02-10')[1]!.outstanding.feeFen).toBe(500n)
  })

  test('[J1] is written and read', () => {
    for (const event of eventsOf([waived('2026-02-10', 'e2')])) {
      expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event })
    }
  })
})
