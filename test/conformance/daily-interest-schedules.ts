import { addDays, type Day, dayOfMonth } from '@puhui/calendar'
import { type Fen, formatYuan, PPM, parseYuan, ppmFromPercent, type RatePpm, type Rounding } from '@puhui/money'
import { type FinalPayment, type Period, planAddOn, planLevel } from '@puhui/product'
import { readGolden } from './golden.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

interface Row {
  readonly day: number
  readonly accruedInterest: string
  readonly interest: string
  readonly principal: string
  readonly interestBalance: string
  readonly principalBalance: string
}

interface Case {
  readonly id: string
  readonly params: {
    readonly principal: string
    readonly startDate?: Day
    readonly levelPaymentOption?: string
    readonly standardRate?: string
    readonly interestMethod?: string
    readonly interestRounding?: string
    readonly cap?: string
  }
  readonly rows: readonly Row[]
}

export const dailyInterestSchedules: ConformanceSet = {
  name: 'daily-interest-schedules',
  run: () => {
    const file = readGolden<{ schedules: readonly Case[] }>('daily-interest-schedules.json')
    return file && runEach(file.schedules, runCase)
  },
}

function runCase(example: Case): CaseResult {
  const base = { id: example.id, category: example.params.interestMethod ?? 'not told' }
  const wanted = example.rows
    .slice(1)
    .map((row) => show(row.day, [row.interest, row.principal, row.interestBalance, row.principalBalance].map(cents)))
  const got = linesOf(example)
  const at = wanted.findIndex((line, index) => line !== got[index])
  return at < 0 ? base : { ...base, difference: `row ${at + 1}: expected ${wanted[at]}, got ${got[at]}` }
}

function show(day: number, amounts: readonly Fen[]): string {
  return [day, ...amounts.map(formatYuan)].join(' ')
}

function cents(text: string): Fen {
  const read = parseYuan(text)
  if (!read.ok) throw new Error(text)
  return read.value
}

function linesOf(example: Case): readonly string[] {
  const { params } = example
  const principalFen = cents(params.principal)
  const dailyRatePpm = dailyRateOf(example)
  const periods = periodsOfCase(example)
  const cap = params.cap?.includes('total 100 %') ? { interestMaxFen: principalFen } : {}
  const interestRounding = roundingOf(params.interestRounding)
  const dayOf = (period: Period) => example.rows[period.number]!.day
  if (params.interestMethod === 'add-on') {
    const rows = planAddOn({ principalFen, dailyRatePpm, periods, interestRounding, ...cap })
    return rows.map((r) =>
      show(dayOf(r.period), [r.interestFen, r.principalFen, r.interestBalanceFen, r.principalBalanceFen]),
    )
  }
  const terms = {
    method: 'equal-instalment',
    annualRatePpm: dailyRatePpm * 365n,
    interestBasis: 'actual/365',
    instalment: { multipleFen: 1n, rounding: 'half-even' },
    interestRounding,
    ...cap,
  } as const
  const rows = planLevel({ terms, balanceFen: principalFen, periods }, finalPayment(params.levelPaymentOption))
  return rows.map((r) => show(dayOf(r.period), [r.interestFen, r.principalFen, 0n, r.balanceFen]))
}

/** A case that does not name its rate tells it by what the whole principal earned in the first period. */
function dailyRateOf({ params, rows }: Case): RatePpm {
  if (params.standardRate !== undefined) return ppmFromPercent(params.standardRate.split(' ')[0]!)
  const { day, accruedInterest } = rows[1]!
  const earned = BigInt(accruedInterest.replace('.', ''))
  return (earned * PPM) / (cents(params.principal) * 100n * BigInt(day))
}

/** The payment days are given as days from the start. */
function periodsOfCase({ params, rows }: Case): readonly Period[] {
  const start = params.startDate ?? ('2024-01-01' as Day)
  return rows.slice(1).map((row, index) => {
    const [periodFrom, periodTo] = [addDays(start, rows[index]!.day), addDays(start, row.day)]
    const days = row.day - rows[index]!.day
    return {
      number: index + 1,
      periodFrom,
      periodTo,
      dueOn: periodTo,
      days,
      anchorDay: dayOfMonth(periodTo),
      isWholeMonth: false,
    }
  })
}

function roundingOf(text = ''): Rounding {
  if (text === 'rounded down') return 'down'
  return text.includes('AwayFromZero') ? 'half-up' : 'half-even'
}

function finalPayment(text = ''): FinalPayment {
  if (text.startsWith('similar')) return 'similar'
  return text.startsWith('higher') ? 'higher' : 'lower'
}
