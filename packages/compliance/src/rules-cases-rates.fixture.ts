import type { Day } from '@puhui/calendar'
import { averageCostPpm, fiscalSubsidy } from '@puhui/product'
import { expect } from 'vitest'
import { interestForDaysUsed, type LenderKind, lprOn, rulesInForce } from './index.ts'
import { check, fenOf, type Given, TODAY, yuan } from './rules-cases.fixture.ts'

const ppmOf = (share: number) => BigInt(Math.round(share * 1_000_000))

export function averageOfNewLoans(given: Given) {
  const loans = given
    .need<{ amt: number; rate: number }[]>('loans')
    .map(({ amt, rate }) => ({ amountFen: fenOf(amt), simpleAnnualPpm: ppmOf(rate) }))
  const verdict = check('CN-RATE-005', TODAY, { loans }, { lenderKind: 'consumer_finance_company' })
  return { ...verdict, avg: Number(averageCostPpm(loans)) / 1_000_000 }
}

export function microloanCost(given: Given) {
  const on = given.need<Day>('date')
  const lpr = given.get<number>('lpr1y')
  const termMonths = given.get<number>('termMonths') ?? 12
  const input = { on, annualPpm: ppmOf(given.need('annual')), termMonths }
  return check(
    'CN-RATE-006',
    on,
    { ...input, ...(lpr !== undefined && { lprOneYearPpm: ppmOf(lpr) }) },
    { lenderKind: 'microloan_company' },
  )
}

/** The line is where the verdict turns: one millionth above it is flagged. */
export function privateLine(given: Given) {
  if (given.has('lenderKind')) {
    const kind = given.need<LenderKind>('lenderKind')
    return { applies: rulesInForce(TODAY, kind).some((rule) => rule.id === 'CN-RATE-007') }
  }
  const contractOn = given.need<Day>('contract')
  const decided = (annualPpm: bigint) =>
    check('CN-RATE-007', contractOn, { contractOn, annualPpm }, { lenderKind: 'private_lender' })
  const lpr = lprOn(contractOn)
  const linePpm = lpr.ok ? 4n * lpr.value.oneYearPpm : 0n
  expect(decided(linePpm).decision).toBe('allow')
  expect(decided(linePpm + 1n).decision).toBe('flag')
  return { cap: Number(linePpm) / 1_000_000 }
}

/** What the file calls a clamp lets the penalty stand at the ceiling: a warning here. */
export function penalty(given: Given) {
  const [contractPpm, penaltyPpm] = [ppmOf(given.need('contract')), ppmOf(given.need('penalty'))]
  const verdict = check('CN-RATE-009', TODAY, { cause: 'overdue', contractPpm, penaltyPpm })
  if (verdict.decision !== 'warn') return verdict
  return { decision: 'clamp', effective: Number(verdict.facts.effectivePpm) / 1_000_000 }
}

export function earlyRepayment(given: Given) {
  if (given.has('fee')) {
    const isDisclosed = given.need<boolean>('disclosed')
    return check('CN-RATE-010', TODAY, { act: 'charge', feeFen: given.fen('fee'), isDisclosed })
  }
  const used = {
    principalFen: given.fen('principal'),
    annualRatePpm: ppmOf(given.need('annual')),
    days: given.need<number>('days'),
    daysInYear: given.need<360>('dayCount'),
  }
  const interestFen = interestForDaysUsed(used)
  const settled = (fen: bigint) => check('CN-RATE-010', TODAY, { act: 'settle', interestFen: fen, ...used }).decision
  expect([settled(interestFen), settled(interestFen + 1n)]).toEqual(['allow', 'refuse'])
  return { interest: yuan(interestFen) }
}

/** The scheme itself says what may be claimed; a fen more is refused. */
export function subsidy(given: Given) {
  const on = given.get<Day>('date') ?? TODAY
  const use = {
    on,
    spentFen: given.has('spend') ? given.fen('spend') : 0n,
    annualRatePpm: ppmOf(given.get<number>('rate') ?? 0.03),
    days: given.get<number>('days') ?? 365,
  }
  const { amountFen, isOutsideScheme } = fiscalSubsidy(use)
  const claimed = (claimedFen: bigint) => check('CN-SUBS-001', on, { ...use, claimedFen }).decision
  if (isOutsideScheme) return { subsidy: yuan(amountFen), flag: 'POLICY_EXPIRED_VERIFY_EXTENSION' }
  expect([claimed(amountFen), claimed(amountFen + 1n)]).toEqual(['allow', 'refuse'])
  return { subsidy: yuan(amountFen) }
}
