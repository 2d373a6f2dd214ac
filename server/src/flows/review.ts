import { minFen } from '@puhui/money'
import type { PaperKind } from '@puhui/policy'
import {
  type Application,
  applicationById,
  COMMAND_OF,
  closeOpinion,
  insertOpinion,
  insertReview,
  type OpinionNeed,
  readOpenOpinion,
  readReviews,
  takeStep,
} from '../modules/applications/index.ts'
import { readDecisionsOf } from '../modules/decisions/index.ts'
import { dearestGrade, versionById } from '../modules/products/index.ts'
import { lawOn } from '../modules/regulations/index.ts'
import { underwritingParameters } from '../modules/underwriting/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { requireWithinLegalLimit } from './lending-limit.ts'
import { offeredFen } from './offer.ts'
import { ownHistories } from './own-history.ts'
import { tellPapersAsked } from './papers-asked.ts'

export interface Review {
  readonly verdict: 'approve' | 'decline' | 'moreData'
  readonly approvedFen?: bigint | undefined
  /** For `moreData`: what the borrower is asked for; none: whatever would settle what is open. */
  readonly papers?: readonly PaperKind[] | undefined
  readonly reason: string
}

export interface Reviewed {
  /** The state that the application is in now. */
  readonly status: Application['status']
  /** Why a second person has to confirm; empty when the review stands. */
  readonly awaits: readonly OpinionNeed[]
}

/**
 * A person decides what the policy left to a person. An approval that is large, against what the policy said, above its
 * limit, or large for somebody without a bureau file waits for a second person.
 *
 * @refuses applications.not_found, applications.reviewer_created_it (APP-10), applications.not_in_review,
 *   applications.opinion_waits, applications.amount_above_limit, compliance.limit_exceeded, checked in this order
 */
export async function reviewApplication(ctx: WriteContext, id: string, review: Review): Promise<Reviewed> {
  const application = await applicationById(ctx, id)
  if (application.createdBy === ctx.actor.id) throw new RefusalError({ code: 'applications.reviewer_created_it' })
  if (application.status !== 'referred') throw new RefusalError({ code: 'applications.not_in_review' })
  if (await readOpenOpinion(ctx.db, id)) throw new RefusalError({ code: 'applications.opinion_waits' })
  if (review.verdict !== 'approve') return { status: await settle(ctx, application, review, null), awaits: [] }
  const offer = await approvedOffer(ctx, application, review.approvedFen)
  if (offer.needs.length === 0) return { status: await settle(ctx, application, review, offer.set), awaits: [] }
  await propose(ctx, application, review, offer)
  return { status: application.status, awaits: offer.needs }
}

type OfferSet = Awaited<ReturnType<typeof approvedOffer>>['set']

async function settle(
  ctx: WriteContext,
  application: Application,
  review: Review,
  set: OfferSet | null,
): Promise<Application['status']> {
  const { id } = application
  const now = ctx.clock.now()
  const approvedFen = set?.approved_fen ?? null
  const papers = review.verdict === 'moreData' ? (review.papers ?? []) : []
  await insertReview(ctx, { applicationId: id, verdict: review.verdict, reason: review.reason, approvedFen, papers })
  const status = await takeStep(ctx, application, COMMAND_OF[review.verdict], {
    ...set,
    outcome: review.verdict,
    steps: [...application.steps, { step: 'reviewed', at: now }],
    decided_at: now,
  })
  await record(ctx, {
    action: 'applications.reviewed',
    objectKind: 'application',
    objectId: id,
    customerId: application.customerId,
    reason: review.reason,
    before: { status: application.status },
    after: { status, verdict: review.verdict, approvedFen, ...(papers.length > 0 ? { papers } : {}) },
  })
  if (status === 'moreData') await tellPapersAsked(ctx, application, papers)
  return status
}

async function propose(
  ctx: WriteContext,
  { id, customerId }: Application,
  { reason }: Review,
  { set, needs }: Awaited<ReturnType<typeof approvedOffer>>,
): Promise<void> {
  const proposed = await insertOpinion(ctx, { applicationId: id, approvedFen: set.approved_fen, reason, needs })
  if (proposed === null) throw new RefusalError({ code: 'applications.opinion_waits' })
  await record(ctx, {
    action: 'applications.review_proposed',
    objectKind: 'application',
    objectId: id,
    customerId,
    reason,
    after: { opinionId: proposed, approvedFen: set.approved_fen, needs },
  })
}

/**
 * A second person confirms what the first proposed, or sends it back to the desk.
 *
 * @refuses applications.not_found, applications.no_opinion_waits, approvals.maker_cannot_check,
 *   applications.reviewer_created_it, applications.not_in_review, compliance.limit_exceeded
 */
