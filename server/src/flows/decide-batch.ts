import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import type { ClaimRule } from '@puhui/policy'
import { sql } from 'kysely'
import {
  type Application,
  COMMAND_OF,
  countApplications,
  decideStep,
  factsOf,
  type OwnHistory,
  ownFacts,
  readApplications,
} from '../modules/applications/index.ts'
import { insertDecisions, insertShadows, verdictOn } from '../modules/decisions/index.ts'
import { readListsOfCustomers } from '../modules/lists/index.ts'
import { type Contest, chosenFor, contestOn, type PolicyInUse } from '../modules/policies/index.ts'
import { type ProductVersion, versionById } from '../modules/products/index.ts'
import { type Law, lawOn } from '../modules/regulations/index.ts'
import { claimRulesOf, truthOfBatch, underwritingParameters } from '../modules/underwriting/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { stringify } from '../platform/db.ts'
import { job } from '../platform/jobs/job.ts'
import { recordAll } from '../platform/journal/record.ts'
import { type Offer, offerOf, withinBurden } from './offer.ts'
import { ownHistories } from './own-history.ts'

export interface BatchInput {
  readonly importId?: string | undefined
  readonly applicationIds?: readonly string[] | undefined
}

const CHUNK = 2_000

/** Decides applications that were handed in and not decided, chunk by chunk; a chunk that is done stays done. */
export const decideBatchJob = job<BatchInput>({
  name: 'applications.decide_batch',
  title: { zh: '批量决策', en: 'Decide in a batch' },
  run: async (ctx, input) => {
    const total = await countApplications(ctx.platform.db, filterOf(input))
    const outcomes: Record<string, number> = {}
    let done = 0
    for (let after = ''; ; ) {
      const chunk = await ctx.write((open) => decideChunk(open, input, after))
      if (chunk.last === null) return { total, outcomes }
      after = chunk.last
      done += chunk.outcomes.length
      for (const outcome of chunk.outcomes) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      await ctx.progress({ done, total })
    }
  },
})

function filterOf({ importId, applicationIds }: BatchInput) {
  return { importId, ids: applicationIds, statuses: ['submitted'] as const }
}

/** Decides one chunk in one transaction: facts, decisions, outcomes and journal in a few statements. */
export async function decideChunk(
  ctx: WriteContext,
  input: BatchInput,
  after: string,
): Promise<{ readonly last: string | null; readonly outcomes: readonly string[] }> {
  const applications = await readApplications(ctx.db, { ...filterOf(input), after, limit: CHUNK })
  const last = applications.at(-1)?.id ?? null
  if (last === null) return { last, outcomes: [] }
  const surroundings = await surroundingsOf(ctx, applications)
  const decided = applications.map((application) => decideOne(ctx, application, surroundings))
  for (const [policy, made] of byPolicy(decided)) await insertDecisions(ctx, policy, made)
  await insertShadows(
    ctx,
    decided.flatMap(({ others }) => others),
  )
  await updateDecided(ctx, decided)
  await recordAll(ctx, decided.map(journalLine))
  return { last, outcomes: decided.map(({ offer }) => offer.outcome) }
}

interface Surroundings {
  readonly contest: Contest
  readonly on: Day
  readonly law: Law
  readonly versions: ReadonlyMap<string, ProductVersion>
  readonly historyOf: (customerId: string) => OwnHistory
  readonly rules: readonly ClaimRule[]
}

async function surroundingsOf(ctx: ReadContext, applications: readonly Application[]): Promise<Surroundings> {
  const on = await businessDate(ctx.db)
  const versions = new Map<string, ProductVersion>()
  for (const id of new Set(applications.map(({ productVersionId }) => productVersionId)))
    versions.set(id, await versionById(ctx, id))
  const customerIds = applications.map(({ customerId }) => customerId)
  const ownOf = await ownHistories(ctx, customerIds)
  const lists = await readListsOfCustomers(ctx.db, customerIds, on)
  const historyOf = (customerId: string) => {
    const own = ownOf(customerId)
    return { ...own, isBlacklisted: own.isBlacklisted || (lists.get(customerId)?.has('black') ?? false) }
  }
  const rules = claimRulesOf((await underwritingParameters(ctx)).values)
  return { contest: await contestOn(ctx, on), on, law: await lawOn(ctx, on), versions, historyOf, rules }
}

