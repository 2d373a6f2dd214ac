import type { Day } from '@puhui/calendar'
import { checkRule, holidaysFor, rulePack } from '@puhui/compliance'
import { assert, type Refusal } from '@puhui/kernel'
import {
  encodeTerms,
  formatPercent,
  missingForRelease,
  type ProductTerms,
  type Quote,
  type QuoteRefusal,
  quote,
} from '@puhui/product'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { lenderProfile } from '../../platform/settings.ts'
import { lawOn, requireLawfulOffer } from '../regulations/index.ts'
import { askRelease, decideRelease } from './approval.ts'
import { costCases } from './cost-check.ts'
import {
  dearestGrade,
  type ProductKind,
  type ProductVersion,
  SUB_MARKET_OF,
  type SubMarket,
  termsFrom,
  type Wish,
} from './model.ts'
import {
  insertDraft,
  insertProduct,
  readProduct,
  readVersion,
  readVersionInForce,
  updateCurrent,
  updateDraft,
  updateRetired,
  updateToDecided,
  updateToSubmitted,
} from './store.ts'

type Reads = Pick<ReadContext, 'db'>

/** The version that contracts of a day are made under; null when the product is not on offer then. */
export function versionInForce(ctx: Reads, code: string, on: Day): Promise<ProductVersion | null> {
  return readVersionInForce(ctx.db, code, on)
}

/** The same, refused with `products.not_found` when nothing is on offer. */
export async function offeredVersion(ctx: Reads, code: string, on: Day): Promise<ProductVersion> {
  const version = await readVersionInForce(ctx.db, code, on)
  if (!version) throw new RefusalError({ code: 'products.not_found' })
  return version
}

/** Any version, in force or not, by its id: what old contracts refer to. */
export async function versionById(ctx: Reads, versionId: string): Promise<ProductVersion> {
  const version = await readVersion(ctx.db, versionId)
  if (!version) throw new RefusalError({ code: 'products.not_found' })
  return version
}

/** The terms of a version by its id. */
export async function termsOfVersion(ctx: Reads, versionId: string): Promise<ProductTerms> {
  return (await versionById(ctx, versionId)).terms
}

export interface QuoteFor extends Wish {
  /** Left out: the dearest grade, for a person who is not graded yet. */
  readonly grade?: string | undefined
  /** The rate of a decision (`application.annual_rate_ppm`), which may be below the product's price of the grade. */
  readonly annualRatePpm?: bigint | undefined
  readonly disbursedOn: Day
}

/**
 * Prices a wish under a version, or refuses it with what is on offer.
 *
 * @refuses product.amount_out_of_range, product.term_not_offered, product.method_not_offered,
 *   compliance.bullet_too_long, compliance.cost_above_cap
 */
export function quoteFor({ terms }: Pick<ProductVersion, 'terms'>, wish: QuoteFor): Quote {
  const grade = wish.grade ?? dearestGrade(terms)
  const own = wish.annualRatePpm === undefined ? terms : pricedAt(terms, grade, wish.annualRatePpm)
  const result = quote(own, {
    amountFen: wish.principalFen,
    termMonths: wish.termMonths,
    method: wish.method,
    grade,
    disbursedOn: wish.disbursedOn,
    holidays: holidaysFor(own.workingDayShift),
  })
  if (result.ok) return result.value
  throw quoteRefusal(result.error, terms)
}

/** The terms with the price of one decision in the place of the list; it is never above the list's. */
export function pricedAt(terms: ProductTerms, grade: string, annualRatePpm: bigint): ProductTerms {
  const listed = terms.prices.find((price) => price.grade === grade)
  assert(listed && annualRatePpm <= listed.annualRatePpm, 'nobody pays more than the price of the grade', { grade })
  return { ...terms, prices: [{ grade, annualRatePpm }] }
}

function quoteRefusal(error: QuoteRefusal, terms: ProductTerms): RefusalError {
  switch (error.code) {
    case 'product.amount_below_minimum':
    case 'product.amount_above_maximum':
    case 'product.amount_off_step':
      return new RefusalError({ ...terms.amountFen, code: 'product.amount_out_of_range' })
    case 'product.term_not_offered':
    case 'product.method_not_offered':
      return new RefusalError({ ...error })
    case 'product.bullet_term_too_long':
      return new RefusalError({ code: 'compliance.bullet_too_long', months: error.maxMonths })
    case 'product.cost_above_cap': {
      const [cost, cap] = [formatPercent(error.simpleAnnualPpm), formatPercent(error.costCapPpm)]
      return new RefusalError({ code: 'compliance.cost_above_cap', cost, cap })
    }
    case 'product.grade_not_priced':
      throw new Error(`assertion failed: a grade without a price ${(error as Refusal & { grade: string }).grade}`)
  }
}

