import type { FeeRule } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { allInCostOf } from './all-in-cost.ts'
import { booksOn, postingsOf } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { amountOf, d, disbursed, repay, run, SERVICE_FEE, shown, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { stateOn } from './view.ts'

const CERTIFICATE: FeeRule = {
  code: 'certificate',
  name: { zh: '证明工本费', en: 'Certificate' },
  timing: 'on-event',
  event: 'statement',
  amount: { kind: 'fixed', amountFen: 2_000n },
  collector: { kind: 'lender' },
}
const NOTARY: FeeRule = {
  ...CERTIFICATE,
  code: 'notary',
  event: 'legal-costs',
  amount: { kind: 'fixed', amountFen: 50_000n },
  collector: { kind: 'partner', partnerId: 'notary', name: { zh: '公证处', en: 'the notary' } },
}
const tariff = termsWith({ fees: [CERTIFICATE, NOTARY] })
const reason = 'because'

function charge(feeCode: string, amountFen: bigint, on: string, due: 'now' | 'next' = 'next') {
  return { kind: 'charge', feeCode, amountFen, due, reason, valueOn: d(on) } as const
}
const moveDueDay = (dayOfMonth: number, on: string) =>
  ({ kind: 'moveDueDay', dayOfMonth, reason, valueOn: d(on) }) as const
const extend = (unit: 'day' | 'month', count: number, on: string) =>
  ({ kind: 'extend', unit, count, reason, valueOn: d(on) }) as const
const pause = (on: string, until: string) =>
  ({ kind: 'pauseInterest', until: d(until), reason, valueOn: d(on) }) as const

function postedBy(loan: Loan, command: LoanCommand & { valueOn: string }, bookedOn: string = command.valueOn) {
  const decided = decide(loan, command, { bookedOn: d(bookedOn), eventId: 'next' })
  return decided.ok ? shown(postingsOf(loan, decided.value)) : decided.error.code
}

const rows = (loan: Loan, on: string, from: number, to: number) =>
  stateOn(loan, d(on))
    .instalments.slice(from, to)
    .map((row) => [row.dueOn, row.planned.principalFen, row.planned.interestFen, row.planned.feeFen].join(' '))

describe('fees on an event', () => {
  const LATE: FeeRule = { ...CERTIFICATE, code: 'late', event: 'late-payment' }
  const byBreach = termsWith({ fees: [CERTIFICATE, LATE, { ...NOTARY, code: 'debit', event: 'failed-debit' }] })
  const own = (feeCode: string, more: { dueOn?: string; isPenalty?: boolean }) => {
    const { dueOn, ...rest } = more
    return { ...charge(feeCode, 2_000n, '2026-02-01'), ...rest, ...(dueOn ? { dueOn: d(dueOn) } : {}) }
  }

  test('[E9] a charge may have a day of its own, from its value day on and for twelve months', () => {
    const loan = disbursed(byBreach)
    expect(postedBy(loan, own('certificate', { dueOn: '2026-01-31' }))).toBe('loan.charge_day_out_of_range')
    expect(postedBy(loan, own('certificate', { dueOn: '2027-02-02' }))).toBe('loan.charge_day_out_of_range')
    expect(postedBy(loan, own('certificate', { dueOn: '2027-02-01' }))).toBe('1122 +2000, 6021 -2000')
    const charged = run(loan, own('certificate', { dueOn: '2026-03-01' }))
    expect(charged.events.at(-1)).toMatchObject({ kind: 'charged', dueOn: '2026-03-01', due: 'next' })
    expect(rows(charged, '2026-02-01', 0, 2).map((row) => row.split(' ').at(-1))).toEqual(['0', '2000'])
  })

  test('[E9] only a fee of the lender for a breach is a fixed penalty', () => {
    const loan = disbursed(byBreach)
    expect(postedBy(loan, own('certificate', { isPenalty: true }))).toBe('loan.fee_is_no_penalty')
    expect(postedBy(loan, own('debit', { isPenalty: true }))).toBe('loan.fee_is_no_penalty')
    expect(postedBy(loan, own('late', { isPenalty: true }))).toBe('1133 +2000, 6012 -2000')
  })

  test('[E1] a fee stands in the next instalment, is earned on its day and bears nothing', () => {
    const loan = run(disbursed(tariff), charge('certificate', 2_000n, '2026-02-01'))
    expect(rows(loan, '2026-02-01', 0, 2)).toEqual(['2026-02-15 94619 12000 2000', '2026-03-15 95565 11054 0'])
    expect(postedBy(disbursed(tariff), charge('certificate', 2_000n, '2026-02-01'))).toBe('1122 +2000, 6021 -2000')
    const paid = run(loan, repay(108_619n, '2026-02-15'))
    expect(stateOn(paid, d('2026-02-15')).instalments[0]).toMatchObject({ status: 'paid', outstandingFen: 0n })
  })

  test('[E1] on the day on which a period begins it is earned at once, too', () => {
    const loan = run(disbursed(tariff), repay(106_619n, '2026-02-15'))
    expect(postedBy(loan, charge('certificate', 2_000n, '2026-02-15'))).toBe('1122 +2000, 6021 -2000')
  })

  test('[E2] at once means with the oldest instalment that is due', () => {
    const loan = run(disbursed(tariff), charge('notary', 30_000n, '2026-02-20', 'now'))
    const [first] = stateOn(loan, d('2026-02-20')).instalments
    expect(first).toMatchObject({ status: 'overdue', outstanding: { feeFen: 30_000n } })
    expect(first!.penaltySteps[0]!.overdueFen).toBe(94_619n)
  })

  test('[E3] what is collected for a partner is owed to the partner', () => {
    const command = charge('notary', 30_000n, '2026-02-01')
    expect(postedBy(disbursed(tariff), command)).toBe('1122 +30000, 2202 -30000')
    const late = run(disbursed(tariff), command, charge('certificate', 2_000n, '2026-02-01'))
    expect(amountOf(booksOn(late, d('2026-07-01')), '2202')).toBe(0n)
    const paid = run(late, repay(150_000n, '2026-07-01'))
    expect(amountOf(booksOn(paid, d('2026-07-01')), '2202')).toBe(-30_000n)
  })

  test('[E4] it can be waived and reversed', () => {
    const waive = { kind: 'waive', part: 'fee', amountFen: 2_000n, reason, valueOn: d('2026-02-15') } as const
    const loan = run(disbursed(tariff), charge('certificate', 2_000n, '2026-02-01'))
    expect(stateOn(run(loan, waive), d('2026-02-15')).feeDueFen).toBe(0n)
    const back = run(loan, { kind: 'reverse', eventId: 'e2', reason, bookedOn: d('2026-02-02') })
    expect(stateOn(back, d('2026-02-02'))).toEqual(stateOn(disbursed(tariff), d('2026-02-02')))
  })
})

describe('days that move', () => {
  test('[V1] a new day of the month: the running instalment waits for it, the others follow, all level', () => {
    const loan = run(disbursed(), repay(106_619n, '2026-02-15'), moveDueDay(25, '2026-02-20'))
    const state = stateOn(loan, d('2026-02-20'))
    expect(state.instalments.slice(0, 4).map(({ dueOn }) => dueOn)).toEqual([
      '2026-02-15',
      '2026-03-25',
      '2026-04-25',
      '2026-05-25',
    ])
    const asked = state.instalments.slice(1, -1).map(({ planned }) => planned.principalFen + planned.interestFen)
    expect(new Set(asked).size).toBe(1)
    expect(state.instalments).toHaveLength(12)
  })

  test('[V1] what has been earned stays as it was', () => {
    const loan = run(disbursed(), repay(106_619n, '2026-02-15'))
    expect(postedBy(loan, moveDueDay(25, '2026-03-01'))).toBe('')
  })

  test('[V2] an extension by ten days, and by two months', () => {
    const days = (loan: Loan) => stateOn(loan, d('2026-02-01')).instalments.map(({ dueOn }) => dueOn)
    const byDays = days(run(disbursed(), extend('day', 10, '2026-02-01')))
    expect([byDays[0], byDays[1], byDays.at(-1)]).toEqual(['2026-02-25', '2026-03-25', '2027-01-25'])
    const byMonths = days(run(disbursed(), extend('month', 2, '2026-02-01')))
    expect([byMonths[0], byMonths[1], byMonths.at(-1)]).toEqual(['2026-04-15', '2026-05-15', '2027-03-15'])
  })

  test('[V2] months differ in length: days of an extension are whole days everywhere', () => {
    const loan = run(disbursed(), extend('day', 20, '2026-01-15'), repay(1n, '2026-01-20'))
    const { instalments } = stateOn(loan, d('2026-03-08'))
    expect(instalments.slice(0, 3).map(({ dueOn }) => dueOn)).toEqual(['2026-03-07', '2026-04-04', '2026-05-05'])
    expect(instalments[1]!.planned.interestFen).toBe(10_058n)
  })

  test('[V1] flat interest stays what it was when the day moves in the middle of the term', () => {
    const due = ['2026-02-15', '2026-03-15', '2026-04-15', '2026-05-15', '2026-06-15', '2026-07-15']
    const half = due.reduce((loan, on) => run(loan, repay(112_000n, on)), disbursed(termsWith({ method: 'flat' })))
    const moved = rows(run(half, moveDueDay(20, '2026-07-16')), '2026-07-16', 6, 12)
    // A day of 31 earned before, 4 of the 30 days up to 20 July, and a whole month.
    expect(moved.map((row) => row.split(' ')[2])).toEqual(['13987', '12000', '12000', '12000', '12000', '12000'])
  })

  test('[V2] a month more: weeks stay weeks, harvests keep their days, and what a month lacks collapses nothing', () => {
    const extended = (schedule: Parameters<typeof termsWith>[0], on: string) =>
      stateOn(run(disbursed(termsWith(schedule), on), extend('month', 1, on)), d(on)).instalments.map(
        (row) => row.dueOn,
      )
    const fortnights = { termMonths: 2, plan: { frequency: { unit: 'week', every: 2 } } } as const
    expect(extended(fortnights, '2026-01-15')).toEqual(['2026-02-28', '2026-03-14', '2026-03-28', '2026-04-11'])
    const harvests = [
      { month: 6, dayOfMonth: 20 },
      { month: 10, dayOfMonth: 31 },
    ]
    const season = { crop: { zh: '小麦', en: 'wheat' }, harvests }
    expect(extended({ method: 'seasonal', plan: { season } }, '2026-01-15')).toEqual(['2026-07-20', '2026-11-30'])
    const firstOfNext = { unit: 'month', every: 1, missingDay: 'first-of-next' } as const
    const due = extended({ termMonths: 4, plan: { frequency: firstOfNext } }, '2026-01-31')
    expect(due).toEqual(['2026-04-01', '2026-04-30', '2026-06-01', '2026-06-30'])
  })

  test('[V2] interest of the longer time is earned by the day', () => {
    const loan = run(disbursed(), extend('month', 2, '2026-01-15'))
    expect(stateOn(loan, d('2026-04-15')).interestAccruedFen).toBe(36_000n)
  })
})

describe('an interest pause', () => {
  test('[V3] nothing is earned between the two days, and the rate returns', () => {
    const loan = run(disbursed(), pause('2026-02-15', '2026-05-15'))
    const accrued = (on: string) => stateOn(loan, d(on)).interestAccruedFen
    expect([accrued('2026-02-15'), accrued('2026-05-15'), accrued('2026-06-15')]).toEqual([12_000n, 12_000n, 20_039n])
    expect(rows(loan, '2026-02-15', 0, 5)).toEqual([
      '2026-02-15 94619 12000 0',
      '2026-03-15 100489 0 0',
      '2026-04-15 100489 0 0',
      '2026-05-15 100489 0 0',
      '2026-06-15 97025 8039 0',
    ])
  })

  test('[V3] [N4] what is past due bears no penalty interest either', () => {
    const loan = run(disbursed(), pause('2026-03-01', '2026-04-01'))
    const penaltyFen = (on: string) => stateOn(loan, d(on)).penaltyFen
    // ¥946.19 × 18 % × days / 360: 14 days before the pause, and the first day after it.
    expect(['2026-03-01', '2026-03-31', '2026-04-01'].map(penaltyFen)).toEqual([662n, 662n, 662n])
    expect(stateOn(loan, d('2026-04-02')).instalments[0]!.planned.penaltyFen).toBe(710n)
  })

  test('[R1] new terms in a month of which a pause had left nothing bear interest from their day', () => {
    const grace = { interestOnlyPeriods: 3, moratoriumPeriods: 0, moratoriumInterest: 'carried' } as const
    const paused = run(disbursed(termsWith({ plan: { grace } })), pause('2026-01-15', '2026-03-15'))
    const anew = { kind: 'reschedule', instalments: 12, graceInstalments: 0, annualRatePpm: 120_000n } as const
    const loan = run(paused, { ...anew, arrears: 'kept', reason, valueOn: d('2026-01-30') })
    // 16 of the 31 days up to 15 February.
    expect(stateOn(loan, d('2026-02-15')).interestAccruedFen).toBe(6_194n)
  })

  test('[P2] after a pause, fewer instalments keep the instalment that is asked for now', () => {
    const paused = run(disbursed(), pause('2026-02-10', '2026-04-15'))
    const paid = ['2026-02-15', '2026-03-15', '2026-04-15', '2026-05-15'].reduce(
      (loan, on) => run(loan, repay(stateOn(loan, d(on)).dueFen, on)),
      paused,
    )
    const early = { kind: 'prepay', mode: 'fewer-instalments', amountFen: 200_000n, channel: 'bank' } as const
    const instalments = (loan: Loan) =>
      stateOn(loan, d('2026-05-20'))
        .instalments.slice(4, -1)
        .map((row) => row.outstandingFen)
    expect(new Set(instalments(paid))).toEqual(new Set([105_947n]))
    const after = instalments(run(paid, { ...early, valueOn: d('2026-05-20') }))
    expect([after.length, new Set(after)]).toEqual([5, new Set([105_947n])])
  })

  test('[V3] learnt late, it is booked today from its own day', () => {
    const posted = postedBy(disbursed(), pause('2026-01-15', '2026-03-15'), '2026-02-14')
    expect(posted).toBe('1132 -11613, 6011 +11613')
  })
})

describe('what is refused', () => {
  const now = '2026-02-01'
  const changed = () => run(disbursed(), moveDueDay(25, now))
  test.each<[string, () => Loan, LoanCommand & { valueOn: string }, string]>([
    ['[E5] a fee that is not in the tariff', disbursed, charge('other', 1n, now), 'fee_not_in_tariff'],
    [
      '[E5] a fee of every instalment',
      () => disbursed(termsWith({ fees: [SERVICE_FEE] })),
      charge('service', 1n, now),
      'fee_not_in_tariff',
    ],
    ['[E5] above the tariff', () => disbursed(tariff), charge('certificate', 2_001n, now), 'fee_above_tariff'],
    [
      '[E5] at once, with nothing due',
      () => disbursed(tariff),
      charge('certificate', 1n, now, 'now'),
      'nothing_is_due',
    ],
    ['[V4] a day that months lack', disbursed, moveDueDay(29, now), 'due_day_out_of_range'],
    ['[V4] the same day', disbursed, moveDueDay(15, now), 'due_day_unchanged'],
    ['[V4] a bullet', () => disbursed(termsWith({ method: 'bullet' })), moveDueDay(3, now), 'due_days_not_monthly'],
    ['[V4] twice in a year', changed, moveDueDay(3, '2026-02-10'), 'due_day_moved_lately'],
    ['[V4] when past due', disbursed, moveDueDay(3, '2026-02-16'), 'arrears_before_change'],
    ['[V5] an extension when past due', disbursed, extend('day', 3, '2026-02-16'), 'arrears_before_change'],
    ['[V5] by too many days', disbursed, extend('day', 32, now), 'extension_out_of_range'],
    [
      '[V5] beyond twice the term of a loan of a year',
      () => run(disbursed(), extend('month', 12, now)),
      extend('month', 1, '2026-02-02'),
      'extension_too_long',
    ],
    ['[V6] a pause that ends before it begins', disbursed, pause(now, now), 'pause_out_of_range'],
    ['[V6] longer than a year', disbursed, pause(now, '2027-02-02'), 'pause_out_of_range'],
    [
      '[V6] twice for the same time',
      () => run(disbursed(), pause('2026-01-20', '2026-03-01')),
      pause('2026-02-01', '2026-04-01'),
      'interest_paused_already',
    ],
    [
      '[V6] a loan with nothing left to plan',
      () => disbursed(termsWith({ termMonths: 1 })),
      pause('2026-02-20', '2026-04-01'),
      'nothing_to_reschedule',
    ],
  ])('%s', (_, loan, command, code) => {
    expect(postedBy(loan(), command)).toBe(`loan.${code}`)
  })

  test('[J1] [J2] the events come back from JSON, and all that is wrong is named', () => {
    const loan = run(
      disbursed(tariff),
      charge('certificate', 2_000n, now),
      moveDueDay(25, now),
      extend('day', 3, now),
      pause(now, '2026-04-01'),
    )
    expect(loan.events.map((event) => decodeEvent(encodeEvent(event)))).toEqual(
      loan.events.map((value) => ({ ok: true, value })),
    )
    const wrong = { id: 'e', seq: 2, valueOn: now, bookedOn: now, kind: 'extended', unit: 'year', count: 0, reason }
    const decoded = decodeEvent(wrong)
    expect(
      decoded.ok ? [] : decoded.error.code === 'loan.json_invalid' && decoded.error.problems.map(({ path }) => path),
    ).toEqual(['/unit', '/count'])
  })
})

describe('the cost of a loan as it went', () => {
  const costOf = (loan: Loan, on: string) => allInCostOf(loan, d(on))!.simpleAnnualPpm

  test('[E6] without anything out of the plan it is the rate; a fee raises it; a waived one does not', () => {
    expect(costOf(disbursed(tariff), '2026-01-15')).toBe(120_001n)
    expect(costOf(run(disbursed(tariff), repay(106_619n, '2026-02-15')), '2026-03-01')).toBe(120_001n)
    const charged = run(disbursed(tariff), charge('notary', 50_000n, '2026-02-01'))
    expect(costOf(charged, '2026-02-01')).toBeGreaterThan(200_000n)
    const waived = run(charged, { kind: 'waive', part: 'fee', amountFen: 50_000n, reason, valueOn: d('2026-02-15') })
    expect(costOf(waived, '2026-02-15')).toBe(120_001n)
  })
})
