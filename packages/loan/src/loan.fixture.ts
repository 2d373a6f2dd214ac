import { type Day, isDay } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import type { AccountCode, Line } from '@puhui/ledger'
import { DEFAULT_ALLOCATION, type FeeRule, type ScheduleTerms } from '@puhui/product'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { evolve, type Loan, open } from './loan.ts'
import type { LoanTerms } from './terms.ts'

export const d = (text: string): Day => {
  assert(isDay(text), 'not a day', { text })
  return text
}

export const SERVICE_FEE: FeeRule = {
  code: 'service',
  name: { zh: '服务费', en: 'Service fee' },
  timing: 'per-instalment',
  amount: { kind: 'fixed', amountFen: 1_000n },
  collector: { kind: 'lender' },
}

/** ¥12,000 over twelve months at 12 %, paid out on 15 January 2026: instalments of ¥1,066.19. */
export function termsWith(schedule: Partial<ScheduleTerms> = {}, rest: Partial<LoanTerms> = {}): LoanTerms {
  return {
    loanId: 'loan-1',
    productCode: 'consumption',
    productVersion: 1,
    schedule: {
      principalFen: 1_200_000n,
      annualRatePpm: 120_000n,
      method: 'equal-instalment',
      termMonths: 12,
      interestBasis: 'monthly',
      dueDay: { kind: 'disbursement-day' },
      workingDayShift: 'none',
      instalment: { multipleFen: 1n, rounding: 'half-even' },
      fees: [],
      ...schedule,
    },
    penalty: { contractRateMultiplePpm: 1_500_000n, annualRateMaxPpm: 240_000n, base: 'principal', daysInYear: 360 },
    graceDays: 3,
    prepayment: {
      isAllowed: true,
      feePpm: 10_000n,
      freeAfterInstalments: 6,
      minAmountFen: 50_000n,
      modes: ['lower-instalment', 'fewer-instalments'],
    },
    allocation: DEFAULT_ALLOCATION,
    nonAccrualAfterDays: 90,
    holidays: { holidays: new Set(), workingWeekends: new Set() },
    ...rest,
  }
}

/** Carries out commands, each booked on its value date unless a booking day is given. */
export function run(loan: Loan, ...commands: readonly (LoanCommand & { readonly bookedOn?: Day })[]): Loan {
  return commands.reduce((current, command) => {
    const bookedOn = command.bookedOn ?? ('valueOn' in command ? command.valueOn : d('2026-12-31'))
    const decided = decide(current, command, { bookedOn, eventId: `e${current.events.length + 1}` })
    assert(decided.ok, 'refused', decided.ok ? {} : { ...decided.error })
    return evolve(current, decided.value)
  }, loan)
}

export function disbursed(terms: LoanTerms = termsWith(), on = '2026-01-15'): Loan {
  const { principalFen } = terms.schedule
  return run(open(terms), { kind: 'disburse', amountFen: principalFen, channel: 'bank', valueOn: d(on) })
}

export function repay(amountFen: bigint, on: string): LoanCommand & { kind: 'repay' } {
  return { kind: 'repay', amountFen, channel: 'bank', valueOn: d(on) }
}

/** Lines as a short text that a bookkeeper reads: `1002 +106619, 1303 -94619`. */
export function shown(lines: readonly Line[]): string {
  return lines.map(({ account, amountFen }) => `${account} ${amountFen > 0n ? '+' : ''}${amountFen}`).join(', ')
}

export function totalOf(lines: readonly Line[]): bigint {
  return lines.reduce((sum, line) => sum + line.amountFen, 0n)
}

export function amountOf(lines: readonly Line[], account: AccountCode): bigint {
  return totalOf(lines.filter((line) => line.account === account))
}
