import { type Core, isEnded } from './core.ts'
import { raisePrincipal } from './draw.ts'
import type { Charged } from './event.ts'
import type { LoanTerms } from './terms.ts'

/**
 * A fee joins the principal: it raises the instalments to come, bears interest from its day as they do, and is earned over
 * the term.
 *
 * @source SPEC Y1
 */
export function capitalise(terms: LoanTerms, before: Core, event: Charged, epoch: number): Core {
  const { valueOn: on, amountFen } = event
  if (isEnded(before)) return before
  const deferred = [...before.deferred, { epoch, amountFen, givenUpFen: 0n }]
  const core = { ...before, deferred, capitalisedFen: before.capitalisedFen + amountFen }
  return raisePrincipal(terms, core, { on, epoch, amountFen, downPaymentFen: 0n, isFee: true })
}
