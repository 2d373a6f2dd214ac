import { orderedBy } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { decodeEvent, decodeLoanTerms, encodeEvent, encodeLoanTerms } from './codec.ts'
import { d, disbursed, repay, run, SERVICE_FEE, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { knownOn, replay } from './loan.ts'
import { earlySettlementQuote } from './settlement.ts'
import { allocationsOf, stateOn } from './view.ts'

const INSTALMENT = 106_619n

/** What an event's money was taken for: `penalty 1: 189`. */
function taken(loan: Loan, on: string, eventId: string): string[] {
  return stateOn(loan, d(on))
    .allocations.filter((piece) => piece.eventId === eventId)
    .map((piece) => `${piece.part} ${piece.instalment ?? '-'}: ${piece.amountFen}`)
}

/** The plan from an instalment on: `number  principal  interest  balance`. */
function plan(loan: Loan, on: string, from = 1): string[] {
  return stateOn(loan, d(on))
    .instalments.filter((row) => row.number >= from)
    .map((row) => [row.number, row.planned.principalFen, row.planned.interestFen, row.balanceFen].join(' '))
}

function settlement(loan: Loan, on: string) {
  const quoted = earlySettlementQuote(loan, d(on))
  if (!quoted.ok) throw new Error(quoted.error.code)
  return quoted.value
}

function prepay(mode: 'full' | 'lower-instalment' | 'fewer-instalments', amountFen: bigint, on: string) {
  return { kind: 'prepay', mode, amountFen, channel: 'bank', valueOn: d(on) } as const
}

describe('the life of a loan', () => {
  test('[L9] twelve payments on their days settle it', () => {
    let loan = disbursed()
    for (const row of stateOn(loan, d('2026-01-15')).instalments) {
      loan = run(loan, repay(row.outstandingFen, row.dueOn))
    }
    expect(stateOn(loan, d('2027-01-15'))).toMatchObject({
      status: 'settled',
      principalFen: 0n,
      heldFen: 0n,
      settledOn: '2027-01-15',
    })
    expect(stateOn(loan, d('2027-01-14')).status).toBe('active')
  })

  test.each([
    ['2026-01-14', 'pending', 0, 'M0', 0n],
    ['2026-02-14', 'active', 0, 'M0', 0n],
    ['2026-02-15', 'active', 0, 'M0', 106_619n],
    ['2026-02-16', 'overdue', 1, 'M1', 106_619n],
    ['2026-02-19', 'overdue', 4, 'M1', 106_808n],
    ['2026-03-18', 'overdue', 31, 'M2', 214_705n],
  ])('[L8] never paid: on %s it is %s, %i days past due, %s', (on, status, dpd, bucket, dueFen) => {
    expect(stateOn(disbursed(), d(on))).toMatchObject({ status, dpd, bucket, dueFen })
  })

  test.each([
    ['2026-01-15', 0n],
    ['2026-01-16', 387n],
    ['2026-02-14', 11_613n],
    ['2026-02-15', 12_000n],
    ['2026-02-16', 12_395n],
  ])('[L7] interest on the morning of %s is %s', (on, interestAccruedFen) => {
    expect(stateOn(disbursed(), d(on)).interestAccruedFen).toBe(interestAccruedFen)
  })

  test('[L7] interest stops at charge-off', () => {
    const off = run(disbursed(), { kind: 'chargeOff', reason: 'insolvent', valueOn: d('2026-09-01') })
    const [then, later] = [stateOn(off, d('2026-09-01')), stateOn(off, d('2027-09-01'))]
    expect(then).toMatchObject({ status: 'chargedOff', chargedOffFen: 1_200_000n })
    expect([later.interestAccruedFen, later.penaltyFen]).toEqual([then.interestAccruedFen, then.penaltyFen])
  })
})

describe('allocation', () => {
  const fee = termsWith({ fees: [SERVICE_FEE] })

  test('[A1] oldest first: penalty, fee, interest, principal', () => {
    const late = run(disbursed(fee), repay(150_000n, '2026-03-20'))
    expect(taken(late, '2026-03-20', 'e2')).toEqual([
      'penalty 1: 1561',
      'fee 1: 1000',
      'interest 1: 12000',
      'principal 1: 94619',
      'penalty 2: 239',
      'fee 2: 1000',
      'interest 2: 11054',
      'principal 2: 28527',
    ])
  })

  test('[A2] part first', () => {
    const terms = {
      ...fee,
      allocation: {
        direction: 'vertical',
        default: orderedBy('vertical', ['interest', 'principal', 'fee', 'penalty']),
        byKind: {},
      },
    } as const
    expect(taken(run(disbursed(terms), repay(150_000n, '2026-03-20')), '2026-03-20', 'e2')).toEqual([
      'interest 1: 12000',
      'interest 2: 11054',
      'principal 1: 94619',
      'principal 2: 32327',
    ])
  })

  test('[A3] money beyond what is due is held and pays the next instalment on its day', () => {
    const loan = run(disbursed(), repay(INSTALMENT + 20_000n, '2026-02-15'))
    expect(stateOn(loan, d('2026-02-15'))).toMatchObject({
      heldFen: 20_000n,
      nextDue: { number: 2, amountFen: 86_619n },
    })
    expect(stateOn(loan, d('2026-03-15'))).toMatchObject({ heldFen: 0n, dueFen: 86_619n })
    expect(taken(loan, '2026-03-15', 'e2').slice(2)).toEqual([
      'held -: 20000',
      'interest 2: 11054',
      'principal 2: 8946',
    ])
  })

  test('[A4] every piece names its rule', () => {
    const loan = run(disbursed(), repay(INSTALMENT + 1n, '2026-02-15'))
    expect(allocationsOf(loan)).toEqual(stateOn(loan, d('2026-02-15')).allocations)
    expect(stateOn(loan, d('2026-02-15')).allocations.map((piece) => piece.rule)).toEqual([
      'due:horizontal:due:3',
      'due:horizontal:due:4',
      'held',
    ])
  })
})

describe('penalty interest', () => {
  test.each([
    ['2026-02-18', 0n],
    ['2026-02-19', 189n],
    ['2026-02-25', 473n],
  ])('[N1] [N2] ¥946.19 overdue at 18 %%, three days of grace: on %s it is %s', (on, penaltyFen) => {
    expect(stateOn(disbursed(), d(on)).penaltyFen).toBe(penaltyFen)
  })

  test('[N2] paid on the last day of grace, there is none', () => {
    const loan = run(disbursed(), repay(INSTALMENT, '2026-02-18'))
    expect(stateOn(loan, d('2026-03-01'))).toMatchObject({ penaltyFen: 0n, dueFen: 0n })
  })

  test('[N3] a payment in between lowers the base', () => {
    const loan = run(disbursed(), repay(473n + 12_000n + 44_619n, '2026-02-25'))
    const [first] = stateOn(loan, d('2026-03-07')).instalments
    expect(first!.penaltySteps.map((s) => [s.from, s.to, s.overdueFen, s.days])).toEqual([
      ['2026-02-15', '2026-02-25', 94_619n, 10],
      ['2026-02-25', '2026-03-07', 50_000n, 10],
    ])
    expect(first!.outstanding).toMatchObject({ principalFen: 50_000n, penaltyFen: 250n })
  })
})

describe('prepayment', () => {
  const paidOnce = () => run(disbursed(), repay(INSTALMENT, '2026-02-15'))

  test('[P1] [P2] [P3] fewer instalments: the instalment stays, the term shrinks', () => {
    const loan = run(paidOnce(), prepay('fewer-instalments', 303_000n, '2026-03-01'))
    expect(taken(loan, '2026-03-01', 'e3')).toEqual(['principal -: 300000', 'prepaymentFee -: 3000'])
    expect(plan(loan, '2026-03-01', 2)).toEqual([
      '2 97065 9554 708316',
      '3 99536 7083 608780',
      '4 100531 6088 508249',
      '5 101537 5082 406712',
      '6 102552 4067 304160',
      '7 103577 3042 200583',
      '8 104613 2006 95970',
      '9 95970 960 0',
    ])
  })

  test('[P2] lower instalment: the term stays', () => {
    const loan = run(paidOnce(), prepay('lower-instalment', 303_000n, '2026-03-01'))
    const rows = stateOn(loan, d('2026-03-01')).instalments.slice(1)
    expect(rows.length).toBe(11)
    expect(rows.slice(0, 10).map((row) => row.outstandingFen)).toEqual(Array(10).fill(77_826n))
  })

  test('[P3] free once six instalments have fallen due', () => {
    expect(settlement(disbursed(), '2026-07-14').prepaymentFeeFen).toBe(7_173n)
    expect(settlement(disbursed(), '2026-07-15').prepaymentFeeFen).toBe(0n)
  })

  test('[P3] a down payment is no instalment that has fallen due', () => {
    const { prepayment } = termsWith()
    const plan = { downPayment: { sharePpm: 200_000n, multipleFen: 1n } }
    const loan = disbursed(termsWith({ plan }, { prepayment: { ...prepayment, freeAfterInstalments: 1 } }))
    expect(settlement(loan, '2026-02-14').prepaymentFeeFen).toBe(9_600n)
    expect(settlement(loan, '2026-02-15').prepaymentFeeFen).toBe(0n)
  })

  test('[P4] interest only to the day: 14 of 28 days of ¥110.54', () => {
    expect(settlement(paidOnce(), '2026-03-01')).toEqual({
      asOf: '2026-03-01',
      principalFen: 1_105_381n,
      interestFen: 5_527n,
      feeFen: 0n,
      penaltyFen: 0n,
      prepaymentFeeFen: 11_054n,
      heldFen: 0n,
      totalFen: 1_121_962n,
    })
  })

  test.each(['2026-01-15', '2026-03-01', '2026-03-15', '2026-05-20', '2027-03-01'])(
    '[P5] the quote of %s settles the loan',
    (on) => {
      const loan = run(paidOnce(), ...(on < '2026-02-15' ? [] : [repay(30_000n, '2026-02-20')]))
      const start = on < '2026-02-15' ? disbursed() : loan
      const settled = run(start, prepay('full', settlement(start, on).totalFen, on))
      expect(stateOn(settled, d(on))).toMatchObject({
        status: 'settled',
        settledOn: on,
        heldFen: 0n,
        dueFen: 0n,
        principalFen: 0n,
      })
    },
  )
})

describe('two times', () => {
  const late = () => run(disbursed(), repay(INSTALMENT, '2026-02-15'), repay(INSTALMENT, '2026-03-25'))
  const backdated = () => run(late(), { ...repay(INSTALMENT, '2026-03-15'), bookedOn: d('2026-04-02') })

  test('[L5] on 1 April we believed that instalment 2 had been paid late; on 2 April we know better', () => {
    const believed = (bookedOn: string) => stateOn(knownOn(backdated(), d(bookedOn)), d('2026-03-20'))
    expect([believed('2026-04-01').dpd, believed('2026-04-02').dpd]).toEqual([5, 0])
  })

  test('[L4] the state on 20 March does not know of the payment of 25 March', () => {
    expect(stateOn(late(), d('2026-03-20'))).toMatchObject({ status: 'overdue', principalFen: 1_105_381n })
    expect(stateOn(late(), d('2026-03-25'))).toMatchObject({ principalFen: 1_010_294n })
  })

  test('[L2] the payment of 25 March is held now', () => {
    expect(stateOn(backdated(), d('2026-03-25')).heldFen).toBe(INSTALMENT)
  })

  test('[L3] a reversal takes a payment out of force and keeps it in the list', () => {
    const reversed = run(late(), {
      kind: 'reverse',
      eventId: 'e3',
      reason: 'returned by the bank',
      bookedOn: d('2026-03-28'),
    })
    expect(reversed.events.map((event) => event.kind)).toEqual(['disbursed', 'repaid', 'repaid', 'reversed'])
    expect(stateOn(reversed, d('2026-03-28')).dpd).toBe(13)
  })
})

describe('JSON', () => {
  test('[J1] terms and events come back the same', () => {
    const loan = run(
      disbursed(
        termsWith(
          { fees: [SERVICE_FEE] },
          { holidays: { holidays: new Set([d('2026-10-01')]), workingWeekends: new Set() } },
        ),
      ),
      repay(INSTALMENT + 1_000n, '2026-02-15'),
      prepay('lower-instalment', 303_000n, '2026-03-01'),
      { kind: 'reverse', eventId: 'e2', reason: 'returned' },
    )
    const wire = <T>(json: T): unknown => JSON.parse(JSON.stringify(json))
    const terms = decodeLoanTerms(wire(encodeLoanTerms(loan.terms)))
    const events = loan.events.map((event) => decodeEvent(wire(encodeEvent(event))))
    expect(terms).toEqual({ ok: true, value: loan.terms })
    expect(events).toEqual(loan.events.map((value) => ({ ok: true, value })))
    expect(replay(loan.terms, loan.events)).toEqual(loan)
  })

  test('[J2] what is wrong has its place', () => {
    expect(
      decodeEvent({ kind: 'repaid', id: 'e1', seq: 0, valueOn: '2026-02-30', bookedOn: '2026-03-01', amountFen: 5 }),
    ).toEqual({
      ok: false,
      error: {
        code: 'loan.json_invalid',
        problems: [
          { path: '/seq', code: 'out_of_range' },
          { path: '/valueOn', code: 'not_a_day' },
          { path: '/amountFen', code: 'not_a_whole_number' },
          { path: '/channel', code: 'missing' },
        ],
      },
    })
    expect(decodeLoanTerms({}).ok).toBe(false)
  })
})
