import type { Localized } from '@puhui/kernel'
import type { Decision } from './decision.ts'
import type { Policy } from './policy.ts'

export interface ToldReason {
  readonly code: string
  readonly text: Localized
  readonly help: Localized
}

/**
 * The principal reasons as the borrower reads them, with what would help.
 *
 * @source Personal Information Protection Law art. 24 (right to an explanation), CN-PRIV-003
 */
export function tellBorrower(policy: Policy, decision: Decision): ToldReason[] {
  return decision.reasons.map(({ code }) => {
    const { borrower, help } = policy.reasons.find((reason) => reason.code === code)!
    return { code, text: borrower, help }
  })
}

/** Every reason as staff read it, in the order of weight. */
export function tellStaff(policy: Policy, decision: Decision): { readonly code: string; readonly text: Localized }[] {
  return decision.allReasons.map(({ code }) => ({
    code,
    text: policy.reasons.find((reason) => reason.code === code)!.staff,
  }))
}
