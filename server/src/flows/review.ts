import { minFen } from '@puhui/money'
import {
  type Application,
  applicationById,
  COMMAND_OF,
  insertReview,
  readReviews,
  takeStep,
} from '../modules/applications/index.ts'
import { readDecisionsOf } from '../modules/decisions/index.ts'
import { dearestGrade, versionById } from '../modules/products/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import { requireWithinLegalLimit } from './lending-limit.ts'
import { offeredFen } from './offer.ts'
import { ownHistories } from './own-history.ts'

export interface Review {
  readonly verdict: 'approve' | 'decline' | 'moreData'
  readonly approvedFen?: bigint | undefined
  readonly reason: string
}

/**
 * A person decides what the policy left to a person.
 *
 * @refuses applications.not_found, applications.reviewer_created_it (APP-10), applications.not_in_review,
 *   applications.amount_above_limit, compliance.limit_exceeded, checked in this order
 * @returns the state that the application is in now
 */
export async function reviewApplication(ctx: WriteContext, id: string, review: Review): Promise<Application['status']> {
  const application = await applicationById(ctx, id)
  if (application.createdBy === ctx.actor.id) throw new RefusalError({ code: 'applications.reviewer_created_it' })
  if (application.status !== 'referred') throw new RefusalError({ code: 'applications.not_in_review' })
  const offer = review.verdict === 'approve' ? await approvedOffer(ctx, application, review.approvedFen) : null
  const now = ctx.clock.now()
  const approvedFen = offer?.approved_fen ?? null
  await insertReview(ctx, { applicationId: id, verdict: review.verdict, reason: review.reason, approvedFen })
  const status = await takeStep(ctx, application, COMMAND_OF[review.verdict], {
    ...offer,
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
    after: { status, verdict: review.verdict, approvedFen },
  })
  return status
}

/** The amount and the price of an approval by hand: within the policy's limit, the product's range and the law. */
async function approvedOffer(ctx: WriteContext, application: Application, wantedFen: bigint | undefined) {
  const { terms } = await versionById(ctx, application.productVersionId)
  const [decision] = await readDecisionsOf(ctx.db, application.id)
  const limitFen = minFen(decision?.limit_fen ?? terms.amountFen.max, terms.amountFen.max)
  const asked = wantedFen ?? minFen(application.requestedFen, limitFen)
  const amount = offeredFen(terms.amountFen, asked)
  if (asked > limitFen || amount === null)
    throw new RefusalError({ code: 'applications.amount_above_limit', limit: limitFen })
  const { kind } = await lenderProfile(ctx)
  const history = (await ownHistories(ctx, [application.customerId]))(application.customerId)
  requireWithinLegalLimit(kind, await businessDate(ctx.db), history, amount)
  const grade = terms.prices.some((price) => price.grade === application.grade)
    ? application.grade!
    : dearestGrade(terms)
  const annualRatePpm = terms.prices.find((price) => price.grade === grade)!.annualRatePpm
  return { grade, approved_fen: amount, annual_rate_ppm: annualRatePpm }
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
