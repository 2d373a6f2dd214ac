import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { catalogueOf, checkFacts, type FactRecord } from '@puhui/condition'
import { describe, expect, test } from 'vitest'
import { compilePolicy, consumerLoanFacts, consumerLoanPolicy, decide, tellBorrower } from '../index.ts'

const FILE = 'data/openintro_loans_full_schema.csv.gz'
const OBSERVED_YEAR = 2018
const PURPOSES: Readonly<Record<string, string>> = {
  debt_consolidation: 'refinancing',
  credit_card: 'refinancing',
  home_improvement: 'homeImprovement',
  medical: 'medical',
  vacation: 'travel',
  car: 'vehicle',
  house: 'housePurchase',
  small_business: 'business',
  major_purchase: 'consumption',
}
const CHECKS: Readonly<Record<string, string>> = {
  Verified: 'verified',
  'Source Verified': 'sourceVerified',
  'Not Verified': 'notVerified',
}

const facts = openintroFacts()

describe('the shipped policy over 10,000 real loans', () => {
  test('[P40] every outcome has its share, every grade its takers, every decline its reasons', () => {
    if (!facts) return console.warn(`[P40] not run over real loans: ${FILE} is absent (set PUHUI_SHARED)`)
    const catalogue = catalogueOf(consumerLoanFacts)
    const compiled = compilePolicy(consumerLoanPolicy, catalogue)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
    const shares: Record<string, number> = {}
    for (const applicant of facts) {
      const checked = checkFacts(applicant, catalogue)
      if (!checked.ok) throw new Error(JSON.stringify(checked.error))
      const decision = decide(compiled.value, checked.value)
      shares[decision.outcome] = (shares[decision.outcome] ?? 0) + 1 / facts.length
      if (decision.outcome === 'approve') {
        shares[decision.grade!] = (shares[decision.grade!] ?? 0) + 1 / facts.length
        expect(decision.ratePpm! > 0n && decision.ratePpm! < 240_000n).toBe(true)
        expect(decision.limitFen! > 0n && decision.limitFen! <= 20_000_000n).toBe(true)
      } else {
        expect(tellBorrower(consumerLoanPolicy, decision).length).toBeGreaterThan(0)
        expect(decision.reasons.length).toBeLessThanOrEqual(4)
      }
    }
    console.info(
      '[P40]',
      Object.entries(shares)
        .map(([name, share]) => `${name} ${(share * 100).toFixed(2)} %`)
        .join(', '),
    )
    for (const name of ['approve', 'refer', 'decline', 'A', 'B', 'C', 'D', 'E'])
      expect(shares[name]).toBeGreaterThan(0.005)
    expect(shares.approve).toBeLessThan(0.95)
    expect(shares.moreData ?? 0).toBeLessThan(0.01)
  })
})

/** The 10,000 real loans as facts, or undefined where the shared folder is absent. */
function openintroFacts(): FactRecord[] | undefined {
  const path = resolve(process.env.PUHUI_SHARED ?? '../shared', FILE)
  if (!existsSync(path)) return undefined
  const [header, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n').map(cellsOf)
  return lines.map((cells) => factsOf(Object.fromEntries(header!.map((name, i) => [name, cells[i] ?? '']))))
}

/** One line of the file: no line breaks inside quotes, quotes doubled. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? '')
}

/** Dollars are read as yuan; what a US file cannot know (identity, lists) is set as a lender with a clean check has it. */
function factsOf(row: Readonly<Record<string, string>>): FactRecord {
  const isJoint = row.application_type === 'joint'
  const annualIncome = number(isJoint ? row.annual_income_joint : row.annual_income)
  const debtPercent = number(isJoint ? row.debt_to_income_joint : row.debt_to_income)
  const creditYears = sum(OBSERVED_YEAR, negative(number(row.earliest_credit_line)))
  const [used, limit] = [number(row.total_credit_utilized), number(row.total_credit_limit)]
  return {
    identityCheck: 'passed',
    // A credit line opens at 18 at the earliest, so this is the least age the file allows.
    applicantAge: sum(18, creditYears),
    regionServed: true,
    blacklisted: false,
    lenderKind: 'bank',
    ownOutstanding: 0,
    ownUnusedLine: 0,
    requestedAmount: fen(number(row.loan_amount)),
    termMonths: number(row.term),
    repaymentMethod: 'equalInstalment',
    loanPurpose: PURPOSES[row.loan_purpose!] ?? 'other',
    homeOwnership: row.homeownership!.toLowerCase(),
    employmentYears: number(row.emp_length),
    monthlyIncome: fen(annualIncome && annualIncome / 12),
    incomeCheck: CHECKS[(isJoint ? row.verification_income_joint : '') || row.verified_income!],
    newInstalment: fen(number(row.installment)),
    monthlyDebtDue:
      debtPercent === undefined || annualIncome === undefined
        ? undefined
        : Math.round((annualIncome * debtPercent) / 12),
    bureauFileFound: true,
    creditHistoryYears: creditYears,
    delinquencies24m: number(row.delinq_2y),
    accountsPastDue: number(row.current_accounts_delinq),
    chargeOffs: number(row.num_collections_last_12m),
    bankruptcies: number(row.public_record_bankrupt),
    inquiries12m: number(row.inquiries_last_12m),
    openCreditLines: number(row.open_credit_lines),
    revolvingUtilization: used === undefined || !limit ? undefined : Math.round((used / limit) * 1_000_000),
  }
}

function number(text: string | undefined): number | undefined {
  return text === undefined || text === '' || text === 'NA' ? undefined : Number(text)
}

function fen(amount: number | undefined): number | undefined {
  return amount === undefined ? undefined : Math.round(amount * 100)
}

function sum(a: number, b: number | undefined): number | undefined {
  return b === undefined ? undefined : a + b
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value
}
