import type { Day } from '@puhui/calendar'
import { holidaysFor } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { drawableOn } from '@puhui/loan'
import { type Quote, quote } from '@puhui/product'
import { sql } from 'kysely'
import {
  type Application,
  countApplications,
  factsOf,
  type OwnHistory,
  readApplications,
} from '../modules/applications/index.ts'
import {
  type Acknowledgement,
  burdenOf,
  type Contract,
  draftContract,
  insertContracts,
  loanIdOf,
  nextContractNumbers,
  requireDisclosed,
  type Signature,
} from '../modules/contracts/index.ts'
import { bookingDay, post } from '../modules/ledger/index.ts'
import { dearestGrade, type ProductVersion, pricedAt, versionById } from '../modules/products/index.ts'
import { type Law, lawOn, requireLawfulOffer } from '../modules/regulations/index.ts'
import { insertEvents, insertLoans, insertOriginationBatch, nextLoanNumbers } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { stringify } from '../platform/db.ts'
import { derivedId } from '../platform/ids.ts'
import { job } from '../platform/jobs/job.ts'
import { recordAll } from '../platform/journal/record.ts'
import { send } from '../platform/outbox/send.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { batchEntries, entryIdsOf } from './day-end/batch-entries.ts'
import { type Disbursement, disbursementOf, paidOutFen } from './disburse.ts'
import { requireWithinLegalLimit } from './lending-limit.ts'
import { ownHistories } from './own-history.ts'

export interface OriginateInput {
  readonly importId?: string | undefined
  readonly applicationIds?: readonly string[] | undefined
  /** Who says that these contracts were read and signed outside. */
  readonly confirmedBy?: string | undefined
}

const CHUNK = 1_000

/** Contracts and pays out approved applications, chunk by chunk; a chunk that is done stays done. */
export const originateBatchJob = job<OriginateInput>({
  name: 'applications.originate_batch',
  title: { zh: '批量签约放款', en: 'Contract and disburse in a batch' },
  run: async (ctx, input) => {
    const total = await countApplications(ctx.platform.db, filterOf(input))
    const refused: Record<string, number> = {}
    let [done, originated] = [0, 0]
    for (let after = ''; ; ) {
      const chunk = await ctx.write((open) => originateChunk(open, input, after))
      if (chunk.last === null) return { total, originated, refused }
      after = chunk.last
      originated += chunk.loanIds.length
      done += chunk.loanIds.length + chunk.refused.length
      for (const { code } of chunk.refused) refused[code] = (refused[code] ?? 0) + 1
      await ctx.progress({ done, total })
    }
  },
})

function filterOf({ importId, applicationIds }: OriginateInput) {
  return { importId, ids: applicationIds, statuses: ['approved'] as const }
}

export interface OriginatedChunk {
  readonly last: string | null
  readonly loanIds: readonly string[]
  /** Left as they are, each with the code of its refusal. */
  readonly refused: readonly { readonly applicationId: string; readonly code: string }[]
}

/**
 * Contracts and pays out one chunk in one transaction. How the contracts were concluded is recorded as it was: outside,
 * confirmed by a person for the whole batch, without a reading time that nobody measured.
 */
export async function originateChunk(
  ctx: WriteContext,
  input: OriginateInput,
  after: string,
): Promise<OriginatedChunk> {
  const on = await bookingDay(ctx)
  const applications = await readApplications(ctx.tx, { ...filterOf(input), after, limit: CHUNK, isLocked: true })
  const last = applications.at(-1)?.id ?? null
  if (last === null) return { last, loanIds: [], refused: [] }
  const batchId = await confirmBatch(ctx, input)
  const around = await surroundingsOf(ctx, applications, { on, batchId })
  const numbers = await nextContractNumbers(ctx.tx, applications.length, on)
  const refused: { applicationId: string; code: string }[] = []
  const made: Originated[] = []
  for (const [at, application] of applications.entries()) {
    const one = originateOne(ctx, application, numbers[at]!, around)
    if (typeof one === 'string') refused.push({ applicationId: application.id, code: one })
    else made.push(one)
  }
  if (made.length > 0) await writeOriginated(ctx, made, { on, key: `batch:${batchId}:${applications[0]!.id}` })
  return { last, loanIds: made.map(({ disbursement }) => disbursement.loan.terms.loanId), refused }
}

const STATEMENT: Localized = {
  zh: '本批合同由借款人在系统之外阅读综合融资成本明示表并签署，由操作人确认后导入。',
  en: 'The borrowers read the cost tables and signed these contracts outside the system; a person confirmed it.',
}

