import { addDays, type Day } from '@puhui/calendar'
import { type LoanEvent, type LoanTerms, replay } from '@puhui/loan'
import { DEFAULT_ALLOCATION } from '@puhui/product'
import { expect, test } from 'vitest'
import { accountStatement, type StatementLine } from './statement.ts'

const d = (text: string) => text as Day

const terms: LoanTerms = {
  loanId: 'loan-1',
  productCode: 'XJD',
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
  },
  penalty: { contractRateMultiplePpm: 1_500_000n, annualRateMaxPpm: 240_000n, base: 'principal', daysInYear: 360 },
  graceDays: 0,
  prepayment: {
    isAllowed: true,
    feePpm: 10_000n,
    freeAfterInstalments: 6,
    minAmountFen: 50_000n,
    modes: ['lower-instalment'],
  },
  allocation: DEFAULT_ALLOCATION,
  nonAccrualAfterDays: 90,
  holidays: { holidays: new Set(), workingWeekends: new Set() },
}

const on = (valueOn: string, bookedOn = valueOn) => ({ valueOn: d(valueOn), bookedOn: d(bookedOn) })
const money = (amountFen: bigint) => ({ amountFen, channel: 'bank' })
const life: readonly LoanEvent[] = [
  { id: 'e1', seq: 1, kind: 'disbursed', ...money(1_200_000n), ...on('2026-01-15') },
  { id: 'e2', seq: 2, kind: 'repaid', ...money(200_000n), ...on('2026-02-15') },
  { id: 'e3', seq: 3, kind: 'waived', part: 'penalty', amountFen: 300n, reason: '系统故障', ...on('2026-05-18') },
  { id: 'e4', seq: 4, kind: 'repaid', ...money(150_000n), ...on('2026-04-20', '2026-05-20') },
  { id: 'e5', seq: 5, kind: 'reversed', eventId: 'e2', reason: '账户错误', ...on('2026-06-10') },
  { id: 'e6', seq: 6, kind: 'prepaid', mode: 'full', ...money(1_300_000n), ...on('2026-06-20') },
]
const loan = replay(terms, life)
const [first, last] = [d('2026-01-15'), d('2026-06-30')]

test('a statement tells each event on its booking day, money held when it pays, and a waiver that shrank', () => {
  const { lines } = accountStatement(loan, first, last)
  expect(lines.map(({ bookedOn, valueOn, words, amountFen }) => [bookedOn, valueOn, words.zh, amountFen])).toEqual([
    ['2026-01-15', '2026-01-15', '放款', 1_200_000n],
    ['2026-02-15', '2026-02-15', '还款', 200_000n],
    ['2026-03-15', '2026-03-15', '预收款抵扣到期款', null],
    ['2026-05-18', '2026-05-18', '减免罚息', 300n],
    ['2026-05-20', '2026-04-20', '还款', 150_000n],
    ['2026-05-20', '2026-04-20', '随之重新分配', null],
    ['2026-06-10', '2026-06-10', '冲正', -200_000n],
    ['2026-06-10', '2026-06-10', '随之重新分配', null],
    ['2026-06-20', '2026-06-20', '提前还款（结清）', 1_300_000n],
  ])
})

test('every payment is split without a rest, and the lines lead from the opening to the closing balance', () => {
  const statement = accountStatement(loan, first, last)
  const payments = statement.lines.filter(({ words }) => /还款|冲正/.test(words.zh))
  expect(payments.map(takenOf)).toEqual(payments.map(({ amountFen }) => amountFen))
  for (const part of ['principalFen', 'interestFen', 'feeFen', 'penaltyFen'] as const) {
    const taken = statement.lines.reduce((sum, line) => sum + line.taken[part], 0n)
    expect(taken).toBe(statement.paid[part] + statement.waived[part])
  }
  expect(statement.receivedFen).toBe(1_450_000n)
  expect(statement.grown.principalFen).toBe(1_200_000n)
  expect(statement.lines.at(-1)!.balanceFen).toBe(statement.closing.principalFen)
})

test.each(['2026-02-14', '2026-02-15', '2026-03-14', '2026-03-15', '2026-05-19', '2026-06-09', '2026-06-10'])(
  'two statements that meet after %s say together what one says',
  (day) => {
    const whole = accountStatement(loan, first, last)
    const one = accountStatement(loan, first, d(day))
    const other = accountStatement(loan, addDays(d(day), 1), last)
    expect([...one.lines, ...other.lines]).toEqual(whole.lines)
    expect(other.opening).toEqual(one.closing)
    expect(one.receivedFen + other.receivedFen).toBe(whole.receivedFen)
  },
)

function takenOf({ taken, heldFen }: StatementLine): bigint {
  return taken.principalFen + taken.interestFen + taken.feeFen + taken.penaltyFen + heldFen
}
