import { type Day, isDay } from '@puhui/calendar'
import { PROVINCES } from '@puhui/compliance'
import {
  type Assessed,
  assessClaims,
  type ClaimRule,
  type Discrepancy,
  discrepancyOf,
  type ForgerySign,
  forgerySigns,
  type IdCardSign,
  idCardSigns,
  type TruthInput,
  truthFactValues,
} from '@puhui/policy'
import { type FactGroup, factGroup, factsOf } from '../applications/index.ts'
import type { Customer } from '../customers/index.ts'
import { checkEvidence, claimsOf, type Found, fenOf, paperEvidence, providerEvidence, type Stated } from './evidence.ts'
import type { Check, Paper } from './store.ts'

/** What is known about the truth of one application. */
export interface Truth {
  readonly claims: readonly Assessed<Found>[]
  readonly discrepancy: Discrepancy
  readonly signs: readonly ForgerySign[]
  readonly idCard: readonly IdCardSign[] | null
  readonly group: FactGroup
}

export interface TruthSources {
  readonly groups: readonly FactGroup[]
  readonly stated: Stated
  readonly papers: readonly Paper[]
  readonly checks: readonly Check[]
  readonly rules: readonly ClaimRule[]
  readonly bornOn: Day | null
  readonly provinceCode: string | null
  readonly on: Day
  readonly at: string
}

/** The facts of the truth stand under this name among the facts of an application. */
export const TRUTH_SOURCE = { zh: '申报核验', en: 'Stated against found' } as const

/** Holds what was stated against all that was found, and makes the facts that a policy reads. Pure. */
export function truthOf(of: TruthSources): Truth {
  const { groups, stated, papers, checks, rules } = of
  const others = groups.filter((group) => !isTruthGroup(group))
  const facts = factsOf(others)
  const evidence = [...providerEvidence(others), ...paperEvidence(papers), ...checkEvidence(checks)]
  const claims = assessClaims(claimsOf(facts, stated), evidence, rules, fenOf(facts.monthlyIncome))
  const discrepancy = discrepancyOf(claims, rules)
  const idCard = cardSignsOf(of)
  const input = inputOf(of, facts, idCard)
  const signs = forgerySigns(input)
  const values = truthFactValues(claims, rules, discrepancy, input, signs)
  const isSimulated = evidence.some((one) => one.isSimulated)
  const group = factGroup({ source: TRUTH_SOURCE, at: of.at, isVerified: true, isSimulated }, values)
  return { claims, discrepancy, signs, idCard, group: withIncomeCheck(group, claims) }
}

/**
 * The facts of the truth for an application that came in a batch, where only its own facts are at hand; null when no
 * provider has said anything about what was stated.
 */
export function truthOfBatch(
  groups: readonly FactGroup[],
  of: { readonly purpose: string } & Pick<TruthSources, 'rules' | 'on' | 'at'>,
): FactGroup | null {
  if (!providerEvidence(groups).some(({ kind }) => kind !== 'bureau')) return null
  const stated = { employer: null, otherDebtFen: null, purpose: of.purpose, addressMasked: null }
  const nobody = { papers: [], checks: [], bornOn: null, provinceCode: null }
  return truthOf({ groups, stated, ...nobody, rules: of.rules, on: of.on, at: of.at }).group
}

export function isTruthGroup({ source }: FactGroup): boolean {
  return source.en === TRUTH_SOURCE.en
}

/** Income that was verified by whatever evidence is verified income to the policy. */
function withIncomeCheck(group: FactGroup, claims: readonly Assessed[]): FactGroup {
  const isVerified = claims.some(({ field, standing }) => field === 'income' && standing === 'verified')
  return isVerified ? { ...group, values: { ...group.values, incomeCheck: 'verified' } } : group
}

const SELF = 'applicant'
const ANOTHER = 'another'

function inputOf(
  { papers, stated }: TruthSources,
  facts: ReturnType<typeof factsOf>,
  idCard: Truth['idCard'],
): TruthInput {
  const yes = (id: string) => (typeof facts[id] === 'boolean' ? (facts[id] as boolean) : null)
  return {
    idCard,
    papers: papers.map(({ kind, software, created_said, changed_said, others, reading }) => ({
      kind,
      software,
      createdAt: created_said,
      changedAt: changed_said,
      others,
      ownerName: reading === null ? null : reading.is_owner ? SELF : ANOTHER,
      employer: reading?.shows.employer ?? null,
    })),
    name: SELF,
    ownsPhone: yes('phoneOwned'),
    ownsCard: yes('cardOwned'),
    employer: stated.employer,
    isPaidByEmployer: yes('employerConfirmed'),
  }
}

/** What the newest identity card says, by the person who read it or else by who handed it in. */
function cardSignsOf({ papers, bornOn, provinceCode, on }: TruthSources): Truth['idCard'] {
  const card = papers.findLast(({ kind }) => kind === 'idCard')
  const issuedOn = card?.reading?.shows.issuedOn ?? card?.issued_on ?? null
  const validUntil = card?.reading?.shows.validUntil ?? card?.valid_until ?? null
  if (issuedOn === null || bornOn === null || !isDay(issuedOn)) return null
  const until = validUntil !== null && isDay(validUntil) ? validUntil : null
  const code = provinceCode ?? ''
  return idCardSigns({ bornOn, provinceCode: code, issuedOn, validUntil: until }, PROVINCES.has(code), on)
}

/** What a customer stated beside the facts of an application. */
export function statedBy({ profile, addressMasked }: Customer, purpose: string): Stated {
  const employer = profile.employer?.value
  const debts = profile.otherDebtMonthlyFen?.value
  return {
    employer: typeof employer === 'string' ? employer : null,
    otherDebtFen: typeof debts === 'string' && /^\d+$/u.test(debts) ? BigInt(debts) : null,
    purpose,
    addressMasked,
  }
}
