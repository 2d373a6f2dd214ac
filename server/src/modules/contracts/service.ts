import type { Day } from '@puhui/calendar'
import { checkRule, type LenderKind, type RulePack, rulePack } from '@puhui/compliance'
import { assert } from '@puhui/kernel'
import type { LoanTerms } from '@puhui/loan'
import { decodeLoanTerms, encodeLoanTerms } from '@puhui/loan'
import { firstPayoutFenOf, formatPercent, type Quote } from '@puhui/product'
import { wallNow } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { derivedId } from '../../platform/ids.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { costTableShown, type ProductVersion } from '../products/index.ts'
import { CLAUSES_VERSION } from './clauses.ts'
import {
  type Acknowledgement,
  type Burden,
  type Contract,
  disclosureAck,
  loanTermsOf,
  type MerchantPayee,
  termsHashOf,
} from './model.ts'
import { readContract, updateToDisclosed } from './store.ts'

type Reads = Pick<ReadContext, 'db'>

/**
 * One contract.
 *
 * @param customerId for a borrower: somebody else's contract is not there
 * @refuses contracts.not_found
 */
export async function contractById({ db }: Reads, id: string, customerId?: string): Promise<Contract> {
  const contract = await readContract(db, id)
  if (!contract || (customerId !== undefined && contract.customerId !== customerId)) {
    throw new RefusalError({ code: 'contracts.not_found' })
  }
  return contract
}

export interface Draft {
  readonly id: string
  readonly number: string
  readonly applicationId: string
  readonly customerId: string
  readonly version: ProductVersion
  readonly quote: Quote
  readonly burden: Burden
  readonly payee?: MerchantPayee | undefined
  readonly on: Day
  readonly createdAt: string
}

/** A contract that nobody has read yet: the quote, its cost table and the hash that ties them. */
export function draftContract({
  id,
  version,
  quote,
  burden,
  payee,
  on,
  ...draft
}: Draft): Contract & { loan: LoanTerms } {
  const loan = loanTermsOf(loanIdOf(id), quote, version)
  const costTable = costTableShown(quote)
  const paid = payee ? { payee } : {}
  const hashed = { contractId: id, customerId: draft.customerId, loan, burden, ...paid, costTable, preparedOn: on }
  return {
    id,
    number: draft.number,
    applicationId: draft.applicationId,
    customerId: draft.customerId,
    productCode: version.code,
    productVersionId: version.id,
    productVersion: version.version,
    grade: quote.request.grade,
    principalFen: quote.schedule.principalFen,
    termMonths: quote.request.termMonths,
    method: quote.request.method,
    annualRatePpm: quote.annualRatePpm,
    annualCostSimplePpm: quote.cost.simpleAnnualPpm,
    annualCostIrrPpm: quote.cost.irrAnnualPpm,
    status: 'prepared',
    channel: 'online',
    clausesVersion: CLAUSES_VERSION,
    preparedOn: on,
    terms: { loan: encodeLoanTerms(loan), burden, ...paid },
    costTable,
    termsHash: termsHashOf({ ...hashed, clausesVersion: CLAUSES_VERSION }),
    openedAt: wallNow(),
    acknowledgement: null,
    signature: null,
    pdfSha256: null,
    createdAt: draft.createdAt,
    signedAt: null,
    loanId: null,
    loan,
  }
}

/** The loan that a contract becomes: known before it is signed, so that the terms can name it. */
export function loanIdOf(contractId: string): string {
  return derivedId('loa', contractId)
}

/** The terms of a contract as the loan engine reads them. */
export function loanTermsFrom(contract: Pick<Contract, 'id' | 'terms'>): LoanTerms {
  const terms = decodeLoanTerms(contract.terms.loan)
  assert(terms.ok, 'stored terms can be read', { contractId: contract.id })
  return terms.value
}

/** The forced reading time of the cost table in seconds (CN-RATE-003). */
export function minReadSeconds(kind: LenderKind): number {
  return Number(packOf(kind).values['CN-RATE-003'].minReadSeconds)
}

export interface Reading {
  readonly termsHash: string
  readonly readSeconds: number
  readonly scrolledToEnd: boolean
}

/**
 * Keeps that the cost table was read and confirmed. A claim of more seconds than have passed counts as those.
 *
 * @refuses contracts.illegal_step, compliance.terms_changed, compliance.not_read_to_the_end, compliance.read_too_fast
 * @source CN-RATE-003
 */
