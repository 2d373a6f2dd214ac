import type { Locale } from '@puhui/kernel'
import { METHOD_NAMES } from '@puhui/product'
import { clausesIn } from '../flows/prepare-contract.ts'
import { type Contract, loanTermsFrom, readPaper, type Signature, scheduleOf } from '../modules/contracts/index.ts'
import { customerById, nameOf } from '../modules/customers/index.ts'
import { versionById } from '../modules/products/index.ts'
import type { ContractPaper } from '../papers/index.ts'
import { contractPdf } from '../papers/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'

/**
 * The paper of a contract: the bytes that were signed, or set now from the same facts. In English a translation for
 * reference, which names the signed file; the Chinese contract alone binds.
 */
export async function contractPaperOf(ctx: ReadContext, contract: Contract, locale: Locale = 'zh'): Promise<Buffer> {
  if (locale === 'en') return contractPdf(await paperFacts(ctx, contract, 'en'), 'en')
  return (await readPaper(ctx.db, contract.id)) ?? contractPdf(await paperFacts(ctx, contract))
}

/** The name of its file, by which the translation is told from the contract. */
export function contractFileName({ number }: Contract, locale: Locale): string {
  return locale === 'zh' ? `合同-${number}.pdf` : `Contract-${number}-translation.pdf`
}

/** What stands on the paper. Nothing of it depends on when it is asked for. */
export async function paperFacts(ctx: ReadContext, contract: Contract, locale: Locale = 'zh'): Promise<ContractPaper> {
  const [lender, version, customer, name] = [
    await lenderProfile(ctx),
    await versionById(ctx, contract.productVersionId),
    await customerById(ctx, contract.customerId),
    await nameOf(ctx, contract.customerId),
  ]
  const unknown = '—'
  return {
    number: contract.number,
    lenderName: lender.name[locale],
    borrower: {
      name: name ?? customer.nameMasked ?? unknown,
      residentId: customer.residentIdMasked ?? unknown,
      mobile: customer.mobileMasked,
      bankCard: [customer.bankName?.[locale], customer.bankCardMasked ?? unknown].filter(Boolean).join(' '),
    },
    productName: version.name[locale],
    principalFen: contract.principalFen,
    termMonths: contract.termMonths,
    methodName: METHOD_NAMES[contract.method][locale],
    annualRatePpm: contract.annualRatePpm,
    costSimplePpm: contract.annualCostSimplePpm,
    costIrrPpm: contract.annualCostIrrPpm,
    preparedOn: contract.preparedOn,
    schedule: scheduleOf(loanTermsFrom(contract), contract.preparedOn),
    costTable: contract.costTable,
    clauses: clausesIn(contract, version.terms.costCapPpm),
    termsHash: contract.termsHash,
    madeAt: contract.signature?.at ?? contract.createdAt,
    confirmations: confirmationsOf(contract, contract.signature, locale),
    signed: contract.pdfSha256 ? { sha256: contract.pdfSha256 } : contract.signedAt ? 'onPaper' : 'unsigned',
  }
}

function confirmationsOf(
  { acknowledgement }: Contract,
  signature: Pick<Signature, 'means' | 'provider'> | null,
  locale: Locale,
): string[] {
  const says = CONFIRMATIONS[locale]
  if (!acknowledgement || !signature) return [says.open]
  const { channel, at, readSeconds, batchId } = acknowledgement
  if (channel === 'batch') return [says.batch(batchId ?? '—')]
  return [says.read(localTime(at), Math.floor(readSeconds)), says.signed(signature.means[locale], signature.provider)]
}

const CONFIRMATIONS = {
  zh: {
    open: '（待借款人阅读确认并签署）',
    batch: (id: string) =>
      `借款人已在系统之外以书面方式确认综合融资成本明示表并签署合同；由操作人随批次 ${id} 一并确认导入，系统内没有阅读记录。`,
    read: (at: string, seconds: number) => `借款人于 ${at} 阅读综合融资成本明示表至末尾（阅读 ${seconds} 秒）并确认。`,
    signed: (means: string, provider: string) => `签署方式：${means}；服务方：${provider}。`,
  },
  en: {
    open: '(To be read, confirmed and signed by the borrower)',
    batch: (id: string) =>
      `The borrower confirmed the table of all-in cost and signed the contract in writing outside the system; the operator confirmed it with batch ${id}. There is no record of the reading in the system.`,
    read: (at: string, seconds: number) =>
      `On ${at} the borrower read the table of all-in cost to its end (${seconds} seconds) and confirmed it.`,
    signed: (means: string, provider: string) => `Signed by: ${means}; provider: ${provider}.`,
  },
} as const

function localTime(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
