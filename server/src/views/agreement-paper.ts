import { createHash } from 'node:crypto'
import { labelOf } from '@puhui/api'
import type { Locale } from '@puhui/kernel'
import type { ESignPort } from '../adapters/e-sign/port.ts'
import type { SignedPaper } from '../flows/sign-contract.ts'
import {
  type Agreement,
  type AgreementPlan,
  contractById,
  readAgreementPaper,
  type Signature,
} from '../modules/contracts/index.ts'
import { customerById, nameOf } from '../modules/customers/index.ts'
import { openLoan } from '../modules/servicing/index.ts'
import { agreementWords } from '../papers/agreement-words.ts'
import { type SupplementaryAgreementPaper, supplementaryAgreementPdf } from '../papers/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'

/**
 * The paper of a supplementary agreement: the bytes that were signed, or set now from the same facts. In English a
 * translation for reference; the Chinese paper alone binds.
 */
export async function agreementPaperOf(ctx: ReadContext, agreement: Agreement, locale: Locale = 'zh'): Promise<Buffer> {
  if (locale === 'en') return supplementaryAgreementPdf(await agreementPaperFacts(ctx, agreement, 'en'), 'en')
  const signed = await readAgreementPaper(ctx.db, agreement.id)
  return signed ?? supplementaryAgreementPdf(await agreementPaperFacts(ctx, agreement))
}

export function agreementFileName({ number }: Agreement, locale: Locale): string {
  return locale === 'zh' ? `补充协议-${number}.pdf` : `Supplementary-agreement-${number}-translation.pdf`
}

/** The paper as it will be signed, and the provider's signature of its hash. */
export async function setForSigning(
  ctx: ReadContext,
  { means, provider, isSimulated, sign }: ESignPort,
  agreement: Agreement,
  signedAt: string,
): Promise<SignedPaper> {
  const signature = { means, provider, isSimulated, at: signedAt, reference: '', documentSha256: null }
  const content = await supplementaryAgreementPdf(await agreementPaperFacts(ctx, { ...agreement, signature }))
  const documentSha256 = createHash('sha256').update(content).digest('hex')
  const { reference } = await sign({ contractId: agreement.id, documentSha256, signedAt })
  return { means, provider, isSimulated, reference, signedAt, documentSha256, content }
}

/** What stands on the paper. Nothing of it depends on when it is asked for. */
export async function agreementPaperFacts(
  ctx: ReadContext,
  agreement: Agreement,
  locale: Locale = 'zh',
): Promise<SupplementaryAgreementPaper> {
  const { terms, signature } = agreement
  const [lender, customer, name] = [
    await lenderProfile(ctx),
    await customerById(ctx, agreement.customerId),
    await nameOf(ctx, agreement.customerId),
  ]
  const { number: contractNumber } = await contractById(ctx, agreement.contractId)
  const { row } = await openLoan(ctx, agreement.loanId)
  const unknown = '—'
  return {
    number: agreement.number,
    contractNumber,
    loanNumber: row.number,
    lenderName: lender.name[locale],
    borrower: {
      name: name ?? customer.nameMasked ?? unknown,
      residentId: customer.residentIdMasked ?? unknown,
      mobile: customer.mobileMasked,
    },
    preparedOn: agreement.preparedOn,
    signBy: agreement.signBy,
    valueOn: terms.valueOn,
    reasonName: labelOf('hardshipReason', terms.reason as never)[locale],
    graceInstalments: terms.graceInstalments,
    arrears: terms.arrears,
    before: planOnPaper(terms.before),
    after: planOnPaper(terms.after),
    differenceFen: BigInt(terms.differenceFen),
    cost: terms.cost[locale],
    record: terms.record[locale],
    termsHash: agreement.termsHash,
    madeAt: signature?.at ?? agreement.createdAt,
    confirmations: confirmationsOf(agreement, signature, locale),
    signed: signature === null ? 'unsigned' : agreement.pdfSha256 ? { sha256: agreement.pdfSha256 } : 'onPaper',
  }
}

function planOnPaper({ annualRatePpm, count, lastDueOn, lines, ...money }: AgreementPlan) {
  return {
    annualRatePpm: BigInt(annualRatePpm),
    count,
    lastDueOn,
    nextFen: BigInt(money.nextFen),
    largestFen: BigInt(money.largestFen),
    dueNowFen: BigInt(money.dueNowFen),
    costFen: BigInt(money.costFen),
    totalFen: BigInt(money.totalFen),
    lines: lines.map(({ dueOn, dueFen, principalFen, balanceFen }) => ({
      dueOn,
      dueFen: BigInt(dueFen),
      principalFen: BigInt(principalFen),
      balanceFen: BigInt(balanceFen),
    })),
  }
}

function confirmationsOf(
  { acknowledgement }: Agreement,
  signature: Pick<Signature, 'means' | 'provider'> | null,
  locale: Locale,
): string[] {
  const says = agreementWords[locale]
  if (!signature) return [says.open]
  const signed = says.signed(signature.means[locale], signature.provider)
  if (!acknowledgement) return [signed]
  return [says.read(localTime(acknowledgement.at), Math.floor(acknowledgement.readSeconds)), signed]
}

function localTime(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
