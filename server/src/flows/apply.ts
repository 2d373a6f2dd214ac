import type { Day } from '@puhui/calendar'
import type { FactRecord } from '@puhui/condition'
import { formatYuan } from '@puhui/money'
import {
  type Application,
  askedFacts,
  type BureauAnswer,
  bureauFacts,
  COMMAND_OF,
  deviceFacts,
  type FactGroup,
  factsOf,
  identityFacts,
  incomeFacts,
  insertBureauQuery,
  insertSubmitted,
  listFacts,
  ownershipFacts,
  ownFacts,
  readLatestOf,
  type Step,
  statedFacts,
  takeStep,
  velocityFacts,
} from '../modules/applications/index.ts'
import {
  type Customer,
  consentsOf,
  customerById,
  identityChecksOf,
  identityVerdict,
  NECESSARY,
  requireConsent,
} from '../modules/customers/index.ts'
import { makeDecision } from '../modules/decisions/index.ts'
import { listedOn, type Subject, subjectsOf } from '../modules/lists/index.ts'
import { chosenFor, contestOn, type PolicyInUse } from '../modules/policies/index.ts'
import { lawfulQuote, offeredVersion, type ProductVersion } from '../modules/products/index.ts'
import { lawOn } from '../modules/regulations/index.ts'
import { lookInto } from '../modules/underwriting/index.ts'
import { countIn, velocityOf } from '../modules/velocity/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import type { Fetched } from './fetch-data.ts'
import { paidTo, requireLawfulUse } from './lawful-use.ts'
import { requireWithinLegalLimit } from './lending-limit.ts'
import { offerOf, withinBurden } from './offer.ts'
import { ownHistories } from './own-history.ts'

/** An application as it would be made now, with every fact that needs nobody outside. */
export interface PreparedApplication {
  readonly customer: Customer
  readonly version: ProductVersion
  readonly policy: PolicyInUse
  /** Versions that are only asked what they would have said of the same facts. */
  readonly shadows: readonly PolicyInUse[]
  readonly on: Day
  readonly wish: Pick<Application, 'requestedFen' | 'termMonths' | 'method' | 'purpose' | 'purposeNote' | 'merchantId'>
  readonly groups: readonly FactGroup[]
  /** What the applicant is known by, for counting. */
  readonly subjects: readonly Subject[]
  readonly steps: readonly Step[]
  /** The application that waits for more data and is handed in again. */
  readonly again: Application | null
  /** Every fact that is known without asking anybody. */
  readonly known: FactRecord
  /** What the customer owes already. */
  readonly outstandingFen: bigint
}

/**
 * Looks at what a customer has handed in and what is still missing.
 *
 * @refuses applications.step_missing, compliance.consent_missing, applications.already_open, products.not_found, the
 *   refusals of a quote, of the scene and of the use, compliance.limit_exceeded, checked in this order
 */
export async function prepareApplication(
  ctx: ReadContext,
  customerId: string,
  device: string | null = null,
): Promise<PreparedApplication> {
  const customer = await customerById(ctx, customerId)
  const checks = await identityChecksOf(ctx, customerId)
  if (identityVerdict(checks) !== 'passed') throw stepMissing('identity')
  if (customer.incomeMonthlyFen === null || customer.bankCardMasked === null) throw stepMissing('income')
  for (const purpose of NECESSARY) await requireConsent(ctx, customerId, purpose)
  const latest = await readLatestOf(ctx.db, customerId)
  if (latest && OPEN.has(latest.status)) throw new RefusalError({ code: 'applications.already_open' })
  if (customer.wish === null) throw stepMissing('wish')

  const { principalFen, productCode, termMonths, method, purpose, purposeNote, merchantId } = customer.wish
  const requestedFen = BigInt(principalFen)
  const declared = { purpose, purposeNote: purposeNote ?? null, merchantId: merchantId ?? null }
  const on = await businessDate(ctx.db)
  const version = await offeredVersion(ctx, productCode, on)
  const law = await lawOn(ctx, on)
  await lawfulQuote(ctx, version, { principalFen: requestedFen, termMonths, method, disbursedOn: on })
  const { payee, merchant } = await paidTo(ctx, version.terms, declared)
  requireLawfulUse(law.kind, on, { ...declared, amountFen: requestedFen, termMonths, payee })
  const wish = { requestedFen, termMonths, method, ...declared, merchantId: merchant?.id ?? null }
  const subjects = await subjectsOf(ctx, customerId, device)
  const listed = await listedOn(ctx, subjects, on)
  const own = (await ownHistories(ctx, [customerId]))(customerId)
  const history = { ...own, isBlacklisted: own.isBlacklisted || listed.black }
  requireWithinLegalLimit(law, history, wish.requestedFen)

  const now = ctx.clock.now()
  const groups = [
    askedFacts(wish, now),
    statedFacts(customer),
    identityFacts(customer, checks, on),
    ownFacts(wish, version, history, law.kind, on, now),
    listFacts(listed, now),
  ]
  const { policy, shadows } = chosenFor(await contestOn(ctx, on), customerId)
  const known = { ...factsOf(groups), ...(await velocityOf(ctx, subjects)) }
  const again = latest?.status === 'moreData' ? latest : null
  return {
    customer,
    version,
    policy,
    shadows,
    on,
    wish,
    groups,
    steps: await stepsOf(ctx, customer),
    again,
    known,
    subjects,
    outstandingFen: history.outstandingFen,
  }
}

