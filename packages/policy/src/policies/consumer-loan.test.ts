import { catalogueOf, checkFacts, type FactRecord } from '@puhui/condition'
import { describe, expect, test } from 'vitest'
import {
  compilePolicy,
  consumerLoanFacts,
  consumerLoanPolicy,
  decide,
  lintPolicy,
  nextSources,
  type Outcome,
  tellBorrower,
} from '../index.ts'

const catalogue = catalogueOf(consumerLoanFacts)
const compiled = compilePolicy(consumerLoanPolicy, catalogue)
if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
const policy = compiled.value

/** 王芳, 32, a nurse in a county hospital who asks for 20,000 yuan over 12 months. */
const applicant: FactRecord = {
  applicantAge: 32,
  identityCheck: 'passed',
  requestedAmount: 2_000_000n,
  termMonths: 12,
  repaymentMethod: 'equalInstalment',
  loanPurpose: 'homeImprovement',
  regionServed: true,
  homeOwnership: 'mortgage',
  employmentYears: 6,
  monthlyIncome: 800_000n,
  incomeCheck: 'verified',
  blacklisted: false,
  ownOutstanding: 0n,
  ownUnusedLine: 0n,
  lenderKind: 'consumerFinance',
  newInstalment: 173_000n,
  bureauFileFound: true,
  creditHistoryYears: 8,
  delinquencies24m: 0,
  accountsPastDue: 0,
  chargeOffs: 0,
  bankruptcies: 0,
  inquiries12m: 1,
  openCreditLines: 3,
  revolvingUtilization: 250_000,
  monthlyDebtDue: 60_000n,
}

const decideWith = (changes: FactRecord) => {
  const facts = checkFacts({ ...applicant, ...changes }, catalogue)
  if (!facts.ok) throw new Error(JSON.stringify(facts.error))
  return decide(policy, facts.value)
}

