import type { Day } from '@puhui/calendar'
import { type ScheduleTerms, schedule } from '@puhui/product'
import { inTurns, type Workload } from './measure.ts'

const count = 5_000
const disbursedOn = '2026-01-31' as Day
const holidays = { holidays: new Set<Day>(), workingWeekends: new Set<Day>() }
const terms: ScheduleTerms = {
  principalFen: 1_200_000n,
  annualRatePpm: 180_000n,
  method: 'equal-instalment',
  termMonths: 12,
  interestBasis: 'actual/365',
  dueDay: { kind: 'disbursement-day' },
  workingDayShift: 'none',
  instalment: { multipleFen: 1n, rounding: 'half-even' },
  fees: [],
}

/** Twelve instalments with every interest step kept, against the annuity formula on numbers and `Date`. */
export const workload: Workload = {
  id: 'P2',
  title: 'schedule of 12 instalments with its steps / annuity in floats with Date, 5,000 loans',
  run: async () => inTurns({ ours, peer }),
}

function ours(): number {
  let last = 0n
  for (let i = 0; i < count; i++) {
    const principalFen = terms.principalFen + BigInt(i) * 100n
    last += schedule({ terms: { ...terms, principalFen }, disbursedOn, holidays }).instalments.at(-1)!.dueFen
  }
  return Number(last)
}

function peer(): number {
  let last = 0
  for (let i = 0; i < count; i++) last += annuity(12_000 + i).at(-1)!.due
  return last
}

function annuity(principal: number): { due: number; dueOn: Date; balance: number }[] {
  const monthly = 0.18 / 12
  const due = Math.round(((principal * monthly) / (1 - (1 + monthly) ** -12)) * 100) / 100
  const rows: { due: number; dueOn: Date; balance: number }[] = []
  let balance = principal
  for (let month = 1; month <= 12; month++) {
    const dueOn = new Date(Date.UTC(2026, month, 28))
    const days = (dueOn.getTime() - Date.UTC(2026, month - 1, 28)) / 86_400_000
    const interest = Math.round(((balance * 0.18 * days) / 365) * 100) / 100
    balance = Math.round((balance - due + interest) * 100) / 100
    rows.push({ due: month === 12 ? due + balance : due, dueOn, balance })
  }
  return rows
}
