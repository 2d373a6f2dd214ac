import type { Day } from '@puhui/calendar'
import type { LenderKind } from '@puhui/compliance'
import { holidaysFor } from '@puhui/compliance'
import type { FactValue } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import { planContract, type RepaymentMethod, scheduleTermsOf } from '@puhui/product'
import { ageOf, type Customer, type IdentityCheck, identityVerdict } from '../customers/index.ts'
import { type ProductVersion, rateSpan } from '../products/index.ts'
import { providerName } from '../sources/index.ts'
import { type Application, type FactGroup, factGroup } from './model.ts'

/** What a bureau said, as the decision will see it; the adapter answers in this shape. */
export interface BureauAnswer {
  readonly status: 'answered' | 'timedOut'
  readonly facts: Readonly<Record<string, FactValue>> | null
  readonly provider: string
  readonly isSimulated: boolean
  readonly priceFen: bigint
  readonly latencyMs: number
  readonly reference: string
}

/** What this lender knows of a customer from its own books. */
export interface OwnHistory {
  readonly outstandingFen: bigint
  /** Approved and not yet paid out. */
  readonly unusedFen: bigint
  readonly isBlacklisted: boolean
}

const METHODS: Readonly<Record<RepaymentMethod, string>> = {
  'equal-instalment': 'equalInstalment',
  'equal-principal': 'equalPrincipal',
  'interest-first': 'interestOnly',
  bullet: 'bullet',
  balloon: 'balloon',
  flat: 'flat',
  seasonal: 'seasonal',
  custom: 'custom',
}

const PURPOSES: Readonly<Record<string, string>> = {
  homeDecoration: 'homeImprovement',
  education: 'education',
  medical: 'medical',
  travel: 'travel',
  vehicle: 'vehicle',
  cardRepayment: 'refinancing',
  debtConsolidation: 'refinancing',
  housing: 'housePurchase',
  smallBusiness: 'business',
  other: 'other',
}

const HOMES: Readonly<Record<string, string>> = { own: 'own', mortgage: 'mortgage', rent: 'rent', family: 'other' }
const LENDERS: Readonly<Partial<Record<LenderKind, string>>> = {
  bank: 'bank',
  consumer_finance_company: 'consumerFinance',
  microloan_company: 'microloan',
}

const STATED: Localized = { zh: '申请人填写', en: 'Stated by the applicant' }
const OWN: Localized = { zh: '本机构记录', en: "The lender's own records" }

type Asked = Pick<Application, 'requestedFen' | 'termMonths' | 'method' | 'purpose'>

/** What is asked for, as the applicant says it. */
export function askedFacts({ requestedFen, termMonths, method, purpose }: Asked, at: string): FactGroup {
  return factGroup(
    { source: STATED, at, isVerified: false, isSimulated: false },
    {
      requestedAmount: requestedFen,
      termMonths,
      repaymentMethod: METHODS[method],
      loanPurpose: PURPOSES[purpose] ?? 'consumption',
    },
  )
}

/** What the customer said about themselves; nobody has checked it. */
export function statedFacts({ profile, incomeMonthlyFen }: Customer): FactGroup {
  const home = profile.homeOwnership?.value
  const years = profile.employerYears?.value
  const at = profile.incomeMonthlyFen?.at ?? null
  return factGroup(
    { source: STATED, at, isVerified: false, isSimulated: false },
    {
      monthlyIncome: incomeMonthlyFen,
      incomeCheck: incomeMonthlyFen === null ? null : 'notVerified',
      homeOwnership: typeof home === 'string' ? (HOMES[home] ?? 'other') : null,
      employmentYears: typeof years === 'number' ? years : null,
    },
  )
}

/** Who they are, by the provider that checked it. Sex is known and stays out. */
export function identityFacts(customer: Customer, checks: readonly IdentityCheck[], on: Day): FactGroup {
  const verdict = identityVerdict(checks)
  const last = checks.at(-1)
  return factGroup(
    {
      source: last ? providerName(last.provider) : STATED,
      at: last?.at ?? null,
      isVerified: verdict === 'passed',
      isSimulated: last?.isSimulated ?? false,
    },
    {
      applicantAge: ageOf(customer, on),
      identityCheck: verdict === 'unknown' ? null : verdict,
      regionServed: customer.provinceCode === null ? null : !NOT_SERVED.has(customer.provinceCode),
    },
  )
}

/** Hong Kong, Macao and Taiwan have lenders and laws of their own. */
const NOT_SERVED = new Set(['71', '81', '82', '83'])

/** What the lender itself knows and would collect. */
export function ownFacts(
  asked: Asked,
  version: ProductVersion,
  history: OwnHistory,
  lender: LenderKind,
  on: Day,
  at: string,
): FactGroup {
  return factGroup(
    { source: OWN, at, isVerified: true, isSimulated: false },
    {
      blacklisted: history.isBlacklisted,
      ownOutstanding: history.outstandingFen,
      ownUnusedLine: history.unusedFen,
      lenderKind: LENDERS[lender] ?? null,
      newInstalment: monthlyInstalment(asked, version, on),
    },
  )
}

