import type { RefusalCode } from '@puhui/api'
import type { Refusal, Result } from '@puhui/kernel'

/** A refusal with its facts; bigint and days among the facts are fine. */
export type RefusalFacts = Refusal<RefusalCode> & Readonly<Record<string, unknown>>

/** One problem of an input, for refusals that list several. */
export interface RefusalProblem {
  /** JSON pointer into the body: `/items/0/amountFen`. */
  readonly pointer: string
  readonly code: RefusalCode
  readonly facts?: Readonly<Record<string, unknown>>
}

/**
 * The business says no: thrown once at the seam of a service, turned into status and text by `http/problem.ts`.
 * The transaction around it rolls back.
 *
 * @example throw new RefusalError({ code: 'loans.not_found' })
 */
export class RefusalError extends Error {
  readonly refusal: RefusalFacts
  readonly problems: readonly RefusalProblem[]

  constructor(refusal: RefusalFacts, problems: readonly RefusalProblem[] = []) {
    super(refusal.code)
    this.refusal = refusal
    this.problems = problems
  }
}

/** Takes the value of a result, or throws its refusal. */
export function orThrow<T, E extends Refusal<RefusalCode>>(result: Result<T, E>): T {
  if (result.ok) return result.value
  throw new RefusalError(result.error as E & RefusalFacts)
}