const OPEN = new Set(['draft', 'submitted', 'referred', 'approved', 'contracted'])

function stepMissing(step: string): RefusalError {
  return new RefusalError({ code: 'applications.step_missing', step })
}

/** What the borrower did, from the first visit to handing in: kept with the application (APP-02). */
async function stepsOf(ctx: ReadContext, customer: Customer): Promise<Step[]> {
  const checks = await identityChecksOf(ctx, customer.id)
  const firstOf = (kind: string) => checks.find((check) => check.kind === kind)?.at
  const income = customer.profile.incomeMonthlyFen?.at
  const dated: [string, string | undefined][] = [
    ['registered', customer.createdAt],
    ['identity', firstOf('document')],
    ['face', firstOf('face')],
    ['income', income],
    ['submitted', ctx.clock.now()],
  ]
  return dated.flatMap(([step, at]) => (at === undefined ? [] : [{ step, at }])).sort((a, b) => (a.at < b.at ? -1 : 1))
}

/**
 * Hands an application in and decides it, in one transaction: facts, decision, outcome and journal stand together.
 *
 * @param fetched what providers answered, asked before the transaction
 * @returns the id of the application
 */
export async function submitAndDecide(
  ctx: WriteContext,
  prepared: PreparedApplication,
  { bureau, income, device, ownership }: Fetched,
): Promise<string> {
  const { customer, version, wish, steps, again } = prepared
  const id = again?.id ?? ctx.ids.next('app')
  const counts = await countIn(ctx, { id, customerId: customer.id }, prepared.subjects)
  const at = ctx.clock.now()
  const found = [
    ...prepared.groups,
    velocityFacts(counts, at),
    ...(income ? [incomeFacts(income, customer, at)] : []),
    ...(device ? [deviceFacts(device, at)] : []),
    ...(ownership ? [ownershipFacts(ownership, at)] : []),
    bureauFacts(bureau, customer, at),
  ]
  const { purpose } = wish
  const { group } = await lookInto(ctx, { applicationId: id, customer, purpose, groups: found, on: prepared.on })
  const groups = [...found, group]
  if (again) {
    const now = ctx.clock.now()
    await takeStep(ctx, again, 'submit', { facts: groups, steps: [...again.steps, { step: 'resubmitted', at: now }] })
  } else {
    const asked = { customerId: customer.id, productCode: version.code, productVersionId: version.id, ...wish }
    const isTaken = await insertSubmitted(ctx, { id, ...asked, channel: 'h5', facts: groups, steps })
    if (!isTaken) throw new RefusalError({ code: 'applications.already_open' })
  }
  await recordSubmitted(ctx, id, prepared)
  if (bureau) await keepBureauQuery(ctx, customer.id, id, bureau)
  await decideSubmitted(ctx, prepared, { id, facts: factsOf(groups), steps: again?.steps ?? steps })
  return id
}

function recordSubmitted(ctx: WriteContext, id: string, { customer, version, wish }: PreparedApplication) {
  return record(ctx, {
    action: 'applications.submitted',
    objectKind: 'application',
    objectId: id,
    customerId: customer.id,
    after: { ...wish, productCode: version.code, productVersion: version.version, status: 'submitted' },
  })
}

/** Writes down that a bureau was asked for an application, under which consent and at what price. */
export async function keepBureauQuery(
  ctx: WriteContext,
  customerId: string,
  applicationId: string,
  answer: BureauAnswer,
) {
  const consent = (await consentsOf(ctx, customerId)).findLast(({ purpose }) => purpose === 'bureau-query')
  await insertBureauQuery(ctx, { customerId, applicationId, answer, consentVersion: consent?.version ?? 0 })
  await record(ctx, {
    action: 'applications.bureau_queried',
    objectKind: 'application',
    objectId: applicationId,
    customerId,
    after: {
      provider: answer.provider,
      status: answer.status,
      price: formatYuan(answer.priceFen),
      isSimulated: answer.isSimulated,
    },
  })
}

async function decideSubmitted(
  ctx: WriteContext,
  { customer, version, policy, shadows, wish, outstandingFen, on }: PreparedApplication,
  { id, facts, steps }: { readonly id: string; readonly facts: FactRecord; readonly steps: readonly Step[] },
): Promise<void> {
  const { id: decisionId, verdict } = await makeDecision(ctx, policy, {
    applicationId: id,
    customerId: customer.id,
    facts,
    shadows,
  })
  const offer = withinBurden(offerOf(verdict, version, wish.requestedFen, outstandingFen), await lawOn(ctx, on), facts)
  const now = ctx.clock.now()
  const status = await takeStep(ctx, { id, status: 'submitted' }, COMMAND_OF[offer.outcome], {
    ...offer.set,
    decision_id: decisionId,
    steps: [...steps, { step: 'decided', at: now }],
    decided_at: now,
  })
  await record(ctx, {
    action: 'applications.decided',
    objectKind: 'application',
    objectId: id,
    customerId: customer.id,
    before: { status: 'submitted' },
    after: { status, decisionId, outcome: offer.outcome, reasons: verdict.decision.reasons.map(({ code }) => code) },
  })
}
