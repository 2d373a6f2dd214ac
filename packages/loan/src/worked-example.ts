import type { Day } from '@puhui/calendar'
import { assert, type Localized } from '@puhui/kernel'
import { type BeforeAfter, beforeAndAfter } from '@puhui/ledger'
import { DEFAULT_ALLOCATION } from '@puhui/product'
import { accrualOn, booksOn, postingsOf } from './books.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { evolve, type Loan, open } from './loan.ts'
import type { LoanTerms } from './terms.ts'

/** One event of a loan told as a bookkeeper tells it, reckoned by the code that posts. */
export interface WorkedExample {
  /** The recipe of the ledger that it is an example of. */
  readonly event: string
  readonly told: Localized
  readonly day: Day
  readonly rows: readonly BeforeAfter[]
}

interface Story {
  readonly event: string
  readonly told: Localized
  readonly before: readonly LoanCommand[]
  readonly command?: LoanCommand
  readonly day: Day
}

const on = (text: string) => text as Day
const money = (amountFen: bigint, valueOn: string) => ({ amountFen, channel: 'bank', valueOn: on(valueOn) }) as const
const disburse: LoanCommand = { kind: 'disburse', ...money(1_200_000n, '2026-01-15') }
const repayFirst: LoanCommand = { kind: 'repay', ...money(106_619n, '2026-02-15') }
const chargeOff: LoanCommand = { kind: 'chargeOff', reason: 'insolvent', valueOn: on('2026-09-01') }

const STORIES: readonly Story[] = [
  {
    event: 'disbursed',
    told: {
      zh: '2026年1月15日放款 12,000.00 元，年利率12%，等额本息12期，每期 1,066.19 元。',
      en: '¥12,000.00 are paid out on 15 January 2026 at 12 %, twelve equal instalments of ¥1,066.19.',
    },
    before: [],
    command: disburse,
    day: on('2026-01-15'),
  },
  {
    event: 'accrued',
    told: {
      zh: '1月15日日终：计提一天利息，12,000.00 × 12% / 12 / 31。',
      en: 'Day-end of 15 January: one day of interest, 12,000.00 × 12 % / 12 / 31.',
    },
    before: [disburse],
    day: on('2026-01-15'),
  },
  {
    event: 'repaid',
    told: { zh: '2月15日按时归还第一期。', en: 'The first instalment is paid on its day, 15 February.' },
    before: [disburse],
    command: repayFirst,
    day: on('2026-02-15'),
  },
  {
    event: 'prepaid',
    told: {
      zh: '3月1日提前还款 3,030.00 元：本金 3,000.00 元，违约金1%。',
      en: '¥3,030.00 are paid early on 1 March: ¥3,000.00 of principal and a fee of 1 %.',
    },
    before: [disburse, repayFirst],
    command: { kind: 'prepay', mode: 'fewer-instalments', ...money(303_000n, '2026-03-01') },
    day: on('2026-03-01'),
  },
  {
    event: 'waived',
    told: {
      zh: '逾期四天，减免罚息 1.89 元。',
      en: 'Four days late, the penalty interest of ¥1.89 is waived.',
    },
    before: [disburse],
    command: { kind: 'waive', part: 'penalty', amountFen: 189n, reason: 'goodwill', valueOn: on('2026-02-19') },
    day: on('2026-02-19'),
  },
  {
    event: 'rescheduled',
    told: {
      zh: '从未还款，8月1日逾期168天，息费已转表外；逾期款并入18期新计划，贷款恢复正常，息费转回表内。',
      en: 'Nothing was ever paid; on 1 August, 168 days past due, the arrears are carried into eighteen new instalments: charges return from off balance.',
    },
    before: [disburse],
    command: {
      kind: 'reschedule',
      instalments: 18,
      annualRatePpm: 90_000n,
      graceInstalments: 0,
      arrears: 'carried',
      reason: 'illness',
      valueOn: on('2026-08-01'),
    },
    day: on('2026-08-01'),
  },
  {
    event: 'repriced',
    told: {
      zh: '4月15日应随LPR下调 0.6 个百分点，5月1日才补记：当日冲回多计的利息，不改动以前的分录。',
      en: 'The rate should have fallen by 0.6 points with LPR on 15 April and is learnt on 1 May: the interest that was too much is taken back today; earlier entries stay.',
    },
    before: [disburse],
    command: {
      kind: 'reprice',
      annualRatePpm: 114_000n,
      benchmark: 'LPR1Y',
      benchmarkPpm: 24_000n,
      publishedOn: on('2026-03-20'),
      valueOn: on('2026-04-15'),
    },
    day: on('2026-05-01'),
  },
  {
    event: 'goodwillCredited',
    told: {
      zh: '因投诉处理，2月15日补偿 200.00 元，先抵利息再抵本金。',
      en: 'After a complaint ¥200.00 are credited on 15 February: interest first, then principal.',
    },
    before: [disburse],
    command: { kind: 'creditGoodwill', amountFen: 20_000n, reason: 'complaint', valueOn: on('2026-02-15') },
    day: on('2026-02-15'),
  },
  {
    event: 'refunded',
    told: {
      zh: '3月1日商户退货款 3,000.00 元：减少本金，并退还这部分已承担的利息 43.82 元。',
      en: 'The merchant gives back ¥3,000.00 on 1 March: principal falls, with the ¥43.82 of interest that this part has borne.',
    },
    before: [disburse, repayFirst],
    command: {
      kind: 'refund',
      amountFen: 300_000n,
      withInterest: true,
      channel: 'merchant',
      reason: 'goods returned',
      valueOn: on('2026-03-01'),
    },
    day: on('2026-03-01'),
  },
  {
    event: 'chargedBack',
    told: {
      zh: '第一期的还款在3月1日被银行追回：该期自当日起恢复为未还，逾期天数从还款日起算。',
      en: 'The bank takes the first payment back on 1 March: the instalment is open again from that day; days past due count from its due date.',
    },
    before: [disburse, repayFirst],
    command: {
      kind: 'chargeBack',
      eventId: 'e2',
      amountFen: 106_619n,
      chargesFee: false,
      reason: 'returned by the bank',
      valueOn: on('2026-03-01'),
    },
    day: on('2026-03-01'),
  },
  {
    event: 'heldReturned',
    told: {
      zh: '2月15日多还 200.00 元留作预收款，3月1日按借款人要求退还。',
      en: '¥200.00 more than the first instalment are paid on 15 February and held; they are paid back on 1 March, as the borrower asks.',
    },
    before: [disburse, { kind: 'repay', ...money(126_619n, '2026-02-15') }],
    command: {
      kind: 'returnHeld',
      amountFen: 20_000n,
      channel: 'bank',
      reason: 'asked for',
      valueOn: on('2026-03-01'),
    },
    day: on('2026-03-01'),
  },
  {
    event: 'charged',
    told: {
      zh: '3月1日应借款人要求出具纸质证明，按标准收取 20.00 元，随下一期归还。',
      en: 'A paper certificate is made out on 1 March for ¥20.00 by the tariff; it is paid with the next instalment.',
    },
    before: [disburse, repayFirst],
    command: {
      kind: 'charge',
      feeCode: 'certificate',
      amountFen: 2_000n,
      due: 'next',
      reason: 'asked for',
      valueOn: on('2026-03-01'),
    },
    day: on('2026-03-01'),
  },
  {
    event: 'interestPaused',
    told: {
      zh: '当地2月15日受灾，停息三个月；3月1日才登记：冲回2月15日以来计提的利息。',
      en: 'A disaster struck on 15 February and interest pauses for three months; it is learnt on 1 March: what has accrued since is taken back.',
    },
    before: [disburse, repayFirst],
    command: { kind: 'pauseInterest', until: on('2026-05-15'), reason: 'flood', valueOn: on('2026-02-15') },
    day: on('2026-03-01'),
  },
  {
    event: 'reversed',
    told: {
      zh: '第一期的还款在2月20日被银行退回：冲正，按今天补记罚息，不改动2月15日的分录。',
      en: 'The bank takes the first instalment back on 20 February: it is reversed today, with the penalty that has grown; the entry of 15 February stays.',
    },
    before: [disburse, repayFirst],
    command: { kind: 'reverse', eventId: 'e2', reason: 'returned by the bank' },
    day: on('2026-02-20'),
  },
  {
    event: 'chargedOff',
    told: {
      zh: '从未还款；逾期90天起停止计提，9月1日核销。',
      en: 'Nothing was ever paid; the loan is charged off on 1 September, after income had stopped at 90 days past due.',
    },
    before: [disburse],
    command: chargeOff,
    day: on('2026-09-01'),
  },
  {
    event: 'recovered',
    told: { zh: '一个月后收回 500.00 元。', en: 'A month later ¥500.00 come in.' },
    before: [disburse, chargeOff],
    command: { kind: 'recover', ...money(50_000n, '2026-10-01') },
    day: on('2026-10-01'),
  },
]

