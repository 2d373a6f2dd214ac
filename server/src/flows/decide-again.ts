import { minFen } from '@puhui/money'
import {
  type Application,
  applicationById,
  COMMAND_OF,
  factsOf,
  moveApplication,
  type Outcome,
  readOpenOpinion,
  takeStep,
} from '../modules/applications/index.ts'
import { customerById } from '../modules/customers/index.ts'
import { makeDecision } from '../modules/decisions/index.ts'
import { chosenFor, contestOn } from '../modules/policies/index.ts'
import { versionById } from '../modules/products/index.ts'
import { lawOn } from '../modules/regulations/index.ts'
import {
  insertCheckRow,
  isTruthGroup,
  lookInto,
  type NewCheck,
  underwritingParameters,
} from '../modules/underwriting/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { requireWithinLegalLimit } from './lending-limit.ts'
import { type Offer, offerOf, withinBurden } from './offer.ts'
import { ownHistories } from './own-history.ts'

/**
 * Writes down what a call or a visit found about one claim. It decides nothing by itself.
 *
 * @refuses applications.not_found, applications.reviewer_created_it, applications.not_in_review,
 *   underwriting.check_says_nothing
 */
export async function recordCheck(ctx: WriteContext, applicationId: string, check: NewCheck): Promise<string> {
  const application = await inReview(ctx, applicationId)
  const { field, kind, foundFen, foundText, says, note } = check
  if (foundFen === undefined && foundText === undefined && says === undefined)
    throw new RefusalError({ code: 'underwriting.check_says_nothing' })
  const id = ctx.ids.next('chk')
  const found = { found_fen: foundFen ?? null, found_text: foundText ?? null, says: says ?? null }
  const by = { checked_by: ctx.actor.id, checked_at: ctx.clock.now() }
  await insertCheckRow(ctx, { id, application_id: applicationId, field, kind, note, ...found, ...by })
  await record(ctx, {
    action: 'underwriting.claim_checked',
    objectKind: 'application',
    objectId: applicationId,
    customerId: application.customerId,
    reason: note,
    after: { checkId: id, field, kind, says },
  })
  return id
}

export interface DecidedAgain {
  readonly decisionId: string
  readonly outcome: Outcome
  readonly status: Application['status']
}

/**
 * Lets the policy decide again on what is known now. An approval above what one person may give stays on the desk, for
 * the review of two.
 *
 * @refuses applications.not_found, applications.reviewer_created_it, applications.not_in_review,
 *   applications.opinion_waits, compliance.limit_exceeded
 */
export async function decideAgain(ctx: WriteContext, id: string, reason: string): Promise<DecidedAgain> {
  const application = await inReview(ctx, id)
  if (await readOpenOpinion(ctx.db, id)) throw new RefusalError({ code: 'applications.opinion_waits' })
  const { customerId } = application
  const { made, offer, groups } = await decideOnKnown(ctx, application)
  const status = await settle(ctx, application, offer, { decisionId: made.id, groups })
  await record(ctx, {
    action: 'underwriting.decided_again',
    objectKind: 'application',
    objectId: id,
    customerId,
    reason,
    before: { status: application.status, decisionId: application.decisionId },
    after: {
      status,
      decisionId: made.id,
      outcome: offer.outcome,
      reasons: made.verdict.decision.reasons.map(({ code }) => code),
    },
  })
  return { decisionId: made.id, outcome: offer.outcome, status }
}

/**
 * Makes a decision on the facts an application has and on what papers, calls and visits have found since; nobody outside
 * is asked. What it offers is within the law.
 *
 * @refuses compliance.limit_exceeded
 */
export async function decideOnKnown(ctx: WriteContext, application: Application) {
  const { id, customerId, requestedFen, purpose } = application
  const customer = await customerById(ctx, customerId)
  const version = await versionById(ctx, application.productVersionId)
  const on = await businessDate(ctx.db)
  const known = (application.facts ?? []).filter((group) => !isTruthGroup(group))
  const { group } = await lookInto(ctx, { applicationId: id, customer, purpose, groups: known, on })
  const groups = [...known, group]
  const { policy, shadows } = chosenFor(await contestOn(ctx, on), customerId)
  const made = await makeDecision(ctx, policy, { applicationId: id, customerId, facts: factsOf(groups), shadows })
  const history = (await ownHistories(ctx, [customerId]))(customerId)
  const law = await lawOn(ctx, on)
  const offered = offerOf(made.verdict, version, requestedFen, history.outstandingFen)
  const offer = withinBurden(offered, law, factsOf(groups))
  if (offer.outcome === 'approve') {
    requireWithinLegalLimit(law, history, minFen(offer.set.approved_fen!, requestedFen))
  }
  return { made, offer, groups }
}

async function settle(
  ctx: WriteContext,
  application: Application,
  offer: Offer,
  { decisionId, groups }: { readonly decisionId: string; readonly groups: NonNullable<Application['facts']> },
): Promise<Application['status']> {
  const { values } = await underwritingParameters(ctx)
  const now = ctx.clock.now()
  const steps = [...application.steps, { step: 'decidedAgain', at: now }]
  const set = { ...offer.set, decision_id: decisionId, facts: groups, steps, decided_at: now }
  const isLarge = offer.outcome === 'approve' && offer.set.approved_fen! > BigInt(values.fourEyesAboveFen)
  if (offer.outcome !== 'refer' && !isLarge) return takeStep(ctx, application, COMMAND_OF[offer.outcome], set)
  const kept = { ...set, outcome: 'refer' as const, approved_fen: null, annual_rate_ppm: null }
  await moveApplication(ctx, application.id, { ...kept, from: 'referred', to: 'referred' })
  return 'referred'
}

async function inReview(ctx: WriteContext, id: string): Promise<Application> {
  const application = await applicationById(ctx, id)
  if (application.createdBy === ctx.actor.id) throw new RefusalError({ code: 'applications.reviewer_created_it' })
  if (application.status !== 'referred') throw new RefusalError({ code: 'applications.not_in_review' })
  return application
}
