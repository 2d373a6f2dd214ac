import { METHOD_NAMES } from '@puhui/product'
import { clausesIn } from '../flows/prepare-contract.ts'
import { type Contract, loanTermsFrom, readPaper, type Signature, scheduleOf } from '../modules/contracts/index.ts'
import { customerById, nameOf } from '../modules/customers/index.ts'
import { versionById } from '../modules/products/index.ts'
import type { ContractPaper } from '../papers/index.ts'
import { contractPdf } from '../papers/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'

/** The paper of a contract: the bytes that were signed, or set now from the same facts. */
export async function contractPaperOf(ctx: ReadContext, contract: Contract): Promise<Buffer> {
  return (await readPaper(ctx.db, contract.id)) ?? contractPdf(await paperFacts(ctx, contract))
}

/** What stands on the paper. Nothing of it depends on when it is asked for. */
export async function paperFacts(ctx: ReadContext, contract: Contract): Promise<ContractPaper> {
  const [lender, version, customer, name] = [
    await lenderProfile(ctx),
    await versionById(ctx, contract.productVersionId),
    await customerById(ctx, contract.customerId),
    await nameOf(ctx, contract.customerId),
  ]
  const unknown = '—'
  return {
    number: contract.number,
    lenderName: lender.name.zh,
    borrower: {
      name: name ?? customer.nameMasked ?? unknown,
      residentId: customer.residentIdMasked ?? unknown,
      mobile: customer.mobileMasked,
      bankCard: [customer.bankName?.zh, customer.bankCardMasked ?? unknown].filter(Boolean).join(' '),
    },
    productName: version.name.zh,
    principalFen: contract.principalFen,
    termMonths: contract.termMonths,
    methodName: METHOD_NAMES[contract.method].zh,
    annualRatePpm: contract.annualRatePpm,
    costSimplePpm: contract.annualCostSimplePpm,
    costIrrPpm: contract.annualCostIrrPpm,
    preparedOn: contract.preparedOn,
    schedule: scheduleOf(loanTermsFrom(contract), contract.preparedOn),
    costTable: contract.costTable,
    clauses: clausesIn(contract, version.terms.costCapPpm),
    termsHash: contract.termsHash,
    madeAt: contract.signature?.at ?? contract.createdAt,
    confirmations: confirmationsOf(contract, contract.signature),
  }
}

function confirmationsOf(
  { acknowledgement }: Contract,
  signature: Pick<Signature, 'means' | 'provider'> | null,
): string[] {
  if (!acknowledgement || !signature) return ['（待借款人阅读确认并签署）']
  const { channel, at, readSeconds, batchId } = acknowledgement
  if (channel === 'batch') {
    return [
      `借款人已在系统之外以书面方式确认综合融资成本明示表并签署合同；由操作人随批次 ${batchId} 一并确认导入，系统内没有阅读记录。`,
    ]
  }
  return [
    `借款人于 ${localTime(at)} 阅读综合融资成本明示表至末尾（阅读 ${Math.floor(readSeconds)} 秒）并确认。`,
    `签署方式：${signature.means.zh}；服务方：${signature.provider}。`,
  ]
}

function localTime(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
