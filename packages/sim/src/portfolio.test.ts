import { addDays, addMonths, type Day, daysBetween } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import {
  type ApplicationIntent,
  acceptsOffer,
  applicationsPlan,
  buildPopulation,
  earlyConduct,
  hasMoneyOnDue,
  lateConduct,
  type Person,
} from './index.ts'

const FROM = '2025-11-01' as Day
const SIZE = 4_000
const MONTHLY_RATE = 0.015

type Outcome = 'never late' | '1-30' | '31-89' | '90+ and back' | '90+ at the end'

interface Life {
  readonly outcome: Outcome
  readonly isSettledEarly: boolean
  readonly hasPrepaid: boolean
}

/** What a plain lender would approve: papers in order, a clean year, instalments within half of stated income. */
function approves(person: Person, instalmentFen: bigint): boolean {
  const due = person.otherMonthlyDebtFen + instalmentFen
  const { delinquencies24m, inquiries12m } = person.bureau
  return (
    !person.honesty.isIdForged && delinquencies24m < 2 && inquiries12m < 8 && due * 2n <= person.statedMonthlyIncomeFen
  )
}

function instalmentOf({ amountFen, termMonths }: ApplicationIntent): bigint {
  return BigInt(Math.ceil((Number(amountFen) * MONTHLY_RATE) / (1 - (1 + MONTHLY_RATE) ** -termMonths)))
}

/** Runs one loan for a year from its payout and watches the days past due. */
function live(person: Person, intent: ApplicationIntent, instalmentFen: bigint): Life {
  const start = intent.appliedOn
  const end = addMonths(start, 12)
  const open: { dueOn: Day; paysOn: Day | null }[] = []
  let dpdMax = 0
  let hasPrepaid = false
  for (let n = 1; n <= Math.min(intent.termMonths, 12); n++) {
    const dueOn = addMonths(start, n)
    dpdMax = Math.max(dpdMax, ...collect(open, dueOn))
    const outstandingFen = (intent.amountFen * BigInt(intent.termMonths - n + 1)) / BigInt(intent.termMonths)
    const early =
      open.length === 0 ? earlyConduct(person, { key: intent.key, instalment: n, dueOn, outstandingFen }) : null
    if (early?.kind === 'settle' && n > 1) return { outcome: outcomeOf(dpdMax, 0), isSettledEarly: true, hasPrepaid }
    hasPrepaid ||= early?.kind === 'prepay'
    const due = { key: intent.key, instalment: n, dueOn, amountDueFen: instalmentFen, pastDueCount: open.length }
    if (hasMoneyOnDue(person, due)) {
      dpdMax = Math.max(dpdMax, ...open.map((each) => daysBetween(each.dueOn, dueOn)))
      open.length = 0
      continue
    }
    const late = lateConduct(person, due)
    open.push({ dueOn, paysOn: late.kind === 'pays' ? addDays(dueOn, late.afterDays) : null })
  }
  dpdMax = Math.max(dpdMax, ...collect(open, end))
  const dpdEnd = Math.max(0, ...open.map((each) => daysBetween(each.dueOn, end)))
  return { outcome: outcomeOf(Math.max(dpdMax, dpdEnd), dpdEnd), isSettledEarly: false, hasPrepaid }
}

/** Takes out what has been paid by a day and says how late each was. */
function collect(open: { dueOn: Day; paysOn: Day | null }[], on: Day): number[] {
  const paid = open.filter((each) => each.paysOn && each.paysOn <= on)
  for (const each of paid) open.splice(open.indexOf(each), 1)
  return [0, ...paid.map((each) => daysBetween(each.dueOn, each.paysOn!))]
}

function outcomeOf(dpdMax: number, dpdEnd: number): Outcome {
  if (dpdEnd >= 90) return '90+ at the end'
  if (dpdMax >= 90) return '90+ and back'
  return dpdMax > 30 ? '31-89' : dpdMax > 0 ? '1-30' : 'never late'
}

function portfolioOf(seed: string) {
  const people = buildPopulation({ seed, size: SIZE, asOf: FROM })
  const intents = applicationsPlan({ seed, size: SIZE, from: FROM, months: 13 })
  const approved = intents.filter((intent) => approves(people[intent.personIndex]!, instalmentOf(intent)))
  const taken = approved.filter((intent) => {
    const { key, amountFen, termMonths, appliedOn } = intent
    const offer = { key, requestedFen: amountFen, offeredFen: amountFen, termMonths, on: appliedOn }
    return acceptsOffer(people[intent.personIndex]!, {
      ...offer,
      annualRatePpm: 180_000n,
      instalmentFen: instalmentOf(intent),
    })
  })
  const lives = taken.map((intent) => live(people[intent.personIndex]!, intent, instalmentOf(intent)))
  const share = (part: number) => part / lives.length
  const shareOf = (outcome: Outcome) => share(lives.filter((life) => life.outcome === outcome).length)
  return {
    approvedShare: approved.length / intents.length,
    takenShare: taken.length / approved.length,
    neverLate: shareOf('never late'),
    cured30: shareOf('1-30'),
    to89: shareOf('31-89'),
    bad: shareOf('90+ at the end'),
    badAndBack: shareOf('90+ and back'),
    settledEarly: share(lives.filter((life) => life.isSettledEarly).length),
    prepaid: share(lives.filter((life) => life.hasPrepaid).length),
  }
}

describe.each(['spring', 'summer', 'autumn'])('a year of seed %s', (seed) => {
  const mix = portfolioOf(seed)

  test.each([
    ['approvedShare', 0.6, 0.95],
    ['takenShare', 0.65, 0.95],
    ['neverLate', 0.7, 0.8],
    ['cured30', 0.12, 0.25],
    ['bad', 0.02, 0.04],
    ['settledEarly', 0.04, 0.15],
    ['prepaid', 0.01, 0.1],
  ] as const)('[B10] %s lies between %s and %s', (name, min, max) => {
    expect(mix[name]).toBeGreaterThanOrEqual(min)
    expect(mix[name]).toBeLessThanOrEqual(max)
  })
})
