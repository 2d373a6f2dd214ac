import { orderedBy, PARTS } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { booksOn, postingsOf } from './books.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, disbursed, repay, run, SERVICE_FEE, shown, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { planOptions } from './plan-options.ts'
import { preview } from './preview.ts'
import { rescheduleProposal } from './proposal.ts'
import { earlySettlementQuote } from './settlement.ts'
import { stateOn } from './view.ts'

type Reschedule = Extract<LoanCommand, { kind: 'reschedule' }>

const terms = (change: Partial<Reschedule> = {}): Reschedule => ({
  kind: 'reschedule',
  instalments: 18,
  annualRatePpm: 120_000n,
  graceInstalments: 0,
  arrears: 'kept',
  reason: 'illness',
  valueOn: d('2026-03-01'),
  ...change,
})

/** One instalment as a line: number, due day, principal + interest, of it carried. */
function line(loan: Loan, number: number, on = '2026-03-01'): string {
  const one = stateOn(loan, d(on)).instalments.find((row) => row.number === number)!
  const { planned, carried } = one
  const moved = carried.interestFen + carried.feeFen + carried.penaltyFen
  return `${one.number} ${one.dueOn} ${planned.principalFen}+${planned.interestFen} (${moved}) ${one.status}`
}

const paidOne = () => run(disbursed(), repay(106_619n, '2026-02-15'))
/** Two instalments behind on 20 April. */
const behind = () => run(disbursed(), repay(106_619n, '2026-02-15'), repay(1_000n, '2026-04-20'))
const aged = (change: Partial<Reschedule> = {}) =>
  run(behind(), terms({ arrears: 'carried', valueOn: d('2026-04-20'), ...change }))

describe('a longer term, a lower rate, a grace', () => {
  test('[R1] the running instalment keeps its day, and the rest is spread over eighteen', () => {
    const loan = run(paidOne(), terms())
    expect(line(loan, 1)).toBe('1 2026-02-15 94619+12000 (0) paid')
    expect(line(loan, 2)).toBe('2 2026-03-15 56354+11054 (0) future')
    expect(line(loan, 19)).toBe('19 2027-08-15 66748+667 (0) future')
    expect(stateOn(loan, d('2026-03-01')).principalFen).toBe(1_105_381n)
  })

  test('[R1] interest of the running period is earned at the old rate before, at the new one after', () => {
    const loan = run(paidOne(), terms({ annualRatePpm: 60_000n }))
    const [, second] = stateOn(loan, d('2026-03-01')).instalments
    expect(second!.interestSteps.map((step) => [step.from, step.to, step.annualRatePpm])).toEqual([
      ['2026-02-15', '2026-03-01', 120_000n],
      ['2026-03-01', '2026-03-15', 60_000n],
    ])
    expect(second!.planned.interestFen).toBe(8_290n)
  })

  test('[R2] three months of interest only, then level instalments to the end', () => {
    const loan = run(paidOne(), terms({ instalments: 12, graceInstalments: 3 }))
    const rows = stateOn(loan, d('2026-03-01')).instalments.slice(1)
    expect(rows.map((row) => row.planned.principalFen).slice(0, 4)).toEqual([0n, 0n, 0n, 117_989n])
    const asked = rows.slice(3).map((row) => row.planned.principalFen + row.planned.interestFen)
    expect(new Set(asked.slice(0, -1)).size).toBe(1)
    expect(Math.abs(Number(asked.at(-1)! - asked[0]!))).toBeLessThan(10)
  })

  test('[R1] a bullet loan far from its end begins monthly instalments', () => {
    const loan = run(disbursed(termsWith({ method: 'bullet' })), terms({ instalments: 6 }))
    expect(line(loan, 1)).toBe('1 2026-04-15 175158+36000 (0) future')
    expect(stateOn(loan, d('2026-03-01')).instalments.length).toBe(6)
  })
})