/**
 * The same, as the law of the day allows it: what the register has put in force is refused with the rule named.
 *
 * @refuses the refusals of a quote, regulations.cost_above_cap, regulations.term_above_limit
 */
export async function lawfulQuote(ctx: Reads, version: Pick<ProductVersion, 'terms'>, wish: QuoteFor): Promise<Quote> {
  const priced = quoteFor(version, wish)
  const { simpleAnnualPpm } = priced.cost
  requireLawfulOffer(await lawOn(ctx, wish.disbursedOn), { simpleAnnualPpm, termMonths: wish.termMonths })
  return priced
}

export interface DraftInput {
  readonly productId?: string | undefined
  readonly versionId?: string | undefined
  readonly baseHash?: string | undefined
  readonly kind?: ProductKind | undefined
  readonly subMarket?: SubMarket | undefined
  readonly terms: unknown
}

/**
 * Keeps a draft: a new product, the next version of one, or a change of an open draft.
 *
 * @returns the id of the version
 */
export async function saveDraft(ctx: WriteContext, input: DraftInput): Promise<string> {
  const terms = termsFrom(input.terms)
  if (input.versionId !== undefined) return changeDraft(ctx, input.versionId, input.baseHash ?? '', terms)
  const productId = input.productId ?? (await openProduct(ctx, terms, input))
  const product = await readProduct(ctx.db, productId)
  if (!product) throw new RefusalError({ code: 'products.not_found' })
  const id = ctx.ids.next('prv')
  const facts = { id, productId, terms: { ...terms, code: product.code }, authorId: ctx.actor.id }
  const isOpened = await insertDraft(ctx.tx, { ...facts, createdAt: ctx.clock.now() })
  if (!isOpened) throw new RefusalError({ code: 'products.changed_meanwhile' })
  await record(ctx, {
    action: 'products.draft_opened',
    objectKind: 'product',
    objectId: productId,
    after: { versionId: id, terms: encodeTerms(terms) },
  })
  return id
}

async function openProduct(
  ctx: WriteContext,
  terms: ProductTerms,
  { kind = 'cash', subMarket = SUB_MARKET_OF[kind] }: DraftInput,
): Promise<string> {
  // Students are lent nothing here: CN-ORIG-007 asks for a second source and a guardian's paper, and forbids targeting.
  if (subMarket === 'student') throw new RefusalError({ code: 'products.student_market_closed' })
  const id = ctx.ids.next('prd')
  const product = { id, code: terms.code, kind, subMarket, name: terms.name, createdAt: ctx.clock.now() }
  if (!(await insertProduct(ctx.tx, product))) {
    throw new RefusalError({ code: 'products.terms_invalid', count: 1 }, [
      { pointer: '/terms/code', code: 'products.changed_meanwhile' },
    ])
  }
  return id
}

async function changeDraft(ctx: WriteContext, id: string, baseHash: string, terms: ProductTerms): Promise<string> {
  const before = await readVersion(ctx.db, id)
  if (!before) throw new RefusalError({ code: 'products.not_found' })
  if (before.status !== 'draft') throw new RefusalError({ code: 'products.not_a_draft' })
  const changed = { ...terms, code: before.code }
  if (!(await updateDraft(ctx.tx, id, baseHash, changed, ctx.actor.id)))
    throw new RefusalError({ code: 'products.changed_meanwhile' })
  await record(ctx, {
    action: 'products.draft_changed',
    objectKind: 'product',
    objectId: before.productId,
    before: { versionId: id, terms: encodeTerms(before.terms) },
    after: { versionId: id, terms: encodeTerms(changed) },
  })
  return id
}

/** A version says how much is lent, how it comes back and who decides before anybody may approve it (PRD-17). */
function requireComplete(terms: ProductTerms): void {
  const missing = missingForRelease(terms)
  if (missing.length === 0) return
  throw new RefusalError(
    { code: 'products.rules_missing', count: missing.length, fields: [...missing] },
    missing.map((path) => ({ pointer: `/terms${path}`, code: 'request.missing' })),
  )
}

