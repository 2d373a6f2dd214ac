import { parentPort } from 'node:worker_threads'
import { type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import { type ScheduleTerms, schedule } from '@puhui/product'

/** A run of loans, each with its own amount, rate and day. */
export interface Slice {
  readonly who: 'ours' | 'peer'
  readonly from: number
  readonly to: number
}

const holidays = { holidays: new Set<Day>(), workingWeekends: new Set<Day>() }
const firstEpoch = epochOf('2026-01-01' as Day)
const shape: Omit<ScheduleTerms, 'principalFen' | 'annualRatePpm'> = {
  method: 'equal-instalment',
  termMonths: 12,
  interestBasis: 'actual/365',
  dueDay: { kind: 'disbursement-day' },
  workingDayShift: 'none',
  instalment: { multipleFen: 1n, rounding: 'half-even' },
  fees: [],
}

parentPort?.on('message', ({ who, from, to }: Slice) => {
  let consumed = 0
  for (let loan = from; loan < to; loan++) consumed += who === 'ours' ? ours(loan) : peer(loan)
  parentPort?.postMessage(consumed)
})

/** Every instalment with its days, interest steps and balance, exact to the fen. */
function ours(loan: number): number {
  const terms = {
    ...shape,
    principalFen: 1_000_000n + BigInt(loan % 9_000) * 100n,
    annualRatePpm: BigInt(72_000 + (loan % 97) * 1_000),
  }
  const disbursedOn = dayFromEpoch(firstEpoch + (loan % 365))
  return Number(schedule({ terms, disbursedOn, holidays }).instalments.at(-1)!.dueFen)
}

/** The plain loop: annuity by the monthly rate, interest by days, everything in floats, rounded to cents. */
function peer(loan: number): number {
  const [principal, rate] = [10_000 + (loan % 9_000), (72_000 + (loan % 97) * 1_000) / 1_000_000]
  const monthly = rate / 12
  const due = Math.round(((principal * monthly) / (1 - (1 + monthly) ** -12)) * 100) / 100
  const start = (firstEpoch + (loan % 365)) * 86_400_000
  const year = new Date(start).getUTCFullYear()
  const month = new Date(start).getUTCMonth()
  const day = Math.min(28, new Date(start).getUTCDate())
  const rows: { dueOn: number; interest: number; principal: number; balance: number }[] = []
  let [balance, before] = [principal, start]
  for (let number = 1; number <= 12; number++) {
    const dueOn = Date.UTC(year, month + number, day)
    const interest = Math.round(((balance * rate * (dueOn - before)) / 86_400_000 / 365) * 100) / 100
    const part = number === 12 ? balance : due - interest
    balance = Math.round((balance - part) * 100) / 100
    rows.push({ dueOn, interest, principal: part, balance })
    before = dueOn
  }
  const last = rows.at(-1)!
  return Math.round((last.interest + last.principal) * 100)
}