export async function acknowledge(
  ctx: WriteContext,
  contract: Contract,
  { kind, on }: { readonly kind: LenderKind; readonly on: Day },
  reading: Reading,
): Promise<void> {
  if (contract.status === 'disclosed' && contract.termsHash === reading.termsHash) return
  if (contract.status !== 'prepared') throw illegalStep(contract)
  const at = ctx.clock.now()
  const acknowledgement: Acknowledgement = {
    at,
    readSeconds: Math.min(reading.readSeconds, secondsSince(contract, at)),
    scrolledToEnd: reading.scrolledToEnd,
    channel: 'online',
    termsHash: reading.termsHash,
    openedAt: new Date(Date.parse(at) - 1000 * secondsSince(contract, at)).toISOString(),
  }
  requireDisclosed(kind, on, { ...contract, acknowledgement }, at)
  if (!(await updateToDisclosed(ctx.tx, contract.id, acknowledgement))) throw illegalStep(contract)
  await record(ctx, {
    action: 'contracts.disclosure_acknowledged',
    objectKind: 'contract',
    objectId: contract.id,
    customerId: contract.customerId,
    after: { ...acknowledgement },
  })
}

/** A test clock may stand still while a person reads: the longer of the two times has passed. */
function secondsSince({ createdAt, openedAt }: Contract, at: string): number {
  const onClock = Date.parse(at) - Date.parse(createdAt)
  const onWall = Date.parse(wallNow()) - Date.parse(openedAt)
  return Math.max(0, onClock, onWall) / 1000
}

/**
 * The only way to a signature: the cost table of these very terms was read to the end, long enough, and confirmed.
 *
 * @refuses compliance.cost_table_not_acknowledged, compliance.terms_changed, compliance.not_read_to_the_end,
 *   compliance.read_too_fast
 */
export function requireDisclosed(
  kind: LenderKind,
  on: Day,
  { acknowledgement, termsHash }: Pick<Contract, 'acknowledgement' | 'termsHash'>,
  signedAt: string,
): void {
  const facts = {
    act: 'sign' as const,
    ack: disclosureAck(acknowledgement),
    termsHash,
    signedAtMs: Date.parse(signedAt),
  }
  const verdict = checkRule(packOf(kind), 'CN-RATE-003', on, facts)
  if (verdict.decision !== 'refuse') return
  switch (verdict.code) {
    case 'compliance.terms_changed':
      throw new RefusalError({ code: 'compliance.terms_changed' })
    case 'compliance.not_read_to_the_end':
      throw new RefusalError({ code: 'compliance.not_read_to_the_end' })
    case 'compliance.read_too_fast':
      throw new RefusalError({ code: 'compliance.read_too_fast', seconds: minReadSeconds(kind) })
    default:
      throw new RefusalError({ code: 'compliance.cost_table_not_acknowledged' })
  }
}

/**
 * What the law says of the price and the payout, asked once more at the signature: the cap (CN-RATE-004), every charge
 * in the cost table (CN-RATE-003), no interest kept back (CN-RATE-008), the length of a bullet (CN-ORIG-001).
 *
 * @refuses compliance.cost_above_cap, compliance.upfront_interest, compliance.bullet_too_long
 */
export function requireLawful(
  kind: LenderKind,
  on: Day,
  contract: Contract,
  loan: LoanTerms,
  upfrontFeeFen: bigint,
): void {
  const pack = packOf(kind)
  const { annualCostSimplePpm, termMonths, method } = contract
  const cost = checkRule(pack, 'CN-RATE-004', on, { simpleAnnualPpm: annualCostSimplePpm })
  if (cost.decision === 'refuse') {
    const cap = formatPercent(BigInt(String(pack.values['CN-RATE-004'].capAnnualPpm)))
    throw new RefusalError({ code: 'compliance.cost_above_cap', cost: formatPercent(annualCostSimplePpm), cap })
  }
  const { items, contingentItems } = contract.costTable
  const disclosedCodes = [...items, ...contingentItems].map((item) => item.code)
  for (const { code: feeCode } of loan.schedule.fees) {
    const charge = checkRule(pack, 'CN-RATE-003', on, { act: 'charge', feeCode, disclosedCodes })
    assert(charge.decision === 'allow', 'every charge stands in the cost table', { feeCode })
  }
  const withheld = upfrontFeeFen > 0n ? [{ kind: 'fee' as const, amountFen: upfrontFeeFen }] : []
  const payoutFen = firstPayoutFenOf(loan.schedule)
  const payout = { principalFen: payoutFen, disbursedFen: payoutFen - upfrontFeeFen, withheld }
  if (checkRule(pack, 'CN-RATE-008', on, payout).decision === 'refuse') {
    throw new RefusalError({ code: 'compliance.upfront_interest' })
  }
  const repayment = method === 'bullet' ? ('bullet' as const) : ('instalments' as const)
  if (checkRule(pack, 'CN-ORIG-001', on, { repayment, termMonths }).decision === 'refuse') {
    throw new RefusalError({ code: 'compliance.bullet_too_long', months: 12 })
  }
}

export function illegalStep({ status }: Pick<Contract, 'status'>): RefusalError {
  return new RefusalError({ code: 'contracts.illegal_step', status })
}

const packs = new Map<LenderKind, RulePack>()

/** The law for a kind of lender, without changes; made once. */
export function packOf(kind: LenderKind): RulePack {
  const known = packs.get(kind)
  if (known) return known
  const pack = rulePack(kind)
  assert(pack.ok, 'the law without changes is a pack')
  packs.set(kind, pack.value)
  return pack.value
}