/** No version is released with a term that the law does not allow, so that no quote has one (CN-ORIG-003). */
async function requireLawfulTerm(ctx: Reads, { termMonths }: ProductTerms, on: Day): Promise<void> {
  const { kind } = await lenderProfile(ctx)
  const pack = rulePack(kind)
  assert(pack.ok, 'the law without changes is a pack')
  const verdict = checkRule(pack.value, 'CN-ORIG-003', on, { act: 'apply', termMonths: Math.max(...termMonths) })
  if (verdict.decision === 'refuse') {
    throw new RefusalError({ code: 'compliance.term_too_long', months: Number(verdict.facts.months) })
  }
}

/** Hands a draft to a second pair of eyes. Prices above the ceiling do not come this far (CN-RATE-004). */
export async function submitVersion(
  ctx: WriteContext,
  id: string,
  { effectiveOn, note }: { readonly effectiveOn: Day; readonly note: string },
): Promise<void> {
  const version = await readVersion(ctx.db, id)
  if (!version) throw new RefusalError({ code: 'products.not_found' })
  if (version.status !== 'draft') throw new RefusalError({ code: 'products.not_a_draft' })
  if (effectiveOn < (await businessDate(ctx.db))) throw new RefusalError({ code: 'products.effective_in_past' })
  requireComplete(version.terms)
  await requireLawfulTerm(ctx, version.terms, effectiveOn)
  const cases = costCases(version.terms, effectiveOn)
  const worst = cases.find((one) => !one.isWithinCap)
  if (worst) {
    const [cost, cap] = [formatPercent(worst.annualCostSimplePpm), formatPercent(version.terms.costCapPpm)]
    throw new RefusalError({ code: 'compliance.cost_above_cap', cost, cap, grade: worst.grade })
  }
  const law = await lawOn(ctx, effectiveOn)
  for (const { annualCostSimplePpm, termMonths } of cases) {
    requireLawfulOffer(law, { simpleAnnualPpm: annualCostSimplePpm, termMonths })
  }
  const approvalId = await askRelease(ctx, version, effectiveOn)
  const isMoved = await updateToSubmitted(ctx.tx, id, { effectiveOn, note, approvalId, at: ctx.clock.now() })
  if (!isMoved) throw new RefusalError({ code: 'products.not_a_draft' })
  await record(ctx, {
    action: 'products.version_submitted',
    objectKind: 'product',
    objectId: version.productId,
    reason: note === '' ? null : note,
    after: { versionId: id, version: version.version, effectiveOn, termsHash: version.termsHash },
  })
}

/** Releases or sends back what another person submitted. */
export async function decideVersion(
  ctx: WriteContext,
  id: string,
  { verdict, note }: { readonly verdict: 'approve' | 'reject'; readonly note: string },
): Promise<void> {
  const version = await readVersion(ctx.db, id)
  if (!version) throw new RefusalError({ code: 'products.not_found' })
  if (version.status !== 'submitted') throw new RefusalError({ code: 'products.not_submitted' })
  await decideRelease(ctx, version, { verdict, note })
  const status = verdict === 'approve' ? 'released' : 'rejected'
  const isMoved = await updateToDecided(ctx.tx, id, { status, approverId: ctx.actor.id, at: ctx.clock.now() })
  if (!isMoved) throw new RefusalError({ code: 'products.not_submitted' })
  if (status === 'released') await updateCurrent(ctx.tx, version.productId, id, version.terms.name)
  await record(ctx, {
    action: status === 'released' ? 'products.version_released' : 'products.version_rejected',
    objectKind: 'product',
    objectId: version.productId,
    reason: note === '' ? null : note,
    after: { versionId: id, version: version.version, termsHash: version.termsHash },
  })
}

/** Takes a product off the market; contracts made under it live on. Twice is once. */
export async function retireProduct(ctx: WriteContext, productId: string, reason: string): Promise<void> {
  const product = await readProduct(ctx.db, productId)
  if (!product) throw new RefusalError({ code: 'products.not_found' })
  if (!(await updateRetired(ctx.tx, productId, reason, ctx.clock.now()))) return
  await record(ctx, { action: 'products.retired', objectKind: 'product', objectId: productId, reason })
}
