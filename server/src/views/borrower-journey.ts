import type { borrowerApi, OutputOf } from '@puhui/api'
import type { Policy } from '@puhui/policy'
import { type Application, readLatestOf, readReviews } from '../modules/applications/index.ts'
import {
  type Customer,
  customerById,
  identityChecksOf,
  identityVerdict,
  languageOf,
  NECESSARY,
} from '../modules/customers/index.ts'
import { readDecisionsOf, reasonsShown } from '../modules/decisions/index.ts'
import { readPolicy } from '../modules/policies/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { consentsShown } from './consents-shown.ts'

type Journey = OutputOf<typeof borrowerApi.getJourney>

/** Where a borrower stands and what comes next; leaving and coming back resumes here. */
export async function borrowerJourney(ctx: ReadContext, customerId: string): Promise<Journey> {
  const customer = await customerById(ctx, customerId)
  const checks = await identityChecksOf(ctx, customerId)
  const consents = await consentsShown(ctx, customerId)
  const latest = await readLatestOf(ctx.db, customerId)
  const application = latest && isCurrent(latest, customer) ? latest : null
  const contract = application ? await contractOf(ctx, application.id) : null
  const loans = await loansOf(ctx, customerId)
  const verdict = identityVerdict(checks)
  const isConsented = NECESSARY.every((id) => consents.some((one) => one.purpose === id && one.isGranted))
  return {
    step: stepOf({ customer, verdict, isConsented, application, contract, loans }),
    mobile: customer.mobileMasked,
    name: customer.nameMasked,
    residentId: customer.residentIdMasked,
    identity: { verdict, isSimulated: checks.some((check) => check.isSimulated) },
    income: incomeOf(customer),
    bankCard: customer.bankCardMasked,
    language: await languageOf(ctx, customerId),
    wish: customer.wish === null ? null : wishOf(customer.wish),
    consents,
    application: application ? await briefOf(ctx, application) : null,
    contract,
    loans,
  } as Journey
}

/** The borrower's own application by its id: another person's is as good as none. */
export async function ownApplication(
  ctx: Pick<ReadContext, 'db'>,
  customerId: string,
  applicationId: string,
): Promise<Application> {
  const latest = await readLatestOf(ctx.db, customerId)
  if (latest?.id !== applicationId) throw new RefusalError({ code: 'applications.not_found' })
  return latest
}

const OVER = new Set(['disbursed', 'declined', 'withdrawn', 'expired'])

/** An application that is over stays in view until the borrower says what they want next. */
function isCurrent(application: Application, customer: Customer): boolean {
  if (!OVER.has(application.status)) return true
  const wishAt = customer.wish?.at
  return wishAt === undefined || wishAt <= (application.decidedAt ?? application.createdAt)
}

interface Standing {
  readonly customer: Customer
  readonly verdict: Journey['identity']['verdict']
  readonly isConsented: boolean
  readonly application: Application | null
  readonly contract: Journey['contract']
  readonly loans: Journey['loans']
}

function stepOf({ customer, verdict, isConsented, application, contract, loans }: Standing): Journey['step'] {
  if (application) return stepOfApplication(application, contract, loans)
  if (verdict !== 'passed') return 'identity'
  if (customer.incomeMonthlyFen === null || customer.bankCardMasked === null) return 'income'
  return isConsented ? 'apply' : 'consents'
}

function stepOfApplication(
  { status }: Application,
  contract: Journey['contract'],
  loans: Journey['loans'],
): Journey['step'] {
  switch (status) {
    case 'approved':
    case 'contracted': {
      if (contract === null) return 'decision'
      if (contract.status === 'disclosed') return 'sign'
      if (contract.status !== 'signed') return 'disclosure'
      const loan = loans.find(({ id }) => id === contract.loanId)
      return loan === undefined || loan.status === 'pending' ? 'disbursement' : 'done'
    }
    case 'disbursed':
      return 'done'
    default:
      return 'decision'
  }
}

