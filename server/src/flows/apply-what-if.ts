import type { RulePack } from '@puhui/compliance'
import { encodeTerms, type ProductTerms } from '@puhui/product'
import {
  offeredVersion,
  type ProductVersion,
  readVersionsOf,
  saveDraft,
  submitVersion,
} from '../modules/products/index.ts'
import {
  addAction,
  insertMeasure,
  limitsOf,
  type Measure,
  packWith,
  pricerOn,
  productEffects,
  proposeParameters,
  rateWithin,
  readNumbersInForce,
  readParametersOf,
  regulationById,
  type Scenario,
  type WhatIfResult,
} from '../modules/regulations/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import { whatIfById } from './what-if-rule.ts'

export interface Applied {
  readonly versions: readonly { readonly productCode: string; readonly versionId: string; readonly version: number }[]
  readonly approvalId: string | null
}

export interface MeasuresWanted {
  readonly measures: readonly { readonly productCode: string; readonly kind: Measure }[]
  readonly proposesNumbers: boolean
  readonly note: string
}

/**
 * Carries out what a what-if proposes: versions of the products that keep to the numbers, handed in with the day of the
 * policy, and the numbers themselves. Both wait for a second person.
 *
 * @refuses regulations.what_if_not_found, regulations.what_if_unfinished, regulations.not_of_a_policy,
 *   regulations.effective_in_past, then product by product regulations.product_not_affected,
 *   regulations.measure_taken, regulations.measure_cures_nothing, products.changed_meanwhile
 */
export async function applyWhatIf(ctx: WriteContext, whatIfId: string, wanted: MeasuresWanted): Promise<Applied> {
  const row = await whatIfById(ctx, whatIfId)
  if (row.status !== 'done') throw new RefusalError({ code: 'regulations.what_if_unfinished' })
  if (row.regulation_id === null) throw new RefusalError({ code: 'regulations.not_of_a_policy' })
  const regulation = await regulationById(ctx, row.regulation_id)
  const effectiveOn = regulation.effective_on
  if (effectiveOn <= (await businessDate(ctx.db))) throw new RefusalError({ code: 'regulations.effective_in_past' })
  const scenario = { ...row.scenario, effectiveOn }
  const packs = await packsOf(ctx, scenario)
  const { products } = row.result as WhatIfResult
  const versions: { productCode: string; versionId: string; version: number }[] = []
  for (const { productCode, kind } of wanted.measures) {
    if (!products.some(({ code, refused }) => code === productCode && refused > 0)) {
      throw new RefusalError({ code: 'regulations.product_not_affected', product: productCode })
    }
    const versionId =
      kind === 'withdraw' ? null : await handIn(ctx, { productCode, kind, note: wanted.note }, scenario, packs)
    const measure = { what_if_id: whatIfId, regulation_id: regulation.id, product_code: productCode, kind }
    const isNew = await insertMeasure(ctx, { ...measure, version_id: versionId, effective_on: effectiveOn })
    if (!isNew) throw new RefusalError({ code: 'regulations.measure_taken', product: productCode })
    if (versionId) versions.push({ productCode, versionId, version: await numberOf(ctx, versionId, productCode) })
    else await withdrawBy(ctx, regulation.id, productCode, effectiveOn)
  }
  const approvalId = await proposeOnce(ctx, regulation.id, scenario, wanted.proposesNumbers)
  await record(ctx, {
    action: 'regulations.applied',
    objectKind: 'regulation',
    objectId: regulation.id,
    reason: wanted.note,
    after: { whatIfId, measures: wanted.measures, versions, approvalId, effectiveOn },
  })
  return { versions, approvalId }
}

interface Packs {
  readonly before: RulePack
  readonly pack: RulePack
}

async function packsOf(ctx: WriteContext, { numbers, effectiveOn }: Scenario): Promise<Packs> {
  const { kind } = await lenderProfile(ctx)
  const inForce = await readNumbersInForce(ctx.db, effectiveOn)
  return { before: packWith(kind, inForce), pack: packWith(kind, [...inForce, ...numbers]) }
}

interface One {
  readonly productCode: string
  readonly kind: Exclude<Measure, 'withdraw'>
  readonly note: string
}

