import { addDays, type Day } from '@puhui/calendar'
import { type Loan, type LoanEvent, replay, stateOn } from '@puhui/loan'
import { DEFAULT_ALLOCATION, orderedBy, PARTS } from '@puhui/product'
import { inTurns, type Workload } from './measure.ts'

const EVENTS = 2_400
const GOAL_MS = 20
const FIRST = '2026-01-15' as Day

const folded: Workload = {
  id: 'P24',
  title: `fold of a loan with ${EVENTS.toLocaleString('en')} events and its state / the goal of ${GOAL_MS} ms`,
  run: async () => {
    const loan = longLoan(terms)
    const measured = await inTurns({ ours: () => fold(loan), peer: () => 0 })
    return { ...measured, peer: GOAL_MS, ratio: Math.round((measured.ours / GOAL_MS) * 1000) / 1000 }
  },
}

/** What is paid goes to the instalments to come at once, and with daily rest earns from its day. */
const foldedAtRest: Workload = {
  id: 'P30',
  title: `fold of a loan with daily rest and ${EVENTS.toLocaleString('en')} events paid ahead / of one without`,
  run: async () => {
    const ahead = {
      direction: 'horizontal',
      default: orderedBy('horizontal', PARTS, 'next-instalment'),
      byKind: {},
    } as const
    const peer = longLoan({ ...terms, allocation: ahead })
    const plan = { rest: { kind: 'daily', pastDue: 'bears-interest' } } as const
    const ours = longLoan({ ...terms, allocation: ahead, schedule: { ...terms.schedule, plan } })
    return inTurns({ ours: () => fold(ours), peer: () => fold(peer) }, 3)
  },
}

export const workloads: readonly Workload[] = [folded, foldedAtRest]

function fold({ terms: own, events }: Loan): number {
  return Number(stateOn(replay(own, events), addDays(FIRST, EVENTS)).paid.principalFen)
}

/** A loan that is paid a little every day for six years and a half. */
function longLoan(own: Loan['terms']): Loan {
  const events: LoanEvent[] = [
    { ...eventOn(0), kind: 'disbursed', amountFen: own.schedule.principalFen, channel: 'bank' },
  ]
  for (let day = 1; day < EVENTS; day++)
    events.push({ ...eventOn(day), kind: 'repaid', amountFen: 48_000n, channel: 'bank' })
  return replay(own, events)
}

function eventOn(day: number) {
  const on = addDays(FIRST, day)
  return { id: `e${day}`, seq: day + 1, valueOn: on, bookedOn: on }
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