function incomeOf({ profile, incomeMonthlyFen }: Customer) {
  if (incomeMonthlyFen === null) return null
  const stated = (id: string, otherwise: string) => String(profile[id]?.value ?? otherwise)
  return {
    incomeMonthlyFen: String(incomeMonthlyFen),
    otherDebtMonthlyFen: stated('otherDebtMonthlyFen', '0'),
    occupation: stated('occupation', ''),
    education: stated('education', ''),
    employerYears: Number(profile.employerYears?.value ?? 0),
    homeOwnership: stated('homeOwnership', ''),
  }
}

function wishOf({ at: _at, ...wish }: NonNullable<Customer['wish']>) {
  return wish
}

async function briefOf(ctx: ReadContext, application: Application) {
  const [decision] = await readDecisionsOf(ctx.db, application.id)
  const policy = decision ? await readPolicy(ctx.db, decision.policy_code, decision.policy_version) : null
  const isTold = application.status !== 'approved' && decision && policy
  const reasons = isTold ? reasonsShown(policy, decision.reasons) : []
  const reviews = await readReviews(ctx.db, application.id)
  return {
    id: application.id,
    status: application.status,
    productCode: application.productCode,
    requestedFen: String(application.requestedFen),
    termMonths: application.termMonths,
    method: application.method,
    purpose: application.purpose,
    approvedFen: application.approvedFen === null ? null : String(application.approvedFen),
    annualRatePpm: application.annualRatePpm === null ? null : Number(application.annualRatePpm),
    reasons: reasons.map(({ borrowerText, help }) => ({ text: borrowerText, help })),
    grade: application.grade,
    scorePoints: application.scorePoints,
    improve: decision && policy ? improvements(policy, decision.trace.points) : [],
    mayAskReview: application.status === 'declined' && reviews.length === 0,
    createdAt: application.createdAt,
    facts: null,
  }
}

async function contractOf(ctx: ReadContext, applicationId: string): Promise<Journey['contract']> {
  const row = await ctx.db
    .selectFrom('contract')
    .select(['id', 'number', 'status', 'loan_id', 'principal_fen', 'term_months', 'method'])
    .where('application_id', '=', applicationId)
    .where('status', '<>', 'void')
    .executeTakeFirst()
  if (!row) return null
  const { id, number, status, method } = row
  const chosen = { principalFen: String(row.principal_fen), termMonths: row.term_months, method }
  return { id, number, status: status as never, loanId: row.loan_id, ...chosen } as Journey['contract']
}

async function loansOf(ctx: ReadContext, customerId: string): Promise<Journey['loans']> {
  const rows = await ctx.db
    .selectFrom('loan')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    status: row.status as never,
    principalFen: String(row.principal_fen),
    outstandingFen: String(row.outstanding_fen),
    nextDueOn: row.next_due_on,
    nextDueFen: String(row.next_due_fen),
    overdueFen: String(row.overdue_fen),
    dpd: row.dpd,
  }))
}

const IMPROVEMENTS_MAX = 3

/** The attributes of the score that lost most points, with what would win them back. */
function improvements(policy: Policy, points: readonly (readonly [attributeId: string, points: number])[]) {
  const attributes = policy.stages.flatMap((stage) => (stage.kind === 'scorecard' ? stage.scorecard.attributes : []))
  return points
    .flatMap(([id, given]) => {
      const attribute = attributes.find((one) => one.id === id)
      const reason = policy.reasons.find(({ code }) => code === attribute?.reasonCode)
      if (!attribute || !reason) return []
      const most = Math.max(...attribute.bins.map((bin) => bin.points))
      return [{ lost: most - given, text: reason.borrower, help: reason.help }]
    })
    .filter(({ lost }) => lost > 0)
    .sort((a, b) => b.lost - a.lost)
    .slice(0, IMPROVEMENTS_MAX)
    .map(({ text, help }) => ({ text, help }))
}