async function confirmBatch(ctx: WriteContext, { importId, confirmedBy }: OriginateInput): Promise<string> {
  const id = derivedId('obt', ctx.requestId)
  const by = confirmedBy ?? ctx.actor.id
  const jobId = ctx.requestId.startsWith('job_') ? ctx.requestId : null
  const facts = { id, importId: importId ?? null, confirmedBy: by, statement: STATEMENT, jobId, at: ctx.clock.now() }
  await insertOriginationBatch(ctx.tx, facts)
  return id
}

interface Surroundings {
  readonly on: Day
  readonly batchId: string
  readonly law: Law
  readonly versions: ReadonlyMap<string, ProductVersion>
  readonly historyOf: (customerId: string) => OwnHistory
  /** What this chunk has lent to a customer already. */
  readonly lentFen: Map<string, bigint>
}

async function surroundingsOf(
  ctx: WriteContext,
  applications: readonly Application[],
  { on, batchId }: Pick<Surroundings, 'on' | 'batchId'>,
): Promise<Surroundings> {
  const versions = new Map<string, ProductVersion>()
  for (const id of new Set(applications.map(({ productVersionId }) => productVersionId)))
    versions.set(id, await versionById(ctx, id))
  const historyOf = await ownHistories(
    ctx,
    applications.map(({ customerId }) => customerId),
  )
  const law = await lawOn(ctx, on)
  return { on, batchId, law, versions, historyOf, lentFen: new Map() }
}

interface Originated {
  readonly application: Application
  readonly contract: Contract
  readonly disbursement: Disbursement
}

function originateOne(
  ctx: WriteContext,
  application: Application,
  number: string,
  around: Surroundings,
): Originated | string {
  const version = around.versions.get(application.productVersionId)!
  const { on, law } = around
  const grade = application.grade ?? dearestGrade(version.terms)
  const { annualRatePpm } = application
  const own = annualRatePpm === null ? version.terms : pricedAt(version.terms, grade, annualRatePpm)
  const priced = quote(own, {
    amountFen: amountOf(application, version),
    termMonths: application.termMonths,
    method: application.method,
    grade,
    disbursedOn: on,
    holidays: holidaysFor(own.workingDayShift),
  })
  if (!priced.ok) return priced.error.code
  const { id: applicationId, customerId } = application
  const why = legalRefusal(around, customerId, priced.value)
  if (why) return why
  const burden = burdenOf(priced.value.schedule, factsOf(application.facts ?? []), law.kind, on)
  const at = ctx.clock.now()
  const id = derivedId('ctr', applicationId)
  const draft = draftContract({
    id,
    number,
    applicationId,
    customerId,
    version,
    quote: priced.value,
    burden,
    on,
    createdAt: at,
  })
  const { loan: terms, ...prepared } = draft
  const contract = signedOutside(prepared, around.batchId, at)
  requireDisclosed(law.kind, on, contract, at)
  return { application, contract, disbursement: disbursementOf(terms, on) }
}

/** What was approved, in steps of the product. */
function amountOf({ approvedFen }: Application, { terms }: ProductVersion): bigint {
  const { min, step } = terms.amountFen
  const approved = approvedFen ?? 0n
  return approved < min ? approved : min + ((approved - min) / step) * step
}

/** The code with which the law of the day refuses this price, term or amount; null when it does not. */
function legalRefusal({ law, historyOf, lentFen }: Surroundings, customerId: string, quote: Quote): string | null {
  const newFen = quote.schedule.principalFen
  const lent = lentFen.get(customerId) ?? 0n
  const history = historyOf(customerId)
  try {
    requireLawfulOffer(law, { simpleAnnualPpm: quote.cost.simpleAnnualPpm, termMonths: quote.request.termMonths })
    requireWithinLegalLimit(law, { outstandingFen: history.outstandingFen + lent, unusedFen: 0n }, newFen)
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal.code
    throw error
  }
  lentFen.set(customerId, lent + newFen)
  return null
}

function signedOutside(contract: Contract, batchId: string, at: string): Contract {
  const acknowledgement: Acknowledgement = {
    at,
    readSeconds: 0,
    scrolledToEnd: false,
    channel: 'batch',
    termsHash: contract.termsHash,
    openedAt: at,
    batchId,
  }
  const signature: Signature = {
    at,
    means: { zh: '在系统之外签署，随批次确认', en: 'Signed outside the system, confirmed with the batch' },
    isSimulated: false,
    provider: '—',
    reference: batchId,
    documentSha256: null,
    batchId,
  }
  const loanId = loanIdOf(contract.id)
  return { ...contract, status: 'signed', channel: 'batch', acknowledgement, signature, signedAt: at, loanId }
}

