import type { Day } from '@puhui/calendar'
import { formatYuan } from '@puhui/money'
import type { Quote, RepaymentMethod } from '@puhui/product'
import { type Application, applicationById, factsOf, moveApplication } from '../modules/applications/index.ts'
import {
  burdenOf,
  type Clause,
  type Contract,
  clausesOf,
  draftContract,
  holdApplication,
  insertContracts,
  loanTermsFrom,
  nextContractNumbers,
  readContractOf,
  updateToVoid,
} from '../modules/contracts/index.ts'
import { bookingDay } from '../modules/ledger/index.ts'
import { dearestGrade, type ProductVersion, quoteFor, versionById } from '../modules/products/index.ts'
import { lawOn, requireLawfulOffer } from '../modules/regulations/index.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { paidTo, requireLawfulUse } from './lawful-use.ts'
import { requireWithinLegalLimit } from './lending-limit.ts'
import { ownHistories } from './own-history.ts'

/** What the borrower chose of what was approved. */
export interface Choice {
  readonly principalFen: bigint
  readonly termMonths: number
  readonly method: RepaymentMethod
}

export interface PreparedContract {
  readonly contract: Contract
  readonly quote: Quote
  readonly version: ProductVersion
  readonly clauses: readonly Clause[]
}

/**
 * Prepares the contract of an approved application: priced, with its cost table and wording, ready to be read. The same
 * choice on the same day finds the contract that is there; another one makes that void.
 *
 * @refuses applications.not_found, applications.not_approved, applications.amount_above_limit, the refusals of a quote,
 *   compliance.limit_exceeded, the refusals of the scene and of the use
 */
export async function prepareContract(
  ctx: WriteContext,
  customerId: string,
  applicationId: string,
  choice: Choice,
): Promise<PreparedContract> {
  const on = await bookingDay(ctx)
  await holdApplication(ctx.tx, applicationId)
  const application = await approvedOf(ctx, customerId, applicationId)
  if (choice.principalFen > application.approvedFen) {
    throw new RefusalError({ code: 'applications.amount_above_limit', limit: formatYuan(application.approvedFen) })
  }
  const version = await versionById(ctx, application.productVersionId)
  const quote = quoteFor(version, {
    ...choice,
    grade: application.grade ?? dearestGrade(version.terms),
    annualRatePpm: application.annualRatePpm ?? undefined,
    disbursedOn: on,
  })
  const law = await lawOn(ctx, on)
  requireLawfulOffer(law, { simpleAnnualPpm: quote.cost.simpleAnnualPpm, termMonths: choice.termMonths })
  const history = (await ownHistories(ctx, [customerId]))(customerId)
  requireWithinLegalLimit(law, { ...history, unusedFen: 0n }, choice.principalFen)
  const { payee, merchant } = await paidTo(ctx, version.terms, application)
  const { purpose, purposeNote } = application
  requireLawfulUse(law.kind, on, { purpose, purposeNote, ...asLoan(choice), payee })

  const open = await readContractOf(ctx.db, applicationId)
  if (open && isSame(open, choice, on)) return withClauses(open, quote, version)
  if (open) await voidContract(ctx, open)
  const burden = burdenOf(quote.schedule, factsOf(application.facts ?? []), law.kind, on)
  const named = merchant ? { merchantId: merchant.id, name: merchant.name } : undefined
  const contract = await writeContract(ctx, application, { version, quote, burden, payee: named, on })
  return withClauses(contract, quote, version)
}

function asLoan({ principalFen, termMonths }: Choice) {
  return { amountFen: principalFen, termMonths }
}

type Approved = Application & { readonly approvedFen: bigint }

async function approvedOf(ctx: Pick<ReadContext, 'db'>, customerId: string, applicationId: string): Promise<Approved> {
  const application = await applicationById(ctx, applicationId)
  if (application.customerId !== customerId) throw new RefusalError({ code: 'applications.not_found' })
  const { approvedFen, status } = application
  if (status !== 'approved' || approvedFen === null) throw new RefusalError({ code: 'applications.not_approved' })
  return { ...application, approvedFen }
}

function isSame(contract: Contract, choice: Choice, on: Day): boolean {
  const { preparedOn, principalFen, termMonths, method } = contract
  return (
    preparedOn === on &&
    principalFen === choice.principalFen &&
    termMonths === choice.termMonths &&
    method === choice.method
  )
}

/** A contract that nobody signed gives way to another choice or another offer. */
export async function voidContract(ctx: WriteContext, { id, customerId, status }: Contract): Promise<void> {
  if (!(await updateToVoid(ctx.tx, id))) throw new RefusalError({ code: 'contracts.illegal_step', status })
  await record(ctx, {
    action: 'contracts.voided',
    objectKind: 'contract',
    objectId: id,
    customerId,
    before: { status },
  })
}

async function writeContract(
  ctx: WriteContext,
  application: Approved,
  facts: Pick<Parameters<typeof draftContract>[0], 'version' | 'quote' | 'burden' | 'payee' | 'on'>,
): Promise<Contract> {
  const { id: applicationId, customerId } = application
  const [number] = await nextContractNumbers(ctx.tx, 1, facts.on)
  const id = ctx.ids.next('ctr')
  const createdAt = ctx.clock.now()
  const { loan: _loan, ...contract } = draftContract({
    id,
    number: number!,
    applicationId,
    customerId,
    createdAt,
    ...facts,
  })
  await insertContracts(ctx.tx, [contract])
  await moveApplication(ctx, applicationId, { from: 'approved', to: 'approved', contract_id: id })
  await record(ctx, {
    action: 'contracts.prepared',
    objectKind: 'contract',
    objectId: id,
    customerId,
    after: {
      applicationId,
      principalFen: contract.principalFen,
      termMonths: contract.termMonths,
      method: contract.method,
      annualRatePpm: contract.annualRatePpm,
      annualCostSimplePpm: contract.annualCostSimplePpm,
      termsHash: contract.termsHash,
    },
  })
  return contract
}

function withClauses(contract: Contract, quote: Quote, version: ProductVersion): PreparedContract {
  return { contract, quote, version, clauses: clausesIn(contract, version.terms.costCapPpm) }
}

/** The wording of a contract that is kept. */
export function clausesIn(contract: Contract, costCapPpm: bigint): readonly Clause[] {
  return clausesOf({
    terms: loanTermsFrom(contract),
    burden: contract.terms.burden,
    payee: contract.terms.payee,
    costSimplePpm: contract.annualCostSimplePpm,
    costCapPpm,
  })
}
