import type { FactValue } from '@puhui/condition'
import type { Assessed, ClaimRule } from './claim.ts'
import type { Discrepancy } from './discrepancy.ts'
import type { ForgerySign, TruthInput } from './signs.ts'

/**
 * What a policy reads of an applicant's truth: how each claim stands, how many contradict, the discrepancy score, and
 * the signs of forgery. Where nobody looked, a fact is unknown and never false.
 *
 * @returns facts by their ids in the catalogue
 * @source SPEC P79
 */
export function truthFactValues(
  assessed: readonly Assessed[],
  rules: readonly ClaimRule[],
  { score }: Discrepancy,
  input: TruthInput,
  signs: readonly ForgerySign[],
): Readonly<Record<string, FactValue>> {
  const isNeeded = (field: string) => rules.some((rule) => rule.field === field && rule.isNeeded)
  const count = (test: (one: Assessed) => boolean) => assessed.filter(test).length
  const hasPapers = input.papers.length > 0
  const isRead = input.papers.some(({ ownerName }) => ownerName !== null)
  const seen = (isKnown: boolean, sign: ForgerySign) => (isKnown || signs.includes(sign) ? signs.includes(sign) : null)
  return {
    ...Object.fromEntries(assessed.map(({ field, standing }) => [`${field}Truth`, standing])),
    contradictedClaims: count(({ standing }) => standing === 'contradicted'),
    unverifiedClaims: count(({ standing }) => standing === 'unverified'),
    neededUnverified: count(({ field, standing }) => standing === 'unverified' && isNeeded(field)),
    discrepancyScore: score,
    idCardInconsistent: seen(input.idCard !== null, 'idCard'),
    paperShared: seen(hasPapers, 'sharedPaper'),
    paperEdited: seen(hasPapers, 'editedPaper'),
    paperOfAnother: seen(isRead, 'foreignPaper'),
    phoneOfAnother: seen(input.ownsPhone !== null, 'foreignPhone'),
    cardOfAnother: seen(input.ownsCard !== null, 'foreignCard'),
    employerMismatch: seen(input.isPaidByEmployer !== null, 'otherEmployer'),
    forgerySigns: signs.length,
  }
}
