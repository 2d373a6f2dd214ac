import { type OutputOf, productsApi } from '@puhui/api'
import { encodeTerms, payeeOf, sceneOf } from '@puhui/product'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext } from '../../platform/context.ts'
import type { App } from '../../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite } from '../../platform/http/mount.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { enterRates, publishedRates } from './benchmark.ts'
import { costCases } from './cost-check.ts'
import { type ProductVersion, PURPOSES, rateSpan, termsFrom } from './model.ts'
import { decideVersion, lawfulQuote, offeredVersion, retireProduct, saveDraft, submitVersion } from './service.ts'
import { quoteShown, summaryShown } from './shown.ts'
import { productsByAge, readOffered, readVersionRow } from './store.ts'
import { askWithdrawal, decideWithdrawal } from './withdraw.ts'

/** The market's side (no sign-in) and the product managers' side; lists and files are in views/. */
export function routes(app: App): void {
  mountRead(app, productsApi.offeredProducts, offered)
  mountSteps(app, productsApi.makeQuote, async (ctx, { body }) => {
    const on = await businessDate(ctx.db)
    const version = await offeredVersion(ctx, body.productCode, on)
    const wish = { ...body, principalFen: BigInt(body.principalFen), disbursedOn: on }
    return quoteShown(await lawfulQuote(ctx, version, wish), version, 'indicative')
  })
  mountWrite(app, productsApi.saveDraft, async (ctx, { body }) => versionShown(ctx, await saveDraft(ctx, body)))
  mountWrite(app, productsApi.submitVersion, async (ctx, { params, body }) => {
    await submitVersion(ctx, params.versionId, { ...body, effectiveOn: body.effectiveOn })
    return versionShown(ctx, params.versionId)
  })
  mountWrite(app, productsApi.decideVersion, async (ctx, { params, body }) => {
    await decideVersion(ctx, params.versionId, body)
    return versionShown(ctx, params.versionId)
  })
  mountWrite(app, productsApi.withdrawProductVersion, async (ctx, { params, body }) => {
    await askWithdrawal(ctx, params.versionId, body)
    return versionShown(ctx, params.versionId)
  })
  mountWrite(app, productsApi.decideWithdrawal, async (ctx, { params, body }) => {
    await decideWithdrawal(ctx, params.productId, body)
    return { done: true as const }
  })
  mountWrite(app, productsApi.retireProduct, async (ctx, { params, body }) => {
    await retireProduct(ctx, params.productId, body.reason)
    return { done: true as const }
  })
  mountRead(app, productsApi.listBenchmarkRates, async (ctx) => ({
    rates: (await publishedRates(ctx.db)).map((rate) => ({ ...rate, ratePpm: Number(rate.ratePpm) })),
  }))
  mountWrite(app, productsApi.enterBenchmarkRates, async (ctx, { body }) => ({ entered: await enterRates(ctx, body) }))
  mountSteps(app, productsApi.checkCost, async (ctx, { body }) => {
    const terms = termsFrom(body.terms)
    const cases = costCases(terms, await businessDate(ctx.db))
    return {
      capPpm: Number(terms.costCapPpm),
      isWithinCap: cases.every((one) => one.isWithinCap),
      cases: cases.map((one) => ({
        ...one,
        principalFen: String(one.principalFen),
        annualRatePpm: Number(one.annualRatePpm),
        annualCostSimplePpm: Number(one.annualCostSimplePpm),
      })),
    }
  })
}

async function offered(ctx: ReadContext): Promise<OutputOf<typeof productsApi.offeredProducts>> {
  const versions = await readOffered(ctx.db, await businessDate(ctx.db))
  // A pilot does not stand before what the lender has long offered.
  const codes = await productsByAge(ctx.db)
  const longest = versions.toSorted((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code))
  return { products: longest.map(offerShown) }
}

function offerShown({ code, version, name, kind, terms }: ProductVersion) {
  const { min, max } = rateSpan(terms)
  return {
    code,
    version,
    name,
    kind,
    summary: summaryShown(terms),
    amountMinFen: String(terms.amountFen.min),
    amountMaxFen: String(terms.amountFen.max),
    amountStepFen: String(terms.amountFen.step),
    termMonths: [...terms.termMonths],
    methods: [...terms.methods] as [(typeof terms.methods)[number]],
    purposes: PURPOSES[kind].filter((purpose) => payeeOf(terms, sceneOf(purpose)) !== null),
    scenes: [...(terms.scenes ?? [])],
    annualRateMinPpm: Number(min),
    annualRateMaxPpm: Number(max),
  }
}

async function versionShown(ctx: ReadContext, id: string): Promise<OutputOf<typeof productsApi.saveDraft>> {
  const row = await readVersionRow(ctx.db, id)
  if (!row) throw new RefusalError({ code: 'products.not_found' })
  const terms = termsFrom(row.terms)
  return {
    id,
    productId: row.product_id,
    version: row.version,
    status: row.status,
    terms: encodeTerms(terms) as Record<string, unknown>,
    termsHash: row.terms_hash,
    summary: summaryShown(terms),
    author: row.author_name,
    authorId: row.author_id,
    approver: row.approver_name,
    approvalId: row.approval_id,
    effectiveOn: row.effective_on,
    withdrawnFrom: row.withdrawn_from,
    withdrawnWhy: row.withdrawn_why,
    createdAt: row.created_at,
    loans: 0,
  }
}
