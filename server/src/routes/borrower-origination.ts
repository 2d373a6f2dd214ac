import { borrowerApi } from '@puhui/api'
import { payeeOf, sceneOf } from '@puhui/product'
import type { IdentityPort } from '../adapters/identity/port.ts'
import { prepareApplication, submitAndDecide } from '../flows/apply.ts'
import { type DataPorts, fetchData } from '../flows/fetch-data.ts'
import { paidTo, requireLawfulPurpose } from '../flows/lawful-use.ts'
import { askReview, withdrawApplication } from '../flows/review.ts'
import { withdrawPurpose } from '../flows/withdraw-purpose.ts'
import {
  checkFaceInput,
  checkIdentityInput,
  claimIdentity,
  grantConsent,
  keepWish,
  nameOf,
  recordFace,
  recordIdentity,
  recordIncome,
  residentIdOf,
} from '../modules/customers/index.ts'
import { lawfulQuote, offeredVersion } from '../modules/products/index.ts'
import { businessDate } from '../platform/clock.ts'
import { type ReadContext, type WriteContext, write } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite, type StepsContext } from '../platform/http/mount.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import { borrowerJourney, ownApplication } from '../views/borrower-journey.ts'
import { isAnswered, writeOnce } from './once.ts'

/** The providers that the borrower's steps ask. */
export interface OriginationPorts extends DataPorts {
  readonly identity: IdentityPort
}

/**
 * The borrower's side from the wish to the decision: wish, identity, face, income, consents, application, withdrawal,
 * review. Every step answers the journey, so that the screen always knows what comes next.
 */
export function borrowerOrigination(app: App, ports: OriginationPorts): void {
  mountRead(app, borrowerApi.getJourney, (ctx) => journey(ctx))
  mountWrite(app, borrowerApi.saveWish, async (ctx, { body }) => {
    const on = await businessDate(ctx.db)
    const wish = { ...body, principalFen: BigInt(body.principalFen) }
    const version = await offeredVersion(ctx, body.productCode, on)
    await lawfulQuote(ctx, version, { ...wish, disbursedOn: on })
    requireLawfulPurpose((await lenderProfile(ctx)).kind, on, wish)
    // Whom to pay may be chosen later; what is chosen must fit.
    if (wish.merchantId !== undefined || payeeOf(version.terms, sceneOf(wish.purpose)) === null) {
      await paidTo(ctx, version.terms, wish)
    }
    await keepWish(ctx, ctx.actor.id, wish)
    return journey(ctx)
  })
  mountSteps(app, borrowerApi.submitIdentity, async (ctx, { body }) => {
    const { name, residentId } = await checkIdentityInput(ctx, ctx.actor.id, body).catch((error: unknown) =>
      claimed(ctx, body.residentId, error),
    )
    const answer = await ports.identity.checkDocument({ name, residentId })
    return written(ctx, (open) => recordIdentity(open, ctx.actor.id, body, answer))
  })
  mountSteps(app, borrowerApi.checkFace, async (ctx) => {
    await checkFaceInput(ctx, ctx.actor.id)
    const answer = await ports.identity.checkFace(await personOf(ctx))
    return written(ctx, (open) => recordFace(open, ctx.actor.id, answer))
  })
  mountWrite(app, borrowerApi.submitIncome, async (ctx, { body }) => {
    const [incomeMonthlyFen, otherDebtMonthlyFen] = [BigInt(body.incomeMonthlyFen), BigInt(body.otherDebtMonthlyFen)]
    await recordIncome(ctx, ctx.actor.id, { ...body, incomeMonthlyFen, otherDebtMonthlyFen })
    return journey(ctx)
  })
  mountWrite(app, borrowerApi.grantConsent, async (ctx, { body }) => {
    await grantConsent(ctx, ctx.actor.id, { ...body, channel: 'h5' })
    return journey(ctx)
  })
  mountWrite(app, borrowerApi.withdrawConsent, async (ctx, { body }) => {
    await withdrawPurpose(ctx, ctx.actor.id, body.purpose)
    return journey(ctx)
  })
  mountSteps(app, borrowerApi.submitApplication, async (ctx, input) => {
    if (await isAnswered(ctx, borrowerApi.submitApplication))
      return writeOnce(ctx, borrowerApi.submitApplication, input, journey)
    const device = input.body.deviceId ?? null
    const prepared = await prepareApplication(ctx, ctx.actor.id, device)
    const fetched = await fetchData(ctx, ports, prepared, device)
    return writeOnce(ctx, borrowerApi.submitApplication, input, async (open) => {
      await submitAndDecide(open, await prepareApplication(open, ctx.actor.id, device), fetched)
      return journey(open)
    })
  })
  mountWrite(app, borrowerApi.withdrawApplication, async (ctx, { params }) => {
    await withdrawApplication(ctx, await ownApplication(ctx, ctx.actor.id, params.applicationId))
    return journey(ctx)
  })
  mountWrite(app, borrowerApi.askReview, async (ctx, { params, body }) => {
    await askReview(ctx, await ownApplication(ctx, ctx.actor.id, params.applicationId), body.note)
    return journey(ctx)
  })
}

function journey(ctx: ReadContext) {
  return borrowerJourney(ctx, ctx.actor.id)
}

/** An identity that another record holds is refused, and kept as a sign that the two may be one person. */
async function claimed(ctx: StepsContext, residentId: string, error: unknown): Promise<never> {
  const { actor, requestId, locale } = ctx
  if (error instanceof RefusalError && error.refusal.code === 'customers.identity_taken')
    await write(ctx.platform, { actor, requestId, locale }, (open) => claimIdentity(open, actor.id, residentId))
  throw error
}

async function written(ctx: StepsContext, work: (open: WriteContext) => Promise<void>) {
  const caller = { actor: ctx.actor, requestId: ctx.requestId, locale: ctx.locale }
  return write(ctx.platform, caller, async (open) => {
    await work(open)
    return journey(open)
  })
}

async function personOf(ctx: ReadContext) {
  const [name, residentId] = [await nameOf(ctx, ctx.actor.id), await residentIdOf(ctx, ctx.actor.id)]
  return { name: name ?? '', residentId: residentId ?? '' }
}
