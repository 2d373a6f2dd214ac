import { CONTACT_CHECKS, type ContactCheck, type ContactRefusal, type ContactStage } from './checks.ts'
import type { ContactRequest, ContactSituation } from './request.ts'
import type { ContactRules } from './rules.ts'

export interface ContactVerdict {
  readonly isAllowed: boolean
  /** The first check that refused: the one under which the person is counted. */
  readonly refusal: ContactRefusal | null
  readonly stage: ContactStage | null
  /** All that refused, in order. */
  readonly all: readonly ContactRefusal[]
}

/**
 * Whether one message may go to one person now. Keyed by what the message is for, never by the channel alone.
 *
 * @param checks all of them; a test leaves one out to show that each is needed
 * @source CN-CONS-005, CN-ORIG-007, CN-ORIG-008, CN-PRIV-001, CN-ALGO-001; SPEC G1–G6
 * @example mayContact(request, situation, CAREFUL_RULES).refusal // 'contact.quiet_hours'
 */
export function mayContact(
  request: ContactRequest,
  situation: ContactSituation,
  rules: ContactRules,
  checks: readonly ContactCheck[] = CONTACT_CHECKS,
): ContactVerdict {
  const refusing = checks.filter(
    ({ isForOffersOnly, refuses }) =>
      (!isForOffersOnly || request.kind === 'credit-offer') && refuses(request, situation, rules),
  )
  const [first] = refusing
  return {
    isAllowed: first === undefined,
    refusal: first?.refusal ?? null,
    stage: first?.stage ?? null,
    all: refusing.map(({ refusal }) => refusal),
  }
}
