import type { Day } from '@puhui/calendar'
import type { LendingRules, Price, ProductTerms } from '@puhui/product'
import { encodeTerms } from '@puhui/product'
import { businessDate } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { type ProductKind, SUB_MARKET_OF } from './model.ts'
import { insertDraft, insertProduct, updateCurrent, updateToDecided, updateToSubmitted } from './store.ts'

/** The most that each grade pays; the policy may price a short term lower. */
const PRICES: readonly Price[] = [
  { grade: 'A', annualRatePpm: 84_000n },
  { grade: 'B', annualRatePpm: 102_000n },
  { grade: 'C', annualRatePpm: 126_000n },
  { grade: 'D', annualRatePpm: 156_000n },
  { grade: 'E', annualRatePpm: 186_000n },
]

type Shared = Pick<
  ProductTerms,
  | 'prices'
  | 'fees'
  | 'penalty'
  | 'graceDays'
  | 'prepayment'
  | 'interestBasis'
  | 'dueDay'
  | 'workingDayShift'
  | 'instalment'
  | 'costCapPpm'
>

const SHARED: Shared = {
  prices: PRICES,
  fees: [],
  penalty: {
    contractRateMultiplePpm: 1_500_000n,
    annualRateMaxPpm: 240_000n,
    base: 'principal',
    daysInYear: 365,
  },
  graceDays: 3,
  prepayment: {
    isAllowed: true,
    feePpm: 10_000n,
    freeAfterInstalments: 6,
    minAmountFen: 50_000n,
    modes: ['lower-instalment', 'fewer-instalments'],
  },
  interestBasis: 'monthly',
  dueDay: { kind: 'disbursement-day' },
  workingDayShift: 'none',
  instalment: { multipleFen: 1n, rounding: 'half-even' },
  costCapPpm: 240_000n,
}

/** One customer owes at most the largest loan under a product; the policy alone says who is looked at by a person. */
function rulesUpTo(perCustomerFen: bigint): LendingRules {
  return { limit: { perCustomerFen }, review: { manualAboveFen: perCustomerFen, manualGrades: [] } }
}

/** Consumption instalment 消费分期 (PRD-01): small, short, for a purchase; early repayment is free from the start. */
const CONSUMPTION_INSTALMENT: ProductTerms = {
  ...SHARED,
  code: 'XFFQ',
  name: { zh: '消费分期', en: 'Purchase instalment' },
  purpose: {
    zh: '购买家电、家装、教育、医疗、旅游等消费时分期付款。',
    en: 'Paying for appliances, home decoration, education, medical care or travel in instalments.',
  },
  methods: ['equal-instalment', 'equal-principal'],
  rules: rulesUpTo(10_000_000n),
  amountFen: { min: 100_000n, max: 10_000_000n, step: 10_000n },
  termMonths: [3, 6, 9, 12, 18, 24, 36],
  prepayment: { ...SHARED.prepayment, feePpm: 0n, freeAfterInstalments: 0 },
}

/** Cash loan 现金贷 (PRD-02): paid to the borrower's own card, its purpose asked and kept. */
const CASH_LOAN: ProductTerms = {
  ...SHARED,
  code: 'XJD',
  name: { zh: '现金贷', en: 'Cash loan' },
  purpose: {
    zh: '款项直接到您本人银行卡，用于日常消费等合法用途，不得用于购房、投资或出借。',
    en: 'Paid to your own bank card for everyday needs; not for houses, investments or lending on.',
  },
  methods: ['equal-instalment', 'equal-principal', 'interest-first', 'bullet'],
  rules: rulesUpTo(20_000_000n),
  amountFen: { min: 100_000n, max: 20_000_000n, step: 10_000n },
  termMonths: [3, 6, 12, 18, 24, 36, 48, 60],
}

const SEEDS: readonly { readonly kind: ProductKind; readonly terms: ProductTerms }[] = [
  { kind: 'instalment', terms: CONSUMPTION_INSTALMENT },
  { kind: 'cash', terms: CASH_LOAN },
]

/** The author and the approver of what a lender starts with: two system actors, because the database wants two. */
const AUTHOR = 'system:products'
const APPROVER = 'system:founding'

/**
 * The two products that every lender starts with, released from the open business day or the day given. Twice is once.
 *
 * @returns the codes that this call made
 */
export async function seedProducts(ctx: WriteContext, effectiveOn?: Day): Promise<string[]> {
  const on = effectiveOn ?? (await businessDate(ctx.db))
  const made: string[] = []
  for (const { kind, terms } of SEEDS) if (await seedProduct(ctx, kind, terms, on)) made.push(terms.code)
  return made
}

async function seedProduct(ctx: WriteContext, kind: ProductKind, terms: ProductTerms, on: Day): Promise<boolean> {
  const at = ctx.clock.now()
  const productId = ctx.ids.next('prd')
  const subMarket = SUB_MARKET_OF[kind]
  const product = { id: productId, code: terms.code, kind, subMarket, name: terms.name, createdAt: at }
  if (!(await insertProduct(ctx.tx, product))) return false
  const id = ctx.ids.next('prv')
  await insertDraft(ctx.tx, { id, productId, terms, authorId: AUTHOR, createdAt: at })
  await updateToSubmitted(ctx.tx, id, { effectiveOn: on, note: '', approvalId: id, at })
  await updateToDecided(ctx.tx, id, { status: 'released', approverId: APPROVER, at })
  await updateCurrent(ctx.tx, productId, id, terms.name)
  await record(ctx, {
    action: 'products.version_released',
    objectKind: 'product',
    objectId: productId,
    after: { versionId: id, version: 1, terms: encodeTerms(terms) },
  })
  return true
}
