import type { applicationsApi, OutputOf } from '@puhui/api'
import { applicationById, type FactGroup, readOpinions, readReviews } from '../modules/applications/index.ts'
import { customerById, identityChecksOf } from '../modules/customers/index.ts'
import { decisionShown, factLabel, factShown, readDecisionsOf } from '../modules/decisions/index.ts'
import { policyInUse, readPolicy } from '../modules/policies/index.ts'
import { versionById } from '../modules/products/index.ts'
import { actorName } from '../platform/actor-names.ts'
import type { ReadContext } from '../platform/context.ts'
import { checkShown } from './customer-file.ts'

type ApplicationFile = OutputOf<typeof applicationsApi.getApplication>

/** One application with every fact, check, decision and review, each explained. */
export async function applicationFile(ctx: ReadContext, applicationId: string): Promise<ApplicationFile> {
  const application = await applicationById(ctx, applicationId)
  const customer = await customerById(ctx, application.customerId)
  const version = await versionById(ctx, application.productVersionId)
  const checks = await identityChecksOf(ctx, customer.id)
  const reviews = await readReviews(ctx.db, applicationId)
  const { steps, decidedAt } = application
  const [first] = steps
  return {
    id: application.id,
    customerId: customer.id,
    customerName: customer.nameMasked ?? customer.mobileMasked,
    status: application.status,
    productCode: application.productCode,
    productName: version.name,
    productVersion: version.version,
    channel: application.channel,
    purpose: application.purpose,
    requestedFen: String(application.requestedFen),
    termMonths: application.termMonths,
    method: application.method,
    facts: (application.facts ?? []).flatMap(factsShown),
    checks: checks.map((check) => checkShown(check)),
    decisions: await decisionsOf(ctx, applicationId),
    reviews: reviews.map((row) => ({
      id: row.id,
      verdict: row.verdict,
      reason: row.reason,
      reviewer: row.reviewer,
      approvedFen: row.approved_fen === null ? null : String(row.approved_fen),
      at: row.reviewed_at,
    })),
    missing: await missingOf(ctx, applicationId),
    opinions: (await readOpinions(ctx.db, applicationId)).map((row) => ({
      id: row.id,
      approvedFen: String(row.approved_fen),
      reason: row.reason,
      needs: [...row.needs],
      proposedBy: row.proposer,
      proposedById: row.proposed_by,
      proposedAt: row.proposed_at,
      verdict: row.verdict,
      decidedBy: row.decider,
      comment: row.comment,
    })),
    approvedFen: application.approvedFen === null ? null : String(application.approvedFen),
    annualRatePpm: application.annualRatePpm === null ? null : Number(application.annualRatePpm),
    contractId: application.contractId,
    loanId: application.loanId,
    steps: [...steps],
    decisionSeconds: decidedAt === null || !first ? null : secondsBetween(first.at, decidedAt),
    createdBy: await actorName(ctx, application.createdBy),
    createdById: application.createdBy,
    createdAt: application.createdAt,
  } as ApplicationFile
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000
}

function factsShown({ source, at, isVerified, isSimulated, values }: FactGroup): ApplicationFile['facts'] {
  return Object.entries(values).map(([id, value]) => ({
    id,
    label: factLabel(id),
    value: value === null ? null : String(value),
    shown: factShown(id, value),
    source,
    isVerified: isVerified && value !== null,
    isSimulated,
    at,
  }))
}

async function missingOf(ctx: ReadContext, applicationId: string): Promise<ApplicationFile['missing']> {
  const [last] = await readDecisionsOf(ctx.db, applicationId)
  return (last?.trace.missing ?? []).map((fact) => ({ fact, label: factLabel(fact) }))
}

async function decisionsOf(ctx: ReadContext, applicationId: string): Promise<ApplicationFile['decisions']> {
  const rows = await readDecisionsOf(ctx.db, applicationId)
  const shown = rows.map(async (row) => {
    const policy = await readPolicy(ctx.db, row.policy_code, row.policy_version)
    return decisionShown(row, policyInUse(policy!), await actorName(ctx, row.decided_by))
  })
  return Promise.all(shown)
}
