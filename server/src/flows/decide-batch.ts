import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import type { ClaimRule } from '@puhui/policy'
import { sql } from 'kysely'
import {
  type Application,
  COMMAND_OF,
  countApplications,
  decideStep,
  type FactGroup,
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
import { type ReadContext, readContext, type WriteContext } from '../platform/context.ts'
import { stringify } from '../platform/db.ts'
import { type JobContext, job } from '../platform/jobs/job.ts'
import { recordAll } from '../platform/journal/record.ts'
import { keepBureauQuery } from './apply.ts'
import { askForChunk, type ChunkAnswers } from './ask-in-batch.ts'
import { batchReport, tallyShown, wantedSources } from './batch-report.ts'
import type { DataPorts } from './fetch-data.ts'
import { type Offer, offerOf, withinBurden } from './offer.ts'
import { ownHistories } from './own-history.ts'
import { type SourceBudget, sourceBudget } from './source-budget.ts'

export interface BatchInput {
  readonly importId?: string | undefined
  readonly applicationIds?: readonly string[] | undefined
  /** What may be asked outside, and how much of it in all; left out: facts on file only. */
  readonly sources?: { readonly callsMax: number; readonly costFenMax: string } | undefined
  /** Decides and says what it would, and writes nothing. */
  readonly isDryRun?: boolean | undefined
}

const CHUNK = 2_000
/** A chunk that asks outside is small: its answers are written down with it. */
const ASKING_CHUNK = 200

/**
 * Decides applications that were handed in and not decided, chunk by chunk; a chunk that is done stays done. With `ports`
 * it may ask providers outside, stage by stage and within its budget, before the transaction of the chunk.
 */
export function decideBatchWith(ports: DataPorts | null) {
  return job<BatchInput>({
    name: 'applications.decide_batch',
    title: { zh: '批量决策', en: 'Decide in a batch' },
    run: (ctx, input) => (input.isDryRun === true ? planBatch(ctx, input) : decideAll(ctx, ports, input)),
  })
}

export const decideBatchJob = decideBatchWith(null)

async function decideAll(ctx: JobContext, ports: DataPorts | null, input: BatchInput) {
  const total = await countApplications(ctx.platform.db, filterOf(input))
  const budget = budgetOf(input)
  const report = batchReport()
  let done = 0
  for (let after = ''; ; ) {
    const fetched = ports && budget ? await askedFor(ctx, ports, { input, after, budget }) : undefined
    const chunk = await ctx.write((open) => decideChunk(open, input, after, fetched))
    if (chunk.last === null) return { total, ...report.shown(), ...(budget ? { sources: tallyShown(budget) } : {}) }
    after = chunk.last
    done += chunk.outcomes.length
    report.add(chunk.verdicts)
    await ctx.progress({ done, total })
  }
}

/** What providers say of the applications that the next chunk will decide. */
async function askedFor(
  ctx: JobContext,
  ports: DataPorts,
  { input, after, budget }: { readonly input: BatchInput; readonly after: string; readonly budget: SourceBudget },
): Promise<ChunkAnswers> {
  const open = readContext(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId })
  const applications = await readApplications(open.db, { ...filterOf(input), after, limit: ASKING_CHUNK })
  const surroundings = await surroundingsOf(open, applications)
  const questions = applications.map((application) => ({
    application,
    known: factsOf(onFile(open, application, surroundings)),
    policy: chosenFor(surroundings.contest, application.customerId).policy,
    on: surroundings.on,
  }))
  return askForChunk(ctx, ports, questions, budget)
}

/** What a run would say on the facts on file, and what it would want to ask. */
async function planBatch(ctx: JobContext, input: BatchInput) {
  const total = await countApplications(ctx.platform.db, filterOf(input))
  const report = batchReport()
  const wanted = wantedSources()
  let done = 0
  for (let after = ''; ; ) {
    const open = {
      ...readContext(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId }),
      platform: ctx.platform,
    }
    const applications = await readApplications(open.db, { ...filterOf(input), after, limit: CHUNK })
    const last = applications.at(-1)?.id
    if (last === undefined) break
    after = last
    const surroundings = await surroundingsOf(open, applications)
    const decided = applications.map((application) => decideOne(open, application, surroundings))
    report.add(decided)
    await wanted.add(open, decided)
    done += decided.length
    await ctx.progress({ done, total })
  }
  const plan = { total, isDryRun: true, ...report.shown() }
  return { ...plan, wanted: await wanted.shown(ctx.platform.db), ...(input.sources ? { cap: input.sources } : {}) }
}

function budgetOf({ sources }: BatchInput): SourceBudget | null {
  return sources ? sourceBudget({ callsMax: sources.callsMax, costFenMax: BigInt(sources.costFenMax) }) : null
}

function filterOf({ importId, applicationIds }: BatchInput) {
  return { importId, ids: applicationIds, statuses: ['submitted'] as const }
}

/** Decides one chunk in one transaction: facts, decisions, outcomes and journal in a few statements. */
export async function decideChunk(
  ctx: WriteContext,
  input: BatchInput,
  after: string,
  fetched?: ChunkAnswers,
): Promise<DecidedChunk> {
  const limit = fetched ? ASKING_CHUNK : CHUNK
  const applications = await readApplications(ctx.db, { ...filterOf(input), after, limit })
  const last = applications.at(-1)?.id ?? null
  if (last === null) return { last, outcomes: [], verdicts: [] }
  const surroundings = await surroundingsOf(ctx, applications)
  const decided = applications.map((application) => decideOne(ctx, application, surroundings, fetched))
  for (const [policy, made] of byPolicy(decided)) await insertDecisions(ctx, policy, made)
  await insertShadows(
    ctx,
    decided.flatMap(({ others }) => others),
  )
  await updateDecided(ctx, decided)
  await recordAll(ctx, decided.map(journalLine))
  for (const { applicationId, customerId, bureau } of decided) {
    if (bureau) await keepBureauQuery(ctx, customerId, applicationId, bureau)
  }
  return { last, outcomes: decided.map(({ offer }) => offer.outcome), verdicts: decided }
}

export interface DecidedChunk {
  readonly last: string | null
  readonly outcomes: readonly string[]
  readonly verdicts: readonly Decided[]
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

/** What came with an application and what the lender knows itself. */
function onFile(
  ctx: Pick<WriteContext, 'clock'>,
  application: Application,
  { versions, historyOf, law, on }: Surroundings,
): readonly FactGroup[] {
  const version = versions.get(application.productVersionId)!
  const own = ownFacts(application, version, historyOf(application.customerId), law.kind, on, ctx.clock.now())
  return [...(application.facts ?? []), own]
}

function decideOne(
  ctx: Pick<WriteContext, 'clock' | 'ids'>,
  application: Application,
  surroundings: Surroundings,
  fetched?: ChunkAnswers,
) {
  const { contest, on, law, versions, historyOf, rules } = surroundings
  const version = versions.get(application.productVersionId)!
  const history = historyOf(application.customerId)
  const answers = fetched?.get(application.id)
  const found = [...onFile(ctx, application, surroundings), ...(answers?.groups ?? [])]
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
  return {
    id,
    applicationId,
    customerId,
    policy,
    others,
    verdict,
    offer,
    status: step.value,
    groups,
    bureau: answers?.bureau,
  }
}

export type Decided = ReturnType<typeof decideOne>

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
