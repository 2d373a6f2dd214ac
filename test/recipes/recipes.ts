import type { Day } from '@puhui/calendar'
import { beforeAndAfter, type Line, RECIPES, type Recipe } from '@puhui/ledger'
import {
  accrualOn,
  booksOn,
  decide,
  evolve,
  type Loan,
  type LoanCommand,
  type LoanTerms,
  open,
  postingsOf,
} from '@puhui/loan'
import { formatYuan } from '@puhui/money'

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
    fees: [],
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
  allocation: { sequence: 'oldest-first', order: ['penalty', 'fee', 'interest', 'principal'] },
  nonAccrualAfterDays: 90,
  holidays: { holidays: new Set(), workingWeekends: new Set() },
}

const on = (text: string) => text as Day
const money = (amountFen: bigint, valueOn: string) => ({ amountFen, channel: 'bank', valueOn: on(valueOn) }) as const
const disburse: LoanCommand = { kind: 'disburse', ...money(1_200_000n, '2026-01-15') }
const repayFirst: LoanCommand = { kind: 'repay', ...money(106_619n, '2026-02-15') }
const chargeOff: LoanCommand = { kind: 'chargeOff', reason: 'insolvent', valueOn: on('2026-09-01') }

interface Story {
  readonly event: string
  readonly told: string
  readonly before: readonly LoanCommand[]
  readonly command?: LoanCommand
  readonly day: Day
}

const STORIES: readonly Story[] = [
  {
    event: 'disbursed',
    told: '¥12,000.00 are paid out on 15 January 2026 at 12 %, twelve equal instalments of ¥1,066.19.',
    before: [],
    command: disburse,
    day: on('2026-01-15'),
  },
  {
    event: 'accrued',
    told: 'Day-end of 15 January: one day of interest, 12,000.00 × 12 % / 12 / 31.',
    before: [disburse],
    day: on('2026-01-15'),
  },
  {
    event: 'repaid',
    told: 'The first instalment is paid on its day, 15 February.',
    before: [disburse],
    command: repayFirst,
    day: on('2026-02-15'),
  },
  {
    event: 'prepaid',
    told: '¥3,030.00 are paid early on 1 March: ¥3,000.00 of principal and a fee of 1 %.',
    before: [disburse, repayFirst],
    command: { kind: 'prepay', mode: 'fewer-instalments', ...money(303_000n, '2026-03-01') },
    day: on('2026-03-01'),
  },
  {
    event: 'waived',
    told: 'Four days late, the penalty interest of ¥1.89 is waived.',
    before: [disburse],
    command: { kind: 'waive', part: 'penalty', amountFen: 189n, reason: 'goodwill', valueOn: on('2026-02-19') },
    day: on('2026-02-19'),
  },
  {
    event: 'chargedOff',
    told: 'Nothing was ever paid; the loan is charged off on 1 September, after income had stopped at 90 days past due.',
    before: [disburse],
    command: chargeOff,
    day: on('2026-09-01'),
  },
  {
    event: 'recovered',
    told: 'A month later ¥500.00 come in.',
    before: [disburse, chargeOff],
    command: { kind: 'recover', ...money(50_000n, '2026-10-01') },
    day: on('2026-10-01'),
  },
]

/** The page of each loan event: accounts before, the entry, accounts after, reckoned by the code that posts. */
export function recipePages(): ReadonlyMap<string, string> {
  return new Map(STORIES.map((story) => [story.event, page(story)]))
}

function page(story: Story): string {
  const recipe = RECIPES.find((candidate) => candidate.event === story.event)!
  const loan = story.before.reduce(carryOut, open(TERMS))
  const entry = story.command ? postingsOf(loan, eventOf(loan, story.command)) : accrualOn(loan, story.day)
  return [
    `# ${recipe.name.en} ${recipe.name.zh}`,
    '',
    story.told,
    '',
    ...numbers(loan, story.day, entry),
    '',
    ...template(recipe),
    '',
  ].join('\n')
}

function numbers(loan: Loan, day: Day, entry: readonly Line[]): string[] {
  const rows = beforeAndAfter(booksOn(loan, day), entry).map(
    ({ account, name, beforeFen, debitFen, creditFen, afterFen }) =>
      `| ${account} ${name.en} ${name.zh} | ${formatYuan(beforeFen)} | ${amount(debitFen)} | ${amount(creditFen)} | ${formatYuan(afterFen)} |`,
  )
  return [
    '| account | before | debit | credit | after |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    'Balances are debit above zero, in yuan.',
  ]
}

function amount(amountFen: bigint): string {
  return amountFen === 0n ? '' : formatYuan(amountFen)
}

function template(recipe: Recipe): string[] {
  const rows = recipe.lines.map((line) => `| ${line.account} | ${line.side} | ${line.what.en} | ${line.what.zh} |`)
  return ['What the event may move:', '', '| account | side | what | |', '| --- | --- | --- | --- |', ...rows]
}

function carryOut(loan: Loan, command: LoanCommand): Loan {
  return evolve(loan, eventOf(loan, command))
}

function eventOf(loan: Loan, command: LoanCommand) {
  const bookedOn = 'valueOn' in command ? command.valueOn : on('2026-12-31')
  const decided = decide(loan, command, { bookedOn, eventId: `e${loan.events.length + 1}` })
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value
}
