import { labelOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { checkRule, type LenderKind } from '@puhui/compliance'
import { formatYuan } from '@puhui/money'
import { type Payee, type ProductTerms, payeeOf, type SceneCode, sceneOf } from '@puhui/product'
import { packOf } from '../modules/contracts/index.ts'
import { type Merchant, payableMerchant } from '../modules/merchants/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'

/** What a loan is to be used for, as it is declared. */
export interface DeclaredUse {
  readonly purpose: string
  readonly purposeNote?: string | null | undefined
  readonly merchantId?: string | null | undefined
}

/** Who is paid, and in which scene. */
export interface PaidTo {
  readonly scene: SceneCode
  readonly payee: Payee
  readonly merchant: Merchant | null
}

/**
 * The scene of a declared use and who is paid in it under a product's terms.
 *
 * @refuses products.scene_not_offered, merchants.required, merchants.not_found, merchants.not_active,
 *   merchants.other_scene
 * @source PRD-12
 */
export async function paidTo(
  ctx: Pick<ReadContext, 'db'>,
  terms: Pick<ProductTerms, 'scenes'>,
  { purpose, merchantId }: DeclaredUse,
): Promise<PaidTo> {
  const scene = sceneOf(purpose)
  const payee = payeeOf(terms, scene)
  if (payee === null) throw new RefusalError({ code: 'products.scene_not_offered' })
  if (payee === 'borrower') return { scene, payee, merchant: null }
  if (!merchantId) throw new RefusalError({ code: 'merchants.required' })
  return { scene, payee, merchant: await payableMerchant(ctx, merchantId, scene) }
}

export interface LoanAsked extends DeclaredUse {
  readonly amountFen: bigint
  readonly termMonths: number
  readonly payee: Payee
}

/**
 * What the law says of the use, the term and the way of payment of a personal loan.
 *
 * @refuses compliance.purpose_prohibited, compliance.term_too_long, compliance.entrusted_payment_required
 * @source CN-ORIG-002, CN-ORIG-003
 */
export function requireLawfulUse(kind: LenderKind, on: Day, loan: LoanAsked): void {
  requireLawfulPurpose(kind, on, loan)
  const { amountFen, termMonths, payee } = loan
  const payment = payee === 'merchant' ? ('entrusted' as const) : ('self' as const)
  const asked = { act: 'apply', purpose: 'consumption', amountFen, termMonths, payment } as const
  const verdict = checkRule(packOf(kind), 'CN-ORIG-003', on, asked)
  if (verdict.decision !== 'refuse') return
  if (verdict.code === 'compliance.term_too_long') {
    throw new RefusalError({ code: 'compliance.term_too_long', months: Number(verdict.facts.months) })
  }
  const limit = formatYuan(BigInt(String(verdict.facts.limitFen)))
  throw new RefusalError({ code: 'compliance.entrusted_payment_required', limit })
}

/**
 * @refuses compliance.purpose_prohibited with the word
 * @source CN-ORIG-002
 */
export function requireLawfulPurpose(kind: LenderKind, on: Day, { purpose, purposeNote }: DeclaredUse): void {
  const said = `${labelOf('purpose', purpose).zh} ${purposeNote ?? ''}`
  const verdict = checkRule(packOf(kind), 'CN-ORIG-002', on, { act: 'apply', purpose: said, lenderKind: kind })
  if (verdict.decision !== 'refuse') return
  throw new RefusalError({ code: 'compliance.purpose_prohibited', word: String(verdict.facts.word) })
}