export async function decideOpinion(
  ctx: WriteContext,
  id: string,
  { verdict, note }: { readonly verdict: 'confirmed' | 'rejected'; readonly note: string },
): Promise<Application['status']> {
  const application = await applicationById(ctx, id)
  const opinion = await readOpenOpinion(ctx.db, id)
  if (!opinion) throw new RefusalError({ code: 'applications.no_opinion_waits' })
  if (opinion.proposed_by === ctx.actor.id) throw new RefusalError({ code: 'approvals.maker_cannot_check' })
  if (application.createdBy === ctx.actor.id) throw new RefusalError({ code: 'applications.reviewer_created_it' })
  if (application.status !== 'referred') throw new RefusalError({ code: 'applications.not_in_review' })
  if (!(await closeOpinion(ctx, opinion.id, verdict, note)))
    throw new RefusalError({ code: 'applications.no_opinion_waits' })
  await record(ctx, {
    action: verdict === 'confirmed' ? 'applications.review_confirmed' : 'applications.review_sent_back',
    objectKind: 'application',
    objectId: id,
    customerId: application.customerId,
    reason: note === '' ? null : note,
    after: { opinionId: opinion.id, approvedFen: opinion.approved_fen, needs: opinion.needs },
  })
  if (verdict === 'rejected') return application.status
  const { set } = await approvedOffer(ctx, application, opinion.approved_fen)
  return settle(ctx, application, { verdict: 'approve', reason: opinion.reason }, set)
}

/**
 * The amount and the price of an approval by hand, and why one person is not enough for it. The product's range and the
 * law hold for everybody; the policy's limit may be passed by two.
 */
async function approvedOffer(ctx: WriteContext, application: Application, wantedFen: bigint | undefined) {
  const { terms } = await versionById(ctx, application.productVersionId)
  const [decision] = await readDecisionsOf(ctx.db, application.id)
  const limitFen = minFen(decision?.limit_fen ?? terms.amountFen.max, terms.amountFen.max)
  const asked = wantedFen ?? minFen(application.requestedFen, limitFen)
  const amount = offeredFen(terms.amountFen, asked)
  if (asked > terms.amountFen.max || asked > application.requestedFen || amount === null)
    throw new RefusalError({ code: 'applications.amount_above_limit', limit: limitFen })
  const law = await lawOn(ctx, await businessDate(ctx.db))
  const history = (await ownHistories(ctx, [application.customerId]))(application.customerId)
  requireWithinLegalLimit(law, history, amount)
  const grade = terms.prices.some((price) => price.grade === application.grade)
    ? application.grade!
    : dearestGrade(terms)
  const annualRatePpm = terms.prices.find((price) => price.grade === grade)!.annualRatePpm
  const { values } = await underwritingParameters(ctx)
  const isThinFile = decision?.reasons.some(({ code }) => code === 'THIN_FILE') ?? false
  const needs: OpinionNeed[] = [
    ...(amount > BigInt(values.fourEyesAboveFen) ? (['large'] as const) : []),
    ...(decision?.outcome === 'decline' ? (['againstPolicy'] as const) : []),
    ...(asked > limitFen ? (['aboveLimit'] as const) : []),
    ...(isThinFile && amount > BigInt(values.firstLoanFenMax) ? (['thinFile'] as const) : []),
  ]
  return { needs, set: { grade, approved_fen: amount, annual_rate_ppm: annualRatePpm } }
}

/** A borrower whose application was declined by the policy may have a person look at it, once (个人信息保护法 art. 24). */
export async function askReview(ctx: WriteContext, application: Application, note: string): Promise<void> {
  const reviews = await readReviews(ctx.db, application.id)
  if (reviews.length > 0) throw new RefusalError({ code: 'applications.illegal_step', status: application.status })
  await takeStep(ctx, application, 'askReview', {
    steps: [...application.steps, { step: 'reviewAsked', at: ctx.clock.now() }],
  })
  await record(ctx, {
    action: 'applications.review_asked',
    objectKind: 'application',
    objectId: application.id,
    customerId: application.customerId,
    reason: note === '' ? null : note,
    before: { status: application.status },
    after: { status: 'referred' },
  })
}

/** The borrower takes an application back, until it is signed. */
export async function withdrawApplication(ctx: WriteContext, application: Application): Promise<void> {
  if (application.status === 'withdrawn') return
  await takeStep(ctx, application, 'withdraw')
  await record(ctx, {
    action: 'applications.withdrawn',
    objectKind: 'application',
    objectId: application.id,
    customerId: application.customerId,
    before: { status: application.status },
    after: { status: 'withdrawn' },
  })
}
