import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { decodeTerms, encodeTerms, type Json, type ProductTerms, type RepaymentMethod } from '@puhui/product'
import { stringify } from '../../platform/db.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import type { ProductTable, ProductVersionTable } from './schema.ts'

export type ProductKind = ProductTable['kind']
/** One of the five markets within consumer finance; chosen once, when the product is opened. */
export type SubMarket = ProductTable['sub_market']

/** Where a product belongs whose author did not say: purchases to e-commerce, money to the card to mobile payment. */
export const SUB_MARKET_OF: Readonly<Record<ProductKind, SubMarket>> = {
  instalment: 'ecommerce',
  cash: 'mobilePayment',
}
export type VersionStatus = 'draft' | 'submitted' | 'released' | 'rejected' | 'retired'
export type Purpose =
  | 'dailyUse'
  | 'shopping'
  | 'onlineEducation'
  | 'rent'
  | 'appliances'
  | 'homeDecoration'
  | 'education'
  | 'medical'
  | 'travel'
  | 'wedding'
  | 'vehicle'
  | 'cardRepayment'
  | 'debtConsolidation'
  | 'ruralProduction'
  | 'other'

/** One version of a product with its terms read. */
export interface ProductVersion {
  readonly id: string
  readonly productId: string
  readonly code: string
  readonly kind: ProductKind
  readonly name: Localized
  readonly version: number
  readonly status: VersionStatus
  readonly terms: ProductTerms
  readonly termsHash: string
  readonly effectiveOn: Day | null
  readonly authorId: string
}

export interface Wish {
  readonly principalFen: bigint
  readonly termMonths: number
  readonly method: RepaymentMethod
}

/** A purchase instalment is for a purchase; a cash loan for anything but houses, shares and other people's debts. */
export const PURPOSES: Readonly<Record<ProductKind, readonly [Purpose, ...Purpose[]]>> = {
  instalment: [
    'shopping',
    'appliances',
    'homeDecoration',
    'education',
    'onlineEducation',
    'medical',
    'travel',
    'rent',
    'wedding',
    'vehicle',
  ],
  cash: [
    'dailyUse',
    'shopping',
    'rent',
    'medical',
    'education',
    'travel',
    'wedding',
    'homeDecoration',
    'ruralProduction',
    'debtConsolidation',
    'cardRepayment',
    'other',
  ],
}

/** The hash under which terms are known: of their JSON with sorted keys. */
export function hashOfTerms(terms: ProductTerms): string {
  return createHash('sha256')
    .update(stringify(sorted(encodeTerms(terms))))
    .digest('hex')
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as Readonly<Record<string, Json>>).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}

/** Reads terms that a person wrote, and refuses them with every problem and its place. */
export function termsFrom(json: unknown, pointer = '/terms'): ProductTerms {
  const read = decodeTerms(json)
  if (read.ok) return read.value
  const { problems } = read.error
  throw new RefusalError(
    {
      code: 'products.terms_invalid',
      count: problems.length,
      fields: problems.map(({ path, code }) => `${path} ${code}`),
    },
    problems.map(({ path, code }) => ({ pointer: `${pointer}${path}`, code: PROBLEM_CODES[code] })),
  )
}

const PROBLEM_CODES = {
  missing: 'request.missing',
  unknown_field: 'request.unknown_field',
  not_an_object: 'request.wrong_kind',
  not_a_list: 'request.wrong_kind',
  not_text: 'request.wrong_kind',
  not_true_or_false: 'request.wrong_kind',
  not_a_whole_number: 'request.wrong_format',
  not_a_day: 'request.wrong_format',
  not_offered: 'request.not_an_option',
  out_of_range: 'request.too_big',
  empty: 'request.missing',
  repeated: 'request.not_an_option',
} as const

export interface VersionRow
  extends Pick<ProductVersionTable, 'id' | 'product_id' | 'version' | 'terms_hash' | 'effective_on' | 'author_id'> {
  readonly status: VersionStatus
  readonly code: string
  readonly kind: ProductKind
  readonly name: Localized
  readonly terms: Json
}

export function versionFrom(row: VersionRow): ProductVersion {
  return {
    id: row.id,
    productId: row.product_id,
    code: row.code,
    kind: row.kind,
    name: row.name,
    version: row.version,
    status: row.status,
    terms: termsFrom(row.terms),
    termsHash: row.terms_hash,
    effectiveOn: row.effective_on,
    authorId: row.author_id,
  }
}

/** The lowest and the highest yearly rate of a version. */
export function rateSpan({ prices }: ProductTerms): { readonly min: bigint; readonly max: bigint } {
  const rates = prices.map((price) => price.annualRatePpm)
  return { min: rates.reduce((a, b) => (a < b ? a : b)), max: rates.reduce((a, b) => (a > b ? a : b)) }
}

/** The grade with the highest rate: what a person sees who is not graded yet. */
export function dearestGrade(terms: ProductTerms): string {
  const { max } = rateSpan(terms)
  return terms.prices.find((price) => price.annualRatePpm === max)!.grade
}
