import type { Need, Person, ProductKind } from '@puhui/sim'
import { askedFacts, type EnteredApplication, type FactGroup, factGroup } from '../modules/applications/index.ts'
import type { ImportedCustomer, StoredProfile } from '../modules/customers/index.ts'

/** The market's own words for needs in the platform's words for purposes. */
export const PURPOSE_OF: Readonly<Record<Need, string>> = {
  education: 'education',
  medical: 'medical',
  travel: 'travel',
  appliances: 'appliances',
  'home-decoration': 'homeDecoration',
  'daily-use': 'dailyUse',
  'rural-production': 'ruralProduction',
  wedding: 'wedding',
}

/** The product a need leads to: a purchase in a shop, or money in hand. */
export function productCodeOf(kind: ProductKind): 'XFFQ' | 'XJD' {
  return kind === 'scene-instalment' ? 'XFFQ' : 'XJD'
}

/** A person of the market as a customer of the lender. */
export function customerOf(person: Person, id: string, at: string): ImportedCustomer {
  const stated = {
    incomeMonthlyFen: person.statedMonthlyIncomeFen.toString(),
    otherDebtMonthlyFen: person.otherMonthlyDebtFen.toString(),
    occupation: person.occupation,
    education: person.education,
    employer: person.employer,
    employerYears: Math.floor(person.employedMonths / 12),
    homeOwnership: person.home,
  }
  const profile: StoredProfile = Object.fromEntries(
    Object.entries(stated).map(([key, value]) => [key, { value, source: 'stated', at, isVerified: false }]),
  )
  const { province, city, county, line } = person.address
  return {
    id,
    name: person.name,
    mobile: person.mobile,
    residentId: person.residentId,
    bankCard: person.bankCard,
    address: `${province}${city}${county}${line}`,
    incomeMonthlyFen: person.statedMonthlyIncomeFen,
    profile,
  }
}

const STATED = { zh: '申请人填写', en: 'Stated by the applicant' }
const IDENTITY = { zh: '身份核验（模拟）', en: 'Identity check (simulated)' }
const BUREAU = { zh: '征信（模拟）', en: 'Credit bureau (simulated)' }
const INCOME = { zh: '收入核实（模拟）', en: 'Income check (simulated)' }
/** One in so many has let their bank say what it pays them. */
const ASKED_OF_BANK = 3
const HOMES = { own: 'own', mortgage: 'mortgage', rent: 'rent', family: 'other' } as const

/** What is known of an applicant when the policy looks: stated, checked, and what the simulated bureau answers. */
export function factsOf(
  person: Person,
  asked: EnteredApplication['asked'],
  { age, at }: { readonly age: number; readonly at: string },
): FactGroup[] {
  const { bureau } = person
  const known = bureau.isThinFile ? null : bureau
  const overFen = person.statedMonthlyIncomeFen - person.monthlyIncomeFen
  const over = Math.max(0, Math.round((Number(overFen) * 1_000_000) / Number(person.monthlyIncomeFen)))
  const ofBank = {
    verifiedMonthlyIncome: person.monthlyIncomeFen,
    incomeOverstated: over,
    incomeCheck: 'verified',
    employerConfirmed: true,
  }
  return [
    askedFacts(asked, at),
    factGroup(
      { source: STATED, at, isVerified: false, isSimulated: false },
      {
        monthlyIncome: person.statedMonthlyIncomeFen,
        incomeCheck: 'notVerified',
        homeOwnership: HOMES[person.home],
        employmentYears: Math.floor(person.employedMonths / 12),
      },
    ),
    factGroup(
      { source: IDENTITY, at, isVerified: true, isSimulated: true },
      { applicantAge: age, identityCheck: person.honesty.isIdForged ? 'failed' : 'passed', regionServed: true },
    ),
    ...(person.index % ASKED_OF_BANK === 0
      ? [factGroup({ source: INCOME, at, isVerified: true, isSimulated: true }, ofBank)]
      : []),
    factGroup(
      { source: BUREAU, at, isVerified: true, isSimulated: true },
      {
        bureauFileFound: known !== null,
        creditHistoryYears: known ? Math.floor(known.historyMonths / 12) : null,
        delinquencies24m: known?.delinquencies24m ?? null,
        accountsPastDue: known ? 0 : null,
        chargeOffs: known ? 0 : null,
        bankruptcies: known ? 0 : null,
        inquiries12m: known?.inquiries12m ?? null,
        openCreditLines: known?.openAccounts ?? null,
        revolvingUtilization: known?.utilisationPpm ?? null,
        monthlyDebtDue: person.otherMonthlyDebtFen,
      },
    ),
  ]
}