describe('consumer loan', () => {
  test('[P23] a sound applicant gets what she asked for, at her grade’s price', () => {
    expect(decideWith({})).toMatchObject({
      outcome: 'approve',
      grade: 'B',
      ratePpm: 90_000n,
      limitFen: 2_000_000n,
      score: 675,
      reasons: [],
    })
  })

  test.each<[rule: string, changes: FactRecord, outcome: Outcome, reason: string | undefined]>([
    ['CN-ORIG-008 the day before the 18th birthday', { applicantAge: 17 }, 'decline', 'AGE_BELOW'],
    ['CN-ORIG-008 the 18th birthday', { applicantAge: 18 }, 'approve', undefined],
    ['upper age', { applicantAge: 66 }, 'decline', 'AGE_ABOVE'],
    ['CN-ORIG-001 a line of 200,000', { lenderKind: 'bank', ownUnusedLine: 18_000_000n }, 'approve', undefined],
    ['CN-ORIG-001 a line of 200,000.01', { lenderKind: 'bank', ownUnusedLine: 18_000_001n }, 'decline', 'LINE_LIMIT'],
    [
      'CN-ORIG-001 bullet 13 months',
      { lenderKind: 'bank', repaymentMethod: 'bullet', termMonths: 13 },
      'decline',
      'BULLET_TOO_LONG',
    ],
    ['CN-ORIG-001 bullet 12 months', { lenderKind: 'bank', repaymentMethod: 'bullet' }, 'approve', undefined],
    ['CN-ORIG-003 more than five years', { termMonths: 61 }, 'decline', 'TERM_TOO_LONG'],
    ['CN-ORIG-004 180,000 and 20,000', { ownOutstanding: 18_000_000n }, 'approve', undefined],
    [
      'CN-ORIG-004 180,000 and 20,001',
      { ownOutstanding: 18_000_000n, requestedAmount: 2_000_100n },
      'decline',
      'LINE_LIMIT',
    ],
    [
      'CN-ORIG-009 200,001 at a microloan company',
      { lenderKind: 'microloan', ownOutstanding: 18_000_100n },
      'decline',
      'LINE_LIMIT',
    ],
    ['CN-ORIG-002 a house', { loanPurpose: 'housePurchase' }, 'decline', 'PURPOSE_PROHIBITED'],
    ['CN-ORIG-012 income 8,000, due 4,000', { monthlyDebtDue: 227_000n }, 'approve', undefined],
    ['CN-ORIG-012 income 8,000, due 4,200', { monthlyDebtDue: 247_000n }, 'refer', 'DEBT_SHARE_HIGH'],
    ['CN-ORIG-012 income 8,000, due 6,401', { monthlyDebtDue: 467_100n }, 'decline', 'DEBT_SHARE_HOPELESS'],
    ['identity failed', { identityCheck: 'failed' }, 'decline', 'ID_FAILED'],
    ['identity not checked', { identityCheck: null }, 'moreData', 'ID_NOT_CHECKED'],
    ['income unknown', { monthlyIncome: null }, 'moreData', 'INCOME_UNKNOWN'],
    ['other debts unknown', { monthlyDebtDue: null }, 'refer', 'DEBTS_UNKNOWN'],
    ['region', { regionServed: false }, 'decline', 'REGION_NOT_SERVED'],
    ['black list', { blacklisted: true }, 'decline', 'BLACKLISTED'],
    ['black list silent', { blacklisted: null }, 'refer', 'LIST_NOT_ANSWERED'],
    ['past due now', { accountsPastDue: 1 }, 'decline', 'PAST_DUE_NOW'],
    ['late four times', { delinquencies24m: 4 }, 'decline', 'DELINQUENT_OFTEN'],
    ['late three times', { delinquencies24m: 3 }, 'refer', 'DELINQUENT_OFTEN'],
    ['charge-off', { chargeOffs: 1 }, 'decline', 'CHARGED_OFF'],
    ['bankrupt twice', { bankruptcies: 2 }, 'decline', 'BANKRUPT_OFTEN'],
    ['eleven inquiries', { inquiries12m: 11 }, 'decline', 'INQUIRIES_MANY'],
    ['nine inquiries', { inquiries12m: 9 }, 'refer', 'INQUIRIES_MANY'],
    ['cards used up', { revolvingUtilization: 960_000 }, 'refer', 'UTILIZATION_HIGH'],
    [
      'unverified income, large amount',
      { incomeCheck: 'notVerified', requestedAmount: 4_800_100n },
      'refer',
      'INCOME_NOT_VERIFIED',
    ],
  ])('[P41] %s', (_rule, changes, outcome, reason) => {
    const decision = decideWith(changes)
    expect([decision.outcome, decision.reasons[0]?.code]).toEqual([outcome, reason])
  })

  test('[P42] no bureau file goes to a person with a survey and gets no score', () => {
    const unknown = {
      creditHistoryYears: null,
      delinquencies24m: null,
      accountsPastDue: null,
      chargeOffs: null,
      bankruptcies: null,
    }
    const decision = decideWith({
      bureauFileFound: false,
      ...unknown,
      inquiries12m: null,
      revolvingUtilization: null,
      monthlyDebtDue: null,
    })
    expect(decision).toMatchObject({ outcome: 'refer', reasons: [{ code: 'THIN_FILE' }], points: [] })
    expect(decision.score).toBeUndefined()
    expect(decision.stages.map(({ outcome }) => outcome)).toEqual([
      'pass',
      'pass',
      'refer',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
    ])
  })

  test('[P22] a low score is declined with what lost most points, in words the borrower can use', () => {
    const decision = decideWith({
      monthlyIncome: 250_000n,
      newInstalment: 90_000n,
      monthlyDebtDue: 30_000n,
      incomeCheck: 'verified',
      delinquencies24m: 2,
      inquiries12m: 7,
      revolvingUtilization: 900_000,
      creditHistoryYears: 2,
      bankruptcies: 1,
      homeOwnership: 'rent',
      employmentYears: 0,
      termMonths: 48,
    })
    expect(decision).toMatchObject({ outcome: 'decline', score: 401 })
    expect(decision.reasons.map(({ code, pointsLost }) => [code, pointsLost])).toEqual([
      ['INQUIRIES_MANY', 48],
      ['DEBT_SHARE_HIGH', 46],
      ['DELINQUENT_OFTEN', 45],
      ['UTILIZATION_HIGH', 40],
    ])
    expect(decision.limitFen).toBeUndefined()
    expect(tellBorrower(consumerLoanPolicy, decision)[1]).toMatchObject({
      text: { zh: '每月还款占收入的比例偏高。' },
      help: { en: 'Apply for less or a longer term, or repay other debts first.' },
    })
  })

  test('[P43] rates stay below 24 % and rise with grade and term', () => {
    const offer = consumerLoanPolicy.stages.find((stage) => stage.kind === 'offer')!
    const grid = offer.price.ratePpm
    expect(Math.max(...grid.flat())).toBeLessThan(240_000)
    for (const [i, row] of grid.entries()) {
      for (const [j, rate] of row.entries()) {
        expect(rate).toBeGreaterThan(grid[i - 1]?.[j] ?? 0)
        expect(rate).toBeGreaterThan(row[j - 1] ?? 0)
      }
    }
  })

  test('[P16] a minor costs no bureau call, a clean applicant is asked source by source', () => {
    expect(nextSources(policy, applicant, [])).toEqual(['identity', 'own-history'])
    expect(nextSources(policy, applicant, ['identity', 'own-history'])).toEqual(['list'])
    expect(nextSources(policy, { ...applicant, applicantAge: 17 }, ['identity', 'own-history'])).toEqual([])
    expect(
      nextSources(policy, { ...applicant, bureauFileFound: false }, ['identity', 'own-history', 'list', 'bureau']),
    ).toEqual([])
  })

  test('[P30] nothing to say about the shipped policy', () => {
    expect(lintPolicy(consumerLoanPolicy, catalogue)).toEqual([])
  })
})
