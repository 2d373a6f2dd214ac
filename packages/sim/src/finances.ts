import { type Fen, mulDiv, PPM } from '@puhui/money'
import type { BureauFacts, Hidden, HomeOwnership, Honesty, Person } from './person.ts'
import type { Settlement } from './places.ts'
import type { Stream } from './random.ts'

/** The traits behind everything that one pays or does not pay. Not visible to any lender. */
export function hiddenOf(stream: Stream): Hidden {
  const isUnwilling = stream.chance(0.034)
  const isCareful = stream.chance(0.68)
  return {
    ability: within(0.72 + 0.16 * stream.normal()),
    willingness: isUnwilling ? stream.between(0.05, 0.5) : stream.between(0.75, 1),
    accountDiscipline: isCareful ? stream.between(0.98, 1) : stream.between(0.45, 0.9),
    riskTolerance: within(0.5 + 0.2 * stream.normal()),
  }
}

export function homeOf(stream: Stream, settlement: Settlement, age: number): HomeOwnership {
  if (settlement === 'village')
    return stream.weighted([
      ['own', 70],
      ['family', 25],
      ['rent', 5],
    ])
  if (age < 28)
    return stream.weighted([
      ['rent', 50],
      ['family', 35],
      ['mortgage', 10],
      ['own', 5],
    ])
  return stream.weighted([
    ['mortgage', 34],
    ['own', 30],
    ['rent', 24],
    ['family', 12],
  ])
}

/** What other lenders take a month: nothing for four in ten, otherwise a share of income, more with a mortgage. */
export function otherDebtOf(stream: Stream, incomeFen: Fen, home: HomeOwnership, isThinFile: boolean): Fen {
  const mortgage = home === 'mortgage' ? stream.between(0.15, 0.32) : 0
  const consumer = isThinFile || stream.chance(0.4) ? 0 : 0.03 + 0.27 * stream.unit() ** 1.6
  return shareOf(incomeFen, mortgage + consumer)
}

/** A bureau knows the past, and the past leans on the hidden traits, with noise. */
export function bureauOf(stream: Stream, age: number, settlement: Settlement, hidden: Hidden): BureauFacts {
  const thinShare = 0.1 + (age < 24 ? 0.25 : 0) + (settlement === 'village' ? 0.15 : 0)
  if (stream.chance(thinShare)) return { ...NO_FILE, inquiries12m: stream.int(0, 2) }
  const strain = 0.25 * (1 - hidden.accountDiscipline) + 0.5 * (1 - hidden.willingness) + 0.12 * (1 - hidden.ability)
  return {
    isThinFile: false,
    historyMonths: Math.max(6, Math.floor((age - 18) * 12 * stream.between(0.25, 0.95))),
    delinquencies24m: countOf(stream, 6 * strain * strain + 0.02, 12),
    inquiries12m: countOf(stream, 0.8 + 4 * hidden.riskTolerance * (1.2 - hidden.ability), 20),
    utilisationPpm: BigInt(Math.round(1_000_000 * within(0.28 + strain + 0.2 * stream.normal()))),
    openAccounts: 1 + countOf(stream, 1.8, 9),
  }
}

/** One in eight says they earn more, a few hold a paper that is not theirs, and rings share a device. */
export function honestyOf(stream: Stream, index: number): Honesty {
  const isInflated = stream.chance(0.125)
  const inflation = isInflated ? 1 + 0.1 + 0.9 * stream.unit() ** 2 : 1
  const ring = Math.floor(index / 250)
  return {
    incomeInflationPpm: BigInt(Math.round(inflation * 1_000)) * 1_000n,
    isIdForged: stream.chance(0.008),
    sharedDeviceId: stream.chance(0.014) ? `D-ring-${ring}` : null,
  }
}

/** What the person writes into the form: whole hundreds of yuan. */
export function statedIncome(person: Pick<Person, 'monthlyIncomeFen' | 'honesty'>): Fen {
  const stated = mulDiv(person.monthlyIncomeFen, person.honesty.incomeInflationPpm, PPM, 'half-even')
  return mulDiv(stated, 1n, 10_000n, 'half-even') * 10_000n
}

export function shareOf(amountFen: Fen, share: number): Fen {
  return mulDiv(amountFen, BigInt(Math.round(share * 10_000)), 10_000n, 'half-even')
}

const NO_FILE: BureauFacts = {
  isThinFile: true,
  historyMonths: 0,
  delinquencies24m: 0,
  inquiries12m: 0,
  utilisationPpm: 0n,
  openAccounts: 0,
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share))
}

/** A count with a geometric tail and the given mean. */
function countOf(stream: Stream, mean: number, max: number): number {
  const again = mean / (1 + mean)
  let count = 0
  while (count < max && stream.chance(again)) count++
  return count
}
