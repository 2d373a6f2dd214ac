import { describe, expect, test } from 'vitest'
import { booksOn } from './books.ts'
import type { LoanEvent } from './event.ts'
import { amountOf, d, disbursed, termsWith, totalOf } from './loan.fixture.ts'
import { evolve } from './loan.ts'
import { stateOn } from './view.ts'

describe('a charge behind the last instalment', () => {
  test('[E7] earns no interest of its own while its period runs, on a loan with fixed instalments', () => {
    const on = d('2026-02-01')
    const event: LoanEvent = {
      kind: 'charged',
      id: 'c',
      seq: 2,
      valueOn: on,
      bookedOn: on,
      feeCode: 'nsf',
      amountFen: 500n,
      due: 'next',
      dueOn: d('2027-03-20'),
      reason: 'returned',
    }
    const plain = disbursed(termsWith())
    const loan = evolve(plain, event)
    const during = d('2027-02-10')
    expect(stateOn(loan, during).interestAccruedFen).toBe(stateOn(plain, during).interestAccruedFen)
    expect(totalOf(booksOn(loan, during))).toBe(0n)
    expect(amountOf(booksOn(loan, d('2026-02-02')), '1122')).toBe(500n)
  })
})