async function handIn(ctx: WriteContext, of: One, scenario: Scenario, packs: Packs): Promise<string> {
  const { productCode: product, kind, note } = of
  const version = await offeredVersion(ctx, product, scenario.effectiveOn)
  const terms = termsWithin(version, kind, scenario, packs)
  const effect =
    terms &&
    productEffects(
      { versions: [{ ...version, terms, isOnSale: true }], scenario },
      pricerOn(scenario.effectiveOn),
      packs,
    )[0]
  if (!terms || !effect || effect.refused > 0) {
    throw new RefusalError({ code: 'regulations.measure_cures_nothing', product })
  }
  const versionId = await saveDraft(ctx, { productId: version.productId, terms: encodeTerms(terms) })
  await submitVersion(ctx, versionId, { effectiveOn: scenario.effectiveOn, note })
  return versionId
}

/** The terms with one of their sides brought within the numbers; null when nothing would be left on offer. */
function termsWithin(
  { id, terms }: ProductVersion,
  kind: One['kind'],
  scenario: Scenario,
  { pack }: Packs,
): ProductTerms | null {
  const limits = limitsOf(pack)
  const wants = (one: Measure) => kind === one || kind === 'combined'
  let next = terms
  if (wants('shortenTerm')) {
    const termMonths = next.termMonths.filter((months) => months <= limits.months)
    if (termMonths.length === 0) return null
    next = { ...next, termMonths }
  }
  if (wants('lowerRate')) {
    const prices = pricesWithin(id, next, scenario, limits.capPpm)
    if (prices === null) return null
    const costCapPpm = BigInt(String(pack.values['CN-RATE-004'].capAnnualPpm))
    next = { ...next, prices, costCapPpm: costCapPpm < next.costCapPpm ? costCapPpm : next.costCapPpm }
  }
  if (wants('lowerAmount') && limits.balanceFen !== null) return amountsWithin(next, limits.balanceFen)
  return next
}

/** Every price at most what its dearest term and method leaves; null when fees alone pass the cap. */
function pricesWithin(versionId: string, terms: ProductTerms, { effectiveOn }: Scenario, capPpm: bigint) {
  const price = pricerOn(effectiveOn)
  const cases = terms.methods.flatMap((method) =>
    terms.termMonths.flatMap((termMonths) =>
      [terms.amountFen.min, terms.amountFen.max].map((amountFen) => ({ method, termMonths, amountFen })),
    ),
  )
  const prices: ProductTerms['prices'][number][] = []
  for (const { grade, annualRatePpm } of terms.prices) {
    let lowest = annualRatePpm
    for (const one of cases) {
      const asked = { versionId, terms, ...one, ratePpm: lowest }
      if (price(asked).costPpm <= capPpm) continue
      const within = rateWithin(price, asked, capPpm)
      if (within === null) return null
      lowest = within
    }
    prices.push({ grade, annualRatePpm: lowest })
  }
  return prices
}

function amountsWithin(terms: ProductTerms, balanceFen: bigint): ProductTerms | null {
  const { min, max, step } = terms.amountFen
  if (balanceFen < min) return null
  const most = max <= balanceFen ? max : min + ((balanceFen - min) / step) * step
  const { limit, review } = terms.rules ?? {}
  const cut = (fen: bigint) => (fen <= balanceFen ? fen : most)
  const rules = {
    ...(limit ? { limit: { perCustomerFen: cut(limit.perCustomerFen) } } : {}),
    ...(review ? { review: { ...review, manualAboveFen: cut(review.manualAboveFen) } } : {}),
  }
  return { ...terms, amountFen: { min, max: most, step }, ...(terms.rules ? { rules } : {}) }
}

async function numberOf(ctx: WriteContext, versionId: string, code: string): Promise<number> {
  const product = await ctx.db.selectFrom('product').select('id').where('code', '=', code).executeTakeFirstOrThrow()
  return (await readVersionsOf(ctx.db, product.id)).find(({ id }) => id === versionId)!.version
}

/** A product is taken off the market by a person; the action says who and by when. From the day its offers are refused. */
async function withdrawBy(ctx: WriteContext, regulationId: string, code: string, dueOn: Scenario['effectiveOn']) {
  const title = { zh: `施行日前停售产品 ${code}`, en: `Take product ${code} off the market before the day` }
  await addAction(ctx, { regulationId, title, ownerId: ctx.actor.id, dueOn })
}

/** Hands in the numbers, unless they are handed in or released already. */
async function proposeOnce(ctx: WriteContext, id: string, { numbers }: Scenario, isWanted: boolean) {
  const known = await readParametersOf(ctx.db, id)
  if (!isWanted || known.some(({ status }) => status !== 'rejected')) return null
  return proposeParameters(ctx, id, numbers)
}