/**
 * The same small loan through every event that moves its books: accounts before, the entry, accounts after.
 *
 * @source SPEC B5, B9
 */
export function workedExamples(): readonly WorkedExample[] {
  return STORIES.map(({ event, told, before, command, day }) => {
    const loan = before.reduce(carryOut, open(command?.kind === 'reprice' ? FLOATING : TERMS))
    const entry = command ? postingsOf(loan, eventOf(loan, command, day)) : accrualOn(loan, day)
    return { event, told, day, rows: beforeAndAfter(booksOn(loan, day), entry) }
  })
}

function carryOut(loan: Loan, command: LoanCommand): Loan {
  return evolve(loan, eventOf(loan, command, 'valueOn' in command ? command.valueOn : on('2026-12-31')))
}

function eventOf(loan: Loan, command: LoanCommand, bookedOn: Day) {
  const decided = decide(loan, command, { bookedOn, eventId: `e${loan.events.length + 1}` })
  assert(decided.ok, 'a worked example is lawful', { kind: command.kind })
  return decided.value
}

const TERMS: LoanTerms = {
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
    fees: [
      {
        code: 'certificate',
        name: { zh: '证明工本费', en: 'Certificate' },
        timing: 'on-event',
        event: 'statement',
        amount: { kind: 'fixed', amountFen: 2_000n },
        collector: { kind: 'lender' },
      },
    ],
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
}

const FLOATING: LoanTerms = {
  ...TERMS,
  schedule: {
    ...TERMS.schedule,
    plan: {
      floating: {
        benchmark: 'LPR1Y',
        benchmarkPpm: 30_000n,
        benchmarkOn: on('2025-12-20'),
        repricing: { kind: 'every-months', months: 3 },
        floorPpm: 0n,
        ceilingPpm: 240_000n,
      },
    },
  },
}