/** What a bank has seen paid, beside what was stated; the share by which the statement is higher, in millionths. */
export function incomeFacts(answer: BureauAnswer, { incomeMonthlyFen }: Customer, at: string): FactGroup {
  const verified = answer.facts?.verifiedMonthlyIncome ?? null
  const isKnown = verified !== null && Number(verified) > 0
  const over = isKnown && incomeMonthlyFen !== null ? Number(incomeMonthlyFen) - Number(verified) : null
  const about = { source: providerName(answer.provider), at, isVerified: isKnown, isSimulated: answer.isSimulated }
  return factGroup(about, {
    verifiedMonthlyIncome: verified,
    incomeOverstated: over === null ? null : Math.max(0, Math.round((over * 1_000_000) / Number(verified))),
    ...(isKnown ? { incomeCheck: 'verified' } : {}),
    employerConfirmed: answer.facts?.employerConfirmed ?? null,
  })
}

/** What a provider knows of the device. */
export function deviceFacts(answer: BureauAnswer, at: string): FactGroup {
  const { deviceEmulated = null, deviceAgeDays = null, deviceNearHome = null } = answer.facts ?? {}
  const isVerified = answer.status === 'answered'
  const about = { source: providerName(answer.provider), at, isVerified, isSimulated: answer.isSimulated }
  return factGroup(about, { deviceEmulated, deviceAgeDays, deviceNearHome })
}

/** Whose telephone, card and address these are, as the identity provider knows. */
export function ownershipFacts(answer: BureauAnswer, at: string): FactGroup {
  const { phoneOwned = null, cardOwned = null, livesAtAddress = null } = answer.facts ?? {}
  const isVerified = answer.status === 'answered'
  const about = { source: providerName(answer.provider), at, isVerified, isSimulated: answer.isSimulated }
  return factGroup(about, { phoneOwned, cardOwned, livesAtAddress })
}

const LISTS: Localized = { zh: '名单库', en: 'Lists' }
const VELOCITY: Localized = { zh: '申请频次', en: 'Velocity' }

/** What the lists say; the black list stands with the lender's own records. */
export function listFacts(listed: { readonly grey: boolean; readonly white: boolean }, at: string): FactGroup {
  const values = { greylisted: listed.grey, whitelisted: listed.white }
  return factGroup({ source: LISTS, at, isVerified: true, isSimulated: false }, values)
}

/** How often what the applicant is known by has applied before; a subject that is not known has no facts. */
export function velocityFacts(counts: Readonly<Record<string, number>>, at: string): FactGroup {
  return factGroup({ source: VELOCITY, at, isVerified: true, isSimulated: false }, counts)
}

/** What the bureau said; after a time-out every fact of it is unknown. Debts that were stated beside it are not lost. */
export function bureauFacts(answer: BureauAnswer | null, customer: Pick<Customer, 'profile'>, at: string): FactGroup {
  const stated = customer.profile.otherDebtMonthlyFen?.value
  const facts = answer?.facts ?? {}
  const known = facts.monthlyDebtDue
  const hasAnswer = answer?.status === 'answered'
  const debt = Math.max(Number(known ?? 0), Number(stated ?? 0))
  const source = answer ? answer.provider : '未查询 / Not asked'
  return factGroup(
    { source: providerName(source), at, isVerified: hasAnswer, isSimulated: answer?.isSimulated ?? false },
    {
      ...Object.fromEntries(BUREAU_FACTS.map((id) => [id, facts[id] ?? null])),
      monthlyDebtDue: hasAnswer ? debt : null,
    },
  )
}

const BUREAU_FACTS = [
  'bureauFileFound',
  'creditHistoryYears',
  'delinquencies24m',
  'accountsPastDue',
  'chargeOffs',
  'bankruptcies',
  'inquiries12m',
  'openCreditLines',
  'revolvingUtilization',
  'monthlyDebtDue',
  'housingLoan',
] as const

const known = new Map<string, bigint>()
const KNOWN_MAX = 20_000

/**
 * What the new loan would cost a month at the dearest price; for a loan repaid at the end, the average of what falls due.
 * Amounts repeat, so results are kept.
 */
function monthlyInstalment(
  { requestedFen, termMonths, method }: Asked,
  { id, terms }: ProductVersion,
  on: Day,
): bigint {
  const key = `${id}|${on}|${requestedFen}|${termMonths}|${method}`
  const before = known.get(key)
  if (before !== undefined) return before
  const annualRatePpm = rateSpan(terms).max
  const rows = planContract(
    scheduleTermsOf(terms, { amountFen: requestedFen, termMonths, method, annualRatePpm }),
    on,
    holidaysFor(terms.workingDayShift),
  )
  const [first] = rows
  const total = rows.reduce((sum, row) => sum + row.principalFen + row.interestFen, 0n)
  const isLevel = terms.plan === undefined && (method === 'equal-instalment' || method === 'equal-principal')
  const monthly = isLevel && first ? first.principalFen + first.interestFen : total / BigInt(termMonths)
  if (known.size < KNOWN_MAX) known.set(key, monthly)
  return monthly
}