describe('arrears', () => {
  test('[R3] kept: they stay past due and bear penalty interest', () => {
    const loan = run(behind(), terms({ valueOn: d('2026-04-20') }))
    const state = stateOn(loan, d('2026-05-01'))
    expect([state.dpd, state.penaltyFen > stateOn(loan, d('2026-04-20')).penaltyFen]).toEqual([47, true])
  })

  test('[R4] carried into an instalment that was paid in advance, it earns from the day', () => {
    const order = orderedBy('horizontal', PARTS, 'last-instalment')
    const allocation = { direction: 'horizontal', default: order, byKind: {} } as const
    const { prepayment } = termsWith()
    const free = { allocation, prepayment: { ...prepayment, feePpm: 0n } }
    const ahead = run(disbursed(termsWith({ termMonths: 5 }, free)), repay(244_000n, '2026-01-15'))
    const anew = run(ahead, terms({ valueOn: d('2026-05-15'), arrears: 'carried', instalments: 1 }))
    const { principalFen, instalments } = stateOn(anew, d('2026-06-15'))
    expect([instalments.at(-1)!.dueOn, instalments.at(-1)!.planned.principalFen]).toEqual(['2026-06-15', principalFen])
    expect(instalments.at(-1)!.interestSteps).toMatchObject([{ from: '2026-05-15', balanceFen: principalFen }])
  })

  test('[N4] penalty interest follows the new rate from its day, and what has run stays', () => {
    const penaltySteps = (on: string) =>
      stateOn(
        run(disbursed(), terms({ valueOn: d('2026-03-15'), annualRatePpm: 60_000n, arrears: 'kept' })),
        d(on),
      ).instalments[0]!.penaltySteps.map(({ from, to, annualRatePpm }) => `${from} ${to} ${annualRatePpm}`)
    expect(penaltySteps('2026-03-25')).toEqual(['2026-02-15 2026-03-15 180000', '2026-03-15 2026-03-25 90000'])
  })

  test('[R3] [R4] carried: no day past due; principal earns again, charges are spread and bear nothing', () => {
    const before = stateOn(behind(), d('2026-04-20'))
    const state = stateOn(aged(), d('2026-04-20'))
    expect([before.dpd, state.dpd, state.overdueFen]).toEqual([36, 0, 0n])
    expect(state.principalFen).toBe(before.principalFen)
    expect([state.interestAccruedFen, state.penaltyFen]).toEqual([before.interestAccruedFen, before.penaltyFen])
    expect([2, 3, 4].map((number) => line(aged(), number, '2026-04-20'))).toEqual([
      '2 2026-03-15 0+0 (-11774) moved',
      '3 2026-04-15 0+0 (-10339) moved',
      '4 2026-05-15 56655+11910 (1230) future',
    ])
  })

  test('[R4] what is carried is in the instalments, to the fen', () => {
    const rows = stateOn(aged(), d('2026-04-20')).instalments
    const carriedFen = rows.reduce((sum, { carried }) => sum + carried.interestFen + carried.penaltyFen, 0n)
    expect(carriedFen).toBe(0n)
    expect(rows.reduce((sum, row) => sum + row.outstanding.principalFen, 0n)).toBe(1_105_381n)
  })
})

describe('the proposal', () => {
  test('[R5] what it shows is what the commitment gives', () => {
    const facts = { bookedOn: d('2026-04-20'), eventId: 'new' }
    const command = terms({ arrears: 'carried', valueOn: d('2026-04-20'), annualRatePpm: 90_000n })
    const proposal = rescheduleProposal(behind(), command, facts)
    if (!proposal.ok) throw new Error(proposal.error.code)
    const committed = run(behind(), command)
    expect(proposal.value.instalments).toEqual(
      stateOn(committed, d('2026-04-20')).instalments.filter((row) => row.status === 'future'),
    )
    const { before, after, totalDifferenceFen } = proposal.value
    expect(after.totalFen - before.totalFen).toBe(totalDifferenceFen)
    expect([before.count, after.count, before.dueNowFen, after.dueNowFen]).toEqual([9, 18, 214_199n, 0n])
    expect(after.largestFen).toBeLessThan(before.largestFen)
  })
})

