import { applicationsApi, customersApi, productsApi, systemApi } from '@puhui/api'
import { decideOpinion, reviewApplication } from '../flows/review.ts'
import { write } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite, type StepsContext } from '../platform/http/mount.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { applicationFile } from '../views/application-file.ts'
import { applicationList } from '../views/application-list.ts'
import { customerFile } from '../views/customer-file.ts'
import { customerList } from '../views/customer-list.ts'
import { customerTimeline } from '../views/customer-timeline.ts'
import { gettingStarted } from '../views/getting-started.ts'
import { marginEffectShown } from '../views/margin-effect.ts'
import { productFile, productList } from '../views/product-list.ts'
import { productPerformance } from '../views/product-performance.ts'
import { reviewQueue } from '../views/review-queue.ts'
import { searchAll } from '../views/search.ts'
import { writeOnce } from './once.ts'

/** Lists, files and search of origination for staff, and the review of what was referred to a person. */
export function staffOrigination(app: App): void {
  mountRead(app, productsApi.listProducts, (ctx, { query }) => productList(ctx, query))
  mountRead(app, productsApi.showMarginEffect, (ctx, { query }) => marginEffectShown(ctx, query))
  mountRead(app, productsApi.productPerformance, (ctx, { params, query }) =>
    productPerformance(ctx, params.productId, query),
  )
  mountRead(app, productsApi.getProduct, (ctx, { params }) => productFile(ctx, params.productId))
  mountRead(app, customersApi.listCustomers, (ctx, { query }) => customerList(ctx, query))
  mountRead(app, customersApi.getCustomer, (ctx, { params }) => customerFile(ctx, params.customerId))
  mountRead(app, customersApi.customerTimeline, (ctx, { params, query }) =>
    customerTimeline(ctx, params.customerId, query),
  )
  mountRead(app, applicationsApi.listApplications, (ctx, { query }) => applicationList(ctx, query))
  mountRead(app, applicationsApi.getApplication, (ctx, { params }) => applicationFile(ctx, params.applicationId))
  mountRead(app, systemApi.searchAll, (ctx, { query }) => searchAll(ctx, query.q))
  mountRead(app, systemApi.gettingStarted, (ctx) => gettingStarted(ctx))
  mountRead(app, applicationsApi.reviewQueue, (ctx, { query }) => reviewQueue(ctx, query))
  mountWrite(app, applicationsApi.confirmReview, async (ctx, { params, body }) => ({
    status: await decideOpinion(ctx, params.applicationId, body),
  }))
  mountSteps(app, applicationsApi.reviewApplication, async (ctx, input) => {
    const { params, body } = input
    const approvedFen = body.approvedFen === undefined ? undefined : BigInt(body.approvedFen)
    const work = writeOnce(ctx, applicationsApi.reviewApplication, input, async (open) => {
      const { status, awaits } = await reviewApplication(open, params.applicationId, { ...body, approvedFen })
      return { status, awaits: [...awaits] }
    })
    return work.catch((error: unknown) => keepRefusal(ctx, params.applicationId, error)) as never
  })
}

/** An attempt to decide on one's own work is refused and stays in the journal (APP-10). */
async function keepRefusal(ctx: StepsContext, applicationId: string, error: unknown): Promise<never> {
  if (error instanceof RefusalError && error.refusal.code === 'applications.reviewer_created_it') {
    const { actor, requestId, locale } = ctx
    await write(ctx.platform, { actor, requestId, locale }, (open) =>
      record(open, {
        action: 'applications.review_refused',
        objectKind: 'application',
        objectId: applicationId,
        reason: error.refusal.code,
      }),
    )
  }
  throw error
}
