import type { Localized } from '@puhui/kernel'
import { firstPayoutFenOf } from '@puhui/product'
import { applicationById, moveApplication } from '../modules/applications/index.ts'
import {
  acknowledge,
  type Contract,
  contractById,
  illegalStep,
  insertPaper,
  loanTermsFrom,
  lockBorrower,
  type Reading,
  requireDisclosed,
  requireLawful,
  type Signature,
  updateToSigned,
} from '../modules/contracts/index.ts'
import { bookingDay } from '../modules/ledger/index.ts'
import { versionById } from '../modules/products/index.ts'
import { lawOn, requireLawfulOffer } from '../modules/regulations/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { disburse, paidOutFen } from './disburse.ts'
import { paidTo, requireLawfulUse } from './lawful-use.ts'
import { requireWithinLegalLimit } from './lending-limit.ts'
import { ownHistories } from './own-history.ts'

/** Keeps that the borrower read and confirmed the cost table. */
export async function acknowledgeDisclosure(
  ctx: WriteContext,
  customerId: string,
  contractId: string,
  reading: Reading,
): Promise<void> {
  const contract = await contractById(ctx, contractId, customerId)
  const on = await bookingDay(ctx)
  const { kind } = await lawOn(ctx, on)
  await acknowledge(ctx, contract, { kind, on }, reading)
}

/** What the provider of electronic signatures made of the paper, before the transaction. */
export interface SignedPaper {
  readonly signedAt: string
  readonly means: Localized
  readonly provider: string
  readonly reference: string
  readonly isSimulated: boolean
  readonly documentSha256: string
  readonly content: Buffer
}

/**
 * Closes a contract with the borrower's signature and pays the loan out, all or nothing.
 *
 * Checked in this order: the state, the cost table (CN-RATE-003), the day of the plan, cap and payout (CN-RATE-004,
 * CN-RATE-008, CN-ORIG-001), the limit per borrower (CN-ORIG-001, CN-ORIG-004), whom the money goes to and what for
 * (CN-ORIG-002, CN-ORIG-003).
 *
 * @refuses contracts.not_found, contracts.illegal_step, compliance.cost_table_not_acknowledged, compliance.terms_changed,
 *   compliance.cost_above_cap, compliance.upfront_interest, compliance.bullet_too_long, compliance.limit_exceeded
 */
export async function signContract(
  ctx: WriteContext,
  customerId: string,
  contractId: string,
  paper: SignedPaper,
): Promise<{ loanId: string }> {
  const on = await bookingDay(ctx)
  await lockBorrower(ctx.tx, customerId)
  const contract = await contractById(ctx, contractId, customerId)
  await requireSignable(ctx, contract, on, paper.signedAt)
  const terms = loanTermsFrom(contract)
  const signature = signatureOf(paper)
  const set = { signature, pdfSha256: paper.documentSha256, signedAt: paper.signedAt, loanId: terms.loanId }
  if (!(await updateToSigned(ctx.tx, contractId, set))) throw illegalStep(contract)
  const { content, documentSha256: sha256, signedAt: madeAt } = paper
  await insertPaper(ctx.tx, contractId, { sha256, content, madeAt })
  await moveApplication(ctx, contract.applicationId, { from: 'approved', to: 'contracted' })
  await record(ctx, {
    action: 'contracts.signed',
    objectKind: 'contract',
    objectId: contractId,
    customerId,
    before: { status: contract.status },
    after: {
      status: 'signed',
      termsHash: contract.termsHash,
      pdfSha256: paper.documentSha256,
      provider: paper.provider,
    },
  })
  const { loanId } = await disburse(ctx, contract, on)
  await moveApplication(ctx, contract.applicationId, { from: 'contracted', to: 'disbursed', loan_id: loanId })
  return { loanId }
}

/** Everything that must hold for a signature; asked before the paper is set and again in the transaction. */
export async function requireSignable(
  ctx: Pick<WriteContext, 'db'>,
  contract: Contract,
  on: Contract['preparedOn'],
  signedAt: string,
): Promise<void> {
  if (contract.status === 'prepared') throw new RefusalError({ code: 'compliance.cost_table_not_acknowledged' })
  if (contract.status !== 'disclosed') throw illegalStep(contract)
  const law = await lawOn(ctx, on)
  const { kind } = law
  requireDisclosed(kind, on, contract, signedAt)
  if (contract.preparedOn !== on) throw new RefusalError({ code: 'compliance.terms_changed' })
  const terms = loanTermsFrom(contract)
  requireLawful(kind, on, contract, terms, firstPayoutFenOf(terms.schedule) - paidOutFen(terms))
  requireLawfulOffer(law, { simpleAnnualPpm: contract.annualCostSimplePpm, termMonths: contract.termMonths })
  const history = (await ownHistories(ctx, [contract.customerId]))(contract.customerId)
  requireWithinLegalLimit(law, { ...history, unusedFen: 0n }, contract.principalFen)
  const application = await applicationById(ctx, contract.applicationId)
  const version = await versionById(ctx, contract.productVersionId)
  const { payee } = await paidTo(ctx, version.terms, application)
  const { principalFen: amountFen, termMonths } = contract
  requireLawfulUse(kind, on, { ...application, amountFen, termMonths, payee })
}

function signatureOf({ signedAt, means, provider, reference, isSimulated, documentSha256 }: SignedPaper): Signature {
  return { at: signedAt, means, isSimulated, provider, reference, documentSha256 }
}