function decideOne(
  ctx: WriteContext,
  application: Application,
  { contest, on, law, versions, historyOf, rules }: Surroundings,
) {
  const version = versions.get(application.productVersionId)!
  const history = historyOf(application.customerId)
  const own = ownFacts(application, version, history, law.kind, on, ctx.clock.now())
  const found = [...(application.facts ?? []), own]
  const truth = truthOfBatch(found, { purpose: application.purpose, rules, on, at: ctx.clock.now() })
  const groups = truth === null ? found : [...found, truth]
  const { policy, shadows } = chosenFor(contest, application.customerId)
  const facts = factsOf(groups)
  const verdict = verdictOn(policy, facts)
  const offered = offerOf(verdict, version, application.requestedFen, history.outstandingFen)
  const offer: Offer = withinBurden(offered, law, facts)
  const step = decideStep(application.status, COMMAND_OF[offer.outcome])
  assert(step.ok, 'what was submitted can be decided', { id: application.id })
  const { id: applicationId, customerId } = application
  const id = ctx.ids.next('dec')
  const others = shadows.map((shadow) => ({ decisionId: id, policy: shadow, verdict: verdictOn(shadow, facts) }))
  return { id, applicationId, customerId, policy, others, verdict, offer, status: step.value, groups }
}

type Decided = ReturnType<typeof decideOne>

function byPolicy(decided: readonly Decided[]): Map<PolicyInUse, Decided[]> {
  const groups = new Map<PolicyInUse, Decided[]>()
  for (const one of decided) {
    const group = groups.get(one.policy)
    if (group) group.push(one)
    else groups.set(one.policy, [one])
  }
  return groups
}

/** One statement for the chunk; whoever was faster with one of them makes the whole chunk start again. */
async function updateDecided(ctx: WriteContext, decided: readonly Decided[]): Promise<void> {
  const now = ctx.clock.now()
  const rows = decided.map(({ id, applicationId, offer, status, groups }) => ({
    ...offer.set,
    id: applicationId,
    decision_id: id,
    status,
    facts: groups,
  }))
  const { numAffectedRows } = await sql`
    update application a set status = r.status, outcome = r.outcome, principal_reason = r.principal_reason,
      grade = r.grade, score_points = r.score_points, approved_fen = r.approved_fen,
      annual_rate_ppm = r.annual_rate_ppm, decision_id = r.decision_id, facts = r.facts,
      steps = a.steps || ${stringify([{ step: 'decided', at: now }])}::jsonb, decided_at = ${now}::timestamptz,
      changed_at = ${now}::timestamptz
    from jsonb_to_recordset(${stringify(rows)}::jsonb) as r(id text, status text, outcome text, principal_reason jsonb,
      grade text, score_points int, approved_fen bigint, annual_rate_ppm bigint, decision_id text, facts jsonb)
    where a.id = r.id and a.status = 'submitted'`.execute(ctx.tx)
  assert(numAffectedRows === BigInt(decided.length), 'nobody else decided in between', { count: decided.length })
}

function journalLine({ id, applicationId, customerId, status, offer, verdict }: Decided) {
  return {
    action: 'applications.decided',
    objectKind: 'application',
    objectId: applicationId,
    customerId,
    before: { status: 'submitted' },
    after: {
      status,
      decisionId: id,
      outcome: offer.outcome,
      reasons: verdict.decision.reasons.map(({ code }) => code),
    },
  }
}