async function writeOriginated(
  ctx: WriteContext,
  made: readonly Originated[],
  { on, key }: { readonly on: Day; readonly key: string },
): Promise<void> {
  const now = ctx.clock.now()
  await insertContracts(
    ctx.tx,
    made.map(({ contract }) => contract),
  )
  const numbers = await nextLoanNumbers(ctx.tx, made.length, on)
  const loans = made.map(({ contract, disbursement: { loan, projection } }, at) => ({
    id: loan.terms.loanId,
    number: numbers[at]!,
    customerId: contract.customerId,
    contractId: contract.id,
    applicationId: contract.applicationId,
    grade: contract.grade,
    annualCostSimplePpm: contract.annualCostSimplePpm,
    terms: loan.terms,
    projection,
    drawable: drawableOn(loan, on),
  }))
  await insertLoans(ctx.tx, loans, now)
  const items = made.map(({ contract, disbursement: { event, lines, loan } }) => ({
    productCode: contract.productCode,
    loanId: loan.terms.loanId,
    eventId: event.id,
    lines,
  }))
  const entries = batchEntries({ kind: 'disbursed', on, key }, items)
  await post(ctx, entries)
  const entryIds = entryIdsOf(entries)
  const events = made.map(({ disbursement: { event, loan } }) => ({
    loanId: loan.terms.loanId,
    event,
    entryId: entryIds.get(event.id)!,
  }))
  await insertEvents(ctx.tx, events, { actor: ctx.actor.id, recordedAt: now })
  await moveOn(ctx, made)
  await instructBank(ctx, made, key)
  await recordAll(ctx, made.map(journalLine))
}

/** Applications and customers, each in one statement; whoever was faster with one makes the whole chunk start again. */
async function moveOn(ctx: WriteContext, made: readonly Originated[]): Promise<void> {
  const now = ctx.clock.now()
  const rows = made.map(({ application, contract }) => ({
    id: application.id,
    contract_id: contract.id,
    loan_id: contract.loanId,
  }))
  const { numAffectedRows } = await sql`
    update application a set status = 'disbursed', contract_id = r.contract_id, loan_id = r.loan_id,
        steps = a.steps || ${stringify([{ step: 'disbursed', at: now }])}::jsonb, changed_at = ${now}::timestamptz
      from jsonb_to_recordset(${stringify(rows)}::jsonb) as r (id text, contract_id text, loan_id text)
      where a.id = r.id and a.status = 'approved'`.execute(ctx.tx)
  if (numAffectedRows !== BigInt(made.length)) throw new RefusalError({ code: 'loans.changed_meanwhile' })
  const customers = [...new Set(made.map(({ application }) => application.customerId))]
  await sql`
    update customer set status = 'borrower', changed_at = ${now}::timestamptz
      where id = any(${customers}::text[]) and status <> 'borrower'`.execute(ctx.tx)
}

/** One file for the bank, as payments in bulk are made. */
async function instructBank(ctx: WriteContext, made: readonly Originated[], key: string): Promise<void> {
  const payments = made.map(({ disbursement: { loan } }) => ({
    loanId: loan.terms.loanId,
    amountFen: String(paidOutFen(loan.terms)),
  }))
  const totalFen = made.reduce((sum, { disbursement: { loan } }) => sum + paidOutFen(loan.terms), 0n)
  await send(ctx, {
    kind: 'bank',
    template: 'loans.disbursement_file',
    body: `批量放款 ${made.length} 笔，合计 ${totalFen / 100n}.${String(totalFen % 100n).padStart(2, '0')} 元`,
    payload: { purpose: 'disbursement', count: made.length, totalFen: String(totalFen), payments },
    objectKind: 'origination_batch',
    objectId: key.split(':')[1]!,
    dedupKey: `disbursement:${key}`,
  })
}

function journalLine({ application, contract, disbursement: { event, loan } }: Originated) {
  return {
    action: 'loans.disbursed',
    objectKind: 'loan',
    objectId: contract.loanId!,
    customerId: application.customerId,
    after: {
      applicationId: application.id,
      contractId: contract.id,
      eventId: event.id,
      principalFen: loan.core.disbursedFen,
      channel: contract.channel,
      batchId: contract.signature!.batchId,
    },
  }
}