describe('afterwards', () => {
  test('[R6] the settlement asks for everything that was carried', () => {
    const before = earlySettlementQuote(behind(), d('2026-04-20'))
    const after = earlySettlementQuote(aged(), d('2026-04-20'))
    if (!before.ok || !after.ok) throw new Error('no quote')
    expect({ ...after.value, prepaymentFeeFen: 0n, totalFen: 0n }).toEqual({
      ...before.value,
      prepaymentFeeFen: 0n,
      totalFen: 0n,
    })
  })

  test('[R6] a prepayment lowers the new instalments and keeps what is carried', () => {
    const prepay = { kind: 'prepay', mode: 'lower-instalment', amountFen: 303_000n, channel: 'bank' } as const
    const loan = run(aged(), { ...prepay, valueOn: d('2026-05-01') })
    const carried = (of: Loan) =>
      stateOn(of, d('2026-05-01')).instalments.reduce(
        (sum, row) => sum + (row.carried.interestFen > 0n ? row.carried.interestFen : 0n),
        0n,
      )
    expect(carried(loan)).toBe(carried(aged()))
    expect(stateOn(loan, d('2026-05-01')).instalments.at(-1)!.number).toBe(21)
  })

  test('[R6] paying every new instalment settles the loan with nothing held', () => {
    let loan = aged()
    for (const row of stateOn(loan, d('2026-04-20')).instalments.filter((one) => one.status === 'future')) {
      const due = stateOn(loan, row.dueOn)
      loan = run(loan, repay(due.dueFen, row.dueOn))
    }
    const end = stateOn(loan, d('2028-01-01'))
    expect([end.status, end.heldFen, end.principalFen, end.interestAccruedFen, end.penaltyFen]).toEqual([
      'settled',
      0n,
      0n,
      0n,
      0n,
    ])
  })
})

describe('books', () => {
  test('[B5] new terms move nothing on their day, and income returns with what is carried out of non-accrual', () => {
    const decided = decide(paidOne(), terms(), { bookedOn: d('2026-03-01'), eventId: 'new' })
    if (!decided.ok) throw new Error(decided.error.code)
    expect(postingsOf(paidOne(), decided.value)).toEqual([])
    const late = disbursed(termsWith({ fees: [SERVICE_FEE] }))
    const result = preview(late, terms({ arrears: 'carried', valueOn: d('2026-08-01') }), {
      bookedOn: d('2026-08-01'),
      eventId: 'new',
    })
    if (!result.ok) throw new Error(result.error.code)
    expect(shown(booksOn(late, d('2026-08-01')))).toContain('9001')
    expect(shown(result.value.lines)).toBe(
      '1122 +6000, 1132 +61004, 1133 +26716, 6011 -61004, 6012 -26716, 6021 -6000, 9001 -93720, 9002 +93720',
    )
  })
})

describe('plan options', () => {
  const facts = { bookedOn: d('2026-04-20'), eventId: 'new' }

  test('[R7] four ways, each to the fen, and whether they can be paid', () => {
    const told = planOptions(behind(), facts, 70_000n).map(({ code, terms: t, proposal, isPayable }) =>
      [code, t.instalments, t.graceInstalments, t.annualRatePpm, t.arrears, proposal.after.largestFen, isPayable].join(
        ' ',
      ),
    )
    expect(told).toEqual([
      'interestOnly 12 3 120000 carried 130886 false',
      'longer 21 0 120000 carried 59664 true',
      'lowerRate 9 0 90000 carried 129946 false',
      'combined 21 3 90000 carried 66932 true',
    ])
  })

  test('[R7] a loan with nothing left has none', () => {
    expect(planOptions(disbursed(), { ...facts, bookedOn: d('2026-01-14') }, 1n)).toEqual([])
  })
})

describe('refusals', () => {
  test('[D11] in their order', () => {
    const refused = (loan: Loan, change: Partial<Reschedule>) => {
      const decided = decide(loan, terms(change), { bookedOn: d('2027-06-01'), eventId: 'new' })
      return decided.ok ? 'ok' : decided.error.code
    }
    const settled = run(disbursed(), {
      kind: 'prepay',
      mode: 'full',
      amountFen: 1_300_000n,
      channel: 'bank',
      valueOn: d('2026-02-01'),
    })
    expect(refused(settled, {})).toBe('loan.settled')
    expect(refused(disbursed(), { valueOn: d('2027-03-01') })).toBe('loan.nothing_to_reschedule')
    expect(refused(paidOne(), { instalments: 121 })).toBe('loan.instalments_out_of_range')
    expect(refused(paidOne(), { instalments: 3, graceInstalments: 3 })).toBe('loan.grace_too_long')
    expect(refused(paidOne(), { annualRatePpm: 120_001n })).toBe('loan.rate_above_contract')
    expect(refused(paidOne(), {})).toBe('ok')
  })
})
