import type { Fen } from '@puhui/money'
import type { AllocationOrder, AllocationStep, DueTime } from '@puhui/product'
import { d } from '../../../packages/loan/src/loan.fixture.ts'
import { decimal } from './decimal.ts'
import type { LifeEvent } from './life-event.ts'
import type { LifeTerms } from './life-terms.ts'

const steps = (time: DueTime): readonly AllocationStep[] => [
  { time, part: 'penalty' },
  { time, part: 'fee' },
  { time, part: 'interest' },
  { time, part: 'principal' },
]

export const ORDER: AllocationOrder = {
  steps: [...steps('past-due'), ...steps('due'), ...steps('in-advance')],
  future: 'next-instalment',
}

/** Three months over 900.00, without interest unless a test asks for it. */
export function lifeTerms(changes: Partial<LifeTerms> = {}): LifeTerms {
  return {
    loanId: 'LN1',
    startOn: 'disbursement',
    instalments: 3,
    frequency: { unit: 'month', every: 1 },
    lastDueAfter: undefined,
    method: 'declining',
    annualRatePercent: decimal('0'),
    dayCount: { daysInMonth: '30', daysInYear: '360', isFeb29Only: false },
    interestUnit: 'day',
    isPartialPeriodAllowed: false,
    principalGrace: 0,
    interestGrace: 0,
    multipleFen: 0n,
    recalculation: undefined,
    downPayment: undefined,
    isDueDayDisbursementOfThatDay: false,
    isFullTermPerTranche: false,
    isDisbursementDayInterest: false,
    allocation: { direction: 'horizontal', areChargesDueByDay: false, default: ORDER, byKind: {} },
    chargebackOrder: undefined,
    chargeOffRule: 'regular',
    interestRefundKinds: [],
    ...changes,
  }
}

/** The same at 12 % a year, interest following what is really paid. */
export function bearing(changes: Partial<LifeTerms> = {}): LifeTerms {
  return lifeTerms({
    annualRatePercent: decimal('12'),
    recalculation: { rest: 'daily', settlement: 'to-day', isNoneOnPastDue: false },
    ...changes,
  })
}

type Facts<E> = E extends LifeEvent ? Omit<E, 'id' | 'seq' | 'bookedOn' | 'valueOn'> : never

/** A life in the order it was recorded; each step is its day and what happened. */
export function life(...story: readonly (readonly [string, Facts<LifeEvent>])[]): LifeEvent[] {
  return story.map(([on, facts], index) => {
    const base = { id: `e${index + 1}`, seq: index + 1, valueOn: d(on), bookedOn: d(on) }
    return { ...base, ...facts } as LifeEvent
  })
}

export const paidOut = (amountFen: Fen = 90_000n) => ({ kind: 'paidOut', amountFen }) as const
export const repaid = (amountFen: Fen) => ({ kind: 'moneyIn', money: 'repayment', amountFen }) as const
