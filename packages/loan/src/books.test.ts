import { addDays, type Day } from '@puhui/calendar'
import { aggregate, type Line, RECIPES } from '@puhui/ledger'
import { describe, expect, test } from 'vitest'
import { accrualOn, booksOn, feesMissing, postingsOf } from './books.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { amountOf, d, disbursed, repay, run, SERVICE_FEE, shown, termsWith } from './loan.fixture.ts'
import { evolve, type Loan, open } from './loan.ts'

/** The entry of a command, in one line. */
function entry(loan: Loan, command: LoanCommand, bookedOn: string): string {
  return shown(linesOf(loan, command, bookedOn))
}

function linesOf(loan: Loan, command: LoanCommand, bookedOn: string): readonly Line[] {
  const decided = decide(loan, command, { bookedOn: d(bookedOn), eventId: 'new' })
  if (!decided.ok) throw new Error(decided.error.code)
  return postingsOf(loan, decided.value)
}

const PARTNER_FEE = {
  ...SERVICE_FEE,
  code: 'guarantee',
  collector: { kind: 'partner', partnerId: 'g', name: { zh: '担保', en: 'G' } },
} as const
const disburse = { kind: 'disburse', amountFen: 1_200_000n, channel: 'bank', valueOn: d('2026-01-15') } as const

describe('the entry of each event', () => {
  test('[B5] disbursement', () => {
    expect(entry(open(termsWith()), disburse, '2026-01-15')).toBe('1002 -1200000, 1303 +1200000')
  })

  test('[B7] accrual of a day', () => {
    expect(shown(accrualOn(disbursed(), d('2026-01-15')))).toBe('1132 +387, 6011 -387')
  })

  test('[B5] repayment', () => {
    expect(entry(disbursed(), repay(106_619n, '2026-02-15'), '2026-02-15')).toBe(
      '1002 +106619, 1132 -12000, 1303 -94619',
    )
  })

  test('[B5] repayment with penalty, and a fen too much', () => {
    expect(entry(disbursed(), repay(106_809n, '2026-02-19'), '2026-02-19')).toBe(
      '1002 +106809, 1132 -12000, 1133 -189, 1303 -94619, 2241 -1',
    )
  })

  test('[B5] partial prepayment', () => {
    const loan = run(disbursed(), repay(106_619n, '2026-02-15'))
    const prepay = {
      kind: 'prepay',
      mode: 'lower-instalment',
      amountFen: 303_000n,
      channel: 'bank',
      valueOn: d('2026-03-01'),
    } as const
    expect(entry(loan, prepay, '2026-03-01')).toBe('1002 +303000, 1303 -300000, 6022 -3000')
  })

  test('[B5] waiver', () => {
    const waive = {
      kind: 'waive',
      part: 'penalty',
      amountFen: 189n,
      reason: 'goodwill',
      valueOn: d('2026-02-19'),
    } as const
    expect(entry(disbursed(), waive, '2026-02-19')).toBe('1133 -189, 6703 +189')
  })

  test('[B4] charge-off in non-accrual: the charges are off balance already', () => {
    const chargeOff = { kind: 'chargeOff', reason: 'insolvent', valueOn: d('2026-09-01') } as const
    expect(entry(disbursed(), chargeOff, '2026-09-01')).toBe(
      '1303 -1200000, 6702 +1200000, 9001 +1200000, 9002 -1200000',
    )
  })

  test('[B4] recovery', () => {
    const off = run(disbursed(), { kind: 'chargeOff', reason: 'insolvent', valueOn: d('2026-09-01') })
    const recover = { kind: 'recover', amountFen: 50_000n, channel: 'court', valueOn: d('2026-10-01') } as const
    expect(entry(off, recover, '2026-10-01')).toBe('1002 +50000, 6301 -50000, 9001 -50000, 9002 +50000')
  })

  test('[B6] a reversal on the same day is the mirror', () => {
    const loan = run(disbursed(), repay(106_619n, '2026-02-15'))
    expect(entry(loan, { kind: 'reverse', eventId: 'e2', reason: 'returned' }, '2026-02-15')).toBe(
      '1002 -106619, 1132 +12000, 1303 +94619',
    )
  })

  test('[B5] a payment booked five days late takes back the penalty that it should not have borne', () => {
    const loan = disbursed()
    expect(entry(loan, repay(106_619n, '2026-02-18'), '2026-02-23')).toBe(
      '1002 +106619, 1132 -12000, 1133 -378, 1303 -94619, 6012 +378',
    )
  })

  test('[B8] fees of partners are owed to them', () => {
    const loan = disbursed(termsWith({ fees: [SERVICE_FEE, PARTNER_FEE] }))
    expect(shown(accrualOn(loan, d('2026-02-14')))).toBe('1122 +2000, 1132 +387, 2202 -1000, 6011 -387, 6021 -1000')
  })

  test('[B8] a share of the balance falls beside a fixed fee: the partner is owed its own part of each instalment', () => {
    const amount = { kind: 'share-of-balance', ratePpm: 5_000n } as const
    const loan = disbursed(termsWith({ method: 'equal-principal', fees: [SERVICE_FEE, { ...PARTNER_FEE, amount }] }))
    const owed = (on: string) => -amountOf(booksOn(loan, d(on)), '2202')
    // 0.5 % of ¥12,000, ¥11,000 and ¥10,000.
    expect(['2026-02-15', '2026-03-15', '2026-04-15'].map(owed)).toEqual([6_000n, 11_500n, 16_500n])
  })

  test('[B16] fees that the books lack, or have too much of, are partners in their share', () => {
    const loan = disbursed(termsWith({ fees: [SERVICE_FEE, PARTNER_FEE] }))
    const later = d('2026-03-20')
    expect(shown(feesMissing(loan, later, 2_000n))).toBe('2202 -1000, 6021 -1000')
    expect(shown(feesMissing(loan, later, -3_000n))).toBe('2202 +1500, 6021 +1500')
    expect(feesMissing(loan, later, 0n)).toEqual([])
    expect(shown(feesMissing(disbursed(termsWith({ fees: [SERVICE_FEE] })), later, 1_000n))).toBe('6021 -1000')
  })
})

