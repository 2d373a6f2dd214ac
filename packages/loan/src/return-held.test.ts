import { DEFAULT_ALLOCATION } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { booksOn } from './books.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { amountOf, d, disbursed, repay, run, shown, termsWith, totalOf } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { preview } from './preview.ts'
import { stateOn } from './view.ts'

const back = (amountFen: bigint, on: string): LoanCommand & { kind: 'returnHeld' } => ({
  kind: 'returnHeld',
  amountFen,
  channel: 'bank',
  reason: 'asked for',
  valueOn: d(on),
})

/** All is paid on the first day, and ¥500 more. */
const settled = () =>
  run(disbursed(), { kind: 'prepay', mode: 'full', amountFen: 1_262_000n, channel: 'bank', valueOn: d('2026-01-15') })

describe('money held', () => {
  test('[H1] what is held on a settled loan is paid back, and the loan stays settled', () => {
    const loan = settled()
    expect(stateOn(loan, d('2026-01-15'))).toMatchObject({ status: 'settled', heldFen: 50_000n })
    const seen = preview(loan, back(50_000n, '2026-01-20'), { bookedOn: d('2026-01-20'), eventId: 'e3' })
    expect(seen.ok && shown(seen.value.lines)).toBe('1002 -50000, 2241 +50000')
    const after = stateOn(run(loan, back(50_000n, '2026-01-20')), d('2026-01-20'))
    expect(after).toMatchObject({ status: 'settled', heldFen: 0n, settledOn: '2026-01-15' })
  })

  test('[H1] at most what is held', () => {
    const facts = { bookedOn: d('2026-01-20'), eventId: 'e3' }
    expect(decide(settled(), back(50_001n, '2026-01-20'), facts)).toEqual({
      ok: false,
      error: { code: 'loan.return_above_held', amountFen: 50_001n, heldFen: 50_000n },
    })
  })

  test('[H2] a payment whose money was paid back is not reversed', () => {
    const paid = run(disbursed(), repay(106_619n + 20_000n, '2026-02-15'), back(20_000n, '2026-02-16'))
    const facts = { bookedOn: d('2026-02-20'), eventId: 'e4' }
    const reverse = { kind: 'reverse', eventId: 'e2', reason: 'returned by the bank' } as const
    expect(decide(paid, reverse, facts)).toEqual({
      ok: false,
      error: { code: 'loan.held_paid_out', paidOutFen: 20_000n },
    })
    const taken = { kind: 'chargeBack', eventId: 'e2', amountFen: 126_619n, chargesFee: false, reason: 'x' } as const
    const chargeBack = { ...taken, valueOn: d('2026-02-20') }
    expect(decide(paid, chargeBack, facts)).toMatchObject({ ok: false, error: { code: 'loan.held_paid_out' } })
    expect(decide(paid, { ...chargeBack, amountFen: 106_619n }, facts).ok).toBe(true)
    const undone = run(paid, { kind: 'reverse', eventId: 'e3', reason: 'not sent' })
    expect(stateOn(undone, d('2026-02-20')).heldFen).toBe(20_000n)
    expect(decide(undone, reverse, { ...facts, eventId: 'e5' }).ok).toBe(true)
  })

  test('[H3] where a chargeback is new debt, what had not been held is owed again as principal', () => {
    const own = termsWith({}, { allocation: { ...DEFAULT_ALLOCATION, chargeback: { order: [] } } })
    const paid = run(disbursed(own), repay(106_619n + 20_000n, '2026-02-15'), back(20_000n, '2026-02-16'))
    const undone = run(paid, { kind: 'reverse', eventId: 'e2', reason: 'returned by the bank' })
    const asked = (loan: Loan) => stateOn(loan, d('2026-02-20')).instalments[1]!.planned.principalFen
    expect(stateOn(undone, d('2026-02-20'))).toMatchObject({ heldFen: 0n, principalFen: 1_220_000n, dpd: 5 })
    expect(asked(undone) - asked(paid)).toBe(20_000n)
    expect(totalOf(booksOn(undone, d('2026-02-20')))).toBe(0n)
    expect(amountOf(booksOn(undone, d('2026-02-20')), '1002')).toBe(-1_220_000n)
  })

  test('[H3] [M11] of two chargebacks of one payment, neither takes back a part that the other has', () => {
    const chargeback = { order: ['interest', 'principal'] } as const
    const own = termsWith({}, { allocation: { ...DEFAULT_ALLOCATION, chargeback } })
    const taken = (amountFen: bigint, on: string) =>
      ({ kind: 'chargeBack', eventId: 'e2', amountFen, chargesFee: false, reason: 'x', valueOn: d(on) }) as const
    const paid = run(disbursed(own), repay(106_619n, '2026-02-15'))
    const loan = run(paid, taken(2_000n, '2026-02-20'), taken(20_000n, '2026-02-21'))
    const pieces = stateOn(loan, d('2026-02-21')).allocations.filter(({ rule }) => rule === 'chargeback')
    expect(pieces.map(({ part, amountFen }) => `${part} ${amountFen}`)).toEqual([
      'interest -2000',
      'principal -10000',
      'interest -10000',
    ])
  })

  test('[M11] where money held stays, a chargeback is owed again whole, and money held pays it on its day', () => {
    const chargeback = { order: ['interest', 'principal', 'fee', 'penalty'], held: 'stays' } as const
    const own = termsWith({}, { allocation: { ...DEFAULT_ALLOCATION, chargeback } })
    const paid = run(disbursed(own), repay(106_619n + 20_000n, '2026-02-15'))
    const why = { chargesFee: false, reason: 'x', valueOn: d('2026-02-20') } as const
    const loan = run(paid, { kind: 'chargeBack', eventId: 'e2', amountFen: 15_000n, ...why })
    const asked = (on: string) => stateOn(loan, d(on)).instalments[1]!
    expect(stateOn(loan, d('2026-02-20'))).toMatchObject({ heldFen: 20_000n, principalFen: 1_108_381n })
    expect([asked('2026-02-20').carried.interestFen, asked('2026-02-20').paid.principalFen]).toEqual([12_000n, 0n])
    expect(stateOn(loan, d('2026-03-15'))).toMatchObject({ heldFen: 0n, paid: { interestFen: 20_000n } })
    expect(totalOf(booksOn(loan, d('2026-03-15')))).toBe(0n)
  })
})
