import { addDays, type Day } from '@puhui/calendar'
import { decide, evolve, type Loan, type LoanCommand, open, replay, stateOn } from '@puhui/loan'
import { DEFAULT_ALLOCATION } from '@puhui/product'
import { inTurns, type Workload } from './measure.ts'

const EVENTS = 2_400
const GOAL_MS = 20
const FIRST = '2026-01-15' as Day

/** A loan that is paid a little every day for six years and a half, folded from its events; the peer is the goal. */
export const workload: Workload = {
  id: 'P24',
  title: `fold of a loan with ${EVENTS.toLocaleString('en')} events and its state / the goal of ${GOAL_MS} ms`,
  run: async () => {
    const loan = longLoan()
    const { events, terms } = loan
    const last = addDays(FIRST, EVENTS)
    const measured = await inTurns({
      ours: () => Number(stateOn(replay(terms, events), last).paid.principalFen),
      peer: () => 0,
    })
    return { ...measured, peer: GOAL_MS, ratio: Math.round((measured.ours / GOAL_MS) * 1000) / 1000 }
  },
}

function longLoan(): Loan {
  let loan = after(
    open(terms),
    { kind: 'disburse', amountFen: terms.schedule.principalFen, channel: 'bank', valueOn: FIRST },
    0,
  )
  for (let day = 1; day < EVENTS; day++) {
    loan = after(loan, { kind: 'repay', amountFen: 48_000n, channel: 'bank', valueOn: addDays(FIRST, day) }, day)
  }
  return loan
}

function after(loan: Loan, command: LoanCommand, day: number): Loan {
  const decided = decide(loan, command, { bookedOn: addDays(FIRST, day), eventId: `e${day}` })
  if (!decided.ok) throw new Error(decided.error.code)
  return evolve(loan, decided.value)
}

const terms: Loan['terms'] = {
  loanId: 'loan-1',
  productCode: 'consumption',
  productVersion: 1,
  schedule: {
    principalFen: 100_000_000n,
    annualRatePpm: 120_000n,
    method: 'equal-instalment',
    termMonths: 120,
    interestBasis: 'actual/365',
    dueDay: { kind: 'disbursement-day' },
    workingDayShift: 'none',
    instalment: { multipleFen: 1n, rounding: 'half-even' },
    fees: [],
  },
  penalty: { contractRateMultiplePpm: 1_500_000n, annualRateMaxPpm: 240_000n, base: 'principal', daysInYear: 360 },
  graceDays: 3,
  prepayment: { isAllowed: true, feePpm: 0n, freeAfterInstalments: 0, minAmountFen: 1n, modes: ['lower-instalment'] },
  allocation: DEFAULT_ALLOCATION,
  nonAccrualAfterDays: 90,
  holidays: { holidays: new Set(), workingWeekends: new Set() },
}
