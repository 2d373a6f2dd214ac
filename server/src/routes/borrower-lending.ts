import { createHash } from 'node:crypto'
import { borrowerApi } from '@puhui/api'
import { signCodeText } from '../flows/borrower-messages.ts'
import { prepareContract } from '../flows/prepare-contract.ts'
import { previewOfRepayment } from '../flows/repay.ts'
import { acknowledgeDisclosure, requireSignable, type SignedPaper, signContract } from '../flows/sign-contract.ts'
import { type Contract, contractById, minReadSeconds } from '../modules/contracts/index.ts'
import { languageOf, mobileOf } from '../modules/customers/index.ts'
import { quoteShown } from '../modules/products/index.ts'
import { previewShown } from '../modules/servicing/index.ts'
import { contractPdf } from '../papers/index.ts'
import { sendCode, tryCode, useCode } from '../platform/auth/code.ts'
import { limitCodes, RESEND_SECONDS } from '../platform/auth/code-limits.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountWrite, type StepsContext } from '../platform/http/mount.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import { borrowerJourney } from '../views/borrower-journey.ts'
import { contractFileName, contractPaperOf, paperFacts } from '../views/contract-paper.ts'
import { borrowerLoanFile } from '../views/loan-file.ts'
import { accountStatementOf, repaymentScheduleOf, settlementCertificateOf } from '../views/loan-papers.ts'
import { borrowerRepayment } from './borrower-repayment.ts'
import type { LendingPorts } from './lending.ts'

/** The borrower's side from the approved application on: contract, signature, loan, repayment, papers. */
export function borrowerLending(app: App, ports: LendingPorts): void {
  mountWrite(app, borrowerApi.prepareContract, async (ctx, { params, body }) => {
    const choice = { ...body, principalFen: BigInt(body.principalFen) }
    const { contract, quote, version, clauses } = await prepareContract(ctx, ctx.actor.id, params.applicationId, choice)
    return {
      contractId: contract.id,
      number: contract.number,
      quote: quoteShown(quote, version, 'own'),
      costTable: contract.costTable,
      termsHash: contract.termsHash,
      minReadSeconds: minReadSeconds((await lenderProfile(ctx)).kind),
      clauses: clauses.map(({ title, text }) => ({ title, text })),
      status: contract.status as never,
    }
  })
  mountWrite(app, borrowerApi.acknowledgeDisclosure, async (ctx, { params, body }) => {
    await acknowledgeDisclosure(ctx, ctx.actor.id, params.contractId, body)
    return { done: true as const }
  })
  mountWrite(
    app,
    borrowerApi.sendSignCode,
    async (ctx, { params }) => {
      const contract = await disclosedContract(ctx, params.contractId)
      const language = await languageOf(ctx, ctx.actor.id)
      await sendCode(ctx, {
        purpose: 'sign_contract',
        mobile: await mobileOf(ctx, ctx.actor.id),
        boundTo: contract.id,
        customerId: ctx.actor.id,
        text: (code) => signCodeText(contract.number, code)[language],
      })
      await record(ctx, {
        action: 'contracts.sign_code_sent',
        objectKind: 'contract',
        objectId: contract.id,
        customerId: ctx.actor.id,
      })
      return { sent: true as const, resendAfterSeconds: RESEND_SECONDS }
    },
    async (ctx, { params }) => {
      await disclosedContract(ctx, params.contractId)
      await limitCodes(ctx, { mobile: await mobileOf(ctx, ctx.actor.id), purpose: 'sign_contract' })
    },
  )
  mountWrite(
    app,
    borrowerApi.signContract,
    async (ctx, { params }, before: Awaited<ReturnType<typeof signPaper>>) => {
      if (before === null) throw new RefusalError({ code: 'contracts.illegal_step', status: 'signed' })
      await useCode(ctx, before.proof)
      await signContract(ctx, ctx.actor.id, params.contractId, before.paper)
      return borrowerJourney(ctx, ctx.actor.id)
    },
    (ctx, { params, body }) => signPaper(ctx, ports, params.contractId, body.code),
  )
  mountRead(app, borrowerApi.borrowerContractPdf, async (ctx, { params }) => {
    const contract = await contractById(ctx, params.contractId, ctx.actor.id)
    const content = await contractPaperOf(ctx, contract, ctx.locale)
    return { fileName: contractFileName(contract, ctx.locale), content, isInline: true }
  })
  mountRead(app, borrowerApi.borrowerLoan, (ctx, { params }) => borrowerLoanFile(ctx, ctx.actor.id, params.loanId))
  mountWrite(app, borrowerApi.borrowerPreview, async (ctx, { params, body }) => {
    const wish = { ...body, amountFen: BigInt(body.amountFen), channel: 'h5' }
    const { postings: _postings, ...shown } = previewShown(
      await previewOfRepayment(ctx, params.loanId, wish, ctx.actor.id),
    )
    return shown
  })
  borrowerRepayment(app, ports.bank)
  mountRead(app, borrowerApi.borrowerCertificate, (ctx, { params }) =>
    settlementCertificateOf(ctx, params.loanId, ctx.actor.id),
  )
  mountRead(app, borrowerApi.borrowerSchedulePdf, (ctx, { params }) =>
    repaymentScheduleOf(ctx, params.loanId, { customerId: ctx.actor.id }),
  )
  mountRead(app, borrowerApi.borrowerStatementPdf, (ctx, { params, query }) =>
    accountStatementOf(ctx, params.loanId, query, ctx.actor.id),
  )
}

async function disclosedContract(ctx: ReadContext, contractId: string): Promise<Contract> {
  const contract = await contractById(ctx, contractId, ctx.actor.id)
  if (contract.status !== 'disclosed') throw new RefusalError({ code: 'contracts.not_disclosed' })
  return contract
}

/**
 * What happens outside before the signature is booked: the code is tried, the paper is set as it will be signed, and the
 * provider signs its hash. A contract that is signed already brings nothing: a repeated request gets its first answer.
 */
async function signPaper(ctx: StepsContext, { eSign }: LendingPorts, contractId: string, code: string) {
  const contract = await contractById(ctx, contractId, ctx.actor.id)
  if (contract.status === 'signed') return null
  const signedAt = ctx.clock.now()
  await requireSignable(ctx, contract, await businessDate(ctx.db), signedAt)
  const mobile = await mobileOf(ctx, ctx.actor.id)
  const proof = await tryCode(ctx, { purpose: 'sign_contract', mobile, boundTo: contract.id }, code)
  const { means, provider, isSimulated } = eSign
  const signature = { means, provider, isSimulated, at: signedAt, reference: '', documentSha256: null }
  const content = await contractPdf(await paperFacts(ctx, { ...contract, signature }))
  const documentSha256 = createHash('sha256').update(content).digest('hex')
  const { reference } = await eSign.sign({ contractId, documentSha256, signedAt })
  const paper: SignedPaper = { means, provider, isSimulated, reference, signedAt, documentSha256, content }
  return { proof, paper }
}