describe('non-accrual', () => {
  test('[B3] from the 91st day on, income goes off balance', () => {
    const loan = disbursed()
    expect(shown(accrualOn(loan, d('2026-05-16')))).toBe(
      '1132 -42548, 1133 -8717, 6011 +42548, 6012 +8717, 9001 +51670, 9002 -51670',
    )
    expect(shown(accrualOn(loan, d('2026-05-17')))).toBe('9001 +407, 9002 -407')
  })

  test('[B3] when the borrower has caught up it returns', () => {
    const loan = run(disbursed(), repay(500_000n, '2026-06-01'))
    expect(shown(booksOn(loan, d('2026-06-01')))).toBe(
      '1002 -700000, 1132 +4474, 1303 +815809, 2241 -61685, 6011 -46759, 6012 -11839',
    )
  })
})

/** Runs a loan day by day as a lender does: events as they are booked, accrual at day-end. */
function runDays(loan: Loan, until: Day): { day: Day; posted: readonly Line[]; books: readonly Line[] }[] {
  let known = open(loan.terms)
  let posted: readonly Line[] = []
  const days = []
  for (let day = loan.events[0]!.bookedOn; day < until; day = addDays(day, 1)) {
    for (const event of loan.events.filter((e) => e.bookedOn === day)) {
      posted = aggregate([...posted, ...postingsOf(known, event)])
      known = evolve(known, event)
    }
    posted = aggregate([...posted, ...accrualOn(known, day)])
    days.push({ day, posted, books: aggregate(booksOn(known, addDays(day, 1))) })
  }
  return days
}

describe('every day', () => {
  const story = () =>
    run(
      disbursed(termsWith({ fees: [SERVICE_FEE] })),
      repay(107_619n, '2026-02-15'),
      repay(200_000n, '2026-03-15'),
      { ...repay(50_000n, '2026-04-20'), bookedOn: d('2026-05-02') },
      { kind: 'reverse', eventId: 'e2', reason: 'returned', bookedOn: d('2026-05-10') },
      repay(600_000n, '2026-08-30'),
      { kind: 'chargeOff', reason: 'insolvent', valueOn: d('2027-06-01') },
      { kind: 'recover', amountFen: 20_000n, channel: 'court', valueOn: d('2027-07-01') },
    )

  test('[B1] [B7] what was posted is what the books must say, and both sum to zero', () => {
    for (const { day, posted, books } of runDays(story(), d('2027-08-01'))) {
      expect({ day, posted }).toEqual({ day, posted: books })
      expect(posted.reduce((sum, line) => sum + line.amountFen, 0n)).toBe(0n)
    }
  })

  test('[B2] principal on the books is the principal outstanding', () => {
    const paid = run(disbursed(), repay(106_619n, '2026-02-15'))
    expect(booksOn(paid, d('2026-02-20')).find((line) => line.account === '1303')!.amountFen).toBe(1_105_381n)
  })

  test('[B9] events that happen on their day move only what their recipe names', () => {
    const strays = (event: string, lines: readonly Line[]) => {
      const recipe = RECIPES.find((candidate) => candidate.event === event)!
      const allowed = new Set(recipe.lines.map((line) => `${line.account} ${line.side}`))
      return lines.filter((line) => !allowed.has(`${line.account} ${line.amountFen > 0n ? 'debit' : 'credit'}`))
    }
    const loan = disbursed(termsWith({ fees: [SERVICE_FEE] }))
    expect(strays('accrued', accrualOn(loan, d('2026-02-14')))).toEqual([])
    expect(strays('repaid', linesOf(loan, repay(150_000n, '2026-03-20'), '2026-03-20'))).toEqual([])
    const settle = {
      kind: 'prepay',
      mode: 'full',
      amountFen: 2_000_000n,
      channel: 'bank',
      valueOn: d('2026-02-01'),
    } as const
    expect(strays('prepaid', linesOf(loan, settle, '2026-02-01'))).toEqual([])
    const chargeOff = { kind: 'chargeOff', reason: 'insolvent', valueOn: d('2026-09-01') } as const
    expect(strays('chargedOff', linesOf(loan, chargeOff, '2026-09-01'))).toEqual([])
  })
})
