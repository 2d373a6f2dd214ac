import { assert } from '@puhui/kernel'
import { type Fen, mulDiv, PPM } from '@puhui/money'

/** What an applicant says of themselves and somebody can look into. */
export const CLAIM_FIELDS = ['income', 'employer', 'assets', 'debts', 'address', 'purpose'] as const
export type ClaimField = (typeof CLAIM_FIELDS)[number]

/** Where evidence comes from. The last three are a person of the lender who looked. */
export const EVIDENCE_KINDS = ['identity', 'bureau', 'income', 'device', 'paper', 'phone', 'visit'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** Money in fen; words as they were given; `null`: not said. */
export type ClaimValue = Fen | string | null

export interface Claim {
  readonly field: ClaimField
  readonly value: ClaimValue
}

/** One thing that somebody found about one claim: a value of its own, or only whether the claim holds. */
export interface Evidence {
  readonly field: ClaimField
  readonly kind: EvidenceKind
  readonly value: ClaimValue
  readonly says: 'confirms' | 'contradicts' | null
  /** ISO instant; instants sort as text. */
  readonly at: string
}

export interface ClaimRule {
  readonly field: ClaimField
  /** How much a difference in this field weighs in the score, 0 to 100. */
  readonly weight: number
  /** How far a value may be off before it contradicts, in millionths. */
  readonly tolerancePpm: bigint
  /** Whether it must be verified before the machine may approve. */
  readonly isNeeded: boolean
}

export type Standing = 'verified' | 'unverified' | 'contradicted'

/** How one claim stands, and by what. */
export interface Assessed<E extends Evidence = Evidence> {
  readonly field: ClaimField
  readonly value: ClaimValue
  readonly standing: Standing
  /** How far off the deciding evidence is, in millionths; null when nothing was compared. */
  readonly gapPpm: bigint | null
  readonly deciding: E | null
  readonly evidence: readonly E[]
}

const BY_A_PERSON: readonly EvidenceKind[] = ['paper', 'phone', 'visit']

/**
 * Holds each claim against the evidence for it.
 *
 * Of evidence that a person of the lender gathered, the newest decides. Without any, the machine's evidence decides, and
 * of several answers the one that is furthest off. A claim without evidence stays unverified, never true.
 *
 * @param claims   one per field; fields without a claim are left out of the answer
 * @param rules    one per field that is claimed
 * @param incomeFen the stated monthly income, against which hidden debts are measured; null when not said
 * @source SPEC P70–P74; 商业银行互联网贷款管理暂行办法 art. 19 (cross-checking what the applicant states)
 * @example assessClaims([{ field: 'income', value: 1000000n }], [], defaultClaimRules, null)[0]!.standing // 'unverified'
 */
export function assessClaims<E extends Evidence>(
  claims: readonly Claim[],
  evidence: readonly E[],
  rules: readonly ClaimRule[],
  incomeFen: Fen | null,
): Assessed<E>[] {
  return claims.map(({ field, value }) => {
    const rule = rules.find((each) => each.field === field)
    assert(rule, 'every claim has a rule', { field })
    const found = evidence.filter((one) => one.field === field)
    const compared = found.flatMap((one) => {
      const gapPpm = gapOf({ field, value }, one, incomeFen)
      return gapPpm === null ? [] : [{ one, gapPpm }]
    })
    const decides = decidingOf(compared)
    if (decides === null) return { field, value, standing: 'unverified', gapPpm: null, deciding: null, evidence: found }
    const { one, gapPpm } = decides
    const standing = gapPpm > rule.tolerancePpm ? 'contradicted' : 'verified'
    return { field, value, standing, gapPpm, deciding: one, evidence: found }
  })
}

interface Compared<E> {
  readonly one: E
  readonly gapPpm: bigint
}

function decidingOf<E extends Evidence>(compared: readonly Compared<E>[]): Compared<E> | null {
  const byPerson = compared.filter(({ one }) => BY_A_PERSON.includes(one.kind))
  if (byPerson.length > 0) return byPerson.reduce((a, b) => (b.one.at >= a.one.at ? b : a))
  return compared.reduce<Compared<E> | null>((a, b) => (a === null || b.gapPpm > a.gapPpm ? b : a), null)
}

/**
 * How far evidence is from a claim, in millionths; null when the two cannot be compared.
 *
 * Income: by how much the claim is above what was found. Debts: by how much what was found is above the claim, as a share
 * of the stated income. Words: the same or not. Saying less income or more debt than there is deceives nobody.
 *
 * @source SPEC P71–P73
 * @example gapOf({ field: 'employer', value: '杭州一中' }, { field: 'employer', kind: 'paper', value: '杭州 一中', says: null, at: '' }, null) // 0n
 */
export function gapOf({ field, value }: Claim, found: Evidence, incomeFen: Fen | null): bigint | null {
  if (found.says !== null) return found.says === 'confirms' ? 0n : PPM
  if (value === null || found.value === null) return null
  if (typeof value === 'string' || typeof found.value === 'string')
    return isSameText(String(value), String(found.value)) ? 0n : PPM
  if (field === 'debts') return incomeFen === null || incomeFen <= 0n ? null : share(found.value - value, incomeFen)
  return found.value <= 0n ? PPM : share(value - found.value, found.value)
}

function share(over: Fen, of: Fen): bigint {
  return over <= 0n ? 0n : mulDiv(over, PPM, of, 'half-even')
}

/** The same words, or one within the other: full and short names of a firm, an address with and without its door. */
export function isSameText(a: string, b: string): boolean {
  const [one, other] = [plain(a), plain(b)]
  if (one === '' || other === '') return one === other
  return one.includes(other) || other.includes(one)
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.;:#·\-—、。()（）]/gu, '')
}
